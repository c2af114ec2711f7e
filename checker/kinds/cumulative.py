"""累计型: an amount that adds up over the window, from the baseline (0 if none) to the target.

Green from B + g·(E − B), yellow from B + y·(E − B); at the deadline green from T. With `per` the amount is
counted from the first of January and the target is the whole year's. Once T is reached it stays completed. With
`tolerance` (左右) T − tolerance is enough at the deadline; before it the pace is that of T.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 1
FIELDS: dict[str, dict[str, object]] = {
    "target": {"exclusiveMinimum": 0},
    "baseline": {},
    "per": {},
    "discrete": {},
    "strict": {},
    "ceiling": {},
    "schedule": {},
    "parts": {},
    "tolerance": {},
}
REQUIRED = ("target",)
REPORTS: Reports = "number"
CLOSES = True
SCALE: Scale = "amount"
RUNNING = True
PACED = True
LIMIT = False
STANDING = False
SIGNED = False
WORDS = "cumulative"

_REASONS = {Light.YELLOW: Reason.BEHIND, Light.RED: Reason.FAR_BEHIND}


def up(indicator: Indicator) -> bool:
    """More is better."""
    return True


def ends(indicator: Indicator) -> bool:
    """The deadline decides."""
    return True


def infers(indicator: Indicator) -> bool:
    """It starts from nothing."""
    return False


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """Lines between baseline and expected value; T at the deadline."""
    made = bands.paced(indicator, moment, profile, up=True)
    if not moment.closed or indicator.tolerance is None or moment.target is None:
        return made
    enough = Bound(moment.target - indicator.tolerance, inclusive=not indicator.strict)
    return Band(True, enough, enough)


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The running total."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Completed as soon as the whole target is there: a running total is not lost again."""
    if light is Light.GREEN:
        assert moment.target is not None
        met = bands.meets(indicator, moment.target, value, up=True)
        return Reason.COMPLETED if met else Reason.ON_PACE
    return _REASONS[light]


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """R before the deadline, c at it."""
    if moment.closed and light is Light.GREEN:
        return bands.ONE
    return bands.share(moment, value, up=True)
