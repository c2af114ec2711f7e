"""A workbook as Excel and WPS write it now → sheets of cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from checker.files import workbook
from checker.files.book import Book, Filled, Sheet, beside, percent


def read(content: bytes, name: str) -> Book:
    """Read a workbook; whatever the library stumbles over is raised."""
    book = workbook.opened(content)
    if not book.worksheets:  # of the strict kind, say
        raise ValueError
    formulas = {sheet.title: dict(_formulas(sheet)) for sheet in book.worksheets}
    values = workbook.opened(content, computed=True) if any(formulas.values()) else book
    sheets = tuple(_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)
    early = book.epoch.year == 1904
    return Book(name, hashlib.sha256(content).hexdigest(), sheets, early)


def _formulas(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for place, cell in sheet._cells.items():
        if cell.data_type == "f":
            text = getattr(cell.value, "text", cell.value)
            yield place, str(text)


def _sheet(sheet: Any, formulas: dict[tuple[int, int], str]) -> Sheet:
    cells: dict[tuple[int, int], Filled] = {}
    for place, cell in sheet._cells.items():
        value, formula = cell.value, formulas.get(place, "")
        if isinstance(value, str) and not formula:
            cells[place] = Filled(value)
        elif value is not None or (formula and cell.data_type != "str"):  # else a text was computed, an empty one
            shape = cell.number_format
            cells[place] = Filled(value, percent(shape), formula, beside(shape))
    merged = tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges)
    return Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible")
