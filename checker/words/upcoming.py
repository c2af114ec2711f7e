"""What falls due next: deadlines and open nodes from the run date on, of what is not completed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from checker.locale import Speaker
from checker.model import Assessment, Reason, Verdict


def upcoming(assessment: Assessment, verdicts: Iterable[Verdict], days: int) -> list[tuple[date, Verdict]]:
    """List (day, verdict) within so many days of the run date, the nearest day first."""
    on, found = assessment.on, []
    for verdict in verdicts:
        if verdict.reason in (Reason.COMPLETED, Reason.EXEMPT):
            continue
        done = dict(verdict.reported.done_nodes) if verdict.reported else {}
        nodes = [day for name, day in verdict.indicator.nodes if not done.get(name)]
        found += [(day, verdict) for day in nodes or [verdict.moment.end] if on <= day <= on + timedelta(days=days)]
    return sorted(found, key=lambda pair: pair[0])


def when(say: Speaker, left: int) -> str:
    """Say how many days are left, or by how many a day is past."""
    if left > 0:
        return say("due.left", days=left)
    return say("due.late", days=-left) if left else say("due.today")
