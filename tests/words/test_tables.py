"""A table is made once; every format draws the same heads and cells."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from checker.files import workbook
from checker.locale import speaker
from checker.model.amounts import Amount
from checker.model.tables import Column, Day, Lit, Table
from checker.reporters import csv as csvs
from checker.reporters import html, md, table
from checker.words.tables import standings
from checker.words.view import View
from tests.harness import SHARED, assess, make_plan

COLUMNS = (
    Column("name", "名称"),
    Column("light", Lit("green", "绿")),
    Column("value", "数值", "figure"),
    Column("by", "时限", "centre"),
    Column("count", "个数", "figure"),
)
ROWS = [
    ("=甲|乙", Lit("red", "■ 红"), Amount(Fraction(25, 2), 1, "%", "most"), Day(date(2022, 9, 30), "推"), 0),
    ("丙", Lit("green", "● 绿"), Amount(Fraction(1, 3), 2, "公里"), Day(date(2022, 12, 31)), 12),
]
TABLE = Table("表", COLUMNS, (("第一组", ROWS[:1]), ("第二组", ROWS[1:])), notes=("均为假设",), printed=4)
SAID = [["=甲|乙", "■ 红", "≤12.5%", "2022-09-30推", "0"], ["丙", "● 绿", "0.33公里", "2022-12-31", "12"]]


def test_a_cell_says_the_same_everywhere() -> None:
    assert [[str(cell) for cell in row] for row in TABLE.rows] == SAID
    assert TABLE.heads == ["名称", "绿", "数值", "时限", "个数"]


def test_a_terminal_aligns_figures_cuts_what_is_too_long_and_names_groups() -> None:
    assert table.drawn(TABLE, {"name": 4}) == [
        "名称 绿       数值 时限         个数",
        "第一组",
        "=甲… ■ 红   ≤12.5% 2022-09-30推    0",
        "第二组",
        "丙   ● 绿 0.33公里 2022-12-31     12",
    ]


def test_csv_keeps_exact_numbers_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(csvs.drawn(TABLE))))
    assert rows[0] == TABLE.heads
    assert rows[1] == ["'=甲|乙", "■ 红", "12.5", "2022-09-30推", "0"]
    assert rows[2][2] == "0.333333"


def test_markdown_keeps_a_cell_in_its_cell() -> None:
    assert md._table(TABLE)["rows"][0] == ["=甲\\|乙", *SAID[0][1:]]


def test_a_workbook_keeps_numbers_dates_and_lights() -> None:
    book = workbook.new()
    workbook.add_table(book, TABLE, "题目", "&P")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(workbook.finish(book, date(2022, 10, 1))))["表"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["题目", "均为假设"]
    assert [cell.value for cell in sheet[3]] == TABLE.heads
    first, second = sheet[4], sheet[5]
    assert (first[2].value, first[2].number_format) == (0.125, '"≤"0.0%')
    assert (second[2].value, second[2].number_format) == (1 / 3, "0.00")
    assert first[1].fill.fgColor.rgb.endswith(workbook.LIGHTS["red"][0])
    assert first[3].value.date() == date(2022, 9, 30)
    assert sheet.print_area.endswith("$D$5"), "what is not to be printed stays on the screen"


def test_standings_are_the_same_on_a_page_a_terminal_and_in_a_paper() -> None:
    plan = make_plan({"kind": "cumulative", "target": 20, "unit": "场"}, {"kind": "milestone", "by": "2022-08-31"})
    a = assess(plan, {"2022-Q3": {"1a": 18, "1b": "false"}})
    shown = View(a, speaker("zh"), SHARED)
    ((name, *counts),) = standings(shown, "unit", ("all", "green", "red", "score", "grade", "rank")).rows
    assert (name, [str(cell) for cell in counts[:3]]) == ("市人社局", ["2", "1", "1"])
    score, grade = (str(cell) for cell in counts[3:5])
    assert float(score) == pytest.approx(float(a.units[0].score or 0), abs=0.005)
    for drawn in (table.render([shown]), md.render([shown]), html.render([shown])):
        assert score in drawn
        assert grade in drawn
