"""What a cell shows beside or instead of its number, as other programs write it: never taken for another number."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.files.book import beside
from checker.forms import collecting
from checker.forms.collecting import Collected
from tests.forms.small import ON, PLAN, ZH, shelf
from tests.forms.writers import WRITERS, Rows, Said

MAP = f"plan: {PLAN.id}\nperiod: 2022-Q4\ncolumns: {{id: 编号, value: 本期}}\n"


def gathered(folder: Path, content: bytes, name: str, mapped: str = MAP) -> Collected:
    (folder / "own.map").write_text(mapped, "utf-8")
    (folder / name).write_bytes(content)
    request = collecting.Request([folder / name], ON, map=folder / "own.map")
    return collecting.collected(request, shelf(PLAN), ZH, lambda items, _: items)


def values(made: Collected) -> dict[str, object]:
    """The values that were written, by id."""
    held = yaml.safe_load(made.text)["values"]
    return {name: entry.get("value", entry.get("none")) for name, entry in held.items()}


def rows(cell: object) -> Rows:
    return [["编号", "本期"], ["1a", cell], ["1g", 3]]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Said(runs=(("12", "struck"), ("15", ""))), "~~12~~15"),
        (Said(runs=(("15", ""), ("3", "raised"))), "15^3^"),
        (Said(12, mark="struck"), "~~12~~"),
        (Said("12", mark="raised"), "^12^"),
    ],
    ids=["struck digits", "a raised digit", "a struck number", "a raised text"],
)
def test_struck_and_raised_digits_go_back(writer: str, cell: Said, shown: str, tmp_path: Path) -> None:
    made = gathered(tmp_path, WRITERS[writer](rows(cell)), f"own.{writer}")
    assert [(f.code, f.where.cell, f.facts["found"]) for f in made.findings] == [("form-marked", "B2", shown)]
    assert values(made) == {"1a": shown, "1g": 3}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_struck_choice_goes_back_and_a_unit_in_full_width_is_one(writer: str, tmp_path: Path) -> None:
    table: list[list[object]] = [["编号", "单位", "本期"], ["1f", "", Said("正常", mark="struck")], ["1b", "％", 95]]
    mapped = MAP.replace("id: 编号", "id: 编号, unit: 单位")
    made = gathered(tmp_path, WRITERS[writer](table), f"own.{writer}", mapped)
    assert [(f.code, f.where.cell) for f in made.findings] == [("form-marked", "C2")]
    assert values(made) == {"1b": 95, "1f": "~~正常~~"}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    ("cell", "shown"),
    [(Said(12, '0"万"'), "12万"), (Said("12", '@"万"'), "12万"), (Said(12, '0"0000"'), "12“0000”")],
    ids=["behind a number", "behind a text", "zeros that are written"],
)
def test_a_power_of_ten_in_a_format_goes_back(writer: str, cell: Said, shown: str, tmp_path: Path) -> None:
    made = gathered(tmp_path, WRITERS[writer](rows(cell)), f"own.{writer}")
    assert [(f.code, f.where.cell) for f in made.findings] == [("form-format", "B2")]
    assert values(made) == {"1a": shown, "1g": 3}


@pytest.mark.parametrize(
    ("shape", "number", "text"),
    [
        ("General", "", ""),
        ('0"场"', "场", ""),
        ("0\\场", "场", ""),
        ("0万", "万", ""),
        ("[$万-804]0", "万", ""),
        ('[>=10000]0!.0,"万";0', ".万", ""),
        ('0;-0;0;@"万"', "", "万"),
        ("0_万*万", "", ""),
        ('0.0"%"', "%", ""),
        ('"' * 300, "", ""),
    ],
)
def test_what_a_format_writes_beside(shape: str, number: str, text: str) -> None:
    assert (beside(shape), beside(shape, text=True)) == (number, text)
