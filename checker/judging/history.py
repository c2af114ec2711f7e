"""Over time: what earlier periods said of an indicator (rules 6.1).

State lives in the submissions of earlier periods and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model import Indicator, Moment, Past, Reported
from checker.model.periods import Period


class Entry(NamedTuple):
    """An accepted report of one period; `value` is None where it brings no number (未发生, an own date).

    `starts`: the value can stand in for a baseline (a small sample cannot); `false`: a person found it false, so that
    it is no value, and what it had completed is open again.
    """

    period: Period
    value: Fraction | None
    reported: Reported
    starts: bool = True
    false: bool = False


@dataclass(slots=True)
class Track:
    """One indicator's way through the periods, filled from the oldest on. Late reports wait until their day."""

    reports: list[Entry] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    _waiting: list[Entry] = field(default_factory=list)
    _amounts: dict[Period, Fraction] = field(default_factory=dict)

    def arrive(self, on: date) -> None:
        """Let the reports in that had been submitted by `on`."""
        ready = [entry for entry in self._waiting if entry.reported.submitted <= on]
        if ready:
            self._waiting = [entry for entry in self._waiting if entry.reported.submitted > on]
            for entry in ready:
                self._enter(entry)
            self.reports.sort(key=lambda entry: entry.period.end)

    def add(self, entry: Entry, on: date) -> None:
        """Add a period's accepted report, known from its day of submission on."""
        if entry.reported.submitted <= on:
            self._enter(entry)
        else:
            self._waiting.append(entry)

    def _enter(self, entry: Entry) -> None:
        self.reports.append(entry)
        if entry.reported.value is not None and not entry.false:
            self._amounts[entry.period] = entry.reported.value

    @property
    def reopened(self) -> date:
        """The cut-off of the newest period whose value was found false: no total reported till then is completed."""
        return max((entry.period.end for entry in self.reports if entry.false), default=date.min)

    @property
    def entries(self) -> list[Entry]:
        """The reports that bring a number."""
        return [entry for entry in self.reports if entry.value is not None]

    def last(self, since: date | None) -> Entry | None:
        """Return the newest earlier report with a number, of this window if its first day is given."""
        newest = next((entry for entry in reversed(self.reports) if entry.value is not None), None)
        if newest is None or (since is not None and newest.period.end < since):
            return None
        return newest

    def first(self, since: date) -> tuple[Period, Fraction] | None:
        """Return the first value of the window that can stand in for a baseline, with its period."""
        for entry in self.reports:
            if entry.period.end >= since and entry.starts and entry.value is not None:
                return entry.period, entry.value
        return None

    def promised(self, since: date | None) -> tuple[date, ...]:
        """Return the dates that the unit gave for a milestone without one, in their order; of this window if given."""
        made: list[date] = []
        for entry in self.reports:
            day = entry.reported.planned
            if since is not None and entry.period.end < since:
                continue
            if day is not None and not entry.false and (not made or made[-1] != day):
                made.append(day)
        return tuple(made)

    def done(self, since: date | None) -> dict[str, date | None]:
        """Return the nodes that are done, by name ("" for one without): once done they stay so, till a correction."""
        made: dict[str, date | None] = {}
        for entry in self.reports:
            if since is not None and entry.period.end < since:
                continue
            made = without_nodes(made, entry.reported) if entry.false else with_nodes(made, entry.reported)
        return {name: day for name, day in made.items() if since is None or (day is not None and day >= since)}

    def added(self, period: Period, since: date) -> Fraction | None:
        """Return what the period before added to a running total; None across a gap, where nobody can say."""
        before = period.previous()
        entries = [entry for entry in self.entries if entry.period.end >= since]
        if not entries or entries[-1].period != before:
            return None
        if before.start <= since:
            return entries[-1].value
        if len(entries) < 2 or entries[-2].period != before.previous():
            return None
        return (entries[-1].value or Fraction(0)) - (entries[-2].value or Fraction(0))

    def year_ago(self, period: Period) -> Fraction | None:
        """Return the value of the same period a year before."""
        if not self._amounts:
            return None
        return self._amounts.get(Period(period.every, period.year - 1, period.index))

    def peak(self, since: date) -> Fraction | None:
        """Return the highest value of the window so far; a correction takes back what lay before it."""
        highest: Fraction | None = None
        for entry in reversed(self.reports):
            if entry.period.end < since:
                break
            if entry.value is None:
                continue
            highest = entry.value if highest is None or entry.value > highest else highest
            if entry.reported.correction:
                break
        return highest


def anew(indicator: Indicator, moment: Moment) -> date | None:
    """From which day on a thing done counts: a yearly task begins anew, a node that the document dates is done once."""
    return moment.start if indicator.per and not indicator.nodes else None


def with_nodes(known: dict[str, date | None], reported: Reported) -> dict[str, date | None]:
    """Lay one report over the nodes that are known: what is done is added, what a correction says is open goes."""
    made = dict(known)
    for name, day in reported.done_nodes or (("", reported.done),):
        if day is not None:
            made[name] = day
        elif reported.correction:
            made.pop(name, None)
    return made


def without_nodes(known: dict[str, date | None], false: Reported) -> dict[str, date | None]:
    """Take away what a false report had called done; all, where it says nothing of nodes."""
    named = {name for name, day in false.done_nodes or (("", false.done),) if day is not None}
    return {name: day for name, day in known.items() if named and name not in named}
