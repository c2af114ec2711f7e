"""Where a sheet's table begins and what its columns are: by hidden keys, by the words of the head, by a mapping.

A head may take two rows, the upper one a group over several columns: 三季度/累计 names a column by both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.files.book import Book, Sheet, reference
from checker.forms import layout, marking
from checker.forms.mapping import GROUP, OwnLayout, squeezed
from checker.locale import TAGS, speaker
from checker.model import Finding, Where, finding

IDS = ("id", "no")
FIELDS = frozenset((*layout.FIELDS, *layout.EXTRA))
NEVER = 1 << 21  # no sheet has so many rows
_WIDEST = 200  # columns that a group over others may cover
_BRACKET = re.compile(r"[（(]([^（()）]{1,8})[）)]$")
_UNIT_LINE = re.compile(r"(?:^|[^\u4e00-\u9fff]|计量|金额|数量)单位[:：]\s*([^\s，,。；;（()）]{1,8})")


class Heads(NamedTuple):
    """How a file is laid out: heads → fields, single cells, the sheets (none: every one); `own`: by a mapping."""

    heads: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]] = {}
    sheets: tuple[str, ...] = ()
    own: bool = False


class Headed(NamedTuple):
    """A sheet with the row that names its columns, what its heads say of units, by field, and their words by column."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]
    units: Mapping[str, str] = {}
    words: Mapping[int, tuple[str, ...]] = {}

    def names(self, row: int) -> tuple[str, str]:
        """The ids that a row names: the hidden one and the one that is seen."""
        found, seen = (self.sheet.text(row, self.columns[name]) if name in self.columns else "" for name in IDS)
        return found, seen

    def ends(self) -> int:
        """The row from which on nothing is read."""
        words = marking.stops()
        rows = (row for (row, _), cell in self.sheet.cells.items() if row > self.head
                and type(cell.value) is str and cell.value.startswith(words))  # fmt: skip
        return min(rows, default=NEVER)


def heads_of(own: OwnLayout | None = None) -> Heads:
    """The layout of our forms, whatever language they were made in, or the one that an office's mapping tells."""
    if own is not None:
        return Heads(own.heads, own.cells, own.sheets, own=True)
    names = (*layout.FACTS, *layout.FIELDS)
    heads = {name: name for name in (*names, *layout.EXTRA, "id")}
    for lang in TAGS:
        say = speaker(lang)
        heads |= {squeezed(say(f"form.column.{name}")): name for name in names}
    return Heads(heads)


def tables(book: Book, how: Heads) -> list[Headed]:
    """Find the tables: the row of hidden keys where it is left, else the row of heads.

    A sheet that nobody sees counts only where no other has a table: it may be an old copy.
    """
    shown = [table for sheet in book.sheets if not sheet.hidden and (table := _table(sheet, how))]
    return shown or [table for sheet in book.sheets if sheet.hidden and (table := _table(sheet, how))]


def _table(sheet: Sheet, how: Heads) -> Headed | None:
    """Find the row that names the columns."""
    if sheet.name == layout.META or sheet.text(1, 1) == "form" or (how.sheets and sheet.name not in how.sheets):
        return None
    best: Headed | None = None
    for row, words in head_words(sheet):
        columns: dict[str, int] = {}
        units: dict[str, str] = {}
        for column, texts in sorted(words.items()):
            name, unit = _field(texts, how)
            if name and name not in columns:
                columns[name] = column
                units |= {name: unit} if unit else {}
        named = not columns.keys().isdisjoint(IDS) and not columns.keys().isdisjoint(FIELDS)
        if named and (best is None or len(columns) > len(best.columns)):
            best = Headed(sheet, row, columns, units, words)
    return best and best._replace(units=_units(best))


