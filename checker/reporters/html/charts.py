"""Where the marks of the small charts stand. Whole numbers on a fixed grid; templates only draw them.

Bullet: the bar ends at the value, the black tick stands where the cut-off should find it, the open mark is the target.
Sparkline: one mark a period, shaped and coloured by its light, joined where values follow one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from checker import kinds
from checker.model import Light, Past, Reason, Verdict
from checker.model.numbers import rounded

WIDTH, TARGET = 136, 112
"""The bullet's width and where its target stands; what lies beyond the target runs on to the width."""
SPARK_WIDTH, SPARK_HEIGHT = 104, 26
APART = 3
"""A value that misses a line is drawn at least so far from it."""
_PAD, _MARKED = 6, 16
_STEP = 38


class Bullet(NamedTuple):
    """Positions from 0 to `WIDTH`; None where there is nothing to draw.

    `over` and `under`: the value lies off the chart. `nodes` are (position, done) on a timeline; `steps`, of a
    grade, are filled or not.
    """

    value: int | None = None
    expected: int | None = None
    target: int | None = None
    over: bool = False
    under: bool = False
    nodes: tuple[tuple[int, bool], ...] = ()
    steps: tuple[bool, ...] = ()


class Drawn(NamedTuple):
    """A bullet as the page draws it: marks by name and place, a path of the value's colour, marks above it."""

    under: tuple[tuple[str, int], ...]
    path: str
    over: tuple[tuple[str, int], ...]


Mark = tuple[str, int, int]
"""One period of a sparkline: the name of its light's mark, x and y."""
MARKS = {Light.GREEN: "g", Light.YELLOW: "y", Light.RED: "r", Light.GREY: "n"}
"""The marks as the page names them."""


class Spark(NamedTuple):
    """Lines as `points` attributes, and the marks upon them; of many periods only the last is marked."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]


def bullet(verdict: Verdict) -> Bullet | None:
    """Draw a verdict's value against what is expected; None where there is no scale."""
    scale = kinds.of(verdict.indicator).SCALE
    if scale == "nodes":
        return _timeline(verdict)
    if scale == "grade":
        filled = -1 if verdict.value is None else int(verdict.value)
        return Bullet(steps=tuple(place <= filled for place in range(3)))
    ends = _ends(verdict)
    if ends is None:
        return None
    moment = verdict.moment
    target, expected = _place(moment.target, ends), _place(moment.expected, ends)
    value = _place(verdict.value, ends)
    for line in (moment.target, moment.expected):
        value = _apart(value, verdict.value, line, ends)
    over, under = value is not None and value > WIDTH, value is not None and value < 0
    clipped = None if value is None else min(max(value, 0), WIDTH)
    return Bullet(clipped, _inside(expected), _inside(target), over, under)


def drawn(verdict: Verdict) -> Drawn | None:
    """Turn a bullet into marks: the track below, the value upon it, above them target, nodes and what is expected."""
    made = bullet(verdict)
    if made is None:
        return None
    if made.steps:
        path = "".join(f"M{_STEP * n} 6h36v8h-36z" for n, filled in enumerate(made.steps) if filled)
        return Drawn(tuple(("step", _STEP * n) for n, filled in enumerate(made.steps) if not filled), path, ())
    empty = made.value is None and made.target is not None
    under = (("line" if made.nodes else "track", 0), *((("empty", 0),) if empty else ()))
    path = f"M0 7h{made.value}v6h-{made.value}z" if made.value else ""
    path += f"M{WIDTH} 4l6 6-6 6z" if made.over else "M0 4l-6 6 6 6z" if made.under else ""
    over = [("target", made.target), *(("done" if done else "open", at) for at, done in made.nodes),
            ("tick", made.expected)]  # fmt: skip
    return Drawn(under, path, tuple((name, at) for name, at in over if at is not None))


