"""A workbook as Excel and WPS write it now → sheets of cells. Source: ECMA-376 part 1, 18.2 and 18.3.

The library builds an object for every cell, font, comment and link before anybody can count them, ten kilobytes of
which may take gigabytes; so the parts that hold values are walked over here, and it is asked what a number means as a
day. What is read is what it reads; other parts (comments, drawings, charts) are never opened.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from checker.files import workbook
from checker.files.book import Area, Book, Filled, Room, Sheet, beside, column_number, marked, percent
from checker.files.xlsxparts import Look, Shown, Texts, looks, related, shared
from checker.files.xmlwalk import walk

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_AREA = re.compile(rf"{_PLACE.pattern}(?::{_PLACE.pattern})?", re.ASCII)
_LAST = 1 << 20, 1 << 14  # row, column


class _Named(NamedTuple):
    """A sheet as the workbook's list names it."""

    name: str
    part: str
    hidden: bool


class _Whole(NamedTuple):
    """What all sheets of a workbook share."""

    looks: Sequence[Look]
    texts: Sequence[Shown]
    early: bool
    room: Room


def read(content: bytes, name: str) -> Book:
    """Read a workbook. Errors: TooLarge; whatever a broken part makes stumble is raised."""
    room = Room()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = next(part for _, sort, part in related(archive, "", room) if sort == "officeDocument")
        parts = related(archive, main, room)
        sheets, early = _listed(archive, main, parts, room)
        if not sheets:
            raise ValueError
        by_sort = {sort: part for _, sort, part in parts if part in archive.NameToInfo}
        styles = looks(archive, by_sort["styles"], room) if "styles" in by_sort else [Look()]
        texts = shared(archive, by_sort["sharedStrings"], room) if "sharedStrings" in by_sort else []
        whole = _Whole(styles, texts, early, room)
        made = tuple(_sheet(archive, sheet, whole) for sheet in sheets)
    return Book(name, hashlib.sha256(content).hexdigest(), made, early)


def _listed(
    archive: zipfile.ZipFile, main: str, parts: Sequence[tuple[str, str, str]], room: Room
) -> tuple[list[_Named], bool]:
    """Name the sheets of cells, and tell whether days are counted from 1904."""
    by_id = {name: part for name, sort, part in parts if sort == "worksheet" and part in archive.NameToInfo}
    sheets, early = list[_Named](), False

    def started(local: str, said: dict[str, str]) -> None:
        nonlocal early
        if local == "workbookPr":
            early = said.get("date1904") in ("1", "true")
        elif local == "sheet":
            part = by_id.get(next((value for key, value in said.items() if key.endswith(":id")), ""))
            if part is not None:
                sheets.append(_Named(said.get("name", ""), part, said.get("state", "visible") != "visible"))

    with archive.open(main) as stream:
        walk(stream, room, started, lambda _: None, lambda _: None)
    return sheets, early


def _sheet(archive: zipfile.ZipFile, named: _Named, whole: _Whole) -> Sheet:
    reader = _Reader(whole)
    with archive.open(named.part) as stream:
        walk(stream, whole.room, reader.started, reader.ended, reader.text)
    return Sheet(named.name, reader.cells, tuple(reader.merged), named.hidden)


class _Cell(NamedTuple):
    """A cell as its mark says: where it stands, of which sort, in which style."""

    place: tuple[int, int]
    sort: str
    style: int


