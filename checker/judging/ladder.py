"""The ladder of reminders: how long a bad light has been running, the rung that proposes, and the trend (rules 6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Light, Moment, Past, Reason, periods

BAD = (Light.YELLOW, Light.RED)
_WORSE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
MILD = (Reason.NOT_YET, Reason.DUE_SOON)
"""Reasons that say nothing of what a unit failed to do."""
_NO_DATA = (Reason.FALSE_DATA, Reason.UNREPORTED, Reason.UNREPORTED_GRACE)


def streak(past: Sequence[Past], light: Light) -> int:
    """Count the periods running in the same bad light, this one included; grey neither breaks nor extends."""
    if light not in BAD:
        return 0
    count = 1
    for earlier in reversed(past):
        if earlier.light is Light.GREY:
            continue
        if earlier.light is not light:
            break
        count += 1
    return count


def mild(reason: Reason, moment: Moment) -> bool:
    """Tell whether a bad light alone moves nobody up the ladder: no pace is known, or it rests on an inferred start.

    What is missing or false rests on nothing of the kind.
    """
    return reason in MILD or (moment.lenient and reason not in _NO_DATA)


def step(past: Sequence[Past], light: Light, is_mild: bool, near: bool) -> int:
    """Propose the rung: 1 提醒函, 2 督办单, 3 建议约谈, 4 建议通报批评; 0 is none. People decide.

    A mild light proposes a reminder at most, and only if it is `near`: in the last period before the deadline.
    """
    if light not in BAD:
        return 0
    if is_mild:
        return 1 if near else 0
    running = streak([earlier for earlier in past if not earlier.mild], light)
    return min(running, 2) if light is Light.YELLOW else min(running + 1, 4)


def near(moment: Moment, every: str) -> bool:
    """Tell whether the deadline falls into the period after the cut-off."""
    following = periods.holding(moment.cut_off, every).following()
    return moment.cut_off < moment.end <= following.end


def trend(past: Sequence[Past], light: Light) -> str:
    """Say `caught_up` (追平) or `slipped_back` (回落) against the last light that was judged."""
    before = next((earlier.light for earlier in reversed(past) if earlier.light is not Light.GREY), None)
    if before is None or light is Light.GREY:
        return ""
    if light is Light.GREEN:
        return "caught_up" if before in BAD else ""
    return "slipped_back" if _WORSE[light] > _WORSE[before] else ""
