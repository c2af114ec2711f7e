"""A workbook of the old kind is read as it comes, with no extra to install; `old.xls` was saved by LibreOffice."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path

import pytest

from checker.files import bounded

FILE = Path(__file__).with_name("old.xls")


@pytest.mark.parametrize("suffix", ["xls", "et", "xlsx"])
def test_what_a_cell_shows_is_read_whatever_the_file_is_called(suffix: str, tmp_path: Path) -> None:
    named = tmp_path / f"returned.{suffix}"
    named.write_bytes(FILE.read_bytes())
    read, wrong = bounded.file(named, named.name)
    assert read is not None, wrong
    first, hidden = read.sheets
    values = {at: cell.value for at, cell in first.cells.items()}
    assert values == {
        (1, 1): "95%", (1, 2): 0.95, (1, 3): datetime(2022, 9, 20), (1, 4): time(10, 30), (1, 5): 1234567.89, (1, 6): 7,
        (1, 7): "两  格", (2, 1): "#DIV/0!", (2, 2): True, (2, 3): 1.9, (2, 4): 0.5, (4, 1): "合并",
    }  # fmt: skip
    assert {at for at, cell in first.cells.items() if cell.percent} == {(1, 2)}
    assert first.cells[2, 4].beside == "%"
    assert first.merged == ((4, 1, 5, 3),)
    assert (hidden.name, hidden.hidden) == ("_meta", True)


def test_a_missing_library_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without its parts must not send a unit's file back as damaged."""
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(ModuleNotFoundError):
        bounded.file(FILE, "old.xls")
