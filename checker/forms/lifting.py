"""A workbook → its filled-in lines, before anybody knows the plan. Columns are found by the hidden keys or their heads.

Nothing here depends on the catalogue, so many files are lifted side by side and only what was filled in goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.files.book import Book, Filled, Sheet, column_number, reference
from checker.forms import layout
from checker.forms.mapping import OwnLayout, squeezed
from checker.locale import TAGS, speaker
from checker.model import Finding, Where, as_warning, finding

HEAD_ROWS = 60
TOTALS = ("合计", "小计", "总计", "共计")
IDS = ("id", "no")
_FIELDS = {*layout.FIELDS, *layout.EXTRA}
_SHARE = {"part", "whole"}


class Line(NamedTuple):
    """One row with something filled in: the id it names, its cells by field, and what it says of name and unit."""

    key: str
    cells: tuple[tuple[str, Where, Filled], ...]
    name: str = ""
    unit: str = ""


class Merged(NamedTuple):
    """A value that was merged over the rows of several ids, or over cells beside it."""

    where: Where
    found: str
    keys: tuple[str, ...]


class Lifted(NamedTuple):
    """What one file holds: its lines, what its hidden sheet says of it. Names of persons stay in the file."""

    file: str
    digest: str
    meta: Mapping[str, str] = {}
    lines: tuple[Line, ...] = ()
    merged: tuple[Merged, ...] = ()
    columns: frozenset[str] = frozenset()
    workbook: bool = True
    epoch1904: bool = False
    findings: tuple[Finding, ...] = ()


class Heads(NamedTuple):
    """How a file is laid out: heads → fields, single cells, the sheet (empty: every one)."""

    heads: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]] = {}
    sheet: str = ""


class _Headed(NamedTuple):
    """A sheet with the row that names its columns."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]

    def names(self, row: int) -> tuple[str, str]:
        """The ids that a row names: the hidden one and the one that is seen."""
        hidden, seen = (self.sheet.text(row, self.columns[name]) if name in self.columns else "" for name in IDS)
        return hidden, seen


def heads_of(own: OwnLayout | None = None) -> Heads:
    """The layout of our forms, whatever language they were made in, or the one that an office's mapping tells."""
    if own is not None:
        return Heads(own.heads, own.cells, own.sheet)
    names = (*layout.FACTS, *layout.FIELDS)
    heads = {name: name for name in (*names, *layout.EXTRA, "id")}
    for lang in TAGS:
        say = speaker(lang)
        heads |= {squeezed(say(f"form.column.{name}")): name for name in names}
    return Heads(heads)


def lifted(book: Book, ours: Heads, own: Heads | None = None) -> Lifted:
    """Lift what was filled in; `own` is the layout of files that are no forms of ours."""
    meta = _meta(book)
    how = ours if meta or own is None else own
    lines, merged, found = list[Line](), list[Merged](), list[Finding]()
    tables = list(_tables(book, how))
    for table in tables:
        found += _twice(book, table, how)
        filled, more = _filled(book, table, how.heads)
        found += more
        for row, fields in sorted(filled.items()):
            line, more = _line(book, table, row, fields, how.heads)
            lines += line
            found += more
        merged += _merged(book, table)
    lines += _single(book, how)
    if how.sheet and all(sheet.name != how.sheet for sheet in book.sheets):
        found.append(finding("map-sheet", Where(book.file), found=how.sheet))
    elif not tables and (how.heads or not how.cells):
        found.append(finding("form-no-table", Where(book.file)))
    columns = frozenset(name for table in tables for name in table.columns)
    return Lifted(
        book.file, book.digest, meta, lines=tuple(lines), merged=tuple(merged), columns=columns,
        workbook=any(sheet.name for sheet in book.sheets), epoch1904=book.epoch1904, findings=tuple(found),
    )  # fmt: skip


