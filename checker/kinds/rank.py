"""位次型: a place in a ranking; a smaller number is better.

With a target: green when the place reaches T, yellow when it is missed but better than the baseline. Without one:
green when better than the baseline, yellow when equal. Neither target nor baseline: cannot be judged. A target
without a baseline is `not_yet` until its deadline, as for a level.
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
SIGNED = False
WORDS = "rank"


def up(indicator: Indicator) -> bool:
    """A smaller place is better."""
    return False


def ends(indicator: Indicator) -> bool:
    """Only where a place is to be reached."""
    return indicator.target is not None


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """T and the baseline, or the baseline alone."""
    target, baseline = indicator.target, indicator.baseline
    if target is None:
        return None if baseline is None else Band(False, Bound(baseline, False), Bound(baseline))
    green = Bound(target, inclusive=not indicator.strict)
    if baseline is None:
        return Band(False, green, green if moment.closed else Bound(None))
    return Band(False, green, Bound(baseline, inclusive=False))


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
    if indicator.baseline is not None and value > indicator.baseline:
        return Reason.WRONG_WAY
    if light is Light.RED:
        return Reason.FAR_BEHIND
    return Reason.IMPROVING if indicator.target is not None and indicator.baseline is not None else Reason.NOT_YET


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """By light."""
    return bands.BY_LIGHT[light]
