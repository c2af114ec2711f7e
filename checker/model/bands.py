"""A target at a cut-off, the band of values that are green or yellow then, and the marks that follow from it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from checker.model.light import Light
from checker.model.plan import Indicator

ZERO, ONE = Fraction(0), Fraction(1)
# Marks for a light where the kind has no ratio (rules 6): 1, 0.6, 0.
BY_LIGHT = {Light.GREEN: ONE, Light.YELLOW: Fraction(3, 5), Light.RED: ZERO}


class Profile(NamedTuple):
    """Threshold lines: `ratio` compares r (序时完成比), `gap` compares c − P in percentage points.

    `title` is the name that papers print; the program's name never stands in one.
    """

    name: str
    basis: str
    green: Fraction
    yellow: Fraction
    source: str
    title: str = ""


class Moment(NamedTuple):
    """A target at a cut-off: its window, its pace and what is expected by now.

    `pace` is P, a share of the window; `done` of `all` reporting periods (or days, see `counted`) have passed.
    `target` is T for the whole window and `expected` is E, both in the indicator's unit; None where the kind
    has no number. What is inferred is marked: `assumed`, the deadline is the plan's end for want of another; `first`,
    the period whose value stands in for a baseline (首报). `promised` are the dates that the lead unit has given for
    a milestone without one, the newest last (承诺); `owed` is False where the window holds no whole recurrence.
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
    first: str = ""
    promised: tuple[date, ...] = ()
    owed: bool = True
    staged: bool = False

    @property
    def closed(self) -> bool:
        """Tell whether the deadline of the window is reached or passed at the cut-off."""
        return self.cut_off >= self.end

    @property
    def lenient(self) -> bool:
        """Tell whether the start is inferred, so that before the deadline nothing is worse than yellow."""
        return bool(self.first) and not self.staged and not self.closed

    @property
    def postponed(self) -> int:
        """How often the unit has put its own date off."""
        return sum(later > earlier for earlier, later in pairwise(self.promised))

    @property
    def put_off(self) -> bool:
        """Tell whether the unit's own date lies after the first that it gave."""
        return bool(self.promised) and self.promised[-1] > self.promised[0]

    @property
    def due_share(self) -> Fraction:
        """The share of the way from B to T that E asks for: P, but with whole things rounded."""
        if self.expected is None or self.baseline is None or self.target in (None, self.baseline):
            return self.pace
        return gone(self.baseline, self.expected) / gone(self.baseline, self.target or ZERO)


class Bound(NamedTuple):
    """Where a colour begins. `at` None means that every value lies beyond the bound."""

    at: Fraction | None
    inclusive: bool = True

    def reached(self, value: Fraction, up: bool) -> bool:
        """Tell whether a value lies on the good side of the bound."""
        if self.at is None:
            return True
        # whole numbers are compared many times faster than fractions, and this is asked most often of all
        (top, bottom), (over, under) = value.as_integer_ratio(), self.at.as_integer_ratio()
        mine, line = top * under, over * bottom
        return self.inclusive if mine == line else (mine > line) == up


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


def paced(indicator: Indicator, moment: Moment, profile: Profile, up: bool) -> Band:
    """Return the band of a target that is approached step by step from B to T.

    At the deadline the green line is T itself, as it is where B already meets T. Before it, `ratio` profiles put the
    lines at B + line·(E − B), `gap` profiles at E + line/100 of the way from B to T. A line never lies on the wrong
    side of B.
    """
    start, target, expected = moment.baseline, moment.target, moment.expected
    assert start is not None
    assert target is not None
    assert expected is not None
    if moment.closed or Bound(target).reached(start, up):
        green = yellow = Bound(target, inclusive=not indicator.strict)
    elif expected != start and Bound(expected).reached(start, up):  # a stage that the first value had passed already
        green = yellow = Bound(expected, inclusive=not indicator.strict)
    elif profile.basis == "gap":
        way = gone(start, target)
        green = _not_before(start, Bound(expected + way * profile.green / 100, inclusive=False), up)
        yellow = _not_before(start, Bound(expected + way * profile.yellow / 100), up)
    else:
        way = gone(start, expected)
        # where nothing is expected yet, B itself is enough, also for what must be exceeded in the end
        green = Bound(_along(start, profile.green, way), inclusive=not indicator.strict or not way)
        yellow = Bound(_along(start, profile.yellow, way))
        green, yellow = _not_before(start, green, up), _not_before(start, yellow, up)
    return Band(up, green, yellow)


def _along(start: Fraction, share: Fraction, way: Fraction) -> Fraction:
    """The point a share of a way from the start. Most starts are zero and most green lines the whole way."""
    gone = way if share == 1 else share * way
    return start + gone if start else gone


def _not_before(start: Fraction, bound: Bound, up: bool) -> Bound:
    """Move a line that lies on the wrong side of the baseline onto it."""
    assert bound.at is not None
    return bound if Bound(start).reached(bound.at, up) else Bound(start)


def meets(indicator: Indicator, target: Fraction, value: Fraction, up: bool) -> bool:
    """Tell whether a value reaches (or, with `strict`, exceeds) the target."""
    return Bound(target, inclusive=not indicator.strict).reached(value, up)


def share(moment: Moment, value: Fraction, up: bool) -> Fraction:
    """c at the deadline, r before it, clipped to 0..1: the marks of a paced target."""
    start, target = moment.baseline, moment.target
    goal = target if moment.closed else moment.expected
    assert start is not None
    assert target is not None
    assert goal is not None
    if Bound(target).reached(start, up):
        return nearness(value, target, up)
    if goal == start:
        return ONE if Bound(start).reached(value, up) else ZERO
    return clip(gone(start, value) / gone(start, goal))


def nearness(value: Fraction, target: Fraction, up: bool) -> Fraction:
    """min(1, A/T) where higher is better, min(1, T/A) where lower is."""
    if Bound(target).reached(value, up):
        return ONE
    top, bottom = (value, target) if up else (target, value)
    return clip(top / bottom) if top > 0 and bottom > 0 else ZERO


def gone(start: Fraction, value: Fraction) -> Fraction:
    """The way from the baseline to a value. Most baselines are zero, and exact subtraction is dear."""
    return value - start if start else value


def clip(number: Fraction) -> Fraction:
    """Bring a share into 0..1."""
    return min(max(number, ZERO), ONE)
