"""The facts of the three sentences that a page opens with (本期要点): what changed, what falls due, which units.

Plain numbers and names; the sentences stand in a text template (`dashboard.txt.j2`), which an office may word anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from checker import kinds
from checker.judging import scoring
from checker.model import Light, Reason, Status, Verdict
from checker.words.gravity import gravest
from checker.words.units import by_unit
from checker.words.view import View

NAMES = (
    "indicators", "green", "yellow", "red", "before", "fresh", "runs", "empty", "due", "overdue", "units", "untrue",
    "missing", "returned",
)  # fmt: skip
"""What a text template may use."""
_TOLD = 3
"""How many units are named."""


def facts(view: View) -> dict[str, Any]:
    """Collect them for one assessment; all of the plan counts, whatever part of it is shown."""
    verdicts, totals = view.assessment.counted, view.assessment.totals
    red = [v for v in verdicts if v.light is Light.RED]
    return {
        "indicators": totals.indicators, "green": totals.green, "yellow": totals.yellow, "red": totals.red,
        "before": _before(verdicts), "fresh": sum(v.previous is not Light.RED for v in red), "runs": _runs(red),
        "empty": _empty(red), "due": _due(view), "overdue": sum(v.reason is Reason.OVERDUE for v in verdicts),
        "units": _units(view), "untrue": _held_by(view, (v for v in red if v.reason is Reason.FALSE_DATA)),
        "missing": _held_by(view, (v for v in red if _silent(v))),
        "returned": _held_by(view, (v for v in verdicts if v.status is Status.RETURNED)),
    }  # fmt: skip


def _silent(verdict: Verdict) -> bool:
    return verdict.reason is Reason.UNREPORTED and verdict.status is not Status.RETURNED


def _before(verdicts: Sequence[Verdict]) -> dict[str, int] | None:
    """The lights of the period before; None in a plan's first."""
    last = [v.past[-1].light for v in verdicts if v.past]
    return {light.value: last.count(light) for light in Light} if last else None


def _runs(red: Sequence[Verdict]) -> list[dict[str, Any]]:
    """What has been red for more than one period, the longest first, with the names of what is meant."""
    lengths: dict[int, list[str]] = {}
    for verdict in gravest(red):
        if verdict.streak > 1:
            lengths.setdefault(verdict.streak, []).append(verdict.indicator.name)
    return [{"periods": n, "count": len(lengths[n]), "names": lengths[n]} for n in sorted(lengths, reverse=True)]


def _empty(red: Sequence[Verdict]) -> dict[str, int]:
    """How many red lights have no number that could be trusted, and why."""
    made = {
        "unreported": sum(map(_silent, red)),
        "returned": sum(v.status is Status.RETURNED for v in red),
        "untrue": sum(v.reason is Reason.FALSE_DATA for v in red),
    }
    return {"count": sum(made.values()), **made}


def _due(view: View) -> dict[str, Any]:
    """What is to be completed by the end of the year that holds the next day, and how much of it will not be."""
    cut_off = view.assessment.cut_off
    until = date((cut_off + timedelta(days=1)).year, 12, 31)
    open_ = [v for v in view.assessment.counted if _open(v) and cut_off < v.moment.end]
    near = [v for v in open_ if v.moment.end <= until]
    misses = [v for v in near if v.outlook_meets is False]
    unit, count = max(((unit, len(own)) for unit, own in by_unit(misses).items()), key=itemgetter(1), default=("", 0))
    return {
        "year": until.year, "this_year": until.year == cut_off.year,
        "count": len(near), "later": len(open_) - len(near),
        "bad": sum(v.light in (Light.YELLOW, Light.RED) for v in near), "misses": len(misses),
        "unit": view.short(unit) if unit else "", "unit_count": count,
    }  # fmt: skip


def _open(verdict: Verdict) -> bool:
    """Tell whether there is something that a deadline ends, and that is not done."""
    done = (Reason.COMPLETED, Reason.EXEMPT, Reason.OVERDUE, Reason.OVERDUE_EXPECTED)
    return kinds.of(verdict.indicator).ends(verdict.indicator) and verdict.reason not in done


def _units(view: View) -> list[dict[str, Any]]:
    """The units with most red lights; not those that judge."""
    judge = view.library.office(view.assessment.plan.locality)[0].unranked
    bad = [s for s in view.assessment.units if s.tally.red and s.name not in judge]
    return [{"name": view.short(s.name), "red": s.tally.red, "yellow": s.tally.yellow} for s in bad[:_TOLD]]


def _held_by(view: View, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """How many they are, and who answers for them: the units together, and how many units there are."""
    found = list(verdicts)
    groups = list(dict.fromkeys(v.measure.asked or (scoring.NOBODY,) for v in found))
    units = {unit for group in groups for unit in group}
    return {"count": len(found), "units": len(units), "by": [view.together(group) for group in groups]}
