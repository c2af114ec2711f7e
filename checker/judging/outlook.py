"""The outlook: where a value will stand at the deadline if the pace so far goes on (rules 6)."""

from __future__ import annotations

from fractions import Fraction

from checker.model import Moment


def outlook(moment: Moment, value: Fraction | None) -> Fraction | None:
    """Return the value at the deadline if the pace so far goes on: linear, or along the schedule.

    None where nobody can say.
    """
    if value is None or moment.baseline is None or moment.expected is None:
        return None
    if moment.closed or not 0 < moment.pace < 1:
        return None
    return moment.baseline + (value - moment.baseline) / moment.pace
