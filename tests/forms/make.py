"""Returned forms as offices send them: each function takes a fresh form and fills or damages it the way people do.

Nothing here knows the program's inside: forms come from the command line, rows are found by the id a cell holds,
columns by the words of the head. Run as a script to write every case into a folder and look at it:
`python -m tests.forms.make FOLDER`.
"""

from __future__ import annotations

import atexit
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import openpyxl
from openpyxl.comments import Comment

from tests.command import ROOT, run

PLAN, PERIOD, UNIT, SECOND = "huangshi-public-service", "2022-Q3", "市人社局", "市医保局"
OTHER_PLAN, OTHER_PERIOD, OTHER_UNIT = "jingzhou-district-public-service", "2023-Q3", "区人社局"
SCHOOLS, GRID, POWER, OFFICE = "市教育局", "市政务服务和大数据管理局", "国网黄石供电公司", "市经信局"

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


@cache
def fresh(unit: str = UNIT, period: str = PERIOD, plan: str = PLAN, indicators: Path | None = None) -> Path:
    """The empty form of one unit, made once by `plancheck form`."""
    folder = _forms(period, plan, indicators)
    books = sorted(folder.rglob("*.xlsx"))
    named = [book for book in books if unit in book.stem]
    if not named:
        raise AssertionError(f"form made no workbook for {unit}: {[book.name for book in books]}")
    return min(named, key=lambda book: len(book.stem))


def _folder() -> Path:
    """A folder that goes when the run ends."""
    folder = Path(mkdtemp(prefix="plancheck-forms-"))
    atexit.register(shutil.rmtree, folder, True)
    return folder


@cache
def _forms(period: str, plan: str, indicators: Path | None) -> Path:
    folder = _folder()
    options = ("--indicators", indicators) if indicators else ()
    run("form", plan, "--period", period, "--out", folder, *options)
    return folder


# A book, and where its cells are


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
        cell.value = value
        if isinstance(value, str) and cell.data_type == "f":
            cell.data_type = "s"
        if style:
            cell.number_format = style
        return Spot(self.sheet.title, cell.coordinate)

    def sign(self, label: str, value: object) -> None:
        """Fill the cell right of a label: who filled the form in, and when."""
        cells = [cell for row in self.sheet.iter_rows(max_row=self.first) for cell in row if cell.value == label]
        self.sheet.cell(cells[0].row, cells[0].column + 1).value = value


class Spot(NamedTuple):
    """Where a complaint must point to; `A7|I7` is one of the two."""

    sheet: str
    cell: str


def look(path: Path) -> Book:
    """Open a form and find its ids."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        found = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row
                 if isinstance(cell.value, str) and ID.fullmatch(cell.value)]  # fmt: skip
        columns = [column for _, column in found]
        if sheet.title != "_meta" and found:
            column = max(set(columns), key=lambda c: (columns.count(c), -c))
            return Book(book, sheet, column, min(row for row, c in found if c == column))
    raise AssertionError(f"{path} has no column of ids: {book.sheetnames}")


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
        return ("collect", *self.files, *target, "--on", "2022-10-11", *self.options)


def copy(folder: Path, unit: str = UNIT, name: str = "", **which: Any) -> Path:
    """A fresh form in the case's own folder."""
    source = fresh(unit, **which)
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
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


# One value in one cell


def one(name: str, value: object, field: str = "value", style: str | None = None) -> Callable[[Path], Returned]:
    """A form with one cell filled."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            spot = form.put(name, value, field, style)
        return Returned((path,), (spot,))

    return fill


def share(part: object, whole: object) -> Callable[[Path], Returned]:
    """A percentage given by both its sides."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            left, right = form.put("7e", part, "part"), form.put("7e", whole, "whole")
        return Returned((path,), (Spot(left.sheet, f"{left.cell}|{right.cell}"),))

    return fill


# Whole forms


def plain(folder: Path) -> Returned:
    """Filled as asked for."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        form.put("7c", 16300)
        form.put("7e", 95)
        form.put("13f", 6.2)
        form.put("6a", datetime(2022, 8, 30), "done")
        form.put("12a", "正常", "grade")
        form.put("7a", "网络招聘会场次见清单", "note")
        form.sign("填表人", "王某")
    return Returned((path,))


def half_filled(folder: Path) -> Returned:
    """Two values of many."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("13d", 0)
    return Returned((path,))


