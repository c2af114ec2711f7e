"""Every fault is said at the cell that it is in, though another cell of the row says the same."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.forms.hands import at, collect, filled
from tests.forms.workbooks import GRID, POWER


def said(path: Path, code: str) -> list[str]:
    """The cells of a form at which a code is said, in the order in which it is."""
    errors = collect(path).err
    return re.findall(rf"!([A-Z]+\d+(?::[A-Z]+\d+)?): .*\[{code}\]$", errors, re.MULTILINE)


def cell(path: Path, key: str, field: str) -> str:
    return str(at(openpyxl.load_workbook(path), key, field).coordinate)


@pytest.mark.parametrize(
    ("unit", "key", "fields", "text"),
    [(POWER, "17a", ("value", "last_year"), "十"), ("市人社局", "7e", ("part", "whole"), "十"),
     ("市人社局", "7e", ("part", "whole"), "约100")],
)  # fmt: skip
def test_two_equal_faults_of_a_row_are_said_at_both_cells(
    unit: str, key: str, fields: tuple[str, ...], text: str, tmp_path: Path
) -> None:
    form = filled(tmp_path, {(key, field): text for field in fields}, unit)
    assert said(form, "E2") == [cell(form, key, field) for field in fields]


def test_two_nodes_that_are_still_to_come_are_said_at_both_cells(tmp_path: Path) -> None:
    keys = ("37a#市", "37a#县")
    form = filled(tmp_path, {(key, "value"): "2022-11-05" for key in keys}, GRID)
    assert said(form, "E2-future") == [cell(form, key, "value") for key in keys]
