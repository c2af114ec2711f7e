"""位次型: a place in a ranking; a smaller number is better.

With a target: green when the place reaches T, yellow when it is missed but better than the baseline. Without one:
green when better than the baseline, yellow when equal. Where the document gives no baseline, the first place reported
stands in for it (首报), and before the deadline nothing is red on it.
"""

from __future__ import annotations

from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 7
FIELDS: dict[str, dict[str, object]] = {"target": {"minimum": 1}, "baseline": {"minimum": 1}, "strict": {}}
REQUIRED: tuple[str, ...] = ()
REPORTS: Reports = "number"
CLOSES = False
SCALE: Scale = "place"
RUNNING = False
PACED = False
LIMIT = False
STANDING = False
SIGNED = False
WORDS = "rank"


def up(indicator: Indicator) -> bool:
    """A smaller place is better."""
    return False


def ends(indicator: Indicator) -> bool:
    """Only where a place is to be reached."""
    return indicator.target is not None


def infers(indicator: Indicator) -> bool:
    """Where there is no baseline."""
    return indicator.baseline is None


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """T and the baseline, or the baseline alone."""
    target, start = indicator.target, moment.baseline
    if target is None:
        if start is None:
            return None
        return Band(False, Bound(start, False), Bound(start))
    green = Bound(target, inclusive=not indicator.strict)
    if start is None:
        return Band(False, green, green if moment.closed else Bound(None))
    return Band(False, green, Bound(start, inclusive=False))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The place."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Reached or improved; equal is `not_yet`, worse is the wrong way."""
    if light is Light.GREEN:
        return Reason.ON_PACE
    start = moment.baseline
    if light is Light.RED:
        return Reason.WRONG_WAY if start is not None and value > start else Reason.FAR_BEHIND
    return Reason.IMPROVING if indicator.target is not None else Reason.NOT_YET


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """By the light that is shown in the end."""
    return bands.BY_LIGHT[light]