def empty(folder: Path) -> Returned:
    """Sent back as it came."""
    return Returned((copy(folder),))


def merged_notes(folder: Path) -> Returned:
    """One note across two rows."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        upper, lower = form.at("7a", "note"), form.at("7b", "note")
        upper.value = "两项合并说明"
        form.sheet.merge_cells(f"{upper.coordinate}:{lower.coordinate}")
    return Returned((path,))


def merged_values(folder: Path) -> Returned:
    """One value across two rows: whose is it?"""
    path = copy(folder)
    with filling(path) as form:
        spot = form.put("7a", 16)
        lower = form.at("7b")
        form.sheet.merge_cells(f"{spot.cell}:{lower.coordinate}")
    return Returned((path,), (Spot(spot.sheet, lower.coordinate),))


def inserted_rows(folder: Path) -> Returned:
    """A title and a blank row on top, a subtotal in the middle."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("8b", 3)
        row = form.rows()["7b"]
        form.sheet.insert_rows(row, 2)
        form.sheet.cell(row, 3).value = "就业科填报以下各项"
        form.sheet.insert_rows(1, 3)
        form.sheet.cell(1, 3).value = "市人社局2022年三季度报送表（定稿）"
    return Returned((path,))


def subtotal(folder: Path) -> Returned:
    """A row of the office's own with a sum in the column of values."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("8b", 3)
        row = form.rows()["8a"]
        form.sheet.insert_rows(row)
        form.sheet.cell(row, 3).value = "小计"
        form.sheet.cell(row, form.column("value")).value = 9999
        spot = Spot(form.sheet.title, form.at_row(row).coordinate)
    return Returned((path,), (spot,))


def number_as_note(folder: Path) -> Returned:
    """A note and an evidence that are a number, a date, a truth value to a spreadsheet."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7a", 2022, "note")
        form.put("7b", 4)
        form.put("7b", datetime(2022, 9, 30), "note")
        form.put("7c", 16300)
        form.put("7c", 20221, "evidence")
        form.put("8b", 3)
        form.put("8b", True, "note")
    return Returned((path,))


def inserted_columns(folder: Path) -> Returned:
    """Two columns of one's own before the values, one before everything."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("6a", datetime(2022, 8, 30), "done")
        column, row, head = form.column("value"), form.rows()["7a"], form.head()
        form.sheet.insert_cols(column, 2)
        form.sheet.cell(head, column).value = "科室"
        form.sheet.cell(row, column).value = 7
        form.sheet.insert_cols(1)
    return Returned((path,))


def renamed_sheets(folder: Path) -> Returned:
    """The sheet has a name of the office's own; another sheet stands before it."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.sheet.title = "三季度（就业科 定稿）"
        note = form.book.create_sheet("草稿", 0)
        note["A1"] = "7a"
        note["B1"] = 99
    return Returned((path,))


def hidden_rows(folder: Path) -> Returned:
    """A filter left on."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        form.sheet.row_dimensions[form.rows()["7b"]].hidden = True
    return Returned((path,))


def sorted_rows(folder: Path) -> Returned:
    """The rows of the table turned upside down, every cell with its row."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("13f", 6.2)
        form.put("6a", datetime(2022, 8, 30), "done")
        rows = sorted(form.rows().values())
        for merged in list(form.sheet.merged_cells.ranges):
            if merged.max_row >= form.first:
                form.sheet.unmerge_cells(str(merged))
        width = form.sheet.max_column
        held = [[(form.sheet.cell(row, c).value, form.sheet.cell(row, c).number_format) for c in range(1, width + 1)]
                for row in rows]  # fmt: skip
        for row, cells in zip(rows, reversed(held), strict=True):
            for column, (value, style) in enumerate(cells, 1):
                form.sheet.cell(row, column).value = value
                form.sheet.cell(row, column).number_format = style
    return Returned((path,))


def deleted_rows(folder: Path) -> Returned:
    """Rows thought not to matter are gone."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.sheet.delete_rows(form.rows()["7b"], 2)
    return Returned((path,))


def comments(folder: Path) -> Returned:
    """A remark pinned to a value and to the head."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.at("7a").comment = Comment("请王科再核一下：99？", "李某")
        form.sheet.cell(form.head(), form.column("value")).comment = Comment("填累计数", "李某")
    return Returned((path,))


