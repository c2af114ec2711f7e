"""A target at a cut-off, the band of values that are green or yellow then, and the marks that follow from it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model.light import Light
from checker.model.plan import Indicator

ZERO, ONE = Fraction(0), Fraction(1)
# Marks for a light where the kind has no ratio (rules 6): 1, 0.6, 0.
BY_LIGHT = {Light.GREEN: ONE, Light.YELLOW: Fraction(3, 5), Light.RED: ZERO}


class Profile(NamedTuple):
    """Threshold lines: `ratio` compares r (序时完成比), `gap` compares c − P in percentage points."""

    name: str
    basis: str
    green: Fraction
    yellow: Fraction
    source: str


class Moment(NamedTuple):
    """A target at a cut-off: its window, its pace and what is expected by now.

    `pace` is P, a share of the window; `done` of `all` reporting periods (or days, see `counted`) have passed.
    `target` is T for the whole window and `expected` is E, both in the indicator's unit; None where the kind
    has no number. `closed` tells that the deadline is reached or passed.
    """

    cut_off: date
    start: date
    end: date
    assumed: bool
    pace: Fraction
    done: int
    all: int
    counted: str
    target: Fraction | None
    baseline: Fraction | None
    expected: Fraction | None

    @property
    def closed(self) -> bool:
        """Tell whether the deadline of the window is reached or passed at the cut-off."""
        return self.cut_off >= self.end


class Bound(NamedTuple):
    """Where a colour begins. `at` None means that every value lies beyond the bound."""

    at: Fraction | None
    inclusive: bool = True

    def reached(self, value: Fraction, up: bool) -> bool:
        """Tell whether a value lies on the good side of the bound."""
        if self.at is None:
            return True
        if value == self.at:
            return self.inclusive
        return (value > self.at) == up


class Band(NamedTuple):
    """The values that are green and those that are yellow; the rest is red. `up`: higher is better."""

    up: bool
    green: Bound
    yellow: Bound

    def light(self, value: Fraction) -> Light:
        """Compare a value with the two bounds, exactly."""
        if self.green.reached(value, self.up):
            return Light.GREEN
        return Light.YELLOW if self.yellow.reached(value, self.up) else Light.RED


def paced(indicator: Indicator, moment: Moment, profile: Profile, from_start: bool = True) -> Band:
    """Return the band of a target that is approached step by step from B to T.

    At the deadline the green line is T itself. Before it, `ratio` profiles put the lines at B + line·(E − B),
    `gap` profiles at (P + line/100) of the way from B to T. What is worse than B lies below both lines, or with
    `from_start` off is green while nothing is expected yet.
    """
    start, target, expected = moment.baseline, moment.target, moment.expected
    assert start is not None
    assert target is not None
    assert expected is not None
    up = target > start
    if moment.closed:
        deadline = Bound(target, inclusive=not indicator.strict)
        return Band(up, deadline, deadline)
    if profile.basis == "gap":
        way = gone(start, target)
        green = Bound(start + way * (moment.pace + profile.green / 100), inclusive=False)
        yellow = Bound(start + way * (moment.pace + profile.yellow / 100))
    else:
        way = gone(start, expected)
        green = Bound(start + profile.green * way, inclusive=not indicator.strict)
        yellow = Bound(start + profile.yellow * way)
    if not from_start:
        return Band(up, Bound(None) if expected == start else green, yellow)
    # a level worse than its baseline is red whatever the lines say
    green, yellow = (_not_before(start, bound, up) for bound in (green, yellow))
    return Band(up, green, yellow)


def _not_before(start: Fraction, bound: Bound, up: bool) -> Bound:
    """Move a line that lies on the wrong side of the baseline onto it."""
    assert bound.at is not None
    return bound if Bound(start).reached(bound.at, up) and bound.at != start else Bound(start)


def meets(indicator: Indicator, target: Fraction, value: Fraction, up: bool) -> bool:
    """Tell whether a value reaches (or, with `strict`, exceeds) the target."""
    return Bound(target, inclusive=not indicator.strict).reached(value, up)


def share(moment: Moment, value: Fraction) -> Fraction:
    """c at the deadline, r before it, clipped to 0..1: the marks of a paced target."""
    start, target = moment.baseline, moment.target
    goal = target if moment.closed else moment.expected
    assert start is not None
    assert target is not None
    assert goal is not None
    if goal == start:
        return ONE if (value >= start) == (target >= start) or value == start else ZERO
    return clip(gone(start, value) / gone(start, goal))


def nearness(value: Fraction, target: Fraction, up: bool) -> Fraction:
    """min(1, A/T) where higher is better, min(1, T/A) where lower is."""
    if Bound(target).reached(value, up):
        return ONE
    top, bottom = (value, target) if up else (target, value)
    return clip(top / bottom) if bottom else ZERO


def gone(start: Fraction, value: Fraction) -> Fraction:
    """The way from the baseline to a value. Most baselines are zero, and exact subtraction is dear."""
    return value - start if start else value


def clip(number: Fraction) -> Fraction:
    """Bring a share into 0..1."""
    return min(max(number, ZERO), ONE)
