"""What the order of decision asks of a case, fact by fact (rules 4.10)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checker.judging.case import Case, few
from checker.judging.history import anew
from checker.kinds.milestone import nodes
from checker.model import Light, bands, periods


def exempt(case: Case) -> bool:
    """The cut-off lies in an exemption."""
    return case.indicator.id in case.round.exemptions


def found_false(case: Case) -> bool:
    """A person found the value false."""
    return case.reported is not None and case.reported.falsified


def met_before(case: Case) -> bool:
    """The target was met in an earlier period, and nothing has reopened it."""
    corrected = case.usable is not None and case.usable.correction
    return not corrected and met_value(case) is not None


def met_value(case: Case) -> Fraction | None:
    """Return the number with which an earlier period met the target."""
    if case.kind.SCALE == "nodes":
        return _all_done(case)
    return _met_in_window(case) if case.kind.CLOSES else _met_at_deadline(case)


def _all_done(case: Case) -> Fraction | None:
    """Every node was reported as done in earlier periods, and done by this cut-off."""
    done = case.track.done(anew(case.indicator, case.moment))
    days = [done.get(name) for name, _ in nodes(case.indicator, case.moment)]
    known = [day for day in days if day is not None and day <= case.moment.cut_off]
    return Fraction(len(known)) if days and len(known) == len(days) else None


def _met_in_window(case: Case) -> Fraction | None:
    """A total that an earlier report of the window brought to the target in force."""
    last, target = case.track.last(case.moment.start), case.moment.target
    if last is None or last.value is None or target is None or last.period.end <= case.track.reopened:
        return None
    if not case.moment.owed:
        return None
    slack = case.indicator.tolerance or bands.ZERO
    goal = target - slack if last.period.end >= case.moment.end else target
    return last.value if bands.meets(case.indicator, goal, last.value, up=True) else None


def _met_at_deadline(case: Case) -> Fraction | None:
    """A level or rank whose last value at or after the deadline meets the target in force is not asked again."""
    if not case.kind.ends(case.indicator):
        return None
    last, target = case.track.last(case.moment.end), case.moment.target
    if last is None or last.value is None or target is None:
        return None
    if not last.starts or last.period.end <= case.track.reopened:
        return None
    return last.value if bands.meets(case.indicator, target, last.value, case.kind.up(case.indicator)) else None


def not_started(case: Case) -> bool:
    """The cut-off lies before the window."""
    return case.moment.cut_off < case.moment.start


def limit_passed_before(case: Case) -> bool:
    """A limit that was passed once in the window stays passed to its end, whatever is reported, till a correction."""
    corrected = case.usable is not None and case.usable.correction
    return not corrected and case.round.period.start <= case.moment.end and case.peak is not None


def not_due(case: Case) -> bool:
    """No report is owed: no whole recurrence, between rarer reports, or after a standing duty's window is over."""
    moment, every = case.moment, case.indicator.every
    if not moment.owed:
        return True
    if every and periods.holding(moment.cut_off, every).end != moment.cut_off and moment.cut_off < moment.end:
        return True
    return not case.kind.ends(case.indicator) and case.round.period.start > moment.end


def not_given(case: Case) -> bool:
    """The file holds only what was published or found, and this is not in it."""
    return case.round.partial and case.usable is None


def none_occurred(case: Case) -> bool:
    """Nothing of the kind happened in the period."""
    return case.usable is not None and case.usable.none


def absent(case: Case) -> bool:
    """Nothing usable was reported."""
    return case.usable is None


def absent_till_due(case: Case) -> bool:
    """Nothing usable yet, and the day has not come."""
    return absent(case) and case.round.on <= case.round.due


def absent_in_grace(case: Case) -> bool:
    """Nothing usable, in the days of grace."""
    return absent(case) and case.round.on <= case.round.grace_end


def first_report(case: Case) -> bool:
    """The first value of the window stands in for a baseline; only T itself can be compared with it."""
    waits = case.kind.infers(case.indicator) and case.moment.baseline is None and not case.at_deadline
    return waits and case.value is not None and case.light is not Light.GREEN


def undated(case: Case) -> bool:
    """An open milestone for which neither the document nor its unit names a day."""
    moment = case.moment
    open_one = case.kind.SCALE == "nodes" and case.value == 0
    return open_one and moment.assumed and not moment.closed


def without_basis(case: Case) -> bool:
    """There is nothing to compare with, or nothing to compare."""
    return case.light is None


def small_sample(case: Case) -> bool:
    """Fewer were asked than a rate or score can rest on."""
    return case.usable is not None and few(case.indicator, case.usable)


def unconfirmed(case: Case) -> bool:
    """The unit's own word that nobody has confirmed."""
    return case.kind.REPORTS == "grade" and case.usable is not None and not case.usable.confirmed


def deadline_met(case: Case) -> bool:
    """At or after the deadline, and the target is met."""
    return case.at_deadline and case.light is Light.GREEN


def deadline_missed(case: Case) -> bool:
    """At or after the deadline, and the target is missed."""
    return case.at_deadline


def compared(case: Case) -> bool:  # noqa: ARG001
    """The band of the kind decides."""
    return True


FACTS: dict[str, Callable[[Case], bool]] = {
    fact.__name__: fact
    for fact in (
        exempt, found_false, met_before, not_started, limit_passed_before, not_due, not_given, none_occurred,
        absent_till_due, absent_in_grace, absent, small_sample, first_report, undated, without_basis, unconfirmed,
        deadline_met, deadline_missed, compared,
    )
}  # fmt: skip
