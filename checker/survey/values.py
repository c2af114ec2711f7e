"""Scores as values of the indicators that they measure, in a submission; 分 is never taken for %."""

from __future__ import annotations

from typing import NamedTuple

from checker.model import Plan
from checker.model.numbers import rounded
from checker.survey.results import Figure, Results

UNIT = "分"


class Value(NamedTuple):
    """A value to be written: the indicator, the score, and `unit` where it is not the score's (nothing is written)."""

    indicator: str
    score: str
    n: int
    unit: str = ""


def values(made: Results, plan: Plan) -> list[Value]:
    """The values for the plan's indicators that the form says it measures; a score without data gives none."""
    known = {indicator.id: indicator for _, indicator in plan.indicators()}
    figures: dict[str, Figure | None] = {"total": made.total}
    figures |= {domain.section.domain: domain.figure for domain in made.domains}
    found = []
    for entry in made.form.measured:
        figure = figures.get(entry.of)
        if entry.plan == plan.id and entry.indicator in known and figure:
            own = known[entry.indicator].unit
            found.append(Value(entry.indicator, f"{rounded(figure.score, 2):f}", figure.n, "" if own == UNIT else own))
    return found
