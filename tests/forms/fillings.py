"""Forms filled in as offices do it: each function takes a fresh form and leaves it as it would come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from openpyxl.comments import Comment

from tests.forms.workbooks import Returned, Spot, copy, filling, rewritten


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
        form.put("7d", 0)
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
        form.sheet.cell(1, 3).value = "市人社局2022年四季度报送表（定稿）"
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
        form.sheet.title = "四季度（就业科 定稿）"
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
