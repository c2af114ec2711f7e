"""方案: what a document demands, as the catalogue holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model.findings import Where
from checker.model.periods import Period


class Revision(NamedTuple):
    """A target or deadline changed by a later document, valid for cut-offs from `since` on."""

    since: date
    document: str
    target: Fraction | None
    by: date | None


class Indicator(NamedTuple):
    """指标: one checkable target inside a measure."""

    id: str
    name: str
    kind: str
    where: Where
    unit: str = ""
    target: Fraction | None = None
    baseline: Fraction | None = None
    direction: str = ""
    tolerance: Fraction | None = None
    ceiling: Fraction | None = None
    start: date | None = None
    by: date | None = None
    per: str = ""
    every: str = ""
    discrete: bool = False
    strict: bool = False
    binding: bool = True
    weight: Fraction = Fraction(1)
    schedule: tuple[tuple[Period, Fraction], ...] = ()
    nodes: tuple[tuple[str, date], ...] = ()
    parts: tuple[str, ...] = ()
    reported_as: str = ""
    revisions: tuple[Revision, ...] = ()
    same_as: str = ""
    clause: str = ""
    as_written: str = ""
    note: str = ""


class Measure(NamedTuple):
    """措施: a numbered item of the plan; number 0 holds the plan's overall goals."""

    number: int
    title: str
    domain: str
    clause: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    asks_responsible: bool
    indicators: tuple[Indicator, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The units that answer for the measure: the leads, or those named by `asks: responsible`."""
        return self.responsible if self.asks_responsible else self.lead


class Exemption(NamedTuple):
    """An indicator that is not judged for cut-offs from `start` to `end`, both included."""

    indicator: str
    start: date
    end: date
    reason: str
    document: str


class Reporting(NamedTuple):
    """When values are owed: the rhythm, and working days after the period's end."""

    every: str
    due: int
    grace: int


class Plan(NamedTuple):
    """方案: one published action plan of one locality."""

    id: str
    title: str
    locality: str
    document: Mapping[str, str]
    start: date
    end: date
    reporting: Reporting
    profile: str
    exemptions: tuple[Exemption, ...]
    measures: tuple[Measure, ...]
    file: str

    def indicators(self) -> list[tuple[Measure, Indicator]]:
        """Every indicator with its measure, in the order of the document."""
        return [(m, i) for m in self.measures for i in m.indicators]
