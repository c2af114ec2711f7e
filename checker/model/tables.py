"""One table for every output: what it holds is decided once, each format draws it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple
from unicodedata import east_asian_width

from checker.model.amounts import Amount
from checker.model.pictures import Picture

Look = Literal["text", "centre", "figure", "blank-text"]
"""How a column is set: along the line, short words in the middle, figures under each other, or empty, to be filled."""


class Day(NamedTuple):
    """A date; `mark` stands behind it (推定)."""

    day: date
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.day}{self.mark}"


class Lit(NamedTuple):
    """A light: a colour where a format has any, and the text (symbol and word) that says the same."""

    light: str
    text: str

    def __str__(self) -> str:
        return self.text


NARROWEST, WIDEST, AIR = 8, 36, 3
"""Digits of a column at least and at most where its texts decide, and what stands free beside them."""
Cell = str | int | Amount | Day | Lit
"""What a cell holds; `str` of it is what it says."""


class Column(NamedTuple):
    """A column: the name by which templates know it, its head, and for formats that ask, its width in digits."""

    key: str
    head: str | Lit
    look: Look = "text"
    width: float = 0


class Table(NamedTuple):
    """A table; its rows stand in groups, each under a name (empty where there is none).

    `notes` must be known to read it. The first `fixed` columns say what a row is about and stay in sight; the first
    `printed` go on paper (0: all).
    """

    heading: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[str, Sequence[Sequence[Cell]]], ...]
    notes: tuple[str, ...] = ()
    fixed: int = 1
    printed: int = 0

    @property
    def rows(self) -> list[Sequence[Cell]]:
        """The rows of all groups."""
        return [row for _, rows in self.groups for row in rows]

    @property
    def heads(self) -> list[str]:
        """The heads as texts."""
        return [str(column.head) for column in self.columns]


def fitted(table: Table) -> Table:
    """Give the columns without a width one: that of their longest text up to `WIDEST`, half of a head that may wrap."""
    if all(column.width for column in table.columns):
        return table
    rows = table.rows
    made = []
    for place, column in enumerate(table.columns):
        texts = max((digits(line) for row in rows for line in str(row[place]).split("\n")), default=0)
        need = max(texts, -(-digits(str(column.head)) // 2)) + AIR
        made.append(column if column.width else column._replace(width=min(max(need, NARROWEST), WIDEST)))
    return table._replace(columns=tuple(made))


def digits(text: str) -> int:
    """Digits' widths that a text takes in a document: Chinese is twice as wide."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


class Page(NamedTuple):
    """Tables under one title, for outputs that are more than a list of verdicts.

    `lines` stand under the title; `data` is the same for programs, in plain values; `lang` and `day` are those of the
    run. `pictures` stand before the tables where a format can draw them.
    """

    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    data: Mapping[str, Any]
    day: date
    lang: str
    pictures: tuple[Picture, ...] = ()