def pasted_over_head(rows: int) -> Callable[[Path], Returned]:
    """The office's own table pasted over the last rows above the ids: the words over the values are gone."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
            for row in range(form.first - rows, form.first):
                for column, _ in enumerate(form.sheet[row], 1):
                    cell = form.sheet.cell(row, column)
                    if type(cell).__name__ == "Cell":
                        cell.value = f"我局第{column}列"
        return Returned((path,))

    return fill


def head_of_last_year(folder: Path) -> Returned:
    """The office has turned the value column into another one and says so in the head, visible and hidden alike."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        for row in range(form.first - 2, form.first):
            cell = form.sheet.cell(row, form.column("value"))
            cell.value = "本月新增"
    return Returned((path,))


def swapped_heads(folder: Path) -> Returned:
    """Value and note have changed places, head and all: columns go by their words."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7a", "按清单", "note")
        left, right = form.column("value"), form.column("note")
        for row in range(form.first - 2, form.sheet.max_row + 1):
            one, two = form.sheet.cell(row, left), form.sheet.cell(row, right)
            if type(one).__name__ == type(two).__name__ == "Cell":
                one.value, two.value = two.value, one.value
    return Returned((path,))


# Formulas


def cached(folder: Path) -> Returned:
    """A formula whose result was saved with it."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 987654)
    rewritten(path, lambda _, body: body.replace(b"<v>987654</v>", b"<f>8+8</f><v>16</v>"))
    return Returned((path,))


def uncached(folder: Path) -> Returned:
    """A formula that no program has computed yet."""
    path = copy(folder)
    with filling(path) as form:
        cell = form.at("7a")
        cell.value = "=8+8"
        spot = Spot(form.sheet.title, cell.coordinate)
    return Returned((path,), (spot,))


def cached_error(folder: Path) -> Returned:
    """A formula that came out as an error."""
    path = copy(folder)
    with filling(path) as form:
        spot = form.put("7a", 987654)
    old = re.compile(rb'(<c r="' + spot.cell.encode() + rb'"[^>]*?) t="n">\s*<v>987654</v>')
    rewritten(path, lambda _, body: old.sub(rb'\1 t="e"><f>1/0</f><v>#DIV/0!</v>', body))
    return Returned((path,), (spot,))


def external_link(folder: Path) -> Returned:
    """A formula into another workbook, with its last result: the number is read, the other file never opened."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 987654)
    formula = b"<f>'/nowhere/[book.xlsx]Sheet1'!A1</f><v>16</v>"
    rewritten(path, lambda _, body: body.replace(b"<v>987654</v>", formula))
    return Returned((path,))


# Several files


def agreeing(folder: Path) -> Returned:
    """Two sections of one unit each send the form; what both give is the same."""
    paths = (copy(folder, name="市人社局-就业科.xlsx"), copy(folder, name="市人社局-社保科.xlsx"))
    for path, more in zip(paths, (("7b", 4), ("13d", 0)), strict=True):
        with filling(path) as form:
            form.put("7a", 16)
            form.put(*more)
    return Returned(paths)


def disagreeing(folder: Path) -> Returned:
    """Two forms of one unit with two values."""
    paths = (copy(folder, name="市人社局-就业科.xlsx"), copy(folder, name="市人社局-社保科.xlsx"))
    spots = []
    for path, value in zip(paths, (16, 18), strict=True):
        with filling(path) as form:
            spots.append(form.put("7a", value))
    return Returned(paths, tuple(spots))


def shared_lead(folder: Path) -> Returned:
    """One indicator led by two units: each has it in its form, both give one value."""
    paths = (copy(folder, POWER), copy(folder, OFFICE))
    for path in paths:
        with filling(path) as form:
            form.put("17a", 3.04)
            form.put("17a", 2.71, "last_year")
    return Returned(paths)


def two_units(folder: Path) -> Returned:
    """Forms of two units."""
    first, second = copy(folder), copy(folder, SECOND)
    with filling(first) as form:
        form.put("7a", 16)
    with filling(second) as form:
        form.put("14a", 297)
    return Returned((first, second))


def same_file_twice(folder: Path) -> Returned:
    """The same attachment saved from two mails."""
    first = copy(folder)
    with filling(first) as form:
        form.put("7a", 16)
    second = folder / "转发-市人社局(1).xlsx"
    shutil.copyfile(first, second)
    return Returned((first, second))


def nodes(folder: Path) -> Returned:
    """A milestone with four nodes, two of them done."""
    path = copy(folder, GRID)
    with filling(path) as form:
        form.put("37b", 10)
        form.put("37a#市", datetime(2022, 8, 1), "done")
        form.put("37a#县", "2022年9月15日", "done")
    return Returned((path,))


def lost_node(folder: Path) -> Returned:
    """The name of a node typed over."""
    path = copy(folder, GRID)
    with filling(path) as form:
        form.put("37b", 10)
        form.put("37a#市", datetime(2022, 8, 1), "done")
        cell = form.sheet.cell(form.rows()["37a#市"], form.ids)
        cell.value = "37a#省"
        spot = Spot(form.sheet.title, f"{cell.coordinate}|{form.at_row(cell.row, 'done').coordinate}")
    return Returned((path,), (spot,))


def last_quarter(folder: Path) -> Returned:
    """One of two forms is last quarter's."""
    now, old = copy(folder), copy(folder, SECOND, period="2022-Q2", name="市医保局-二季度.xlsx")
    with filling(now) as form:
        form.put("7a", 16)
    with filling(old) as form:
        form.put("14a", 290)
    return Returned((now, old))


