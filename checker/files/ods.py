"""A spreadsheet as LibreOffice and 永中 write it (OpenDocument) → sheets of cells.

The libraries at hand pass over percent formats and error cells, so 95% would come in as 0.95 and an error as nothing;
the file says both plainly. Source: OpenDocument 1.3 part 3, sections 9 (tables) and 19.385 (office:value-type).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from checker.files.book import MAX_CELLS, Area, Book, Filled, Locked, Sheet, TooLarge

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_SPACE % name for name in ("office", "table", "text", "style"))
_GROUPS = {f"{_TABLE}table-{name}" for name in ("row-group", "header-rows", "rows")}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MOST = 1 << 20  # rows that a spreadsheet has
_TIME = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def read(content: bytes, name: str) -> Book:
    """Read a spreadsheet; `Locked` or `TooLarge` where it is, others where it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Locked
        content_xml = archive.read("content.xml")
    root = ElementTree.fromstring(content_xml)
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for look in style.iter(f"{_STYLE}table-properties")
        if look.get(f"{_TABLE}display") == "false"
    }
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    tables = body.findall(f"{_TABLE}table") if body is not None else []
    sheets: list[Sheet] = []
    for table in tables:
        room = MAX_CELLS - sum(len(sheet.cells) for sheet in sheets)
        sheets.append(_sheet(table, table.get(f"{_TABLE}style-name") in hidden, room))
    return Book(name, hashlib.sha256(content).hexdigest(), tuple(sheets))


def _sheet(table: Element, hidden: bool, room: int) -> Sheet:
    cells: dict[tuple[int, int], Filled] = {}
    merged: list[Area] = []
    row = 1
    for line in _rows(table):
        times, column = _number(line, "rows-repeated"), 1
        for found in line:
            if found.tag not in _CELLS:
                continue
            wide = _number(found, "columns-repeated")
            cell = _cell(found) if found.tag == _CELLS[0] else None
            if cell is not None:
                if len(cells) + times * wide > room:
                    raise TooLarge
                cells |= {(r, c): cell for r in range(row, row + times) for c in range(column, column + wide)}
                down, right = (_number(found, f"{way}-spanned") for way in ("rows", "columns"))
                if down * right > 1:
                    merged.append((row, column, row + down - 1, column + right - 1))
            column += wide
        row += times
    return Sheet(table.get(f"{_TABLE}name", ""), cells, tuple(merged), hidden)


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


def _cell(found: Element) -> Filled | None:
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
    return None if value is None and not formula else Filled(value, sort == "percentage", formula)


def _text(part: Element) -> str:
    """The text of a paragraph: runs of spaces, tabs and line breaks are written as elements."""
    made = [part.text or ""]
    for child in part:
        if child.tag == f"{_TEXT}s":
            made.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            made.append("\t" if child.tag.endswith("tab") else "\n")
        elif child.tag.startswith(_TEXT):
            made.append(_text(child))
        made.append(child.tail or "")
    return "".join(made)
