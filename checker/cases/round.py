"""A round of typical cases as plain values: what was handed in, who scored it, by which rule it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model import Where


class Submitted(NamedTuple):
    """Who handed a case in, when, and where it stood in that submitter's own order (0: none given)."""

    by: str
    on: date
    place: int = 0


class Material(NamedTuple):
    """The written case: its file's name, its SHA-256, and how many characters it has (0: not counted)."""

    file: str
    sha256: str
    characters: int = 0


class Case(NamedTuple):
    """One case; title and unit are word for word those of its material. `status` is a word of `STATUSES`.

    `checked` says what somebody found who looked into a look-alike, an earlier prize or an outlying score.
    """

    number: int
    title: str
    unit: str
    locality: str
    where: Where
    domain: str = ""
    submitted: Submitted | None = None
    material: Material | None = None
    experts: Mapping[str, Fraction] = {}
    departments: Mapping[str, Fraction] = {}
    recused: tuple[str, ...] = ()
    status: str = "entered"
    reason: str = ""
    supports: tuple[tuple[str, str], ...] = ()
    inferred: tuple[str, ...] = ()
    checked: str = ""


class Objection(NamedTuple):
    """Somebody's objection to a case while it was shown; settled by `document` with `result` kept or removed."""

    case: int
    on: date
    by: str
    text: str
    settled: date | None = None
    result: str = ""
    document: str = ""


class Drop(NamedTuple):
    """How many of the highest and lowest scores are left out, from so many scores on."""

    start: int
    highest: int
    lowest: int


class Rule(NamedTuple):
    """The published rule of a round. Weights are shares; a quota without an entry does not bind.

    `counted_at` is the level of locality (city or county) whose cases share one quota.
    """

    published: date
    select: int
    lowest: Fraction
    highest: Fraction
    expert_weight: Fraction
    department_weight: Fraction
    days: int
    document: str = ""
    least: int = 1
    drop: Drop | None = None
    expert_units: Mapping[str, str] = {}
    department_names: tuple[str, ...] = ()
    characters: int = 0
    counted_at: str = "city"
    of_submitter: Mapping[str, int] = {}
    of_locality: Mapping[str, int] = {}
    of_domain: Mapping[str, int] = {}
    contact: str = ""


class Round(NamedTuple):
    """One round: its cases in the order of the register, and what has been decided and announced of it.

    `shown_from` is the first day of publicity (公示) and `shown` the numbers of the cases that were shown. `over` says
    that the round has been announced, by a circular of the day `announced` where that is known. `past` are cases that
    other rounds of the same folder chose.
    """

    id: str
    title: str
    locality: str
    organizer: str
    file: str
    cases: tuple[Case, ...]
    rule: Rule | None = None
    to: str = ""
    illustrative: bool = False
    received: int = 0
    scored: date | None = None
    over: bool = False
    announced: date | None = None
    announced_by: str = ""
    decided: tuple[int, ...] | None = None
    decided_by: str = ""
    shown_from: date | None = None
    shown: tuple[int, ...] = ()
    objections: tuple[Objection, ...] = ()
    past: tuple[tuple[str, Case], ...] = ()

    def case(self, number: int) -> Case:
        """The case of a number. Errors: StopIteration where there is none; reading has said so."""
        return next(case for case in self.cases if case.number == number)
