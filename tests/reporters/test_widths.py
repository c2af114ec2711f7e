"""Columns of a page without a width of their own: as wide as their texts, and rows as high as what is wrapped."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from checker.files import word
from checker.model.tables import WIDEST, Column, Page, Table, digits, fitted
from checker.reporters import xlsx

NAME, LONG = "全民健身设施运转维护情况", "办事材料齐全时一次办成、不用再跑第二次" * 4


def _page(*names: str) -> Page:
    columns = (Column("n", "编号"), Column("name", "项目"), Column("score", "得分", "figure"))
    table = Table("各项", columns, (("", [[str(n), name, n] for n, name in enumerate(names)]),))
    return Page("满意度", (), (table,), {}, date(2024, 1, 1), "zh-CN")


@pytest.mark.parametrize("name", ["路", NAME, LONG])
def test_a_sheet_shows_the_whole_of_a_name(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.page(_page(name)))).worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == name)
    wide, high = sheet.column_dimensions["B"].width, sheet.row_dimensions[row].height
    lines = high // 14  # a line of ten points
    assert lines * (wide - 2) >= 2 * len(name)
    assert lines == 1 or 2 * len(name) + 3 > WIDEST


def test_short_columns_leave_their_room_to_long_ones_in_a_document() -> None:
    with zipfile.ZipFile(io.BytesIO(word.tables(_page(NAME)))) as archive:
        found = re.findall(r'<w:gridCol w:w="(\d+)"/>', archive.read("word/document.xml").decode())
    number, name, score = map(int, found)
    assert name > 2 * number
    assert number == score


def test_a_width_that_is_said_stays() -> None:
    columns = (Column("a", "甲", width=5), Column("b", "乙"))
    made = fitted(Table("表", columns, (("", [["很长很长很长的文字", "短"]]),)))
    assert [column.width for column in made.columns] == [5, 8]


def test_a_digit_takes_half_of_what_a_chinese_character_takes() -> None:
    assert [digits(text) for text in ("", "12", "路", "路1（）")] == [0, 2, 2, 7]
