"""The order of decision (rules 4) as data: of these facts the first that holds gives the reason, and so the light.

`facts` says of a case whether each holds; the same rows can be written as one SQL expression.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.judging import facts
from checker.judging.case import Case
from checker.model import Reason


class Decision(NamedTuple):
    """A row of the order: the rule's number, the fact and the reason; None: the kind's own word for its band."""

    rule: int
    fact: str
    reason: Reason | None


ORDER = (
    Decision(1, "exempt", Reason.EXEMPT),
    Decision(2, "found_false", Reason.FALSE_DATA),
    Decision(3, "met_before", Reason.COMPLETED),
    Decision(4, "not_started", Reason.NOT_STARTED),
    Decision(5, "not_due", Reason.NOT_DUE),
    Decision(6, "absent_till_due", Reason.PENDING),
    Decision(6, "absent_in_grace", Reason.UNREPORTED_GRACE),
    Decision(6, "absent", Reason.UNREPORTED),
    Decision(7, "without_basis", Reason.NO_BASIS),
    Decision(7, "small_sample", Reason.SMALL_SAMPLE),
    Decision(7, "unconfirmed", Reason.PENDING_REVIEW),
    Decision(8, "deadline_met", Reason.COMPLETED),
    Decision(8, "deadline_missed", Reason.OVERDUE),
    Decision(8, "expected_deadline_missed", Reason.OVERDUE_EXPECTED),
    Decision(9, "limit_passed_before", Reason.OVER_CAP),
    Decision(9, "compared", None),
)


def decide(case: Case) -> tuple[Decision, Reason]:
    """Return the first row whose fact holds, with the reason."""
    row = next(row for row in ORDER if facts.FACTS[row.fact](case))
    if row.reason is not None:
        return row, row.reason
    assert case.light is not None
    assert case.value is not None
    return row, case.kind.reason(case.indicator, case.moment, case.light, case.value)
