"""A workbook → its filled-in lines, before anybody knows the plan. Columns are found by the hidden keys or their heads.

Nothing here depends on the catalogue, so many files are lifted side by side and only what was filled in goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.files.book import Book, Filled, column_number, reference
from checker.forms import heading, layout, marking
from checker.forms.heading import FIELDS, IDS, Headed, Heads, at
from checker.forms.mapping import squeezed
from checker.model import Finding, Where, as_warning, finding

TOTALS = ("合计", "小计", "总计", "共计")
_SHARE = {"part", "whole"}
_NAMED = 40  # ids that one merged cell may name
# What stands below a table: who signed, and remarks.
_OUTSIDE = re.compile(r"[（(]?(填表人?|制表人?|审核人?|复核人?|负责人|单位负责人|分管领导|签字|签章|(单位)?盖章"
                      r"|联系人|联系电话|电话|填报日期|日期|备注|说明|注)[）)]?\s*([:：].*)?", re.DOTALL)  # fmt: skip


class Line(NamedTuple):
    """One row with something filled in: the id it names, its cells by field, and what it says of name and unit.

    `units`: what the heads of its columns say of units.
    """

    key: str
    cells: tuple[tuple[str, Where, Filled], ...]
    name: str = ""
    unit: str = ""
    units: Mapping[str, str] = {}


class Merged(NamedTuple):
    """A value that was merged over the rows of several ids, or over cells beside it."""

    where: Where
    found: str
    keys: tuple[str, ...]


class Lifted(NamedTuple):
    """What one form holds: its lines, what it says of itself. Names of persons stay in the file.

    `words`: what an office's own table has in its column of ids, filled in or not.
    """

    file: str
    digest: str
    meta: Mapping[str, str] = {}
    lines: tuple[Line, ...] = ()
    merged: tuple[Merged, ...] = ()
    columns: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    sheets: tuple[str, ...] = ()
    workbook: bool = True
    epoch1904: bool = False
    findings: tuple[Finding, ...] = ()


def lifted(book: Book, ours: Heads, own: Heads | None = None) -> tuple[list[Lifted], list[Finding]]:
    """Lift what was filled in, form by form: a workbook may hold the sheets of several units.

    `own` is the layout of files that are no forms of ours.
    """
    if marking.complaints(book):
        return [], [finding("form-complaints", Where(book.file))]
    common = marking.of_book(book)
    marked = {sheet.name: meta for sheet in book.sheets if (meta := marking.of_sheet(sheet))}
    how = ours if common or marked or own is None else own
    tables = heading.tables(book, how)
    said = [(marked.get(table.sheet.name, common), table) for table in tables]
    forms = list({tuple(meta.items()): meta for meta, _ in said}.values()) or [common]
    return [_form(book, how, meta, [table for of, table in said if of == meta]) for meta in forms], []


def _form(book: Book, how: Heads, meta: Mapping[str, str], tables: Sequence[Headed]) -> Lifted:
    """Lift the tables of one form."""
    lines, merged, found = list[Line](), list[Merged](), list[Finding]()
    for table in tables:
        found += heading.twice(book, table, how)
        filled, more = _filled(book, table, how.heads)
        found += more
        for row, fields in sorted(filled.items()):
            line, more = _line(book, table, row, fields, how.heads)
            lines += line
            found += more
        merged += _merged(book, table)
    lines += _single(book, how, found)
    if how.own:
        found += heading.lacking(book, list(tables), how)
    if not tables and (how.heads or not how.cells) and not found:
        found.append(finding("form-no-table", Where(book.file)))
    columns = frozenset(name for table in tables for name in table.columns)
    words = frozenset(word for table in tables for word in _words(table)) if how.own else frozenset[str]()
    return Lifted(
        book.file, book.digest, meta, lines=tuple(lines), merged=tuple(merged), columns=columns, words=words,
        workbook=any(sheet.name for sheet in book.sheets), epoch1904=book.epoch1904, findings=tuple(found),
        sheets=tuple(table.sheet.name for table in tables),
    )  # fmt: skip


def _words(table: Headed) -> Iterator[str]:
    """What stands in the column of ids, also as the sheet's own word."""
    place = table.columns["id"] if "id" in table.columns else table.columns["no"]
    for (row, column), cell in table.sheet.cells.items():
        if column == place and row > table.head:
            yield squeezed(str(cell.value))
            yield squeezed(f"{table.sheet.name}!{cell.value}")


def _line(
    book: Book, table: Headed, row: int, fields: Iterable[tuple[str, int, Filled]], heads: Mapping[str, str]
) -> tuple[list[Line], list[Finding]]:
    """Lift one row by the id that it names; none where it names none, or two."""
    filled = tuple((name, at(book, table.sheet, row, column), cell) for name, column, cell in fields)
    key, seen = table.names(row)
    if _second_head(table, row, key or seen, heads):
        return [], []
    if not key and not seen:
        return [], list(_nameless(table, row, filled))
    if key and seen and key.partition(layout.NODE)[0] != seen:
        return [], [finding("form-two-ids", filled[0][1], found=seen, hidden=key)]
    name, unit = (table.sheet.text(row, table.columns.get(fact, 0)) for fact in ("name", "unit"))
    return [Line(key or seen, filled, name.partition("\n")[0], unit, table.units)], []


