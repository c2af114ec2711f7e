"""Checks on values (rules 5): E returns a value to its unit, W asks for a word of explanation.

A warning never changes a light; a value with a note counts as explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from checker import kinds
from checker.judging.case import SMALL
from checker.judging.history import Track, anew
from checker.model import Finding, Indicator, Message, Moment, Plan, Reported, finding
from checker.model.codes import CODES
from checker.model.numbers import show
from checker.model.periods import Period
from checker.model.units import COUNTED, is_rate, may_be_negative

SWING = Fraction(3, 10)
_FEW = 20


class Seen(NamedTuple):
    """What a value is checked against: its moment, its own past, and the reports on its parts known by the day."""

    moment: Moment
    track: Track
    parts: Mapping[str, Reported]


def parts(indicator: Indicator, plan: Plan, values: Mapping[str, Reported], on: date) -> dict[str, Reported]:
    """Return the reports on an indicator's parts, as far as they were known on the day of judgement.

    A part that is said elsewhere is not asked: what was reported there is its report.
    """
    if not indicator.parts:
        return {}
    said_as = {i.id: i.same_target for _, i in plan.indicators() if i.same_target}
    found = ((part, values.get(said_as.get(part, part))) for part in indicator.parts)
    return {part: known for part, known in found if known is not None and known.submitted <= on}


def returned(indicator: Indicator, reported: Reported, seen: Seen) -> Iterator[Finding]:
    """Yield why a value goes back to its unit."""
    yield from reported.faults
    if reported.faults or reported.falsified:
        return
    kind = kinds.of(indicator)
    if reported.none:
        if kind.CLOSES or kind.RUNNING:
            yield _finding("E1-none", indicator, reported)
        return
    if kind.SCALE == "nodes":
        yield from _wrong_nodes(indicator, reported, seen)
    elif reported.value is not None:
        yield from _impossible(indicator, reported, seen)
        yield from _against_the_past(indicator, reported, seen)
        yield from _against_the_parts(indicator, reported, seen)


def _impossible(indicator: Indicator, reported: Reported, seen: Seen) -> Iterator[Finding]:
    """E3, E10, E11, E12: what no value of this unit can be, whatever was reported before."""
    value, kind = reported.value, kinds.of(indicator)
    assert value is not None
    change_itself = kind.REPORTS == "change" and indicator.reported_as == "percent"
    share = indicator.unit == "%" and not change_itself
    if share and (value < 0 or (value > 100 and not indicator.unbounded)):
        yield _finding("E3", indicator, reported)
    if whole(indicator) and value.denominator != 1 and not change_itself:
        yield _finding("E10", indicator, reported)
    bound = least(indicator)
    if bound is not None and value < bound and not share:
        yield _finding("E11", indicator, reported, least=bound)
    if share and kind.REPORTS != "change" and 0 < value < 1 and not reported.percent and reported.part is None:
        last = seen.track.last(None)
        usual = max(seen.moment.target or 0, last.value or 0 if last else 0)
        if usual > 1:
            yield _finding("E12", indicator, reported)


def whole(indicator: Indicator) -> bool:
    """Tell whether only whole numbers can be reported: things that are counted, and places."""
    return indicator.unit in COUNTED or indicator.discrete or kinds.of(indicator).SCALE == "place"


def least(indicator: Indicator) -> int | None:
    """The least that can be reported; None where a deficit, a difference or a change itself may be.

    No total, and no amount that is compared with last year's, lies below zero.
    """
    kind = kinds.of(indicator)
    if kind.SCALE == "place":
        return 1
    if kind.REPORTS == "change":
        return None if indicator.reported_as == "percent" else 0
    return None if may_be_negative(indicator.unit) and not kind.RUNNING else 0


def _against_the_past(indicator: Indicator, reported: Reported, seen: Seen) -> Iterator[Finding]:
    """E4: a running total never falls."""
    last, value = seen.track.last(seen.moment.start), reported.value
    if not kinds.of(indicator).RUNNING or reported.correction or last is None or last.value is None or value is None:
        return
    if value < last.value:
        yield _finding("E4", indicator, reported, last=show(last.value, 6), period=str(last.period))


def _against_the_parts(indicator: Indicator, reported: Reported, seen: Seen) -> Iterator[Finding]:
    """E5: a total is the sum of its parts, as far as they are known, and has no false part."""
    known = list(seen.parts.values())
    if any(part.falsified for part in known):
        yield _finding("E5-false", indicator, reported)
        return
    amounts = [part.value for part in known if part.value is not None and not part.blank]
    if indicator.parts and len(amounts) == len(indicator.parts) and sum(amounts) != reported.value:
        told = " + ".join(show(amount, 6) for amount in amounts)
        yield _finding("E5", indicator, reported, parts=told, sum=show(Fraction(sum(amounts)), 6))


def _wrong_nodes(indicator: Indicator, reported: Reported, seen: Seen) -> Iterator[Finding]:
    """E4: what was done is not undone without a correction. E13: an own date is not put off without a reason."""
    since = anew(indicator, seen.moment)
    done = seen.track.done(since)
    open_now = [name for name, day in reported.done_nodes or (("", reported.done),) if day is None and name in done]
    if reported.correction and indicator.nodes and not reported.done_nodes:
        yield _finding(
            "E1-nodes", indicator, reported, names=Message("list", {"words": [n for n, _ in indicator.nodes]})
        )
    if open_now and not reported.correction and (indicator.nodes or reported.planned is None):
        yield _finding("E4-done", indicator, reported)
    promised = seen.track.promised(since)
    if reported.planned is None:
        return
    if not seen.moment.assumed and not promised:
        yield _finding("E13-dated", indicator, reported, by=seen.moment.end)
    elif promised and reported.planned > promised[-1] and not reported.reason:
        yield _finding("E13", indicator, reported, first=promised[-1], planned=reported.planned)


def warnings(indicator: Indicator, reported: Reported, seen: Seen, period: Period) -> Iterator[Finding]:
    """Yield what a statistician would ask about a value that was accepted. Late ones are told by unit (`late`)."""
    yield from _of_the_report(indicator, reported, period)
    if reported.value is not None and kinds.of(indicator).REPORTS in ("number", "change"):
        yield from _against_the_last(indicator, reported, reported.value, seen, period)
        yield from _against_the_target(indicator, reported, reported.value, seen)
        yield from _against_last_year(indicator, reported, seen.track, period)


def _of_the_report(indicator: Indicator, reported: Reported, period: Period) -> Iterator[Finding]:
    """W7, W10: the size of a sample and the days of completion, odd in themselves."""
    if reported.n is not None and not is_rate(indicator.unit):
        yield _finding("W7-count", indicator, reported, n=reported.n)
    elif reported.n is not None and (reported.n < SMALL or (reported.unknown or 0) > reported.n):
        yield _finding("W7", indicator, reported, n=reported.n, unknown=reported.unknown or 0)
    for name, day in reported.done_nodes or (("", reported.done),):
        if day is not None and abs(day.year - period.year) > 1:
            yield _finding("W10", indicator, reported, day=day, node=name)


def _against_the_last(
    indicator: Indicator, reported: Reported, value: Fraction, seen: Seen, period: Period
) -> Iterator[Finding]:
    """W1 to W4: a swing, a standstill, a sudden nothing, and what was done in the last quarter alone."""
    moment, running = seen.moment, kinds.of(indicator).RUNNING
    yield from _swing(indicator, moment, reported, seen.track, period)
    last = seen.track.last(moment.start if running else None)
    if last is None or last.value is None:
        return
    if _grows(indicator) and value == last.value and not _met(moment, value):
        yield _finding("W2", indicator, reported)
    if not value and last.value > 0 and not running:
        yield _finding("W3", indicator, reported, last=show(last.value, 6))
    if _half_in_last_quarter(indicator, moment, value - last.value, last.period, period):
        yield _finding("W4", indicator, reported, grown=show(value - last.value, 6))


def _against_the_target(indicator: Indicator, reported: Reported, value: Fraction, seen: Seen) -> Iterator[Finding]:
    """W5, W6: far beyond the target, or exactly on it three times running."""
    kind, target = kinds.of(indicator), seen.moment.target
    over = kind.up(indicator) and kind.REPORTS != "change" and target and value > 2 * target
    above = indicator.ceiling is not None and value > indicator.ceiling
    if over or above:
        limit, far = (indicator.ceiling, "w5.ceiling") if above else (target, "w5.target")
        yield _finding("W5", indicator, reported, target=show(limit or Fraction(0), 6), far=Message(far))
    if _three_times_exact(indicator, seen.moment, value, seen.track):
        yield _finding("W6", indicator, reported)


def _against_last_year(indicator: Indicator, reported: Reported, track: Track, period: Period) -> Iterator[Finding]:
    """W11: the year's value that was given beside differs from what was reported in that year."""
    known = track.year_ago(period)
    if reported.last_year is not None and known is not None and known != reported.last_year:
        yield _finding("W11", indicator, reported, last=show(reported.last_year, 6), known=show(known, 6))


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
            pairs.append(("W1-added", value - (last.value or 0), before))
        within = (moment.start.year, moment.start.month) <= (period.year - 1, period.end.month)
        pairs.append(("W1-year", value, None if within else track.year_ago(period)))
    else:
        pairs.append(("W1", value, last.value if last and last.period == period.previous() else None))
        year_ago = track.year_ago(period)
        pairs.append(("W1-year", value, reported.last_year if year_ago is None else year_ago))
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
    kind = kinds.of(indicator)
    few = indicator.discrete and (moment.target or 0) < _FEW
    full = indicator.unit == "%" and value == 100  # nought is never exact
    if full or few or not kind.PACED or kind.LIMIT:
        return False
    last = track.last(moment.start)
    if _grows(indicator) and last is not None and last.value is not None and _met(moment, last.value):
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
