"""Marks in exact fractions: the mean of experts and the mean of departments, each with the weight of the rule.

From so many scores on the rule may leave out the highest and the lowest. A case whose scores are missing or impossible
has no mark, and the finding says which (SPEC 14: 评分规则).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from checker.cases.round import Case, Drop, Round, Rule
from checker.model import Finding, finding


class Mark(NamedTuple):
    """A case's mark with what it was made of: `counted` of all expert scores, their mean, the departments' mean."""

    case: Case
    total: Fraction
    experts: Fraction | None
    departments: Fraction | None
    counted: int
    rank: int = 0


def marks(made: Round, rule: Rule) -> tuple[tuple[Mark, ...], list[Finding]]:
    """Mark the cases that take part, best first; equal marks share a rank (1, 2, 2, 4) and stand as registered."""
    found = [fault for case in entered(made) for fault in faults_of(case, rule)]
    unfit = {fault.facts["number"] for fault in found}
    plain = [mark_of(case, rule) for case in entered(made) if case.number not in unfit]
    plain.sort(key=lambda mark: -mark.total)
    ranked: list[Mark] = []
    for place, mark in enumerate(plain, 1):
        tied = bool(ranked) and ranked[-1].total == mark.total
        ranked.append(mark._replace(rank=ranked[-1].rank if tied else place))
    return tuple(ranked), found


def entered(made: Round) -> Iterator[Case]:
    """The cases that take part."""
    return (case for case in made.cases if case.status == "entered")


def mark_of(case: Case, rule: Rule) -> Mark:
    """Mark one case whose scores are whole."""
    used = kept(case.experts.values(), rule.drop)
    experts, departments = _mean(used), _mean(list(case.departments.values()))
    total = rule.expert_weight * (experts or 0) + rule.department_weight * (departments or 0)
    return Mark(case, Fraction(total), experts, departments, len(used))


def kept(scores: Iterable[Fraction], drop: Drop | None) -> list[Fraction]:
    """The scores that count, in order; extremes are left out from so many scores on."""
    ordered = sorted(scores)
    if drop is None or len(ordered) < drop.start or len(ordered) <= drop.highest + drop.lowest:
        return ordered
    return ordered[drop.lowest : len(ordered) - drop.highest]


def _mean(scores: list[Fraction]) -> Fraction | None:
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def faults_of(case: Case, rule: Rule) -> Iterator[Finding]:
    """Scores that are impossible or missing: out of the scale, of who is recused, of an expert on his own unit."""
    for name, points in (*case.experts.items(), *case.departments.items()):
        if not rule.lowest <= points <= rule.highest:
            yield _of(case, "case-score-range", name=name, points=points, low=rule.lowest, high=rule.highest)
    for name in case.experts:
        if name in case.recused:
            yield _of(case, "case-score-recused", name=name)
        elif rule.expert_units.get(name) == case.unit:
            yield _of(case, "case-score-own", name=name, unit=case.unit)
    if rule.expert_weight and len(case.experts) < rule.least:
        yield _of(case, "case-score-few", count=len(case.experts), least=rule.least)
    wanted = rule.department_names or ("",) * (not case.departments)
    missing = [name for name in wanted if name not in case.departments and name not in case.recused]
    if rule.department_weight and missing:
        yield _of(case, "case-score-missing", names=", ".join(filter(None, missing)))


FEW_POINTS = 20
"""Less than such a part of the scale is no distance, however closely the others agree."""


def apart(scores: Mapping[str, Fraction], scale: Fraction) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Experts whose score lies more than two standard deviations off the others': (name, score, the others' mean).

    Shown and never left out for that. It takes four others to say so; their deviation is that of a sample. `scale` is
    the width of the scale.
    """
    for name, points in scores.items():
        others = [other for key, other in scores.items() if key != name]
        if len(others) < 4:
            return
        mean = sum(others, Fraction(0)) / len(others)
        variance = sum(((other - mean) ** 2 for other in others), Fraction(0)) / (len(others) - 1)
        if (points - mean) ** 2 > 4 * variance and abs(points - mean) * FEW_POINTS >= scale:
            yield name, points, mean


def _of(case: Case, code: str, **facts: object) -> Finding:
    shown = {key: float(value) if isinstance(value, Fraction) else value for key, value in facts.items()}
    return finding(code, case.where, indicator="", field="", number=case.number, **shown)
