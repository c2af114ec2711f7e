"""同比型: this year's amount against the same period a year before, in percent; T carries its sign.

Green when A/base − 1 reaches T %, yellow when it goes the right way or is unchanged, red the wrong way.
The base is last year's value from history, else `last_year` of the submission, else the catalogue's `baseline`;
none or zero cannot be judged. With `reported_as: percent` the reported value itself is the change.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 5
FIELDS: dict[str, dict[str, object]] = {
    "target": {},
    "direction": {},
    "baseline": {},
    "reported_as": {},
    "strict": {},
    "per": {"enum": ["year"]},
}
REQUIRED = ("target",)
REPORTS: Reports = "change"
CLOSES = False
SCALE: Scale = "amount"
RUNNING = False
PACED = False
LIMIT = False
STANDING = False
SIGNED = True
WORDS = "change"

_REASONS = {Light.GREEN: Reason.ON_PACE, Light.YELLOW: Reason.IMPROVING, Light.RED: Reason.WRONG_WAY}


def up(indicator: Indicator) -> bool:
    """Which way is better follows the sign of T, or `direction` where T is 0."""
    target = indicator.target or 0
    return target > 0 or (target == 0 and indicator.direction != "down")


def ends(indicator: Indicator) -> bool:
    """A comparison with last year has no deadline."""
    return False


def infers(indicator: Indicator) -> bool:
    """It needs no start of its own."""
    return False


def unit(indicator: Indicator) -> str:
    """A change is judged in percent, whatever is counted."""
    return "%"


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """T percent, and no change at all."""
    assert moment.target is not None
    return Band(up(indicator), Bound(moment.target, inclusive=not indicator.strict), Bound(Fraction(0)))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The change in percent."""
    against = base(indicator, reported, year_ago)
    if reported.value is None or indicator.reported_as == "percent":
        return reported.value
    return None if against is None else (reported.value / against - 1) * 100


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The first that is known of: last year's report, `last_year`, the baseline; none if that is not above zero."""
    if indicator.reported_as == "percent":
        return None
    known = (amount for amount in (year_ago, reported.last_year, indicator.baseline) if amount is not None)
    first = next(known, bands.ZERO)
    return first if first > 0 else None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Reached, improving or the wrong way."""
    return _REASONS[light]


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """Actual change ÷ T, clipped."""
    if not moment.target:
        return bands.BY_LIGHT[light]
    return bands.clip(value / moment.target)