def last_quarter_into(folder: Path) -> Returned:
    """Last quarter's form on top of this quarter's submission."""
    old = copy(folder, period="2022-Q2", name="市人社局-二季度.xlsx")
    with filling(old) as form:
        form.put("7a", 11)
    existing(folder)
    return Returned((old,), into=True)


def other_plan(folder: Path) -> Returned:
    """One of two forms belongs to another locality."""
    own = copy(folder)
    foreign = copy(folder, OTHER_UNIT, period=OTHER_PERIOD, plan=OTHER_PLAN, name="荆州区人社局.xlsx")
    with filling(own) as form:
        form.put("7a", 16)
    return Returned((own, foreign))


def other_plan_into(folder: Path) -> Returned:
    """Another locality's form on top of this plan's submission."""
    foreign = copy(folder, OTHER_UNIT, period=OTHER_PERIOD, plan=OTHER_PLAN, name="荆州区人社局.xlsx")
    existing(folder)
    return Returned((foreign,), into=True)


@cache
def changed_catalogue() -> Path:
    """The catalogue with one target changed."""
    folder = _folder() / "indicators"
    shutil.copytree(ROOT / "indicators", folder)
    file = folder / "huangshi" / "public-service.yaml"
    old = "as_written: 网络招聘会20场"
    text = file.read_text("utf-8")
    at = text.index(old)
    start = text.rindex("target: 20", 0, at)
    file.write_text(text[:start] + "target: 30" + text[start + len("target: 20") :], "utf-8")
    return folder


def changed(folder: Path) -> Returned:
    """A form made before a target was changed."""
    path = copy(folder, indicators=changed_catalogue())
    with filling(path) as form:
        form.put("7a", 16)
    return Returned((path,))


def same_changed(folder: Path) -> Returned:
    """The same form, read with the catalogue it was made from."""
    return Returned(changed(folder).files, options=("--indicators", changed_catalogue()))


def existing(folder: Path) -> Path:
    """A submission that is there already, at the place where the case writes."""
    target = folder / "out.yaml"
    target.write_text(
        f"plan: {PLAN}\nperiod: {PERIOD}\nsubmitted: 2022-10-10\nvalues:\n  7b: 4  # 电话核实\n  8b: 3\n", "utf-8"
    )
    return target


def into(folder: Path) -> Returned:
    """A late form added to a submission."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
    existing(folder)
    return Returned((path,), into=True)


def one_bad_among_good(folder: Path) -> Returned:
    """One file of two cannot be read."""
    good, bad = copy(folder), copy(folder, SECOND)
    with filling(good) as form:
        form.put("7a", 16)
    bad.write_bytes(bad.read_bytes()[:2000])
    return Returned((good, bad))


# Files that are no forms


def damaged(folder: Path) -> Returned:
    """A download cut off half way."""
    path = copy(folder)
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])
    return Returned((path,))


def flipped(folder: Path) -> Returned:
    """Bytes inside the sheet have changed: the archive opens, the part does not."""
    path = copy(folder)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(first_sheet(path))
    body = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename) + 200
    body[start : start + 40] = b"\xff" * 40
    path.write_bytes(bytes(body))
    return Returned((path,))


def missing_part(folder: Path) -> Returned:
    """An archive that lacks the workbook's list of sheets."""
    path = copy(folder)
    rewritten(path, lambda name, body: None if name == "xl/workbook.xml" else body)
    return Returned((path,))


