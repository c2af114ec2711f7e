"""A spreadsheet as LibreOffice and 永中 write it (OpenDocument) → sheets of cells.

The libraries at hand pass over percent formats and error cells, so 95% would come in as 0.95 and an error as nothing;
the file says both plainly. Source: OpenDocument 1.3 part 3, sections 9 (tables) and 19.385 (office:value-type).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import accumulate
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from checker.files.book import HEADS, LONGEST_TEXT, MAX_XML, Area, Book, Filled, Locked, Room, Sheet, TooLarge, marked
from checker.files.odslooks import Looks
from checker.files.xmlwalk import walk

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = (_SPACE % name for name in ("office", "table", "text"))
_DEFAULT = f"{_TABLE}default-cell-style-name"
_PARTS = ("content.xml", "styles.xml")
_ADDRESS = 300  # signs of a namespace's address
_PLAIN = ("float", "percentage", "currency", "string")
_GROUPS = {f"{_TABLE}table-{name}" for name in ("row-group", "header-rows", "rows")}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MOST = 1 << 20  # rows that a spreadsheet has
_TIME = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def read(content: bytes, name: str) -> Book:
    """Read a spreadsheet; `Locked` or `TooLarge` where it is, others where it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(MAX_XML):
                raise Locked
        room = Room()
        root, *more = (_tree(archive, part, room) for part in _PARTS if part in archive.NameToInfo)
    looks = Looks(root, *more)
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    tables = body.findall(f"{_TABLE}table") if body is not None else []
    sheets = tuple(_sheet(table, looks, room) for table in tables)
    return Book(name, hashlib.sha256(content).hexdigest(), sheets)


def _tree(archive: zipfile.ZipFile, part: str, room: Room) -> Element:
    """Build the tree of a part that was walked over before: it is small enough, and declares nothing."""

    def started(_: str, said: dict[str, str]) -> None:
        # the tree's names hold the address of their namespace in full
        if any(len(value) > _ADDRESS and name.startswith("xmlns") for name, value in said.items()):
            raise TooLarge("form-large")

    with archive.open(part) as stream:
        walk(stream, room, started, _nothing, _nothing)
    with archive.open(part) as stream:
        return ElementTree.parse(stream).getroot()


def _nothing(_: str) -> None:
    """What ends, and texts, say nothing yet."""


def _sheet(table: Element, looks: Looks, room: Room) -> Sheet:
    cells: dict[tuple[int, int], Filled] = {}
    columns = _columns(table)
    merged: list[Area] = []
    row = 1
    for line in _rows(table):
        times, column = _number(line, "rows-repeated"), 1
        for found in line:
            if found.tag not in _CELLS:
                continue
            wide = _number(found, "columns-repeated")
            cell = _cell(found, looks, line.get(_DEFAULT, ""), columns, column) if found.tag == _CELLS[0] else None
            if cell is not None:
                room.cells(times * wide, cell.value)
                cells |= {(r, c): cell for r in range(row, row + times) for c in range(column, column + wide)}
                down, right = (_number(found, f"{way}-spanned") for way in ("rows", "columns"))
                if down * right > 1:
                    room.area(min(down, HEADS) * min(right, HEADS))
                    merged.append((row, column, row + down - 1, column + right - 1))
            column += wide
        row += times
    hidden = table.get(f"{_TABLE}style-name") in looks.hidden
    return Sheet(table.get(f"{_TABLE}name", ""), cells, tuple(merged), hidden)


class _Columns(NamedTuple):
    """The last column of each run of columns, and the styles that their cells have where they name none."""

    lasts: Sequence[int]
    styles: Sequence[str]

    def style(self, column: int) -> str:
        """The style of a column; empty behind the last one."""
        place = bisect_left(self.lasts, column)
        return self.styles[place] if place < len(self.styles) else ""


def _columns(table: Element) -> _Columns:
    found = list(table.iter(f"{_TABLE}table-column"))
    lasts = accumulate(_number(each, "columns-repeated") for each in found)
    return _Columns(list(lasts), [each.get(_DEFAULT, "") for each in found])


def _rows(parent: Element) -> Iterator[Element]:
    """Yield the rows in order, through groups and rows that are repeated on every page."""
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _number(found: Element, what: str) -> int:
    """How often a row or cell stands there, or how many it covers; ValueError where no sheet is as large."""
    number = int(found.get(f"{_TABLE}number-{what}", "1"))
    if not 0 < number <= MOST:
        raise ValueError(what)
    return number


def _cell(found: Element, looks: Looks, of_row: str, columns: _Columns, column: int) -> Filled | None:
    """Read a cell by the type that it says it has; an error shows its text."""
    sort, formula = found.get(f"{_OFFICE}value-type", ""), found.get(f"{_TABLE}formula", "")
    shown = "\n".join(_text(part) for part in found.findall(f"{_TEXT}p"))
    value: object = shown or None
    if sort in ("float", "percentage", "currency"):
        number = float(found.get(f"{_OFFICE}value", "nan"))
        value = int(number) if number.is_integer() and abs(number) < 1e15 else number
    elif sort == "date":
        text = found.get(f"{_OFFICE}date-value", "")
        value = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    elif sort == "time" and (clock := _TIME.fullmatch(found.get(f"{_OFFICE}time-value", ""))):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        value = time(hours % 24, minutes, seconds)
    elif sort == "boolean":
        value = found.get(f"{_OFFICE}boolean-value") == "true"
    if value is None and not formula:
        return None
    of_column = columns.style(column)
    look = looks.of(found.get(f"{_TABLE}style-name") or of_row or of_column)
    runs = [run for part in found.findall(f"{_TEXT}p") for run in _runs(part, looks, look.mark)]
    return Filled(value, sort == "percentage", formula, look.beside if sort in _PLAIN else "", marked(runs))


def _runs(part: Element, looks: Looks, mark: str) -> Iterator[tuple[str, str]]:
    """The text of a paragraph in runs of one look."""
    yield part.text or "", mark if part.text else ""
    for child in part:
        if child.tag == f"{_TEXT}span":
            yield from _runs(child, looks, looks.of(child.get(f"{_TEXT}style-name", ""), "text").mark or mark)
        elif child.tag.startswith(_TEXT):
            yield _sign(child), ""
        yield child.tail or "", mark if child.tail else ""


def _text(part: Element) -> str:
    """The text of a paragraph: runs of spaces, tabs and line breaks are written as elements."""
    made = [part.text or ""]
    for child in part:
        if child.tag.startswith(_TEXT):
            made.append(_sign(child))
        made.append(child.tail or "")
    return "".join(made)


def _sign(child: Element) -> str:
    if child.tag == f"{_TEXT}s":
        number = int(child.get(f"{_TEXT}c", "1"))
        if number > LONGEST_TEXT:
            raise TooLarge
        return " " * number
    if child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
        return "\t" if child.tag.endswith("tab") else "\n"
    return _text(child)
