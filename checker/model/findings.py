"""Findings: what is wrong in a file, how grave it is, and the place where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checker.message import NO_FACTS
from checker.model.codes import CODES, Level


class Where(NamedTuple):
    """A place in a file: of a text a line and a column, of a workbook a sheet and a cell or an area (C7, C7:D7).

    Lines and columns count from 1, columns in characters; a table of text has cells, but its sheet has no name.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    @property
    def named(self) -> str:
        """The file, with sheet and cell where it has them: book.xlsx!Sheet!C7; a ! in a name shows wide."""
        parts = (self.file.replace("!", "！"), self.sheet.replace("!", "！"), self.cell)
        return "!".join(part for part in parts if part) if self.cell else self.file

    def __str__(self) -> str:
        return f"{self.named}:{self.line}:{self.column}" if self.line else self.named


class Finding(NamedTuple):
    """Something wrong in a file: a message id (`finding.<code>`) with its facts, said in a language later.

    `field` is the part of a reported value that it speaks of: `value`, `last_year`, `nodes.市`; `share` stands for
    `part` and `whole` together, empty for the value as such.
    """

    code: str
    level: Level
    where: Where
    facts: Mapping[str, object] = NO_FACTS
    indicator: str = ""
    explained: bool = False
    field: str = ""


def finding(code: str, where: Where, *, indicator: str = "", field: str = "", **facts: object) -> Finding:
    """Make a finding of a code; its sentence may name the facts, the indicator and the field.

    Errors: KeyError for a code that is not in the table.
    """
    named = {name: text for name, text in (("indicator", indicator), ("field", field)) if text}
    return Finding(code, CODES[code].level, where, {**named, **facts}, indicator, field=field)


def as_warning(found: Finding) -> Finding:
    """The same finding where nothing hangs on it."""
    return found._replace(level=Level.WARNING)


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Pick those that stop the run."""
    return [found for found in findings if found.level is Level.FAULT]


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what was found again: the same thing of the same place, because a file was read on two ways."""
    return list({(found.where, found.code, str(found.facts)): found for found in findings}.values())
