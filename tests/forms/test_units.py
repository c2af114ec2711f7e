"""One indicator in the forms of two units."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.forms.hands import collect, filled
from tests.forms.workbooks import SCHOOLS

GUARD = "市市场监管局"


def test_halves_from_two_units_go_back_to_both(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "value"): 94}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "part"): 500, ("4b", "whole"): 598}, GUARD, "two.xlsx")
    report = tmp_path / "report.xlsx"
    said = collect(one, two, "--report", report, code=1).err
    assert "[form-halves]" in said
    assert SCHOOLS in said
    assert GUARD in said
    sheets = openpyxl.load_workbook(report).sheetnames
    assert SCHOOLS in sheets
    assert GUARD in sheets


def test_a_percentage_and_its_part_and_whole_from_two_units_agree(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "value"): 94.5}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "part"): 565, ("4b", "whole"): 598}, GUARD, "two.xlsx")
    text = collect(one, two).out
    assert "4b: {part: 565, whole: 598" in text
    assert "two.xlsx!" in text


def test_a_source_names_the_file_that_the_value_is_from(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "note"): "见附件"}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "value"): 94}, GUARD, "two.xlsx")
    text = collect(one, two).out
    line = next(line for line in text.splitlines() if line.startswith("  4b:"))
    assert f'by: "{GUARD}"' in line
    assert "one.xlsx!" in line
    assert "two.xlsx!" in line
