"""Every fault is said at the cell that it is in, though another cell of the row says the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from checker.forms import collecting, sheet
from tests.forms.small import FORM, ON, PLAN, ZH, shelf


def said(folder: Path, filled: Mapping[str, Mapping[str, object]], code: str) -> list[str]:
    """The cells of a form at which a code is said, in the order in which it is."""
    file = folder / "form.xlsx"
    file.write_bytes(sheet.drawn(FORM, filled))
    made = collecting.collected(collecting.Request([file], ON), shelf(PLAN), ZH, lambda items, _: items)
    return [f.where.cell for f in made.findings if f.code == code]


def cell(key: str, field: str) -> str:
    """Where a form asks for a field."""
    main = openpyxl.load_workbook(io.BytesIO(sheet.drawn(FORM)))["报送表"]
    (row,) = (line[0].row for line in main.iter_rows() if line[0].value == key)
    return str(main.cell(row, 2 + FORM.columns.index(field)).coordinate)


@pytest.mark.parametrize(
    ("key", "fields", "text"),
    [("1c", ("value", "last_year"), "十"), ("1b", ("part", "whole"), "十"), ("1b", ("part", "whole"), "约100")],
)
def test_two_equal_faults_of_a_row_are_said_at_both_cells(
    key: str, fields: tuple[str, ...], text: str, tmp_path: Path
) -> None:
    filled = {key: dict.fromkeys(fields, text)}
    assert said(tmp_path, filled, "E2") == [cell(key, field) for field in fields]


def test_two_nodes_that_are_still_to_come_are_said_at_both_cells(tmp_path: Path) -> None:
    keys = ("1e#市", "1e#县（市、区）")
    filled = {key: {"value": "2023-02-05"} for key in keys}
    assert said(tmp_path, filled, "E2-future") == [cell(key, "value") for key in keys]


def test_a_fault_of_a_share_is_said_at_both_its_cells(tmp_path: Path) -> None:
    area = f"{cell('1b', 'part')}:{cell('1b', 'whole')}"
    assert said(tmp_path, {"1b": {"part": 11, "whole": 10}}, "E6") == [area]
