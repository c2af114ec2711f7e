"""Forms as an office has them before it: made by the program, opened by the words one sees, filled, sent back.

Nothing here knows the program's inside: forms come from the command line, rows are found by the id a cell holds,
columns by the words of the head.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import openpyxl

from tests.command import ROOT, run

PLAN, PERIOD, UNIT, SECOND = "huangshi-public-service", "2022-Q4", "市人社局", "市医保局"
OTHER_PLAN, OTHER_PERIOD, OTHER_UNIT = "jingzhou-district-public-service", "2023-Q3", "区人社局"
SCHOOLS, GRID, POWER, OFFICE = "市教育局", "市政务服务和大数据管理局", "国网黄石供电公司", "市经信局"
SHEET = "xl/worksheets/sheet1.xml"
OWN, MAP = Path("examples/forms/own-layout.xlsx"), Path("examples/forms/own-layout.map")

# A row's id: the indicator's, and after # the node's name where an indicator has several.
ID = re.compile(r"(0|[1-9][0-9]{0,3})[a-z]{1,2}(#.+)?")
# Words that a column's head may hold, best first.
HEADS: Mapping[str, tuple[str, ...]] = {
    "value": ("本期填报", "本期值", "报告值", "本期数", "数值"),
    "part": ("分子",),
    "whole": ("分母",),
    "last_year": ("上年同期",),
    "done": ("本期填报", "完成日期", "完成时间"),
    "grade": ("本期填报", "进展", "研判", "评定", "报告值"),
    "note": ("备注", "说明"),
    "evidence": ("佐证", "附件"),
    "by": ("填表人",),
}


class Blank(NamedTuple):
    """An empty form as the program made it: the name of its file, and its bytes."""

    name: str
    content: bytes

    def stream(self) -> io.BytesIO:
        """The bytes to be opened as a workbook."""
        return io.BytesIO(self.content)


def fresh(unit: str = UNIT, period: str = PERIOD, plan: str = PLAN, indicators: Path | None = None) -> Blank:
    """The empty form of one unit."""
    made = _forms(period, plan, indicators)
    named = [blank for blank in made if unit in blank.name]
    if not named:
        raise AssertionError(f"form made no workbook for {unit}: {[blank.name for blank in made]}")
    return min(named, key=lambda blank: len(blank.name))


@cache
def _forms(period: str, plan: str, indicators: Path | None) -> tuple[Blank, ...]:
    """All forms of a period, made once by `plancheck form`."""
    options = ("--indicators", indicators) if indicators else ()
    with TemporaryDirectory() as folder:
        run("form", plan, "--period", period, "--out", folder, *options)
        return tuple(Blank(book.name, book.read_bytes()) for book in sorted(Path(folder).rglob("*.xlsx")))


def stepped() -> Path:
    """The catalogue with 37a in four steps, as its note says that it could be read; no shipped plan has steps."""
    return Path(_stepped().name) / "indicators"


@cache
def _stepped() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    catalogue = copytree(ROOT / "indicators", Path(folder.name) / "indicators")
    file = catalogue / "huangshi" / "public-service.yaml"
    head, start, tail = file.read_text("utf-8").partition("  - id: 37a\n")
    steps = ", ".join(f"{name}: 2023-10-31" for name in ("市", "县", "乡", "村"))
    file.write_text(head + start + tail.replace("    by: 2023-10-31\n", f"    nodes: {{{steps}}}\n", 1), "utf-8")
    return folder


class Book(NamedTuple):
    """An open form: the sheet with the indicators, and where its head and ids stand."""

    book: Any
    sheet: Any
    ids: int
    first: int

    def rows(self) -> dict[str, int]:
        """Each id's row."""
        cells = ((row, self.sheet.cell(row, self.ids).value) for row in range(self.first, self.sheet.max_row + 1))
        return {str(value): row for row, value in cells if isinstance(value, str) and ID.fullmatch(value)}

    def head(self) -> int:
        """The row of the head: the fullest one above the first id."""

        def filled(row: int) -> int:
            return sum(cell.value is not None for cell in self.sheet[row])

        return max(range(1, self.first), key=lambda row: (filled(row), row))

    def column(self, field: str) -> int:
        """The column whose head holds a field's words."""
        texts = [(cell.column, re.sub(r"\s", "", str(cell.value or ""))) for row in (self.head(), self.first - 1)
                 for cell in self.sheet[row]]  # fmt: skip
        for word in HEADS[field]:
            for column, text in texts:
                if word in text and (field == "last_year" or not re.search("上期|上次|上季|上年", text)):
                    return int(column)
        raise AssertionError(f"no column for {field} in {[text for _, text in texts if text]}")

    def at(self, name: str, field: str = "value") -> Any:
        """The cell of one indicator and field."""
        return self.sheet.cell(self.rows()[name], self.column(field))

    def at_row(self, row: int, field: str = "value") -> Any:
        """The cell of one row and field, for a row that has lost its id."""
        return self.sheet.cell(row, self.column(field))

    def put(self, name: str, value: object, field: str = "value", style: str | None = None) -> Spot:
        """Write a cell; text stays text, whatever it begins with."""
        cell = self.at(name, field)
        cell.value = value if style else typed(cell, value)
        if isinstance(value, str) and cell.data_type == "f":
            cell.data_type = "s"
        if style:
            cell.number_format = style
        return Spot(self.sheet.title, cell.coordinate)

    def sign(self, label: str, value: object) -> None:
        """Fill the cell right of a label: who filled the form in, and when."""
        cells = [cell for row in self.sheet.iter_rows() for cell in row if cell.value == label]
        self.sheet.cell(cells[0].row, cells[0].column + 1).value = value


