"""A target's window and moment: which days count, how much of it is over, what is expected by now (rules 3)."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

from checker import kinds
from checker.model import Indicator, Moment, Plan, periods


def as_revised(indicator: Indicator, cut_off: date) -> Indicator:
    """Apply the revisions that are in force at the cut-off, in the order of their dates."""
    for revision in sorted(indicator.revisions, key=lambda r: r.since):
        if revision.since <= cut_off:
            target = indicator.target if revision.target is None else revision.target
            indicator = indicator._replace(target=target, by=revision.by or indicator.by)
    return indicator


def bounds(indicator: Indicator, plan: Plan, cut_off: date) -> tuple[date, date]:
    """Return the first and last day of the window that matters at the cut-off, both included.

    With `per` it is the calendar year of the cut-off, cut to the plan and to the target's own dates.
    """
    start = indicator.start or plan.start
    last_node = max((day for _, day in indicator.nodes), default=None)
    end = indicator.by or last_node or plan.end
    if indicator.per:
        year = min(max(cut_off, start), end).year
        start, end = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
    return start, end


def moment(indicator: Indicator, plan: Plan, cut_off: date) -> Moment:
    """Place a (revised) target at a cut-off: pace P, target T of the window and expected value E.

    Unit of T and E: the indicator's; P is a share of the window between 0 and 1.
    """
    start, end = bounds(indicator, plan, cut_off)
    every = plan.reporting.every
    done, whole, counted = periods.passed(start, end, cut_off, every)
    pace = Fraction(done, whole)
    target, kind = indicator.target, kinds.of(indicator)
    if target is not None and indicator.per and kind.RUNNING:
        target *= periods.recurrences(indicator.per, start, end)
    baseline = indicator.baseline
    if baseline is None and kind.RUNNING:
        baseline = Fraction(0)
    expected = None
    if target is not None and baseline is not None and kind.PACED:
        expected, pace = _expected(indicator, (start, end), cut_off, every, (baseline, target, pace))
    return Moment(
        cut_off, start, end, not indicator.by and not indicator.nodes, pace, done, whole,
        "schedule" if indicator.schedule else counted, target, baseline, expected,
    )  # fmt: skip


def _expected(
    indicator: Indicator,
    window: tuple[date, date],
    cut_off: date,
    every: str,
    numbers: tuple[Fraction, Fraction, Fraction],
) -> tuple[Fraction, Fraction]:
    """Return (E, P): by the schedule's nodes where there is one, else B + (T − B)·P; whole things rounded back."""
    baseline, target, pace = numbers
    if indicator.schedule:
        nodes = {period.end: amount for period, amount in indicator.schedule}
        expected = _scheduled(nodes, window, cut_off, every, baseline, target)
        if target != baseline:
            pace = (expected - baseline) / (target - baseline)
    else:
        expected = baseline + (target - baseline) * pace
    if indicator.discrete and not kinds.of(indicator).LIMIT:
        expected = Fraction(math.ceil(expected) if target < baseline else math.floor(expected))
    return expected, pace


def _scheduled(
    schedule: dict[date, Fraction],
    window: tuple[date, date],
    cut_off: date,
    every: str,
    baseline: Fraction,
    target: Fraction,
) -> Fraction:
    """Linear between nodes, from B before the first, to T at the deadline after the last."""
    start, end = window
    before, amount = start - timedelta(days=1), baseline
    nodes = [(day, value) for day, value in sorted(schedule.items()) if day < end]
    for day, value in [*nodes, (end, schedule.get(end, target))]:
        if cut_off <= day:
            done, whole, _ = periods.passed(before + timedelta(days=1), day, cut_off, every)
            return amount + (value - amount) * Fraction(done, whole)
        before, amount = day, value
    return target
