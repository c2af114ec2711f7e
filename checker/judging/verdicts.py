"""A case → its verdict: the rule that decides, and the numbers, marks and status that stand beside the light."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from checker.judging import facts, order
from checker.judging.case import Case
from checker.model import Band, Bound, Light, Reason, Reported, Status, Verdict, bands, light_of


class Found(NamedTuple):
    """What is found of a case, without the numbers that stand beside it."""

    light: Light
    reason: Reason
    value: Fraction | None


def found_of(case: Case) -> Found:
    """Judge a case for its light alone."""
    row, reason = order.decide(case)
    return Found(light_of(reason), reason, _value(case, row))


def _value(case: Case, row: order.Decision) -> Fraction | None:
    """The number that a verdict stands on: this period's, or the earlier one that met the target."""
    return facts.met_value(case) if row.fact == "met_before" and case.usable is None else case.value


def verdict_of(case: Case) -> Verdict:
    """Judge a case: the first rule that holds, with the numbers behind it."""
    row, reason = order.decide(case)
    light, value = light_of(reason), _value(case, row)
    completion, ratio = _progress(case, value)
    return Verdict(
        case.measure, case.indicator, light, reason, row.rule, _status(case, row), case.moment,
        _band(case) if row.rule >= 6 else None, _shown(case, reason), value, completion, ratio,
        _score(case, row, light), case.kind.unit(case.indicator), case.base, peak=case.peak,
    )  # fmt: skip


def _band(case: Case) -> Band | None:
    """The band as it counts: on an inferred start nothing is red before the deadline."""
    return case.band._replace(yellow=Bound(None)) if case.band is not None and case.moment.lenient else case.band


_JUST_MISSED = Fraction(9999, 10000)


def _score(case: Case, row: order.Decision, light: Light) -> Fraction | None:
    """The marks: by the kind where a band decided, all for what was met before, none for what is false or missing.

    What is not green never earns all of them.
    """
    if light is Light.GREY:
        return None
    if row.fact == "met_before":
        return bands.ONE
    value = case.value
    if row.fact == "limit_passed_before":
        value = max(case.peak or bands.ZERO, value or bands.ZERO)
    if value is None:  # rules 2 and 6
        return bands.ZERO
    points = case.kind.score(case.indicator, case.moment, light, value)
    return points if light is Light.GREEN or points < bands.ONE else _JUST_MISSED


def _shown(case: Case, reason: Reason) -> Reported | None:
    """The report that a verdict shows: this period's, or the earlier one that completed the target."""
    last = case.track.last(case.moment.start)
    return last.reported if reason is Reason.COMPLETED and case.reported is None and last else case.reported


def _progress(case: Case, value: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Return c and r of a paced target; from an inferred start nobody can tell how much of the way is gone."""
    moment = case.moment
    if value is None or moment.expected is None or moment.baseline is None or case.kind.LIMIT:
        return None, None
    way = bands.gone(moment.baseline, moment.target or bands.ZERO)
    expected = bands.gone(moment.baseline, moment.expected)
    gone = bands.gone(moment.baseline, value)
    return (gone / way if way and not moment.first else None), (gone / expected if expected else None)


_NOT_OWED = ("exempt", "met_before", "not_started", "not_due", "not_given")
_WHATEVER_IS_OWED = ("found_false", "limit_passed_before")


def _owed(case: Case, row: order.Decision) -> bool:
    """Tell whether a report was due from the unit."""
    if row.fact in _WHATEVER_IS_OWED:
        return not any(facts.FACTS[fact](case) for fact in _NOT_OWED)
    return row.fact not in _NOT_OWED


def _status(case: Case, row: order.Decision) -> Status:
    """How it was reported; what was not owed is never late and never missing."""
    if case.returned:
        return Status.RETURNED
    if case.round.partial:
        return Status.NOT_DUE  # published or found: nobody was to report it by a day
    owed = _owed(case, row)
    if owed and case.usable is None and case.round.on > case.round.due:
        return Status.MISSING
    if case.reported is None:
        return Status.NOT_DUE
    if case.reported.submitted <= case.round.due:
        return Status.ON_TIME
    return Status.LATE if owed else Status.NOT_DUE
