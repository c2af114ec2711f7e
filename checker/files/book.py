"""What a file of cells is once it has been read: sheets of cells with what they show, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

# What a form may hold: bytes of the file, of its XML once unpacked, of all its parts, parts, cells.
MAX_FILE, MAX_XML, MAX_ALL, MAX_PARTS, MAX_CELLS = 20 << 20, 40 << 20, 200 << 20, 2000, 200_000
MARKS = 6 * MAX_CELLS  # elements of XML: a cell with a text takes four
MAX_TEXT = 20_000_000  # signs in all cells together, a text that stands in many counted in each
MAX_STYLES, MAX_FORMATS = 65_536, 5000  # looks of cells and fonts: what Excel takes; of number formats it takes 250
LONGEST_TEXT = 32_767  # signs of one cell: what Excel takes
HEADS = 200  # rows and columns in which the head of a table is looked for, where cells are merged over them
Area = tuple[int, int, int, int]


class Locked(Exception):
    """A file that cannot be opened without its password."""


class TooLarge(Exception):
    """A file that holds more than a form can have; its text is the code of the finding."""

    def __init__(self, code: str = "form-cells") -> None:
        super().__init__(code)


class Room:
    """What is left of the bounds for one file while it is read."""

    def __init__(self) -> None:
        self._bytes, self._marks, self._cells, self._text, self._area = MAX_XML, MARKS, MAX_CELLS, MAX_TEXT, MAX_CELLS

    def bytes(self, number: int) -> None:
        """Take so many bytes of XML."""
        self._bytes -= number
        if self._bytes < 0:
            raise TooLarge("form-large")

    def mark(self) -> None:
        """Take one element of XML."""
        self._marks -= 1
        if self._marks < 0:
            raise TooLarge

    def cells(self, number: int, value: object = None) -> None:
        """Take so many cells that hold a value, a text by its length."""
        self._cells -= number
        self.text(value, number)
        if self._cells < 0:
            raise TooLarge

    def text(self, value: object, number: int = 1) -> None:
        """Take the signs of a text that stands in so many cells."""
        self._text -= number * len(value) if isinstance(value, str) else 0
        if self._text < 0:
            raise TooLarge

    def area(self, number: int) -> None:
        """Take cells that one cell is merged over."""
        self._area -= number
        if self._area < 0:
            raise TooLarge("form-merged")


class Filled(NamedTuple):
    """A cell that holds something; `percent`: it shows a hundredfold with %; `formula`: what computed the value.

    `beside`: what its number format writes beside the number or text. `marked`: the text with its struck-out signs
    between ~~ and its raised or lowered ones between ^; empty where all stand plainly.
    """

    value: object
    percent: bool = False
    formula: str = ""
    beside: str = ""
    marked: str = ""


class Sheet(NamedTuple):
    """A sheet: its cells by (row, column), both from 1; merged areas as (top, left, bottom, right)."""

    name: str
    cells: dict[tuple[int, int], Filled]
    merged: tuple[Area, ...] = ()
    hidden: bool = False

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
    return f"{column_letters(column)}{row}"


def column_letters(number: int) -> str:
    """The name of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for char in letters.upper():
        number = number * 26 + ord(char) - 64
    return number


@cache
def percent(number_format: str) -> bool:
    """Tell whether a number format shows a hundredfold with a percent sign, not only the sign as a text."""
    return "%" in _SILENT.sub("", number_format)


# No pattern looks at a sign again and again where brackets stay open.
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\[[^\[\]]*\]')


@cache
def beside(number_format: str, text: bool = False) -> str:
    """What a number format writes beside a number, or beside a text: 场 of 0"场", 万 of @"万".

    Of several sections the first, unless another one writes a power of ten: which of them shows depends on the number.
    """
    sections = _sections(number_format[:LONGEST_FORMAT])
    if text:
        return next((written for written, of_text in sections if of_text), "")
    numbers = [written for written, of_text in sections[:3] if not of_text]
    return next((written for written in numbers if scales(written)), numbers[0] if numbers else "")


def scales(written: str) -> bool:
    """Tell whether signs beside a number make it another number: 万, or digits."""
    return any(sign in _SCALES or sign.isdigit() for sign in written)


def marked(runs: Iterable[tuple[str, str]]) -> str:
    """Write runs of a text with their marks (~~ struck out, ^ raised or lowered); empty where none has one."""
    runs = list(runs)
    return "".join(mark + part + mark for part, mark in runs) if any(mark for _, mark in runs) else ""


STRUCK, RAISED = "~~", "^"
LONGEST_FORMAT = 255  # what Excel takes
_SCALES = "万亿千百十"
# A quoted text; a sign that is written (by \\ or, in Chinese Excel, !); room and filling; a bracket; any other.
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[\$([^\[\]-]*)(?:-[^\[\]]*)?\]|\[[^\[\]]*\]|(.)', re.DOTALL)


def _sections(number_format: str) -> list[tuple[str, bool]]:
    """What each section of a format writes, and whether it is the one for texts."""
    made = [("", False)]
    for quoted, escaped, currency, sign in _TOKEN.findall(number_format):
        if sign == ";":
            made.append(("", False))
            continue
        written, of_text = made[-1]
        loose = sign if sign > "\x7f" else ""  # not quoted by the program that wrote it
        made[-1] = written + (quoted or escaped or currency or loose), of_text or sign == "@"
    return [(written.strip(), of_text) for written, of_text in made]
