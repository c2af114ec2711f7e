"""The ladder of reminders: how long a bad light has been running, which rung that proposes, and the trend (rules 6)."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Light, Past

BAD = (Light.YELLOW, Light.RED)
_WORSE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


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


def step(light: Light, running: int) -> int:
    """Propose the rung of the ladder: 1 提醒函, 2 督办单, 3 建议约谈, 4 建议通报批评; 0 is none. People decide."""
    if light is Light.YELLOW:
        return min(running, 2)
    return min(running + 1, 4) if light is Light.RED else 0


def trend(past: Sequence[Past], light: Light) -> str:
    """Say `caught_up` (追平) or `slipped_back` (回落) against the last light that was judged."""
    before = next((earlier.light for earlier in reversed(past) if earlier.light is not Light.GREY), None)
    if before is None or light is Light.GREY:
        return ""
    if light is Light.GREEN:
        return "caught_up" if before in BAD else ""
    return "slipped_back" if _WORSE[light] > _WORSE[before] else ""
