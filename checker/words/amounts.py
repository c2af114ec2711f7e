"""The amounts of a verdict, kept apart from every line they miss (rules 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from checker import kinds
from checker.model import Message, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import places

Shown = Amount | Message | str | None
"""An amount, a word that stands for one, or None where there is none."""


class Amounts(NamedTuple):
    """What is shown of a verdict's numbers."""

    value: Shown
    target: Shown
    expected: Shown


def amounts(verdict: Verdict) -> Amounts:
    """Make the amounts of a verdict; a grade, and a single node, are words."""
    kind = kinds.of(verdict.indicator)
    if kind.SCALE == "grade":
        return Amounts(_grade(verdict), None, None)
    if kind.SCALE == "nodes" and not verdict.indicator.nodes:
        return Amounts(_node(verdict), Message("node.done"), None)
    value, target, expected = numbers(verdict)
    lines = _lines(verdict)
    return Amounts(amount(verdict, value, lines), _bounded(verdict, target, lines), amount(verdict, expected, lines))


def numbers(verdict: Verdict) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Return value, target and expected value to compute with: T, or how many nodes there are; a grade is none."""
    scale = kinds.of(verdict.indicator).SCALE
    nodes = Fraction(len(verdict.indicator.nodes) or 1)
    target = nodes if scale == "nodes" else verdict.moment.target
    return None if scale == "grade" else verdict.value, target, verdict.moment.expected


def amount(verdict: Verdict, number: Fraction | None, lines: Sequence[Fraction | None] | None = None) -> Amount | None:
    """Give a number the verdict's unit, and the decimals that keep it off every line of the verdict it misses."""
    kind = kinds.of(verdict.indicator)
    if number is None or kind.SCALE == "grade":
        return None
    if kind.SCALE == "nodes":
        return Amount(number, places(number))
    return Amount(
        number, places(number, 2, _lines(verdict) if lines is None else lines), verdict.unit, signed=kind.SIGNED
    )


def figures(verdict: Verdict, numbers: Iterable[Fraction | None]) -> list[str]:
    """Write several values of a verdict out without their unit, each kept off its lines; empty where there is none."""
    lines, known = _lines(verdict), {None: ""}  # type: tuple[list[Fraction | None], dict[Fraction | None, str]]
    made = []
    for number in numbers:
        if number not in known:
            known[number] = figure(amount(verdict, number, lines))
        made.append(known[number])
    return made


def percent(share: Fraction | None, apart: Iterable[Fraction | None] = (Fraction(1),), most: int = 2) -> Amount | None:
    """Show a share of one in percent; what misses one of the shares `apart` never falls together with it."""
    if share is None:
        return None
    lines = (None if line is None else line * 100 for line in apart)
    return Amount(share * 100, places(share * 100, most, lines), "%")


def part(count: int, whole: int) -> Amount | None:
    """So many of all, in percent with one decimal; neither none nor all unless it is."""
    return percent(Fraction(count, whole), (Fraction(0), Fraction(1)), 1) if whole else None


def written(shown: Amount | str | None) -> str:
    """Write an amount out; — where there is none."""
    return NONE if shown is None else str(shown)


def figure(shown: Amount | None) -> str:
    """Write an amount out without its unit; — where there is none."""
    return NONE if shown is None else shown.figure


def _lines(verdict: Verdict) -> list[Fraction | None]:
    moment, band = verdict.moment, verdict.band
    lines = [moment.target, moment.expected, verdict.indicator.baseline, verdict.value]
    return lines if band is None else [*lines, band.green.at, band.yellow.at]


def _bounded(verdict: Verdict, number: Fraction | None, lines: Sequence[Fraction | None]) -> Amount | None:
    """The target with how it is to be met: exceeded, or not exceeded, where it is not simply to be reached."""
    indicator, kind = verdict.indicator, kinds.of(verdict.indicator)
    made = amount(verdict, number, lines)
    if made is None or kind.SCALE != "amount":
        return made
    up = kind.up(indicator)
    if indicator.strict:
        return made._replace(bound="above" if up else "below")
    return made if up or kind.SIGNED else made._replace(bound="most")


def _grade(verdict: Verdict) -> Message | None:
    """The word of a grade that counts."""
    reported = verdict.reported
    known = verdict.value is not None and reported is not None and reported.grade
    return Message(f"grade.{reported.grade}") if known and reported else None


def _node(verdict: Verdict) -> Message | str | None:
    """Done or open; of what is open how far it has come, where that was reported."""
    reported = verdict.reported
    if verdict.value is None:
        return None
    if verdict.value:
        return Message("node.done")
    if reported is None or reported.progress is None:
        return Message("node.open")
    return f"{Amount(reported.progress, places(reported.progress), '%')}"