class _Reader:
    """Takes in the cells of one sheet as they are walked over."""

    def __init__(self, whole: _Whole) -> None:
        self.cells: dict[tuple[int, int], Filled] = {}
        self.merged: list[Area] = []
        self._whole, self._texts = whole, Texts()
        self._row = self._column = 0
        self._cell: _Cell | None = None
        self._inline = self._told = False
        self._parts: list[str] | None = None
        self._value, self._formula = "", ""
        self._masters: dict[str, str] = {}
        self._master = ""

    def started(self, name: str, said: dict[str, str]) -> None:
        """An element begins."""
        if self._inline:
            self._texts.started(name, said)
        elif name == "c":
            self._cell = self._begun(said)
        elif name == "row":
            self._row, self._column = int(float(said["r"])) if "r" in said else self._row + 1, 0
        elif self._cell is not None:
            self._inside(name, said)
        elif name == "mergeCell":
            self._merge(said.get("ref", ""))

    def _begun(self, said: dict[str, str]) -> _Cell:
        self._value = self._formula = ""
        self._told = False
        if "r" in said:
            place = _place(said["r"])
            self._column = place[1]
        else:
            self._column += 1
            place = self._row, self._column
        if place[0] > _LAST[0] or place[1] > _LAST[1]:
            raise ValueError(said.get("r", ""))
        return _Cell(place, said.get("t", "n"), int(said.get("s", 0)))

    def _inside(self, name: str, said: dict[str, str]) -> None:
        if name == "is":
            self._inline = self._told = True
        elif name in ("v", "f"):
            self._parts = []
        if name == "f":
            self._formula, self._master = "=", said.get("si", "") if said.get("t") == "shared" else ""

    def _merge(self, ref: str) -> None:
        found = _AREA.fullmatch(ref.strip())
        if found is None:
            self._whole.room.area(1 << 30)
            return
        left, top, right, bottom = found.groups()
        area = (int(top), column_number(left), int(bottom or top), column_number(right or left))
        self._whole.room.area((abs(area[2] - area[0]) + 1) * (abs(area[3] - area[1]) + 1))
        self.merged.append(area)

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._inline:
            self._texts.text(text)
        elif self._parts is not None:
            self._parts.append(text)

    def ended(self, name: str) -> None:
        """An element ends."""
        if name == "is":
            self._inline = False
        elif self._inline:
            self._texts.ended(name)
        elif name == "v" and self._parts is not None:
            self._value, self._parts = "".join(self._parts), None
        elif name == "f" and self._parts is not None:
            self._formula, self._parts = self._computing("".join(self._parts)), None
        elif name == "c" and self._cell is not None:
            self._take(self._cell)
            self._cell = None

    def _computing(self, text: str) -> str:
        """A formula; one that is shared stands at the first of its cells, and is shown as it stands there."""
        formula = f"={text}"
        if self._master:
            formula = self._masters.setdefault(self._master, formula)
        self._whole.room.text(formula)
        return formula

    def _take(self, cell: _Cell) -> None:
        look = self._whole.looks[cell.style]
        if self._told and cell.sort == "inlineStr":
            filled = _of_text(self._texts.taken(), look, self._formula)
        elif self._value and cell.sort == "s":
            filled = _of_text(self._whole.texts[int(self._value)], look, self._formula)
        elif self._value:
            filled = _of_value(_meant(self._value, cell.sort, look, self._whole.early), look, self._formula)
        elif self._formula and cell.sort != "str":  # else a text was computed, an empty one
            filled = _of_value(None, look, self._formula)
        else:
            return
        self._whole.room.cells(1, filled.value)
        self.cells[cell.place] = filled


def _place(ref: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(ref)
    if found is None:
        raise ValueError(ref)
    return int(found[2]), column_number(found[1])


def _shape(look: Look) -> str:
    return workbook.own_format(look.number) if look.shape is None else look.shape


def _meant(value: str, sort: str, look: Look, early: bool) -> object:
    """What is written in a cell, by its sort; a number may be shown as a day."""
    if sort == "n":
        number = float(value) if re.search("[.eE]", value) else int(value)
        return workbook.moment(number, _shape(look), early)
    if sort == "b":
        return bool(int(value))
    return workbook.written_day(value) if sort == "d" else value


def _of_text(shown: Shown, look: Look, formula: str) -> Filled:
    if not formula and not look.mark and look.shape is None and not shown.runs:
        return Filled(shown.text)  # nearly all
    runs = shown.runs or ((shown.text, None),)
    said = marked((part, look.mark if mark is None else mark) for part, mark in runs)
    return Filled(shown.text, False, formula, beside(_shape(look), text=True), said)


def _of_value(value: object, look: Look, formula: str) -> Filled:
    if isinstance(value, str):
        return _of_text(Shown(value), look, formula)
    shape = _shape(look)
    said = marked([(str(value), look.mark)]) if value is not None and look.mark else ""
    return Filled(value, percent(shape), formula, beside(shape), said)
