"""Over time: what earlier periods said of an indicator (rules 6).

State lives in the submissions of earlier periods and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model import Past, Reported
from checker.model.periods import Period


class Entry(NamedTuple):
    """A valid value of one period."""

    period: Period
    value: Fraction
    reported: Reported


@dataclass(slots=True)
class Track:
    """One indicator's way through the periods, filled from the oldest on. Late values wait until their day."""

    entries: list[Entry] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    _waiting: list[Entry] = field(default_factory=list)
    _amounts: dict[Period, Fraction] = field(default_factory=dict)

    def arrive(self, on: date) -> None:
        """Let the values in that had been submitted by `on`."""
        ready = [entry for entry in self._waiting if entry.reported.submitted <= on]
        if ready:
            self._waiting = [entry for entry in self._waiting if entry.reported.submitted > on]
            for entry in ready:
                self._enter(entry)
            self.entries.sort(key=lambda entry: entry.period.end)

    def add(self, entry: Entry, on: date) -> None:
        """Add a period's valid value, known from its day of submission on."""
        if entry.reported.submitted <= on:
            self._enter(entry)
        else:
            self._waiting.append(entry)

    def _enter(self, entry: Entry) -> None:
        self.entries.append(entry)
        if entry.reported.value is not None:
            self._amounts[entry.period] = entry.reported.value

    def last(self, since: date | None) -> Entry | None:
        """Return the newest earlier value, of this window if its first day is given."""
        if not self.entries or (since is not None and self.entries[-1].period.end < since):
            return None
        return self.entries[-1]

    def added(self, period: Period, since: date) -> Fraction | None:
        """Return what the period before added to a running total; None across a gap, where nobody can say."""
        before = period.previous()
        entries = [entry for entry in self.entries[-2:] if entry.period.end >= since]
        if not entries or entries[-1].period != before:
            return None
        if before.start <= since:
            return entries[-1].value
        if len(entries) < 2 or entries[-2].period != before.previous():
            return None
        return entries[-1].value - entries[-2].value

    def year_ago(self, period: Period) -> Fraction | None:
        """Return the value of the same period a year before."""
        if not self._amounts:
            return None
        return self._amounts.get(Period(period.every, period.year - 1, period.index))

    def peak(self, since: date) -> Fraction | None:
        """Return the highest value of the window so far."""
        amounts = [entry.value for entry in self.entries if entry.period.end >= since]
        return max(amounts, default=None)
