"""How far short a verdict falls, as papers tell it: things in their unit, all else in percentage points."""

from __future__ import annotations

from fractions import Fraction

from checker import kinds
from checker.message import Message
from checker.model import Light, Verdict
from checker.model.amounts import Amount
from checker.model.numbers import places


def short(verdict: Verdict) -> Amount | None:
    """How far short of what is expected by now, or of the target: things in their unit, all else in percentage points.

    Points carry no unit; those of a share are its own, those of other amounts are points of the target. Never 0.
    """
    indicator, moment, value = verdict.indicator, verdict.moment, verdict.value
    if verdict.light not in (Light.YELLOW, Light.RED) or value is None:
        return None
    kind, wanted = kinds.of(indicator), moment.target if moment.expected is None else moment.expected
    if kind.LIMIT and moment.target is not None and value > moment.target:
        wanted = moment.target
    own = indicator.discrete or kind.SCALE == "place"
    if kind.SCALE == "nodes" or wanted is None or (value >= wanted if kind.up(indicator) else value <= wanted):
        return None
    if own or verdict.unit == "%":
        return _amount(abs(wanted - value), verdict.unit if own else "")
    return points(verdict)


def told(verdict: Verdict, apart: Amount) -> Message:
    """A gap in words: short of a target, or over a limit."""
    over = kinds.of(verdict.indicator).LIMIT and apart.unit
    return Message("gap.over" if over else "gap.things" if apart.unit else "gap.points", {"gap": apart})


def beside(verdict: Verdict) -> Amount | None:
    """How far an amount that is neither counted nor a share lies from its target, in its unit: 0.6工作日."""
    target, value = verdict.moment.target, verdict.value
    if target is None or value is None or target == value or verdict.light not in (Light.YELLOW, Light.RED):
        return None
    return _amount(abs(target - value), verdict.unit)


def points(verdict: Verdict) -> Amount | None:
    """How far completion lies behind the pace, in percentage points of the target; None where it does not."""
    return None if verdict.gap is None or verdict.gap >= 0 else _amount(-verdict.gap, "")


def _amount(found: Fraction, unit: str) -> Amount:
    return Amount(found, places(found, 2, [Fraction(0)]), unit)
