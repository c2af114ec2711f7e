"""A workbook of Excel 97 to 2003, or WPS's .et → sheets of cells.

The library tells number formats and error cells apart; formulas it does not read, their last values it does.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from checker.files import biff
from checker.files.book import (
    RAISED,
    STRUCK,
    Book,
    Filled,
    Locked,
    Room,
    Sheet,
    TooLarge,
    beside,
    marked,
    percent,
)  # fmt: skip

MAX_OLD = 5 << 20  # unpacked as it is; a form takes a hundredth


def read(content: bytes, name: str) -> Book:
    """Read a workbook; `Locked` without the password, others where it is damaged."""
    import xlrd  # here, as few files need it

    if len(content) > MAX_OLD:
        raise TooLarge
    room = Room()
    try:
        book: Any = xlrd.open_workbook(
            file_contents=biff.quiet(_stream(content), room), formatting_info=True, on_demand=True, ragged_rows=True,
            logfile=io.StringIO(),
        )  # fmt: skip
    except xlrd.XLRDError as error:
        if "encrypt" in str(error):
            raise Locked from None
        raise
    marks = [STRUCK if font.struck_out else RAISED if font.escapement else "" for font in book.font_list]
    looks = [_Look(book.format_map[style.format_key].format_str, marks[style.font_index]) for style in book.xf_list]
    sheets: list[Sheet] = []
    for number in range(book.nsheets):
        sheets.append(_sheet(book.sheet_by_index(number), looks, marks, room))
        book.unload_sheet(number)
    return Book(name, hashlib.sha256(content).hexdigest(), tuple(sheets), book.datemode == 1)


def _stream(content: bytes) -> bytes:
    """Take the workbook's own stream out of the file's compound of streams."""
    from xlrd import compdoc

    class Compound(compdoc.CompDoc):  # type: ignore[misc]
        """Follows no chain of sectors twice through one of them: the library would go round it for ever."""

        def _get_stream(self, mem: Any, base: Any, sat: Any, size: Any, start: int, *more: Any, **named: Any) -> Any:
            seen, at = set[int](), start
            while 0 <= at < len(sat):
                if at in seen:
                    raise ValueError("sector chain")
                seen.add(at)
                at = sat[at]
            return super()._get_stream(mem, base, sat, size, start, *more, **named)

    compound: Any = Compound(content, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        stream, first, length = compound.locate_named_stream(name)
        if stream:
            return bytes(stream[first : first + length])
    raise ValueError("Workbook")


class _Look(NamedTuple):
    """How a cell shows: its number format and the mark of its font."""

    shape: str
    mark: str


def _sheet(sheet: Any, looks: list[_Look], marks: list[str], room: Room) -> Sheet:
    import xlrd

    cells: dict[tuple[int, int], Filled] = {}
    for row in range(sheet.nrows):
        for column, found in enumerate(sheet.row(row), 1):
            if found.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and found.value != "":
                look, value = looks[found.xf_index], _value(found, sheet.book.datemode, xlrd)
                runs = sheet.rich_text_runlist_map.get((row, column - 1), ()) if isinstance(value, str) else ()
                said = marked(_runs(str(value), look.mark, runs, marks))
                text = isinstance(value, str)
                room.text(value)
                shown = beside(look.shape, text=text)
                cells[row + 1, column] = Filled(value, not text and percent(look.shape), "", shown, said)
    merged = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, cells, merged, sheet.visibility != 0)


def _runs(text: str, mark: str, starts: Iterable[tuple[int, int]], marks: list[str]) -> Iterator[tuple[str, str]]:
    """Part a text where its font changes; before the first change it is the cell's own."""
    at = 0
    for start, font in starts:
        if start > at:
            yield text[at:start], mark
        at, mark = start, marks[font] if font < len(marks) else ""
    yield text[at:], mark


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
