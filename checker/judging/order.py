"""The order of decision (rules 4.10) as data: of these facts the first that holds gives the reason, and so the light.

`facts` says of a case whether each holds; the same rows can be written as one SQL expression.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.judging import facts
from checker.judging.case import Case
from checker.model import Light, Reason, light_of


class Decision(NamedTuple):
    """A row of the order: the rule's number, the fact, the reason (None: the kind's own word for its band).

    `hoped` is the reason where the document only hopes for the target (力争, 争取).
    """

    rule: int
    fact: str
    reason: Reason | None = None
    hoped: Reason | None = None


ORDER = (
    Decision(1, "exempt", Reason.EXEMPT),
    Decision(2, "found_false", Reason.FALSE_DATA),
    Decision(3, "met_before", Reason.COMPLETED),
    Decision(4, "not_started", Reason.NOT_STARTED),
    Decision(9, "limit_passed_before", Reason.OVER_CAP, Reason.EXPECTED_MISSED),
    Decision(5, "not_due", Reason.NOT_DUE),
    Decision(5, "not_given", Reason.NOT_GIVEN),
    Decision(5, "none_occurred", Reason.NONE_OCCURRED),
    Decision(6, "absent_till_due", Reason.PENDING),
    Decision(6, "absent_in_grace", Reason.UNREPORTED_GRACE),
    Decision(6, "absent", Reason.UNREPORTED),
    Decision(7, "small_sample", Reason.SMALL_SAMPLE),
    Decision(7, "first_report", Reason.FIRST_REPORT),
    Decision(7, "undated", Reason.UNDATED),
    Decision(7, "without_basis", Reason.NO_BASIS),
    Decision(7, "unconfirmed", Reason.PENDING_REVIEW),
    Decision(8, "deadline_met", Reason.COMPLETED),
    Decision(8, "deadline_missed", Reason.OVERDUE, Reason.OVERDUE_EXPECTED),
    Decision(9, "compared", None, Reason.EXPECTED_MISSED),
)


_ASKED = tuple((row, facts.FACTS[row.fact]) for row in ORDER)


def _first(case: Case) -> Decision:
    return next(row for row, holds in _ASKED if holds(case))  # the last always does


def decide(case: Case) -> tuple[Decision, Reason]:
    """Return the first row whose fact holds, with the reason."""
    row = _first(case)
    reason = row.reason or _of_band(case)
    if row.fact == "compared" and case.moment.lenient and light_of(reason) is Light.RED:
        reason = Reason.NOT_YET  # the start is inferred: before the deadline that blames nobody
    if row.hoped is not None and not case.indicator.binding and light_of(reason) is Light.RED:
        reason = row.hoped
    return row, reason


def _of_band(case: Case) -> Reason:
    """The kind's word for the light of its band."""
    assert case.light is not None
    assert case.value is not None
    return case.kind.reason(case.indicator, case.moment, case.light, case.value)
