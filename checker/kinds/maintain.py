"""保持型: a standard that is to be kept in every period (保持、稳定在、每天不少于、N个工作日内).

Green when T is met, yellow within `tolerance` (0 if none is given), else red; no deadline softens or hardens it.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 3
FIELDS: dict[str, dict[str, object]] = {"direction": {}, "target": {}, "tolerance": {}, "strict": {}, "ceiling": {}}
REQUIRED = ("target", "direction")
REPORTS: Reports = "number"
CLOSES = False
SCALE: Scale = "amount"
RUNNING = False
PACED = False
LIMIT = False
STANDING = True
SIGNED = False
WORDS = "maintain"

_REASONS = {Light.GREEN: Reason.HELD, Light.YELLOW: Reason.SLIPPING, Light.RED: Reason.NOT_HELD}


def up(indicator: Indicator) -> bool:
    """As the catalogue says: `direction`."""
    return indicator.direction != "down"


def ends(indicator: Indicator) -> bool:
    """No deadline softens or hardens a standard."""
    return False


def infers(indicator: Indicator) -> bool:
    """It needs no start of its own."""
    return False


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """T and the tolerance behind it."""
    assert moment.target is not None
    up = indicator.direction == "up"
    slack = indicator.tolerance or Fraction(0)
    green = Bound(moment.target, inclusive=not indicator.strict)
    return Band(up, green, Bound(moment.target - slack * (1 if up else -1)) if slack else green)


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The value of this period."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Held, slipping or not held."""
    return _REASONS[light]


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """1, 0.6 inside the tolerance, 0."""
    return bands.BY_LIGHT[light]
