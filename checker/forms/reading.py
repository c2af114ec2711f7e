"""Files that come back → sheets of cells, bounded before anything is unpacked (rules 8).

Nothing is guessed here: a `Cell` holds what stands in the file, with its number format and whether it was computed.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from checker.model import Finding, Where
from checker.yamlfile import fault

MAX_FILE, MAX_XML, MAX_ALL, MAX_PARTS, MAX_CELLS = 20 << 20, 40 << 20, 200 << 20, 2000, 200_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')


class Cell(NamedTuple):
    """A cell that holds something; `formula` is its text where the value was computed."""

    value: object
    percent: bool = False
    day: bool = False
    formula: str = ""
    comment: bool = False


class Sheet(NamedTuple):
    """A sheet: its cells by (row, column), both from 1; merged areas; rows that are hidden."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    def text(self, row: int, column: int) -> str:
        """A cell as a text."""
        cell = self.cells.get((row, column))
        return "" if cell is None or cell.value is None else str(cell.value).strip()


class Book(NamedTuple):
    """A workbook as it was read; `digest` is the SHA-256 of the file."""

    file: str
    digest: str
    sheets: tuple[Sheet, ...]
    epoch1904: bool = False


def reference(row: int, column: int) -> str:
    """The name of a cell: C7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def column_number(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for char in letters.upper():
        number = number * 26 + ord(char) - 64
    return number


def raw(path: Path, name: str) -> tuple[bytes | None, list[Finding]]:
    """Read a file's bytes, not more than are allowed."""
    try:
        if path.stat().st_size > MAX_FILE:
            return None, [fault("form-large", Where(name), limit=MAX_FILE >> 20)]
        return path.read_bytes(), []
    except OSError as error:
        return None, [fault("unreadable", Where(name), why=error.strerror or type(error).__name__)]


def read(content: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Read a workbook by what it is, whatever its name says."""
    where = Where(name)
    if not content:
        return None, [fault("form-empty", where)]
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return None, [fault("form-password", where)]
        return _legacy(content, name)
    if not content.startswith(_ZIP):
        return None, [fault("form-no-workbook", where)]
    if found := list(_bounds(content, where)):
        return None, found
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and "content.xml" in names:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                return None, [fault("form-password", where)]
            return _legacy(content, name)
    if "xl/workbook.xml" not in names and not any(n.endswith("workbook.xml") for n in names):
        return None, [fault("form-no-workbook", where)]
    try:
        return _workbook(content, name), []
    except Exception as error:  # the library raises whatever a broken part makes it stumble over
        return None, [fault("form-damaged", where, why=type(error).__name__)]


def _bounds(content: bytes, where: Where) -> Iterator[Finding]:
    """Refuse what would not fit once unpacked, by the directory of the archive and by its merged areas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            text = sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels", ".vml")))
            if len(parts) > MAX_PARTS or text > MAX_XML or sum(p.file_size for p in parts) > MAX_ALL:
                yield fault("form-large", where, limit=MAX_XML >> 20)
                return
            for part in parts:
                if part.flag_bits & 1:
                    yield fault("form-password", where)
                    return
                with archive.open(part) as stream:
                    body = stream.read(part.file_size + 1)  # a directory that lies fails its checksum here
                if part.filename.endswith((".xml", ".rels")):
                    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
                        yield fault("form-damaged", where, why="DOCTYPE")
                        return
                    if sum(map(_area, _MERGE.findall(body))) > MAX_CELLS:
                        yield fault("form-merged", where)
                        return
    except Exception as error:  # zlib, struct, zipfile and others, all meaning the same
        yield fault("form-damaged", where, why=type(error).__name__)


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = corners
    wide = column_number(right.decode()) - column_number(left.decode()) + 1
    return wide * (int(bottom) - int(top) + 1)


def _workbook(content: bytes, name: str) -> Book:
    from openpyxl import load_workbook

    from checker.workbook import quiet

    with quiet():
        book = load_workbook(io.BytesIO(content), keep_links=False)
        formulas = {sheet.title: dict(_formulas(sheet)) for sheet in book.worksheets}
        values = book
        if any(formulas.values()):
            values = load_workbook(io.BytesIO(content), keep_links=False, data_only=True)
    sheets = tuple(_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)
    early = book.epoch.year == 1904
    return Book(name, hashlib.sha256(content).hexdigest(), sheets, early)


def _formulas(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for place, cell in sheet._cells.items():
        if cell.data_type == "f":
            text = getattr(cell.value, "text", cell.value)
            yield place, str(text)


def _sheet(sheet: Any, formulas: dict[tuple[int, int], str]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    for place, cell in sheet._cells.items():
        value, formula, comment = cell.value, formulas.get(place, ""), getattr(cell, "comment", None) is not None
        if value is None and not formula and not comment:
            continue
        if isinstance(value, str) and not formula and not comment:
            cells[place] = Cell(value)
            continue
        shape = re.sub(r'"[^"]*"|\\.|_.|\[[^\]]*\]', "", cell.number_format)
        cells[place] = Cell(value, "%" in shape, isinstance(value, (date, time)), formula, comment)
    merged = tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges)
    hidden = frozenset(n for n, d in sheet.row_dimensions.items() if d.hidden)
    return Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible", hidden)


def _legacy(content: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Read .xls and .ods with the extra `legacy`; number formats are lost there, and error cells read as empty."""
    where = Where(name)
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        return None, [fault("form-legacy", where)]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for title in book.sheet_names:
            lines = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            if sum(map(len, lines)) > 20 * MAX_CELLS:
                return None, [fault("form-large", where, limit=MAX_XML >> 20)]
            cells = {(r, c): Cell(_plain(value), day=isinstance(value, (date, datetime)))
                     for r, line in enumerate(lines, 1) for c, value in enumerate(line, 1) if value != ""}  # fmt: skip
            sheets.append(Sheet(title, cells))
    except Exception as error:  # whatever the library stumbled over
        code = "form-password" if "assword" in str(error) or "ncrypt" in str(error) else "form-damaged"
        return None, [fault(code, where, why=type(error).__name__)]
    return Book(name, hashlib.sha256(content).hexdigest(), tuple(sheets)), []


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
