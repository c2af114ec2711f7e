"""控制型: a count that must not pass T over the window (不超过…, 零发生).

Green up to T·P, yellow up to T, red above; once above T it stays red to the end of the window.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 4
FIELDS: dict[str, dict[str, object]] = {
    "target": {"minimum": 0},
    "per": {},
    "strict": {},
    "schedule": {},
    "discrete": {},
}
REQUIRED = ("target",)
REPORTS: Reports = "number"
CLOSES = False
SCALE: Scale = "amount"
RUNNING = True
PACED = True
LIMIT = True
STANDING = False
SIGNED = False
WORDS = "cap"

_REASONS = {Light.GREEN: Reason.WITHIN_CAP, Light.YELLOW: Reason.NEAR_CAP, Light.RED: Reason.OVER_CAP}


def up(indicator: Indicator) -> bool:
    """Fewer is better."""
    return False


def ends(indicator: Indicator) -> bool:
    """A cap is judged to the end of its window by its band."""
    return False


def infers(indicator: Indicator) -> bool:
    """It starts from nothing."""
    return False


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """The cap in proportion to the time gone, and the cap itself; lower is better."""
    assert moment.target is not None
    inclusive = not indicator.strict
    # where nothing may be used up yet, nothing used up is enough
    return Band(False, Bound(moment.expected, inclusive or not moment.expected), Bound(moment.target, inclusive))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The running count."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Within, near or over the cap."""
    return _REASONS[light]


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """1 under the cap, else T ÷ A."""
    assert moment.target is not None
    return bands.nearness(value, moment.target, up=False)
