"""方案: what a document demands, as the catalogue holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model.findings import Where
from checker.model.periods import Period


class Revision(NamedTuple):
    """What a later document changed of a target, valid for cut-offs from `since` on; empty where it changed nothing."""

    since: date
    document: str
    target: Fraction | None = None
    by: date | None = None
    nodes: tuple[tuple[str, date], ...] = ()
    schedule: tuple[tuple[Period, Fraction], ...] = ()


class Indicator(NamedTuple):
    """指标: one checkable target inside a measure.

    `lead` and `responsible` are None where the measure's own count; `same_target` is the id of the indicator that is
    the same target said once more; `inferred` names what the office found and the document does not say.
    """

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
    reading: str = ""
    note: str = ""
    unbounded: bool = False
    same_target: str = ""
    lead: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    inferred: tuple[str, ...] = ()
    leader: str = ""

    def revised(self, cut_off: date) -> Indicator:
        """The target as the later documents have it that are in force at the cut-off.

        Nodes moved beyond the deadline move the deadline with them.
        """
        made = self
        for revision in sorted(self.revisions, key=lambda r: r.since):
            if revision.since > cut_off:
                break
            by = revision.by or made.by
            if by and revision.nodes and not revision.by:
                by = max(by, *(day for _, day in revision.nodes))
            made = made._replace(
                target=made.target if revision.target is None else revision.target, by=by,
                nodes=revision.nodes or made.nodes, schedule=revision.schedule or made.schedule,
            )  # fmt: skip
        return made


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
    inferred: tuple[str, ...] = ()
    leader: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The units that answer for the measure: the leads, or those named by `asks: responsible`."""
        return self.responsible if self.asks_responsible else self.lead

    def of(self, indicator: Indicator) -> Measure:
        """The measure as one of its indicators has it: with the units that this one's sentence names."""
        if indicator.lead is None and indicator.responsible is None and not indicator.inferred:
            return self
        lead = self.lead if indicator.lead is None else indicator.lead
        responsible = self.responsible if indicator.responsible is None else indicator.responsible
        asks = self.asks_responsible and indicator.lead is None
        return self._replace(lead=lead, responsible=responsible, asks_responsible=asks,
                             inferred=indicator.inferred or self.inferred)  # fmt: skip


class Exemption(NamedTuple):
    """An indicator that is not judged for cut-offs from `start` to `end`, both included."""

    indicator: str
    start: date
    end: date
    reason: str
    document: str


class Reporting(NamedTuple):
    """When values are owed: the rhythm, and working days after the period; `day`: a day of its last month instead."""

    every: str
    due: int
    grace: int
    day: int = 0


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

    @property
    def number(self) -> str:
        """The document's number (文号); empty where it was issued without one."""
        return self.document.get("number", "")

    def indicators(self) -> list[tuple[Measure, Indicator]]:
        """Every indicator with its measure (and its own units), in the order of the document."""
        return [(m.of(i), i) for m in self.measures for i in m.indicators]