def not_a_zip(folder: Path) -> Returned:
    """A text with the name of a workbook."""
    path = folder / "市人社局.xlsx"
    path.write_text("三季度报送情况：网络招聘会16场。", "utf-8")
    return Returned((path,))


def web_page(folder: Path) -> Returned:
    """A web page saved as .xlsx by an office system."""
    path = folder / "市人社局.xlsx"
    path.write_text("<html><table><tr><td>7a</td><td>16</td></tr></table></html>", "utf-8")
    return Returned((path,))


def no_bytes(folder: Path) -> Returned:
    """An attachment of no bytes."""
    path = folder / "市人社局.xlsx"
    path.write_bytes(b"")
    return Returned((path,))


def word_file(folder: Path) -> Returned:
    """An archive, but of another program."""
    path = folder / "市人社局.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", "<document/>")
    return Returned((path,))


def password(folder: Path) -> Returned:
    """A workbook locked by a password: an OLE file with EncryptedPackage in it."""
    path = folder / "市人社局.xlsx"
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
    entries = "".join("EncryptionInfo\0EncryptedPackage\0").encode("utf-16-le")
    path.write_bytes(head + entries.ljust(512 * 16, b"\0"))
    return Returned((path,))


def own_table(folder: Path) -> Returned:
    """A workbook of the office's own, not our form."""
    path = folder / "市人社局.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (("指标", "完成情况"), ("网络招聘会", 16), ("直播带岗活动", 4)):
        sheet.append(row)
    book.save(path)
    return Returned((path,))


def bomb(part: str, lying: bool = False) -> Callable[[Path], Returned]:
    """A workbook of a few hundred kilobytes, one part of which unpacks to 300 MB; the directory may say 1,000 bytes."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
        target = first_sheet(path) if part == "sheet" else "xl/theme/theme1.xml"
        with zipfile.ZipFile(path) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        at = parts[target].rindex(b"</")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, body in parts.items():
                if name != target:
                    archive.writestr(name, body)
            with archive.open(target, "w") as out:
                out.write(parts[target][:at])
                for _ in range(300):
                    out.write(b" " * (1 << 20))
                out.write(parts[target][at:])
            if lying:
                archive.getinfo(target).file_size = 1000
        return Returned((path,))

    return fill


def many_rows_bomb(folder: Path) -> Returned:
    """Millions of empty cells with a style, as a dragged border leaves them: 60 MB and more of sheet."""
    path = copy(folder)
    target = first_sheet(path)
    row = b"".join(b'<c r="%c1"/>' % letter for letter in b"ABCDEFGHIJ")
    block = b"".join(b"<row>" + row + b"</row>" for _ in range(5000))
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    head, mark, tail = parts[target].partition(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            if name != target:
                archive.writestr(name, body)
        with archive.open(target, "w") as out:
            out.write(head)
            for _ in range(500):
                out.write(block)
            out.write(mark + tail)
    return Returned((path,))


def entities(folder: Path) -> Returned:
    """Entities that grow a thousandfold each (billion laughs)."""
    path = copy(folder)
    target = first_sheet(path)
    names = "abcdefghi"
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in pairwise(names))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY a "lol">{grown}]>'.encode()

    def change(name: str, body: bytes) -> bytes:
        if name != target:
            return body
        at = body.index(b"<worksheet")
        return body[:at] + dtd + body[at:].replace(b"</sheetData>", b"<row><c t='str'><v>&i;</v></c></row></sheetData>")

    rewritten(path, change)
    return Returned((path,))


def local_file(folder: Path) -> Returned:
    """An entity that names a file of the reader's machine."""
    path = copy(folder)
    secret = folder / "secret.txt"
    secret.write_text("内部资料", "utf-8")
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7a", "MARK987654", "note")
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()

    def change(_: str, body: bytes) -> bytes:
        if b"MARK987654" not in body:
            return body
        at = re.search(rb"<(?=\w)", body)
        assert at
        return body[: at.start()] + dtd + body[at.start() :].replace(b"MARK987654", b"&e;")

    rewritten(path, change)
    return Returned((path,))


