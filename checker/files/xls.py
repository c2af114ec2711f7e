"""A workbook of Excel 97 to 2003, or WPS's .et → sheets of cells.

The library tells number formats and error cells apart; formulas it does not read, their last values it does.
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import Any

from checker.files.book import MAX_CELLS, Book, Filled, Locked, Sheet, TooLarge, beside, percent

MAX_OLD = 5 << 20  # unpacked as it is; a form takes a hundredth


def read(content: bytes, name: str) -> Book:
    """Read a workbook; `Locked` without the password, others where it is damaged."""
    import xlrd  # here, as few files need it

    if len(content) > MAX_OLD:
        raise TooLarge
    try:
        book: Any = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error):
            raise Locked from None
        raise
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > 20 * MAX_CELLS:
        raise TooLarge
    shapes = [book.format_map[style.format_key].format_str for style in book.xf_list]
    sheets = tuple(_sheet(sheet, shapes, book.datemode, xlrd) for sheet in book.sheets())
    return Book(name, hashlib.sha256(content).hexdigest(), sheets, book.datemode == 1)


def _sheet(sheet: Any, shapes: list[str], datemode: int, xlrd: Any) -> Sheet:
    cells: dict[tuple[int, int], Filled] = {}
    for row in range(sheet.nrows):
        for column, found in enumerate(sheet.row(row), 1):
            if found.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and found.value != "":
                cells[row + 1, column] = Filled(
                    _value(found, datemode, xlrd), percent(shapes[found.xf_index]), "", beside(shapes[found.xf_index])
                )
    merged = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, cells, merged, sheet.visibility != 0)


def _value(cell: Any, datemode: int, xlrd: Any) -> object:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _day(cell.value, datemode, xlrd)
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value.is_integer() and abs(cell.value) < 1e15:
        return int(cell.value)
    return cell.value


def _day(number: float, datemode: int, xlrd: Any) -> object:
    """A date or a time of day; a number that is neither stays what it is."""
    try:
        made: datetime = xlrd.xldate.xldate_as_datetime(number, datemode)
    except (OverflowError, ValueError):
        return number
    return made.time() if number < 1 else made
