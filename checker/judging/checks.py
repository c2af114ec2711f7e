"""Checks on values (rules 5): E returns a value to its unit, W asks for a word of explanation.

A warning never changes a light; a value with a note counts as explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from checker import kinds
from checker.judging.history import Track
from checker.model import Finding, Indicator, Message, Moment, Reported, finding
from checker.model.codes import CODES
from checker.model.numbers import show
from checker.model.periods import Period
from checker.model.units import COUNTED

SMALL = 30
SWING = Fraction(3, 10)


def returned(
    indicator: Indicator, moment: Moment, reported: Reported, track: Track, values: Mapping[str, Reported]
) -> Iterator[Finding]:
    """Yield why a value goes back to its unit; `values` are all values of the period."""
    yield from reported.faults
    value, kind = reported.value, kinds.of(indicator)
    if value is None or reported.faults:
        return
    if indicator.unit == "%" and kind.REPORTS != "change" and not 0 <= value <= 100:
        yield _finding("E3", indicator, reported)
    if (indicator.unit in COUNTED or indicator.discrete) and value.denominator != 1:
        yield _finding("E10", indicator, reported)
    if kind.RUNNING and value < 0:
        yield _finding("E2-negative", indicator, reported)
    last = track.last(moment.start)
    if kind.RUNNING and not reported.correction and last and value < last.value:
        yield _finding("E4", indicator, reported, last=show(last.value, 6), period=str(last.period))
    amounts = [values[part].value for part in indicator.parts if part in values]
    whole = [amount for amount in amounts if amount is not None]
    if indicator.parts and len(whole) == len(indicator.parts) and sum(whole) != value:
        parts = " + ".join(show(amount, 6) for amount in whole)
        yield _finding("E5", indicator, reported, parts=parts, sum=show(Fraction(sum(whole)), 6))


def warnings(
    indicator: Indicator, moment: Moment, reported: Reported, track: Track, period: Period, late: bool
) -> Iterator[Finding]:
    """Yield what a statistician would ask about a value that was accepted."""
    if late:
        yield _finding("W9", indicator, reported, submitted=reported.submitted)
    if reported.n is not None and (reported.n < SMALL or (reported.unknown or 0) > reported.n):
        unknown = reported.unknown or 0
        yield _finding("W7", indicator, reported, n=reported.n, unknown=unknown)
    value, kind = reported.value, kinds.of(indicator)
    if value is None or kind.REPORTS not in ("number", "change"):
        return
    running = kind.RUNNING
    last = track.last(moment.start if running else None)
    yield from _swing(indicator, moment, reported, track, period)
    if last is not None:
        if _grows(indicator) and value == last.value and not _met(moment, value):
            yield _finding("W2", indicator, reported)
        if not value and last.value > 0 and not running:
            yield _finding("W3", indicator, reported, last=show(last.value, 6))
        if _half_in_last_quarter(indicator, moment, value - last.value, last.period, period):
            yield _finding("W4", indicator, reported, grown=show(value - last.value, 6))
    target = moment.target
    over = kind.up(indicator) and kind.REPORTS != "change" and target and value > 2 * target
    above = indicator.ceiling is not None and value > indicator.ceiling
    if over or above:
        limit, far = (indicator.ceiling, "w5.ceiling") if above else (target, "w5.target")
        yield _finding("W5", indicator, reported, target=show(limit or Fraction(0), 6), far=Message(far))
    if _three_times_exact(indicator, moment, value, track):
        yield _finding("W6", indicator, reported)


def _swing(indicator: Indicator, moment: Moment, reported: Reported, track: Track, period: Period) -> Iterator[Finding]:
    """W1: over 30 % up or down against last period or last year.

    Of a running total, what this period added is compared with what the one before added; across a gap, after a
    correction or where nothing was added (W2) there is nothing to compare. One whole thing more or less is no swing.
    """
    value, kind = reported.value, kinds.of(indicator)
    assert value is not None
    over = moment.cut_off > moment.end
    if kind.SCALE == "place" or indicator.reported_as == "percent" or reported.correction or over:
        return
    last = track.last(None)
    pairs: list[tuple[str, Fraction, Fraction | None]] = []
    if kind.RUNNING:
        before = track.added(period, moment.start)
        if before is not None and last is not None and value != last.value:
            pairs.append(("W1-added", value - last.value, before))
        within = moment.start <= date(period.year - 1, period.end.month, 1)
        pairs.append(("W1-year", value, None if within else track.year_ago(period)))
    else:
        pairs.append(("W1", value, last.value if last and last.period == period.previous() else None))
        pairs.append(("W1-year", value, track.year_ago(period)))
    counted = indicator.unit in COUNTED
    for code, new, old in pairs:
        if old and abs(new / old - 1) > SWING and not (counted and abs(new - old) <= 1):
            rate = show((new / old - 1) * 100, 1)
            yield _finding(code, indicator, reported, last=show(old), now=show(new), rate=rate)
            return


def _half_in_last_quarter(indicator: Indicator, moment: Moment, grown: Fraction, last: Period, period: Period) -> bool:
    """W4: half of the year's target was reached in the year's last quarter alone."""
    if not _grows(indicator) or moment.target is None or period.end.month != 12 or period.every == "year":
        return False
    if moment.target < 4:  # of one or two things half is no surge
        return False
    whole_year = moment.start.year == moment.end.year == period.year and moment.cut_off == moment.end
    return whole_year and last.end.month >= 9 and last.year == period.year and grown * 2 >= moment.target


def _three_times_exact(indicator: Indicator, moment: Moment, value: Fraction, track: Track) -> bool:
    """W6: exactly T or exactly E three times running; small whole things and the ends of the scale are no wonder."""
    ends = {Fraction(0), Fraction(100)} if indicator.unit == "%" else {Fraction(0)}
    kind = kinds.of(indicator)
    if value in ends or indicator.discrete or not kind.PACED or kind.LIMIT:
        return False
    last = track.last(moment.start)
    if _grows(indicator) and last is not None and _met(moment, last.value):
        return False
    return is_exact(moment, value) and len(track.exact) >= 2 and all(track.exact[-2:])


def _grows(indicator: Indicator) -> bool:
    """Tell whether the value is a running total that is to grow."""
    kind = kinds.of(indicator)
    return kind.RUNNING and not kind.LIMIT


def _met(moment: Moment, value: Fraction) -> bool:
    return moment.target is not None and value >= moment.target


def is_exact(moment: Moment, value: Fraction | None) -> bool:
    """Tell whether a value is exactly T or exactly E."""
    return bool(value) and value in (moment.target, moment.expected)


def _finding(code: str, indicator: Indicator, reported: Reported, **facts: Any) -> Finding:
    """Make a finding on a value; what every such sentence names is only written out when there is one to say."""
    facts |= {"name": indicator.name, "unit": indicator.unit}
    if reported.value is not None:
        facts["found"] = show(reported.value, 6)
    explained = CODES[code].asks and bool(reported.note or reported.reason)
    made = finding(code, reported.where, indicator=indicator.id, field="value", **facts)
    return made._replace(explained=explained)
