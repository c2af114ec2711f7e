"""A form asks a kind what it is and never which: copies of all kinds under other names are drawn and read alike."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

from checker import kinds
from checker.forms import collecting, layout, sheet
from checker.model import Plan
from tests.forms.small import ON, PLAN, ZH, blank, shelf
from tests.harness import make_plan

ROOT = Path(__file__).parents[2]
OTHERS = make_plan(
    {"kind": "cumulative", "unit": "%", "target": 90},
    {"kind": "cap", "unit": "起", "target": 3},
    {"kind": "cap", "unit": "%", "target": 3},
    {"kind": "maintain", "unit": "%", "target": 95, "direction": "up"},
    {"kind": "maintain", "unit": "天", "target": 5, "direction": "down"},
    {"kind": "change", "unit": "%", "target": 5, "reported_as": "percent"},
    {"kind": "change", "unit": "%", "target": 5},
    {"kind": "level", "unit": "人", "target": 5, "direction": "up"},
)
FILLED: dict[str, dict[str, Any]] = {
    "1a": {"value": 16, "correction": "多报2场"}, "1b": {"part": 9, "whole": 10}, "1c": {"value": 5, "note": "见清单"},
    "1d": {"value": date(2022, 9, 20)}, "1e#市": {"value": "未完成"}, "1f": {"value": "正常"}, "1g": {"value": "十"},
}  # fmt: skip


@pytest.fixture(params=[PLAN, OTHERS], ids=["all kinds", "the same in percent"])
def plans(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Plan, Plan]]:
    """A plan, and the same with every kind under another name."""
    (measure,) = request.param.measures
    copies = []
    for indicator in measure.indicators:
        name = f"copied_{indicator.kind}"
        monkeypatch.setitem(sys.modules, f"checker.kinds.{name}", sys.modules[f"checker.kinds.{indicator.kind}"])
        copies.append(indicator._replace(kind=name))
    yield request.param, request.param._replace(measures=(measure._replace(indicators=tuple(copies)),))
    kinds.load.cache_clear()


def drawn(plan: Plan) -> tuple[list[Any], list[Any]]:
    """What a form shows and which rules its cells have; how a target is told is no matter of forms."""
    form = blank(plan)
    main = openpyxl.load_workbook(io.BytesIO(sheet.drawn(form, FILLED)))["报送表"]
    main.delete_cols(2 + form.columns.index("target"))
    for row in main.iter_rows(max_row=8, max_col=2):  # by what it is known: a digest of its kinds, too
        for cell in row:
            cell.value = None if "{" in str(cell.value) or " · " in str(cell.value) else cell.value
    rules = [
        (str(rule.sqref), rule.type, rule.formula1, rule.formula2) for rule in main.data_validations.dataValidation
    ]
    return [[cell.value for cell in row] for row in main.iter_rows()], rules


def collected(plan: Plan) -> tuple[str, list[tuple[str, str]]]:
    """What comes back, and what is said of it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        file.write_bytes(sheet.drawn(blank(plan), FILLED))
        made = collecting.collected(collecting.Request([file], ON), shelf(plan), ZH, lambda items, _: items)
    values = made.text.partition("values:")[2]
    return "".join(line.partition(", source:")[0] for line in values.splitlines()), [
        (f.code, f.where.cell) for f in made.findings
    ]


def test_a_copied_kind_has_the_same_form(plans: tuple[Plan, Plan]) -> None:
    own, copy = plans
    for one, other in zip(own.measures[0].indicators, copy.measures[0].indicators, strict=True):
        assert layout.fields(one) == layout.fields(other)
        assert layout.taken(one) == layout.taken(other)
    assert drawn(own) == drawn(copy)


def test_a_copied_kind_comes_back_alike(plans: tuple[Plan, Plan]) -> None:
    own, copy = plans
    text, said = collected(own)
    assert (text, said) == collected(copy)
    assert text
    assert said


def test_nobody_asks_a_kind_for_its_name() -> None:
    """An indicator's kind is compared with nothing, and no name of a kind stands in the code of forms and files."""
    for file in (*(ROOT / "checker/forms").glob("*.py"), *(ROOT / "checker/files").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                assert not [s for s in sides if "kind" in (getattr(s, "attr", ""), getattr(s, "id", ""))], (
                    file,
                    node.lineno,
                )
