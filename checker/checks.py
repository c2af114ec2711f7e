"""Checks on values (SPEC 5): E returns a value to its unit, W asks for a word of explanation.

A warning never changes a light; a value with a note counts as explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checker import kinds
from checker.history import Track
from checker.model import Finding, Indicator, Level, Moment, Reported
from checker.numbers import show
from checker.periods import Period

# Things that exist or happen only whole.
COUNTED = frozenset(
    "个 人 人次 次 场 场次 家 户 所 座 条 期 件 批 批次 项 台 套 处 辆 名 "  # noqa: SIM905
    "本 份 篇 间 支 站 只 张 类 种 村 社区 位 个次".split()
)
SMALL = 30
SWING = Fraction(3, 10)


def returned(
    indicator: Indicator, moment: Moment, reported: Reported, track: Track, values: Mapping[str, Reported]
) -> Iterator[Finding]:
    """Yield why a value goes back to its unit; `values` are all values of the period."""
    yield from reported.faults
    value = reported.value
    if value is None or reported.faults:
        return
    facts: dict[str, object] = {"name": indicator.name, "found": show(value, 6), "unit": indicator.unit}
    if indicator.unit == "%" and indicator.kind != "change" and not 0 <= value <= 100:
        yield _finding("E3", indicator, reported, facts)
    if (indicator.unit in COUNTED or indicator.discrete) and value.denominator != 1:
        yield _finding("E10", indicator, reported, facts)
    if indicator.kind in ("cumulative", "cap") and value < 0:
        yield _finding("E2-negative", indicator, reported, facts)
    last = track.last(moment.start)
    if indicator.kind in ("cumulative", "cap") and not reported.correction and last and value < last.value:
        yield _finding("E4", indicator, reported, facts | {"last": show(last.value, 6), "period": str(last.period)})
    amounts = [values[part].value for part in indicator.parts if part in values]
    whole = [amount for amount in amounts if amount is not None]
    if indicator.parts and len(whole) == len(indicator.parts) and sum(whole) != value:
        parts = " + ".join(show(amount, 6) for amount in whole)
        yield _finding("E5", indicator, reported, facts | {"parts": parts, "sum": show(Fraction(sum(whole)), 6)})


def warnings(
    indicator: Indicator, moment: Moment, reported: Reported, track: Track, period: Period, late: bool
) -> Iterator[Finding]:
    """Yield what a statistician would ask about a value that was accepted."""
    facts: dict[str, object] = {"name": indicator.name, "unit": indicator.unit}
    if late:
        yield _finding("W9", indicator, reported, facts | {"submitted": reported.submitted})
    if reported.n is not None and (reported.n < SMALL or (reported.unknown or 0) > reported.n):
        unknown = reported.unknown or 0
        yield _finding("W7", indicator, reported, facts | {"n": reported.n, "unknown": unknown})
    value = reported.value
    if value is None or kinds.load(indicator.kind).REPORTS not in ("number", "change"):
        return
    facts["found"] = show(value, 6)
    running = indicator.kind in ("cumulative", "cap")
    last = track.last(moment.start if running else None)
    yield from _swing(indicator, moment, reported, track, period, facts)
    if last is not None:
        if indicator.kind == "cumulative" and value == last.value:
            yield _finding("W2", indicator, reported, facts)
        if not value and last.value > 0 and not running:
            yield _finding("W3", indicator, reported, facts | {"last": show(last.value, 6)})
        if _half_in_last_quarter(indicator, moment, value - last.value, last.period, period):
            yield _finding("W4", indicator, reported, facts | {"grown": show(value - last.value, 6)})
    target = moment.target
    over = indicator.kind == "cumulative" and target and value > 2 * target
    if over or (indicator.ceiling is not None and value > indicator.ceiling):
        limit = indicator.ceiling if indicator.ceiling is not None else target
        yield _finding("W5", indicator, reported, facts | {"target": show(limit or Fraction(0), 6)})
    if _three_times_exact(indicator, moment, value, track):
        yield _finding("W6", indicator, reported, facts)


def _swing(indicator: Indicator, moment: Moment, reported: Reported, track: Track, period: Period,
           facts: dict[str, object]) -> Iterator[Finding]:  # fmt: skip
    """W1: over 30 % up or down against last period or last year; running totals compare what each period added."""
    value, before = reported.value, Fraction(0)
    assert value is not None
    if indicator.kind == "rank" or indicator.reported_as == "percent":
        return
    running = indicator.kind in ("cumulative", "cap")
    if running:
        recent = track.recent(moment.start)
        if len(recent) >= 2 or (len(recent) == 1 and recent[0].period.start == moment.start):
            now = value - recent[-1].value
            before = recent[-1].value - (recent[-2].value if len(recent) > 1 else 0)
        else:
            return
    else:
        last = track.last(None)
        now, before = value, last.value if last else Fraction(0)
    same_window = running and moment.start <= moment.cut_off.replace(year=period.year - 1, day=1)
    year_ago = None if same_window else track.year_ago(period)
    for code, new, old in (("W1", now, before), ("W1-year", value, year_ago if year_ago is not None else Fraction(0))):
        if old and abs(new / old - 1) > SWING:
            rate = show((new / old - 1) * 100, 1)
            yield _finding(code, indicator, reported, facts | {"last": show(old, 6), "now": show(new, 6), "rate": rate})
            return


def _half_in_last_quarter(indicator: Indicator, moment: Moment, grown: Fraction, last: Period, period: Period) -> bool:
    """W4: half of the year's target was reached in the year's last quarter alone."""
    if indicator.kind != "cumulative" or moment.target is None or period.end.month != 12 or period.every == "year":
        return False
    whole_year = moment.start.year == moment.end.year == period.year and moment.cut_off == moment.end
    return whole_year and last.end.month >= 9 and last.year == period.year and grown * 2 >= moment.target


def _three_times_exact(indicator: Indicator, moment: Moment, value: Fraction, track: Track) -> bool:
    """W6: exactly T or exactly E three times running; the end of the scale (100 %, 0) is no wonder."""
    ends = {Fraction(0), Fraction(100)} if indicator.unit == "%" else {Fraction(0)}
    if value in ends:
        return False
    lines = {line for line in (moment.target, moment.expected) if line is not None}
    return value in lines and len(track.exact) >= 2 and all(track.exact[-2:])


def is_exact(moment: Moment, value: Fraction | None) -> bool:
    """Tell whether a value is exactly T or exactly E."""
    return value is not None and value in (moment.target, moment.expected)


def _finding(code: str, indicator: Indicator, reported: Reported, facts: Mapping[str, object]) -> Finding:
    level = Level.WARNING if code.startswith("W") else Level.RETURNED
    explained = level is Level.WARNING and bool(reported.note)
    return Finding(code, level, reported.where, facts, indicator.id, explained)
