"""What the order of decision asks of a case, fact by fact (rules 4)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checker.judging import checks
from checker.judging.case import Case
from checker.model import Light, Reason, bands, periods


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
    return _met_in_window(case) if case.kind.CLOSES else _met_at_deadline(case)


def _met_in_window(case: Case) -> Fraction | None:
    """A target that closes is met by any earlier submission of the window (decision 3)."""
    last = case.track.last(case.moment.start)
    if last is None:
        return None
    if case.kind.SCALE == "nodes":
        value = case.kind.measured(case.indicator, case.moment, last.reported, None)
        nodes = len(case.indicator.nodes) or 1
        return value if value is not None and value >= nodes else None
    target = case.moment.target
    met = target is not None and bands.meets(case.indicator, target, last.value, up=True)
    return last.value if met else None


def _met_at_deadline(case: Case) -> Fraction | None:
    """A level or rank that met its target at the deadline, in an earlier period, is not asked again."""
    last = case.track.last(None)
    ended = case.kind.ends(case.indicator) and last is not None and last.period.end >= case.moment.end
    if case.reported is not None or not ended or last is None or not case.track.past:
        return None
    return last.value if case.track.past[-1].reason is Reason.COMPLETED else None


def not_started(case: Case) -> bool:
    """The cut-off lies before the window."""
    return case.moment.cut_off < case.moment.start


def not_due(case: Case) -> bool:
    """No report is owed: between rarer reports, or after a standing duty's window is over."""
    moment, every = case.moment, case.indicator.every
    if every and periods.holding(moment.cut_off, every).end != moment.cut_off:
        return True
    return not case.kind.ends(case.indicator) and case.round.period.start > moment.end


def absent(case: Case) -> bool:
    """Nothing usable was reported."""
    return case.usable is None


def absent_till_due(case: Case) -> bool:
    """Nothing usable yet, and the day has not come."""
    return absent(case) and case.round.on <= case.round.due


def absent_in_grace(case: Case) -> bool:
    """Nothing usable, in the days of grace."""
    return absent(case) and case.round.on <= case.round.grace_end


def without_basis(case: Case) -> bool:
    """There is nothing to compare with, or nothing to compare."""
    return case.light is None


def small_sample(case: Case) -> bool:
    """Fewer were asked than a rate or score can rest on."""
    return case.usable is not None and case.usable.n is not None and case.usable.n < checks.SMALL


def unconfirmed(case: Case) -> bool:
    """The unit's own word that nobody has confirmed."""
    return case.kind.REPORTS == "grade" and case.usable is not None and not case.usable.confirmed


def _at_deadline(case: Case) -> bool:
    return case.kind.ends(case.indicator) and case.moment.closed


def deadline_met(case: Case) -> bool:
    """At or after the deadline, and the target is met."""
    return _at_deadline(case) and case.light is Light.GREEN


def deadline_missed(case: Case) -> bool:
    """At or after the deadline, and a binding target is missed."""
    return _at_deadline(case) and case.indicator.binding


def expected_deadline_missed(case: Case) -> bool:
    """At or after the deadline, and a target that was only to be striven for is missed."""
    return _at_deadline(case)


def limit_passed_before(case: Case) -> bool:
    """A limit that was passed once in the window stays passed to its end."""
    return peak(case) is not None


def peak(case: Case) -> Fraction | None:
    """Return by how high a value a limit was passed in an earlier period of the window."""
    if not case.kind.LIMIT:
        return None
    highest, target = case.track.peak(case.moment.start), case.moment.target
    over = highest is not None and target is not None and not bands.meets(case.indicator, target, highest, up=False)
    return highest if over else None


def compared(case: Case) -> bool:
    """The band of the kind decides."""
    return True


FACTS: dict[str, Callable[[Case], bool]] = {
    fact.__name__: fact
    for fact in (
        exempt, found_false, met_before, not_started, not_due, absent_till_due, absent_in_grace, absent,
        without_basis, small_sample, unconfirmed, deadline_met, deadline_missed, expected_deadline_missed,
        limit_passed_before, compared,
    )
}  # fmt: skip
