"""Which rows of a table are lines of indicators, and what is said of one whose id nobody knows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.forms.hands import at, collect, filled
from tests.forms.workbooks import PERIOD, PLAN, fresh


@pytest.mark.parametrize("typed", ["O1a", "#1a", "一a", "’1a", "合7a"])
@pytest.mark.parametrize("row", [2, 3])
def test_a_row_right_under_the_heads_is_not_dropped_for_its_id(typed: str, row: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["id", "value"], ["7a", 16], ["7b", 4]):
        sheet.append(line)
    sheet.cell(row, 1).value = typed
    path = tmp_path / "table.xlsx"
    book.save(path)
    which = ("--map", tmp_path / "m.map", "--plan", PLAN, "--period", PERIOD)
    (tmp_path / "m.map").write_text("columns: {id: id, value: value}\n", "utf-8")
    said = collect(path, *which, code=2).err
    assert "[E7]" in said
    assert typed in said


def test_the_first_row_of_a_form_is_not_dropped_for_its_id(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fresh().stream())
    cell = at(book, "7a", "value")
    cell.value = 16
    main = book["报送表"]
    main.delete_rows(8, cell.row - 8)
    assert main.cell(8, 1).value == "7a"
    main.cell(8, 1).value = main.cell(8, 2).value = "O7a"
    path = tmp_path / "form.xlsx"
    book.save(path)
    said = collect(path, code=1).err
    assert "[form-unknown-id]" in said
    assert "O7a" in said


def test_a_visible_head_is_known_whatever_it_was_renamed_to(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    book = openpyxl.load_workbook(path)
    main = book["报送表"]
    for cell in main[7]:
        if cell.coordinate != "A7":
            cell.value = f"新{cell.value}"
    book.save(path)
    made = collect(path)
    assert "E7" not in made.err
    assert "7a: {value: 16" in made.out