def _ends(verdict: Verdict) -> tuple[Fraction, Fraction] | None:
    """The amounts at the chart's left end and at its target mark: baseline to T, else zero to T."""
    moment, kind, value = verdict.moment, kinds.of(verdict.indicator), verdict.value or Fraction(0)
    target, baseline = moment.target, moment.baseline
    if kind.SCALE == "place":
        known = [place for place in (target, baseline, verdict.value) if place is not None]
        return (max(known) + 1, Fraction(1)) if known else None
    if target is None:
        return None
    if kind.PACED and not kind.LIMIT and baseline is not None and baseline != target:
        return baseline, target
    if target == 0:
        return target, max(abs(value), Fraction(1))  # the mark stands at the left end, whichever side is the good one
    return Fraction(0), target


def _place(amount: Fraction | None, ends: tuple[Fraction, Fraction]) -> int | None:
    if amount is None:
        return None
    first, last = ends
    return int(rounded((amount - first) / (last - first) * TARGET, 0))


def _apart(
    place: int | None, value: Fraction | None, line: Fraction | None, ends: tuple[Fraction, Fraction]
) -> int | None:
    """Keep a value that misses a line, however narrowly, visibly off it and on its own side."""
    at = _place(line, ends)
    if place is None or value is None or line is None or at is None or value == line or abs(place - at) >= APART:
        return place
    right = (value > line) == (ends[1] > ends[0])
    return at + APART if right else at - APART


def _inside(place: int | None) -> int | None:
    return None if place is None else min(max(place, 0), WIDTH - 1)


def _timeline(verdict: Verdict) -> Bullet:
    """Nodes at their dates; the tick is the cut-off."""
    moment = verdict.moment
    dates = verdict.indicator.nodes or (("", moment.end),)
    complete = verdict.reason is Reason.COMPLETED
    named = dict(verdict.reported.done_nodes) if verdict.reported and verdict.indicator.nodes else {}
    whole = verdict.reported.done if verdict.reported else None
    first, last = moment.start, max(moment.end, *(day for _, day in dates))
    usable = verdict.value is not None

    def done(name: str) -> bool:
        day = named.get(name) if verdict.indicator.nodes else whole
        return complete or (usable and day is not None and day <= moment.cut_off)

    nodes = tuple((_on(day, first, last), done(name)) for name, day in sorted(dates, key=lambda node: node[1]))
    return Bullet(expected=_on(moment.cut_off, first, last), nodes=nodes)


def _on(day: date, first: date, last: date) -> int:
    span = (last - first).days or 1
    return min(max((day - first).days, 0), span) * TARGET // span


def spark(past: Sequence[Past]) -> Spark:
    """Draw the periods from the oldest to the one judged; a period without a value stands on the floor, unjoined."""
    wide, gaps = SPARK_WIDTH - 2 * _PAD, max(len(past) - 1, 1)
    floor, room = SPARK_HEIGHT - _PAD, SPARK_HEIGHT - 2 * _PAD
    heights = _heights({entry.value for entry in past if entry.value is not None}, room)
    marks, runs = [], [[]]  # type: tuple[list[Mark], list[list[str]]]
    for place, entry in enumerate(past):
        x, y = _PAD + wide * place // gaps, floor
        if entry.value is None:
            runs.append([])
        else:
            y = floor - heights[entry.value]
            runs[-1].append(f"{x},{y}")
        marks.append((MARKS[entry.light], x, y))
    lines = tuple(" ".join(run) for run in runs if len(run) > 1)
    return Spark(lines, tuple(marks if len(marks) <= _MARKED else marks[-1:]))


def _heights(values: set[Fraction], room: int) -> dict[Fraction, int]:
    """How high each value stands; in whole numbers, as exact division is dear."""
    scale = lcm(*(value.denominator for value in values))
    whole = {value: value.numerator * (scale // value.denominator) for value in values}
    low, high = min(whole.values(), default=0), max(whole.values(), default=0)
    return {value: (n - low) * room // (high - low) if high > low else room // 2 for value, n in whole.items()}