def typed(cell: Any, value: object) -> object:
    """What a cell holds after a person has typed a number: in one of percentages 95 becomes 95%."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(Decimal(str(value)) / 100) if number and cell.number_format.endswith("%") else value


class Spot(NamedTuple):
    """Where a complaint must point to; `A7|I7` is one of the two."""

    sheet: str
    cell: str


def look(source: Path | io.BytesIO) -> Book:
    """Open a form and find its ids."""
    book = openpyxl.load_workbook(source)
    for sheet in book.worksheets:
        found = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row
                 if isinstance(cell.value, str) and ID.fullmatch(cell.value)]  # fmt: skip
        columns = [column for _, column in found]
        if sheet.title != "_meta" and found:
            column = max(set(columns), key=lambda c: (columns.count(c), -c))
            return Book(book, sheet, column, min(row for row, c in found if c == column))
    raise AssertionError(f"{source} has no column of ids: {book.sheetnames}")


@contextmanager
def filling(path: Path) -> Iterator[Book]:
    """Open a form, let it be filled, save it."""
    form = look(path)
    yield form
    form.book.save(path)


class Returned(NamedTuple):
    """What comes back: the files, the cells that must be complained of, further options.

    `into`: the values are added to the submission that stands at the place of the output.
    """

    files: tuple[Path, ...]
    spots: tuple[Spot, ...] = ()
    options: tuple[str | Path, ...] = ()
    into: bool = False

    def command(self, out: Path) -> tuple[str | Path, ...]:
        """The arguments of `plancheck`."""
        target = ("--into", out, "--yes") if self.into else ("-o", out)
        return ("collect", *self.files, *target, "--on", "2023-01-09", *self.options)


def copy(folder: Path, unit: str = UNIT, name: str = "", **which: Any) -> Path:
    """A fresh form in the case's own folder."""
    blank = fresh(unit, **which)
    target = folder / (name or blank.name)
    target.write_bytes(blank.content)
    return target


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Rewrite the parts of a workbook as bytes; None drops a part."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, change(info.filename, archive.read(info))) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            if body is not None:
                archive.writestr(name, body)


def first_sheet(path: Path) -> str:
    """The part that holds the sheet with the indicators: the largest one."""
    with zipfile.ZipFile(path) as archive:
        sheets = [info for info in archive.infolist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", info.filename)]
    return max(sheets, key=lambda info: info.file_size).filename


def existing(folder: Path) -> Path:
    """A submission that is there already, at the place where the case writes."""
    target = folder / "out.yaml"
    target.write_text(
        f"plan: {PLAN}\nperiod: {PERIOD}\nsubmitted: 2023-01-06\nvalues:\n  7b: 4  # 电话核实\n  8b: 3\n", "utf-8"
    )
    return target


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
