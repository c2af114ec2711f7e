"""The outlook: where a value will stand at the deadline if the pace so far goes on (rules 6.1)."""

from __future__ import annotations

import math
from fractions import Fraction

from checker import kinds
from checker.model import Indicator, Moment, Reason, bands


def outlook(indicator: Indicator, moment: Moment, reason: Reason, value: Fraction | None) -> Fraction | None:
    """Return the value at the deadline: linear, or along the schedule; None where nobody can say.

    Whole things in whole numbers (nothing half done counts), never below 0 nor above a ceiling, for shares not above
    100; nothing is foretold of what is completed. What stands below zero now may do so then.
    """
    if value is None or moment.baseline is None or moment.expected is None or reason is Reason.COMPLETED:
        return None
    if moment.closed or not 0 < moment.pace < 1:
        return None
    ahead = moment.baseline + (value - moment.baseline) / moment.pace
    if indicator.discrete:
        ahead = Fraction(math.floor(ahead) if kinds.of(indicator).up(indicator) else math.ceil(ahead))
    tops = [indicator.ceiling] if indicator.ceiling is not None else []
    if indicator.unit == "%" and not indicator.unbounded:
        tops.append(Fraction(100))
    return max(min([ahead, *tops]), min(value, bands.ZERO))


def meets(indicator: Indicator, moment: Moment, ahead: Fraction | None) -> bool | None:
    """Tell whether the outlook meets T; None where there is none."""
    if ahead is None or moment.target is None:
        return None
    return bands.meets(indicator, moment.target, ahead, kinds.of(indicator).up(indicator))
