"""定性型: work that nobody can count: 正常 normal, 缓慢 slow, 停滞 stalled.

A unit's own word is not enough: until a person has confirmed it (`confirmed: true`) it waits for review.
The three grades are compared as 2, 1 and 0.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 8
FIELDS: dict[str, dict[str, object]] = {}
REQUIRED: tuple[str, ...] = ()
REPORTS: Reports = "grade"
CLOSES = False
SCALE: Scale = "grade"
RUNNING = False
PACED = False
LIMIT = False
STANDING = True
SIGNED = False
WORDS = "qualitative"
GRADES = {"normal": 2, "slow": 1, "stalled": 0}

_REASONS = {Light.GREEN: Reason.ON_PACE, Light.YELLOW: Reason.SLOW, Light.RED: Reason.STALLED}


def up(indicator: Indicator) -> bool:
    """A higher grade is better."""
    return True


def ends(indicator: Indicator) -> bool:
    """Work without a number has no deadline."""
    return False


def infers(indicator: Indicator) -> bool:
    """It needs no start of its own."""
    return False


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """Normal is green, slow is yellow."""
    return Band(True, Bound(Fraction(GRADES["normal"])), Bound(Fraction(GRADES["slow"])))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The grade as a number."""
    return Fraction(GRADES[reported.grade])


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """The grade's reason."""
    return _REASONS[light]


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """By light: 1, 0.6, 0."""
    return bands.BY_LIGHT[light]