def _line(
    book: Book, table: _Headed, row: int, fields: Iterable[tuple[str, int, Filled]], heads: Mapping[str, str]
) -> tuple[list[Line], list[Finding]]:
    """Lift one row by the id that it names; none where it names none, or two."""
    filled = tuple((name, _at(book, table.sheet, row, column), cell) for name, column, cell in fields)
    key, seen = table.names(row)
    if _second_head(table, row, key or seen, heads):
        return [], []
    if not key and not seen:
        return [], list(_nameless(table, row, filled))
    if key and seen and key.partition(layout.NODE)[0] != seen:
        return [], [finding("form-two-ids", filled[0][1], found=seen, hidden=key)]
    name, unit = (table.sheet.text(row, table.columns.get(fact, 0)) for fact in ("name", "unit"))
    return [Line(key or seen, filled, name.partition("\n")[0], unit)], []


def _meta(book: Book) -> dict[str, str]:
    """Read the hidden sheet; empty where there is none."""
    for sheet in book.sheets:
        if sheet.text(1, 1) == "form" and sheet.text(1, 2).startswith("plancheck-form"):
            return {sheet.text(row, 1): sheet.text(row, 2) for row in range(1, 20) if sheet.text(row, 1)}
    return {}


def _tables(book: Book, how: Heads) -> Iterator[_Headed]:
    """Find the tables: the row of hidden keys where it is left, else the row of heads.

    A sheet that nobody sees counts only where no other has a table: it may be an old copy.
    """
    shown = [table for sheet in book.sheets if not sheet.hidden and (table := _table(sheet, how))]
    yield from shown or [table for sheet in book.sheets if sheet.hidden and (table := _table(sheet, how))]


def _table(sheet: Sheet, how: Heads) -> _Headed | None:
    """Find the row that names the columns."""
    if sheet.name == layout.META or sheet.text(1, 1) == "form" or (how.sheet and sheet.name != how.sheet):
        return None
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= HEAD_ROWS and isinstance(cell.value, str):
            rows.setdefault(row, {})[column] = squeezed(cell.value)
    best: _Headed | None = None
    for row in sorted(rows):
        columns: dict[str, int] = {}
        for column, word in sorted(rows[row].items()):
            if (name := how.heads.get(word)) is not None:
                columns.setdefault(name, column)
        named = not columns.keys().isdisjoint(IDS) and not columns.keys().isdisjoint(_FIELDS)
        if named and (best is None or len(columns) > len(best.columns)):
            best = _Headed(sheet, row, columns)
    return best


def _twice(book: Book, table: _Headed, how: Heads) -> Iterator[Finding]:
    """Two columns of one head: nobody can say which one counts."""
    places: dict[str, list[int]] = {}
    for (row, column), cell in table.sheet.cells.items():
        if row == table.head and (name := how.heads.get(squeezed(str(cell.value)))):
            places.setdefault(name, []).append(column)
    for columns in places.values():
        if len(columns) > 1:
            first, second = (_at(book, table.sheet, table.head, column) for column in sorted(columns)[:2])
            found = table.sheet.text(table.head, columns[0])
            yield finding("form-head-twice", second, found=found, first=first.cell)


def _filled(
    book: Book, table: _Headed, heads: Mapping[str, str]
) -> tuple[dict[int, list[tuple[str, int, Filled]]], list[Finding]]:
    """Find the rows below the head with something filled in; a head that is repeated for print holds nothing."""
    sheet, columns, found = table.sheet, table.columns, list[Finding]()
    back = {column: name for name, column in columns.items() if name in _FIELDS}
    last = max(column for row, column in sheet.cells if row == table.head)
    rows: dict[int, list[tuple[str, int, Filled]]] = {}
    over: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if row > table.head and (cell.value is not None or cell.formula):
            if column in back:
                rows.setdefault(row, []).append((back[column], column, cell))
            elif column > last:
                over[row] = column
    for row, fields in list(rows.items()):
        words = [heads.get(squeezed(sheet.text(row, column))) for _, column, _ in fields]
        where = _at(book, sheet, row, fields[0][1])
        if all(words):
            del rows[row]
            if any(word != name for word, (name, _, _) in zip(words, fields, strict=True)) and len(words) > 1:
                found.append(finding("form-second-head", where, found=sheet.text(row, fields[0][1])))
        elif row in over and not sheet.name:  # of a line of text nobody can say where a comma is too many
            del rows[row]
            text = sheet.text(row, over[row])[:40]
            found.append(finding("form-ragged", _at(book, sheet, row, over[row]), found=text))
        elif len(names := _SHARE & {name for name, _, _ in fields}) == 1 and columns.keys() >= _SHARE:
            (missing,) = _SHARE - names  # where the other one belongs is worth knowing
            fields.append((missing, columns[missing], Filled(None)))
    return rows, found


