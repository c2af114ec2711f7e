"""报送: what units reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model.findings import Finding, Where
from checker.model.periods import Period


class Reported(NamedTuple):
    """One reported value as it was read.

    `blank`: the entry says "nothing reported"; `none`: nothing of the kind happened (未发生); `planned`: the unit's own
    date for a milestone without one; `percent`: the number was written with its percent sign.
    """

    where: Where
    submitted: date
    blank: bool = False
    value: Fraction | None = None
    part: Fraction | None = None
    whole: Fraction | None = None
    last_year: Fraction | None = None
    done: date | None = None
    done_nodes: tuple[tuple[str, date | None], ...] = ()
    progress: Fraction | None = None
    grade: str = ""
    confirmed: bool = False
    unit: str = ""
    n: int | None = None
    unknown: int | None = None
    falsified: bool = False
    correction: bool = False
    note: str = ""
    reason: str = ""
    by: str = ""
    evidence: tuple[str, ...] = ()
    source: str = ""
    none: bool = False
    planned: date | None = None
    percent: bool = False
    faults: tuple[Finding, ...] = ()


class Submission(NamedTuple):
    """报送: the values reported for one plan and one period, from one file or several merged.

    `partial`: only what was published or found; what it does not give nobody owes.
    """

    plan: str
    period: Period
    illustrative: bool
    values: Mapping[str, Reported]
    files: tuple[str, ...]
    partial: bool = False
