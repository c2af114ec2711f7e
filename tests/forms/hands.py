"""Forms with single cells filled in, found by their hidden keys, and what the program says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from tests.command import Ended, run
from tests.forms.workbooks import PERIOD, PLAN, fresh
from tests.forms.workbooks import typed as as_typed

ON = ("--on", "2023-01-09")


def filled(
    folder: Path, cells: dict[tuple[str, str], object], unit: str = "市人社局", name: str = "form.xlsx", **which: Any
) -> Path:
    """A unit's form with cells filled in: (row key, field) → what is typed."""
    book = openpyxl.load_workbook(fresh(unit, **which).stream())
    for (key, field), typed in cells.items():
        cell = at(book, key, field)
        cell.value = as_typed(cell, typed)
    path = folder / name
    book.save(path)
    return path


def at(book: Any, key: str, field: str) -> Any:
    main = book["报送表"]
    head = next(row for row in range(1, 14) if main.cell(row, 1).value == "id")
    column = next(cell.column for cell in main[head] if cell.value == field)
    row = next(cell.row for cell in main["A"] if cell.value == key)
    return main.cell(row, column)


def collect(*arguments: object, code: int | tuple[int, ...] = (0, 1)) -> Ended:
    return run("collect", *arguments, *(() if "--on" in arguments else ON), code=code)


def judged_lines(submission: Path, *options: str) -> list[str]:
    """The lines of the table that `run` makes of what was collected."""
    return run("run", submission, *(options or ON), "--format", "csv", "--fail-on", "never").out.splitlines()


def base(folder: Path, values: str, submitted: str = "2023-01-09") -> Path:
    path = folder / "2022-q4.yaml"
    path.write_text(f"plan: {PLAN}\nperiod: {PERIOD}\nsubmitted: {submitted}\nvalues:\n{values}", "utf-8")
    return path
