"""Which red lights weigh most, and what stands behind the green ones."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from checker import kinds
from checker.model import Light, Reason, Verdict
from checker.words.sentence import variant

_NO_NODE, _EARLY = "on_pace.milestone.none", "on_pace.early"
"""The wordings of what is green before anything is due; who has reached the target early is no such case."""


class Greens(NamedTuple):
    """The green lights by what they say: done, as far as they should be, or not due so that nothing was judged."""

    completed: int
    reached: int
    not_due: int


def gravest(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Put false data first, then what has been bad for longest, then what lies furthest off."""
    return sorted(verdicts, key=lambda v: (v.reason is not Reason.FALSE_DATA, -v.streak, -depth(v)))


def depth(verdict: Verdict) -> Fraction:
    """How far a value lies from what is expected by now, in points of a hundred; 0 where there is no such distance."""
    value, moment = verdict.value, verdict.moment
    wanted = moment.target if moment.expected is None else moment.expected
    if verdict.unit != "%" and verdict.gap is not None:
        return max(-verdict.gap, Fraction(0))
    if value is None or wanted is None:
        return Fraction(0)
    return abs(value - wanted) if verdict.unit == "%" else abs(value - wanted) * 100 / (abs(wanted) or 1)


def greens(verdicts: Iterable[Verdict]) -> Greens:
    """Part the green lights: what is not due yet is never called on pace (rules 6)."""
    completed = reached = not_due = 0
    for verdict in verdicts:
        if verdict.light is not Light.GREEN:
            continue
        if verdict.reason is Reason.COMPLETED:
            completed += 1
        elif nothing_due(verdict):
            not_due += 1
        else:
            reached += 1
    return Greens(completed, reached, not_due)


def nothing_due(verdict: Verdict) -> bool:
    """Tell whether a green light stands only because nothing was to be reached by now."""
    value, target = verdict.value, verdict.moment.target
    if variant(verdict) == _EARLY and value is not None and target is not None:
        return value < target if kinds.of(verdict.indicator).up(verdict.indicator) else value > target
    return variant(verdict) == _NO_NODE
