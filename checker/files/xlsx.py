"""A workbook as Excel and WPS write it now → sheets of cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from checker.files import workbook
from checker.files.book import RAISED, STRUCK, Book, Filled, Sheet, beside, marked, percent

_OWN_FORMATS = 164  # below this number stand the formats that every program knows: none writes anything beside


def read(content: bytes, name: str) -> Book:
    """Read a workbook; whatever the library stumbles over is raised."""
    book = workbook.opened(content)
    if not book.worksheets:  # of the strict kind, say
        raise ValueError
    formulas = {sheet.title: dict(_formulas(sheet)) for sheet in book.worksheets}
    values = workbook.opened(content, computed=True) if any(formulas.values()) else book
    marks = {number: mark for number, font in enumerate(values._fonts) if (mark := _mark(font))}
    sheets = tuple(_sheet(sheet, formulas[sheet.title], marks) for sheet in values.worksheets)
    early = book.epoch.year == 1904
    return Book(name, hashlib.sha256(content).hexdigest(), sheets, early)


def _formulas(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for place, cell in sheet._cells.items():
        if cell.data_type == "f":
            text = getattr(cell.value, "text", cell.value)
            yield place, str(text)


def _sheet(sheet: Any, formulas: dict[tuple[int, int], str], marks: Mapping[int, str]) -> Sheet:
    cells: dict[tuple[int, int], Filled] = {}
    for place, cell in sheet._cells.items():
        value, formula = cell.value, formulas.get(place, "")
        if type(value) is str and not formula and not marks and cell._style.numFmtId < _OWN_FORMATS:
            cells[place] = Filled(value)  # nearly all
        elif value is not None or (formula and cell.data_type != "str"):  # else a text was computed, an empty one
            cells[place] = _filled(cell, value, formula, marks)
    merged = tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges)
    return Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible")


def _filled(cell: Any, value: Any, formula: str, marks: Mapping[int, str]) -> Filled:
    shape, mark = cell.number_format, marks.get(cell._style.fontId, "")
    if isinstance(value, list):  # runs with looks of their own
        runs = [(str(run), mark if isinstance(run, str) else _mark(run.font)) for run in value]
        text = "".join(part for part, _ in runs)
        return Filled(text, False, formula, beside(shape, text=True), marked(runs))
    shown = marked([(str(value), mark)]) if value is not None else ""
    if isinstance(value, str):
        return Filled(value, False, formula, beside(shape, text=True), shown)
    return Filled(value, percent(shape), formula, beside(shape), shown)


def _mark(font: Any) -> str:
    return STRUCK if font.strike else RAISED if font.vertAlign in ("superscript", "subscript") else ""