def head_words(sheet: Sheet) -> Iterator[tuple[int, dict[int, tuple[str, ...]]]]:
    """The words by which each column may be named in each of the first rows, the fullest first."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= marking.ROWS and isinstance(cell.value, str):
            rows.setdefault(row, {})[column] = squeezed(cell.value)
    spread = _spread(sheet)
    for row in sorted(rows.keys() | spread.keys()):
        own = spread.get(row, {}) | rows.get(row, {})
        upper = spread.get(row - 1, {}) | rows.get(row - 1, {})
        words: dict[int, tuple[str, ...]] = {}
        for column in own.keys() | upper.keys():
            low, high = own.get(column, ""), upper.get(column, "")
            both = (high + GROUP + low,) if low and high and low != high else ()
            words[column] = (*both, low or high)
        yield row, words


def _spread(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The words of merged cells in each cell of the first rows that they cover, by row and column."""
    found: dict[int, dict[int, str]] = {}
    for top, left, bottom, right in sheet.merged:
        cell = sheet.cells.get((top, left))
        if cell is not None and isinstance(cell.value, str) and top <= marking.ROWS and right - left < _WIDEST:
            text = squeezed(cell.value)
            for row in range(top, min(bottom, marking.ROWS) + 1):
                found.setdefault(row, {}).update(dict.fromkeys(range(left, right + 1), text))
    return found


def _field(texts: tuple[str, ...], how: Heads) -> tuple[str, str]:
    """The field that a column's words name, and the unit in brackets behind them."""
    for text in texts:
        bracket = _BRACKET.search(text)
        unit = bracket[1] if bracket else ""
        if (name := how.heads.get(text)) is not None:
            return name, unit
        if bracket and (name := how.heads.get(text[: bracket.start()])) is not None:
            return name, unit
    return "", ""


def _units(table: Headed) -> dict[str, str]:
    """What is said of units above a table: in its heads, in those seen below the keys, in a line of its own."""
    units, sheet = dict(table.units), table.sheet
    keys = sheet.text(table.head, table.columns.get("id", 0)) == "id"  # the head that is seen stands below
    line = "" if "unit" in table.columns else _unit_line(table)  # else each row names its own
    for name in layout.CARRIERS:
        place = table.columns.get(name)
        if place is not None and name not in units:
            said = _BRACKET.search(squeezed(sheet.text(table.head + 1, place))) if keys else None
            units |= {name: unit} if (unit := said[1] if said else line) else {}
    return units


def _unit_line(table: Headed) -> str:
    """The unit that a line above a table names for all of it."""
    above = (cell.value for (row, _), cell in table.sheet.cells.items() if row <= table.head)
    found = (_UNIT_LINE.search(text) for text in above if isinstance(text, str) and "单位" in text)
    return next((match[1] for match in found if match), "")


def twice(book: Book, table: Headed, how: Heads) -> Iterator[Finding]:
    """Two columns of one head: nobody can say which one counts."""
    places: dict[str, list[int]] = {}
    for column, texts in table.words.items():
        if name := _field(texts, how)[0]:
            places.setdefault(name, []).append(column)
    for columns in places.values():
        columns.sort()
        if len(columns) > 1 and not _one_cell(table, columns):
            first, second = (at(book, table.sheet, table.head, column) for column in columns[:2])
            found = table.sheet.text(table.head, columns[0]) or table.words[columns[0]][-1]
            yield finding("form-head-twice", second, found=found, first=first.cell)


def _one_cell(table: Headed, columns: list[int]) -> bool:
    """Tell whether the columns are one merged cell of the head."""
    return any(top <= table.head <= bottom and left <= columns[0] and columns[-1] <= right
               for top, left, bottom, right in table.sheet.merged)  # fmt: skip


def lacking(book: Book, found: list[Headed], how: Heads) -> Iterator[Finding]:
    """Say which heads and sheets of a mapping a file does not have; a sheet without a column of values, too."""
    names = {sheet.name for sheet in book.sheets}
    wanted = {*how.sheets, *(place.rpartition("!")[0] for parts in how.cells.values() for place in parts.values())}
    for name in sorted(wanted - names - {""}):
        yield finding("map-sheet", Where(book.file), found=name)
    words = {
        text for sheet in book.sheets for _, words in head_words(sheet) for texts in words.values() for text in texts
    }
    plain = {_BRACKET.sub("", text) for text in words}
    for head, name in how.heads.items():
        missing = [table for table in found if name not in table.columns]
        if head not in words and head not in plain:
            yield finding("map-no-head", Where(book.file), found=head, field=name)
        elif name in layout.CARRIERS and len(missing) < len(found):
            for table in missing:
                yield finding("map-no-head", Where(book.file, sheet=table.sheet.name), found=head, field=name)


def at(book: Book, sheet: Sheet, row: int, column: int) -> Where:
    """The place of a cell."""
    return Where(book.file, sheet=sheet.name, cell=reference(row, column))
