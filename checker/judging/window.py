"""A target's window and moment: which days count, how much of it is over, what is expected by now (rules 3)."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from checker import kinds
from checker.model import Indicator, Moment, Plan, bands, periods
from checker.model.periods import Period

DAY = timedelta(days=1)


class Known(NamedTuple):
    """What earlier periods add to a target: the first value of its window, and the dates that its unit promised."""

    first: tuple[Period, Fraction] | None = None
    promised: tuple[date, ...] = ()


NOTHING = Known()


def starts(indicator: Indicator, plan: Plan) -> date:
    """Return the first day of a target.

    A standing duty is not judged for time before anybody could know it: it starts with the reporting period in which
    the document was issued, if that is later than the plan's start.
    """
    if indicator.start:
        return indicator.start
    standing = kinds.of(indicator).STANDING or indicator.per in ("quarter", "month", "week")
    return reportable(plan) if standing else plan.start


def reportable(plan: Plan) -> date:
    """Return the first day of the first period that anybody could report: that in which the document was issued."""
    issued = date.fromisoformat(plan.document["issued"])
    return max(plan.start, periods.holding(issued, plan.reporting.every).start)


def bounds(indicator: Indicator, plan: Plan, cut_off: date) -> tuple[date, date]:
    """Return the first and last day of the window that matters at the cut-off, both included.

    With `per` it is the calendar year of the cut-off, cut to the plan and to the target's own dates.
    """
    start = starts(indicator, plan)
    last_node = max((day for _, day in indicator.nodes), default=None)
    end = indicator.by or last_node or plan.end
    if indicator.per and start <= end:
        year = min(max(cut_off, start), end).year
        start, end = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
    return start, end


def moment(indicator: Indicator, plan: Plan, cut_off: date, known: Known = NOTHING) -> Moment:
    """Place a (revised) target at a cut-off: pace P, target T of the window and expected value E.

    Unit of T and E: the indicator's; P is a share of the window between 0 and 1.
    """
    kind, every = kinds.of(indicator), plan.reporting.every
    start, end = bounds(indicator, plan, cut_off)
    undated = not indicator.by and not indicator.nodes
    promised = known.promised if undated and kind.SCALE == "nodes" else ()
    if all(day > end for day in promised):
        promised = ()  # nobody can promise more time than the plan has
    made = _made(indicator, (start, min(promised[-1], end) if promised else end), cut_off, every)
    made = made._replace(assumed=undated and not promised, promised=promised)
    if kind.RUNNING:
        return _running(indicator, made, every)
    if indicator.nodes and indicator.per:
        return made._replace(owed=any(start <= day <= end for _, day in indicator.nodes))
    if kind.infers(indicator) and indicator.schedule:
        return _staged(indicator, made, every, known)
    if kind.infers(indicator):
        return _from_first(indicator, made, every, known)
    return _expecting(indicator, made, every) if kind.PACED else made


def _made(indicator: Indicator, window: tuple[date, date], cut_off: date, every: str) -> Moment:
    """A moment with its pace and nothing expected yet."""
    start, end = window
    done, whole, counted = periods.passed(start, end, cut_off, every) if start <= end else (1, 1, "day")
    counted = "schedule" if indicator.schedule else counted
    return Moment(cut_off, start, end, False, _pace(done, whole), done, whole, counted,
                  indicator.target, indicator.baseline, None)  # fmt: skip


_pace = lru_cache(maxsize=4096)(Fraction)  # the targets of a plan share a few


def _running(indicator: Indicator, made: Moment, every: str) -> Moment:
    """A total: `per` multiplies the target by its whole recurrences in the window; a stub counts neither in T nor P."""
    made = made._replace(baseline=made.baseline or bands.ZERO)
    if not indicator.per or made.target is None:
        return _expecting(indicator, made, every)
    start, end = made.start, made.end
    whole = periods.whole(indicator.per, start, end)
    if whole is None:
        return made._replace(target=bands.ZERO, owed=False)
    paced = _made(indicator, whole, made.cut_off, every)
    target = made.target * periods.recurrences(indicator.per, *whole)
    made = made._replace(target=target, pace=paced.pace, done=paced.done, all=paced.all,
                         counted=paced.counted)  # fmt: skip
    return _expecting(indicator, made, every)


def _from_first(indicator: Indicator, made: Moment, every: str, known: Known) -> Moment:
    """From the first value reported, paced to T over the rest of the window."""
    if known.first is None:
        return made
    period, value = known.first
    rest = _made(indicator, (min(period.end + DAY, made.end), made.end), made.cut_off, every)
    made = made._replace(baseline=value, first=str(period), pace=rest.pace, done=rest.done, all=rest.all,
                         counted=rest.counted)  # fmt: skip
    return _expecting(indicator, made, every) if kinds.of(indicator).PACED else made


def _staged(indicator: Indicator, made: Moment, every: str, known: Known) -> Moment:
    """A level with stages and no baseline: paced to the first stage from the first value, then as the stages say."""
    nodes = _nodes(indicator, made)
    if not nodes:
        return _from_first(indicator._replace(schedule=()), made, every, known)
    if made.cut_off < nodes[0][0]:
        stage = made._replace(end=nodes[0][0], target=nodes[0][1])
        to_stage = _from_first(indicator._replace(schedule=()), stage, every, known)
        return to_stage._replace(end=made.end, target=made.target)
    if kinds.of(indicator).up(indicator):
        return _expecting(indicator, made._replace(baseline=bands.ZERO), every)
    if known.first is None:
        return made
    period, value = known.first
    return _expecting(indicator, made._replace(baseline=value, first=str(period), staged=True), every)


def _expecting(indicator: Indicator, made: Moment, every: str) -> Moment:
    """Set E: by the schedule's nodes where there is one, else B + (T − B)·P; whole things rounded back."""
    baseline, target = made.baseline, made.target
    if baseline is None or target is None:
        return made
    kind = kinds.of(indicator)
    if not kind.LIMIT and bands.Bound(target).reached(baseline, kind.up(indicator)):
        return made._replace(expected=target)
    if indicator.schedule:
        expected = _scheduled(_nodes(indicator, made), made, every)
        made = made._replace(pace=bands.clip((expected - baseline) / (target - baseline)))
    else:
        expected = bands.gone(baseline, target) * made.pace
        expected = baseline + expected if baseline else expected
    if indicator.discrete and not kind.LIMIT:
        expected = Fraction(math.ceil(expected) if target < baseline else math.floor(expected))
        expected = min(expected, baseline) if target < baseline else max(expected, baseline)
    return made._replace(expected=expected)


def _nodes(indicator: Indicator, made: Moment) -> list[tuple[date, Fraction]]:
    """The stages of the window in the order of their days, none beyond T; with `per` each year has its own."""
    target = made.target
    assert target is not None
    up = kinds.of(indicator).up(indicator) or kinds.of(indicator).LIMIT
    return sorted((period.end, min(amount, target) if up else max(amount, target))
                  for period, amount in indicator.schedule if made.start <= period.end <= made.end)  # fmt: skip


def _scheduled(stages: list[tuple[date, Fraction]], made: Moment, every: str) -> Fraction:
    """Linear between stages, from B before the first, to T at the deadline after the last."""
    assert made.target is not None
    assert made.baseline is not None
    before, amount = made.start - DAY, made.baseline
    last = dict(stages).get(made.end, made.target)
    for day, value in [*(stage for stage in stages if stage[0] < made.end), (made.end, last)]:
        if made.cut_off <= day:
            done, whole, _ = periods.passed(before + DAY, day, made.cut_off, every)
            return amount + (value - amount) * Fraction(done, whole)
        before, amount = day, value
    return made.target