def far_cell(folder: Path) -> Returned:
    """A stray blank in the last cell a sheet can have."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.sheet["XFD1048576"] = " "
    return Returned((path,))


# Ids and _meta


def id_typed_over(value: str) -> Callable[[Path], Returned]:
    """Someone has unprotected the sheet and typed into the id column."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
            form.put("7b", 4)
            cell = form.sheet.cell(form.rows()["7a"], form.ids)
            cell.value = value or None
            spot = Spot(form.sheet.title, f"{cell.coordinate}|{form.at_row(cell.row).coordinate}")
        return Returned((path,), (spot,))

    return fill


def no_number(folder: Path) -> Returned:
    """A row that has lost its id and its visible number."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        row = form.rows()["7a"]
        spot = Spot(form.sheet.title, form.at("7a").coordinate)
        form.sheet.cell(row, form.ids).value = form.sheet.cell(row, form.ids + 1).value = None
    return Returned((path,), (spot,))


def id_in_other_letters(folder: Path) -> Returned:
    """Full-width letters, capitals, blanks about an id."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        rows = form.rows()
        form.sheet.cell(rows["7a"], form.ids).value = " ７Ａ "
    return Returned((path,))


def no_id_column(columns: int) -> Callable[[Path], Returned]:
    """The hidden column was found and deleted; the visible numbers beside it, too."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
            form.sheet.delete_cols(form.ids, columns)
        return Returned((path,))

    return fill


def no_meta(folder: Path) -> Returned:
    """The sheet was copied into a new workbook."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        del form.book["_meta"]
    return Returned((path,))


def meta_typed_over(folder: Path) -> Returned:
    """The period in `_meta` changed by hand to a word."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        for row in form.book["_meta"].iter_rows():
            for cell in row:
                if cell.value == PERIOD:
                    cell.value = "三季度"
    return Returned((path,))


# Text from many hands


HOSTILE = "=cmd|'/c calc'!A1"
SCRIPT = '<script>alert(1)</script> & "]]>" {{ 7*7 }} {% x %}'
LINES = "第一行\n第二行：# 不是注释\n- 也不是列表"


def hostile(folder: Path) -> Returned:
    """Notes that are formulas, markup, templates and YAML elsewhere."""
    path = copy(folder)
    with filling(path) as form:
        for name, value, text in (("7a", 16, HOSTILE), ("7b", 4, SCRIPT), ("7c", 16300, LINES)):
            form.put(name, value)
            form.put(name, text, "note")
    return Returned((path,))


def hostile_value(folder: Path) -> Returned:
    """Markup and control signs where a number belongs."""
    path = copy(folder)
    with filling(path) as form:
        spot = form.put("7a", "\u202e16<b>\u2028场")
    return Returned((path,), (spot,))


def hostile_name(folder: Path) -> Returned:
    """A file name that is an option, a formula and a line break elsewhere."""
    path = copy(folder, name="=cmd&$(touch x);'表' {0}.xlsx")
    with filling(path) as form:
        spot = form.put("7a", "约16")
    return Returned((path,), (spot,))


# CSV by id


def csv_form(encoding: str, separator: str = ",") -> Callable[[Path], Returned]:
    """The table as CSV in one of the encodings that come in; plan and period are those of the submission."""

    def fill(folder: Path) -> Returned:
        path = folder / "市人社局.csv"
        form = look(fresh())
        heads = [str(form.sheet.cell(form.head(), form.column(field)).value) for field in ("value", "note")]
        ids = str(form.sheet.cell(form.head(), form.ids).value or "id")
        rows = [[ids, *heads], ["7a", "16", "网络招聘会"], ["6a", "2022/8/30", ""], ["7c", '"16,300"', ""]]
        path.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))
        existing(folder)
        return Returned((path,), into=True)

    return fill


def csv_unknown_id(folder: Path) -> Returned:
    """A CSV with an id that no plan has."""
    made = csv_form("utf-8")(folder)
    text = made.files[0].read_text("utf-8")
    made.files[0].write_text(text.replace("7a,", "7z,"), "utf-8")
    return made


def written(folder: Path) -> Iterator[tuple[str, Returned]]:
    """Write every case of the tests' table into a folder."""
    from tests.forms.test_returned_forms import CASES

    for case in CASES:
        target = folder / re.sub(r"\W+", "-", case.name)
        target.mkdir(parents=True, exist_ok=True)
        yield case.name, case.fill(target)


if __name__ == "__main__":
    for name, made in written(Path(sys.argv[1])):
        print(name, *(file.name for file in made.files), *(spot.cell for spot in made.spots), date.today())
