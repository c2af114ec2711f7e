"""水平型: a stock or a rate that is to stand at T by the deadline.

With a baseline the way from B to T is paced like a cumulative target (mirrored when T < B), and a value worse
than B is red. Without one, green means that T is met; before the deadline a value within `tolerance` of T is
yellow, or any value if no tolerance is given.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 2
FIELDS: dict[str, dict[str, object]] = {
    "direction": {},
    "target": {},
    "baseline": {},
    "tolerance": {},
    "discrete": {},
    "strict": {},
    "ceiling": {},
    "schedule": {},
    "parts": {},
    "per": {"enum": ["year"]},
}
REQUIRED = ("target", "direction")
REPORTS: Reports = "number"
CLOSES = False
SCALE: Scale = "amount"
RUNNING = False
PACED = True
LIMIT = False
SIGNED = False
WORDS = "level"


def up(indicator: Indicator) -> bool:
    """As the catalogue says: `direction`."""
    return indicator.direction != "down"


def ends(indicator: Indicator) -> bool:
    """The deadline decides."""
    return True


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """Paced with a baseline, else T with its tolerance."""
    if moment.baseline is not None:
        return bands.paced(indicator, moment, profile)
    assert moment.target is not None
    up = indicator.direction == "up"
    green = Bound(moment.target, inclusive=not indicator.strict)
    if moment.closed:
        return Band(up, green, green)
    if indicator.tolerance is None:
        return Band(up, green, Bound(None))
    return Band(up, green, Bound(moment.target - indicator.tolerance * (1 if up else -1)))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The value as it stands."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Worse than the baseline is the wrong way; without a baseline a missed T is only `not_yet`."""
    if light is Light.GREEN:
        return Reason.ON_PACE
    if moment.baseline is None:
        return Reason.NOT_YET if light is Light.YELLOW else Reason.FAR_BEHIND
    if not Bound(moment.baseline).reached(value, indicator.direction == "up"):
        return Reason.WRONG_WAY
    return Reason.BEHIND if light is Light.YELLOW else Reason.FAR_BEHIND


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """R or c with a baseline, else A/T or T/A."""
    if moment.baseline is not None:
        return bands.share(moment, value)
    assert moment.target is not None
    return bands.nearness(value, moment.target, indicator.direction == "up")
