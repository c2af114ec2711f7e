"""An office's own layout, read by a small file that says which column is what."""

from __future__ import annotations

import io
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command import ROOT, run
from tests.forms.workbooks import MAP, OWN
from tools import make_form_example


def test_an_offices_own_layout_is_read_by_a_mapping(tmp_path: Path) -> None:
    ended = run("collect", OWN, "--map", MAP, "--on", "2023-01-06", code=1)
    for part in (
        '7a: {value: 16, note: "均为线上"',
        '7b: {value: "4场",',
        "7c: {value: 16300,",
        "!四季度汇总!C4 sha256:",
    ):
        assert part in ended.out
    assert "own-layout.xlsx!四季度汇总!C5" in ended.err
    wrong = tmp_path / "map.yaml"
    wrong.write_text("plan: huangshi-public-service\nperiod: 2022-Q4\ncolumns: {valeu: 四季度累计}\n", "utf-8")
    said = run("collect", OWN, "--map", wrong, code=2).err
    assert "value" in said
    assert "map.yaml:3:" in said


@pytest.mark.parametrize(
    ("line", "place", "word"),
    [("period: 2022-Q5", ":2:9", "2022-Q5"), ("rows: {甲: 7zz}", ":3:11", "7zz"), ("cells: {99z: {value: A1}}", ":3:9", "99z"),
     ("cells: {7c: {value: 12}}", ":3:21", "12"), ("cells: {7c: 3}", ":3:13", ""), ("cells: 3", ":3:8", "")],
)  # fmt: skip
def test_a_mapping_is_wrong_at_its_line(line: str, place: str, word: str, tmp_path: Path) -> None:
    head = "plan: huangshi-public-service\n" + ("" if line.startswith("period") else "period: 2022-Q4\n")
    (tmp_path / "m.map").write_text(f"{head}{line}\ncolumns: {{id: 事项, value: 四季度累计}}\n", "utf-8")
    said = run("collect", OWN, "--map", tmp_path / "m.map", code=2).err
    assert f"m.map{place}" in said
    assert word in said


def test_the_example_workbook_is_what_its_script_makes() -> None:
    """What it holds and how it looks; not its bytes, which the library signs with its release."""
    contents = ((ROOT / OWN).read_bytes(), make_form_example.drawn())
    kept, made = (openpyxl.load_workbook(io.BytesIO(content)) for content in contents)
    assert [looks(page) for page in made] == [looks(page) for page in kept]


def looks(page: Any) -> tuple[object, ...]:
    cells = {cell.coordinate: (cell.value, cell.number_format, copy(cell.font), copy(cell.fill), copy(cell.border),
                               copy(cell.alignment)) for line in page for cell in line}  # fmt: skip
    sizes = {name: (part.width, part.hidden) for name, part in page.column_dimensions.items()}
    return page.title, page.sheet_state, sorted(map(str, page.merged_cells.ranges)), sizes, cells