def _filled(
    book: Book, table: Headed, heads: Mapping[str, str]
) -> tuple[dict[int, list[tuple[str, int, Filled]]], list[Finding]]:
    """Find the rows below the head with something filled in; a head that is repeated for print holds nothing."""
    sheet, columns, found = table.sheet, table.columns, list[Finding]()
    back = {column: name for name, column in columns.items() if name in FIELDS}
    last = max(*columns.values(), *(column for row, column in sheet.cells if row == table.head))
    rows: dict[int, list[tuple[str, int, Filled]]] = {}
    over: dict[int, int] = {}
    ends = table.ends()
    found += _below(book, table, ends) if ends < heading.NEVER else ()
    for (row, column), cell in sheet.cells.items():
        if table.head < row < ends and (cell.value is not None or cell.formula):
            if column in back:
                rows.setdefault(row, []).append((back[column], column, cell))
            elif column > last:
                over[row] = column
    for row, fields in list(rows.items()):
        words = [heads.get(squeezed(sheet.text(row, column))) for _, column, _ in fields]
        where = at(book, sheet, row, fields[0][1])
        if all(words):
            del rows[row]
            if any(word != name for word, (name, _, _) in zip(words, fields, strict=True)) and len(words) > 1:
                found.append(finding("form-second-head", where, found=sheet.text(row, fields[0][1])))
        elif row in over and not sheet.name:  # of a line of text nobody can say where a comma is too many
            del rows[row]
            text = sheet.text(row, over[row])[:40]
            found.append(finding("form-ragged", at(book, sheet, row, over[row]), found=text))
        elif len(names := _SHARE & {name for name, _, _ in fields}) == 1 and columns.keys() >= _SHARE:
            (missing,) = _SHARE - names  # where the other one belongs is worth knowing
            fields.append((missing, columns[missing], Filled(None)))
    return rows, found


def _below(book: Book, table: Headed, ends: int) -> Iterator[Finding]:
    """Say which rows with an id stand where nothing is read any more."""
    place = table.columns.get("id", table.columns.get("no", 0))
    for (row, column), cell in table.sheet.cells.items():
        if row > ends and column == place and layout.ID_LIKE.fullmatch(str(cell.value)):
            yield finding("form-below", at(book, table.sheet, row, column), found=str(cell.value))


def _second_head(table: Headed, row: int, key: str, heads: Mapping[str, str]) -> bool:
    """Tell the visible head under the hidden keys, whatever else of it was renamed: its hidden cell says id."""
    return row == table.head + 1 and bool(table.sheet.name) and heads.get(squeezed(key)) in IDS


def _nameless(table: Headed, row: int, fields: Iterable[tuple[str, Where, Filled]]) -> Iterator[Finding]:
    """A value in a row without an id goes back; a row of totals is only worth a word."""
    said = [
        (name, where, str(cell.formula if cell.value is None else cell.value).strip()) for name, where, cell in fields
    ]
    said = [each for each in said if each[2]]
    if not said or all(name == "note" for name, _, _ in said):
        return
    _, where, text = said[0]
    whole = [table.sheet.text(row, column) for column in range(1, 40)]
    outside = any(word in "".join(whole) for word in TOTALS) or any(_OUTSIDE.fullmatch(part) for part in whole)
    nameless = finding("form-no-id", where, found=text[:40])
    yield as_warning(nameless) if outside else nameless


def _merged(book: Book, table: Headed) -> Iterator[Merged]:
    """Find values that were merged over several rows or cells: they count for the first alone, which must be said."""
    back = {column: name for name, column in table.columns.items()}
    own = {column for column, name in back.items() if name in FIELDS or name in IDS}
    place = next(table.columns[name] for name in IDS if name in table.columns)
    ids = sorted((row, name) for row, column in table.sheet.cells if column == place
                 and (name := table.sheet.text(row, place)))  # fmt: skip
    ends = table.ends() if table.sheet.merged else 0
    for top, left, bottom, right in table.sheet.merged:
        covered = [column for column in own if left <= column <= right]
        cell = table.sheet.cells.get((top, left))
        if not table.head < top < ends or not covered or cell is None or cell.value is None:
            continue
        name = back[min(column for column in back if left <= column <= right)]
        first = bisect_left(ids, (top, ""))
        keys = tuple(key for row, key in ids[first : first + _NAMED] if row <= bottom)
        if (
            right > left
            and not any(map(layout.ID_LIKE.fullmatch, keys))
            and any(back[column] in IDS for column in covered)
        ):
            continue  # the title of a section, or a remark as wide as the table
        sideways = bottom == top and any(column != left and back[column] in layout.CARRIERS for column in covered)
        if sideways or (bottom > top and name not in ("note", "evidence") and (len(keys) > 1 or name in IDS)):
            area = f"{reference(top, left)}:{reference(bottom, right)}"
            where = Where(book.file, sheet=table.sheet.name, cell=area)
            yield Merged(where, str(cell.value)[:40], keys)


def _single(book: Book, how: Heads, found: list[Finding]) -> Iterator[Line]:
    """Read the single cells that a mapping names, in the first sheet that is to be seen or in the one it names."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    first = next(
        (sheet for sheet in book.sheets if not sheet.hidden and (not how.sheets or sheet.name in how.sheets)), None
    )
    for key, parts in how.cells.items():
        fields = list[tuple[str, Where, Filled]]()
        for name, place in parts.items():
            of, _, cell = place.rpartition("!")
            sheet = sheets.get(of) if of else first
            letters = cell.rstrip("0123456789")
            row, column = int(cell[len(letters) :]), column_number(letters)
            if sheet is None:
                continue  # said of the sheet
            if (row, column) in sheet.cells:
                fields.append((name, at(book, sheet, row, column), sheet.cells[row, column]))
            elif row > max((r for r, _ in sheet.cells), default=0) or column > max(
                (c for _, c in sheet.cells), default=0
            ):
                found.append(finding("map-no-cell", at(book, sheet, row, column), found=place, id=key))
        if fields:
            yield Line(key, tuple(fields))