def _second_head(table: _Headed, row: int, key: str, heads: Mapping[str, str]) -> bool:
    """Tell the visible head under the hidden keys, whatever else of it was renamed: its hidden cell says id."""
    return row == table.head + 1 and bool(table.sheet.name) and heads.get(squeezed(key)) in IDS


def _nameless(table: _Headed, row: int, fields: Iterable[tuple[str, Where, Filled]]) -> Iterator[Finding]:
    """A value in a row without an id goes back; a row of totals is only worth a word."""
    said = [
        (name, where, str(cell.formula if cell.value is None else cell.value).strip()) for name, where, cell in fields
    ]
    said = [each for each in said if each[2]]
    if not said or all(name == "note" for name, _, _ in said):
        return
    _, where, text = said[0]
    whole = "".join(table.sheet.text(row, column) for column in range(1, 40))
    nameless = finding("form-no-id", where, found=text[:40])
    yield as_warning(nameless) if any(word in whole for word in TOTALS) else nameless


def _merged(book: Book, table: _Headed) -> Iterator[Merged]:
    """Find values that were merged over several rows or cells: they count for the first alone, which must be said."""
    back = {column: name for name, column in table.columns.items()}
    own = {column for column, name in back.items() if name in _FIELDS or name in IDS}
    place = next(table.columns[name] for name in IDS if name in table.columns)
    ids = {row: table.sheet.text(row, place) for row, column in table.sheet.cells if column == place}
    last = max(ids, default=0)
    for top, left, bottom, right in table.sheet.merged:
        covered = [column for column in own if left <= column <= right]
        cell = table.sheet.cells.get((top, left))
        if top <= table.head or not covered or cell is None or cell.value is None:
            continue
        name = back[min(column for column in back if left <= column <= right)]
        keys = tuple(key for row in range(top, min(bottom, last) + 1) if (key := ids.get(row, "")))
        sideways = bottom == top and any(column != left and back[column] in layout.CARRIERS for column in covered)
        if sideways or (bottom > top and name not in ("note", "evidence") and (len(keys) > 1 or name in IDS)):
            area = f"{reference(top, left)}:{reference(bottom, right)}"
            where = Where(book.file, sheet=table.sheet.name, cell=area)
            yield Merged(where, str(cell.value)[:40], keys)


def _at(book: Book, sheet: Sheet, row: int, column: int) -> Where:
    return Where(book.file, sheet=sheet.name, cell=reference(row, column))


def _single(book: Book, how: Heads) -> Iterator[Line]:
    """Read the single cells that a mapping names, in the first sheet that is to be seen."""
    sheets = [sheet for sheet in book.sheets if not sheet.hidden and how.sheet in ("", sheet.name)]
    for key, parts in how.cells.items() if sheets else ():
        sheet, fields = sheets[0], list[tuple[str, Where, Filled]]()
        for name, place in parts.items():
            letters = place.rstrip("0123456789")
            row, column = int(place[len(letters) :]), column_number(letters)
            if (row, column) in sheet.cells:
                fields.append((name, _at(book, sheet, row, column), sheet.cells[row, column]))
        if fields:
            yield Line(key, tuple(fields))
