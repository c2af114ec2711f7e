"""水平型: a stock or a rate that is to stand at T by the deadline.

With a baseline the way from B to T is paced like a cumulative target (mirrored when T < B), and a value worse
than B is red. With `tolerance` instead, a value within it of T is yellow before the deadline. With neither, the first
value reported in the window becomes B (首报) at its own cut-off; from then on it is paced to T over the rest of the
window and before the deadline never worse than yellow, as the start is inferred. With `schedule` the document itself
names stages: from the first one on they are expected, and red is possible.
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
STANDING = False
SIGNED = False
WORDS = "level"


def up(indicator: Indicator) -> bool:
    """As the catalogue says: `direction`."""
    return indicator.direction != "down"


def ends(indicator: Indicator) -> bool:
    """The deadline decides."""
    return True


def infers(indicator: Indicator) -> bool:
    """Where there is no baseline, and no tolerance to judge by instead."""
    return indicator.baseline is None and (indicator.tolerance is None or bool(indicator.schedule))


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """Paced from a baseline, else T with its tolerance; a first value can only be green or wait."""
    better = up(indicator)
    if moment.baseline is not None:
        return bands.paced(indicator, moment, profile, better)
    assert moment.target is not None
    green = Bound(moment.target, inclusive=not indicator.strict)
    if moment.closed:
        return Band(better, green, green)
    if indicator.tolerance is None:
        return Band(better, green, Bound(None))
    return Band(better, green, Bound(moment.target - indicator.tolerance * (1 if better else -1)))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """The value as it stands."""
    return reported.value


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Worse than the baseline is the wrong way; where no pace is known, a missed T is only `not_yet`."""
    if light is Light.GREEN:
        return Reason.ON_PACE
    better, start = up(indicator), moment.baseline
    if start is None:
        return Reason.NOT_YET if light is Light.YELLOW else Reason.FAR_BEHIND
    if not Bound(start).reached(value, better):
        return Reason.WRONG_WAY
    return Reason.BEHIND if light is Light.YELLOW else Reason.FAR_BEHIND


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """R or c with a baseline that the document gives, else A/T or T/A; r too where those say nothing (T 0, A below)."""
    better, target = up(indicator), moment.target
    assert target is not None
    if moment.baseline is None:
        return bands.nearness(value, target, better)
    nothing_yet = light is Light.GREEN and moment.expected == moment.baseline
    if not moment.first or nothing_yet or target <= 0 or value < 0:
        return bands.share(moment, value, better)
    return bands.nearness(value, target, better)
