"""The pages of docs/ speak of the code as it is."""

from __future__ import annotations

import json
import re
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checker import kinds
from checker.model import Light, Status
from checker.reading import schema, shape
from checker.reporters import csv
from tests.command import ROOT, run
from tests.project.test_layers import FLOORS

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
DOTTED = re.compile(rf"`((?:{'|'.join(FLOORS)})(?:\.\w+)+)`")


def looked_up(name: str) -> object:
    """Find a module, or what stands in one, by its dotted name."""
    first, *rest = name.split(".")
    found: object = import_module(first)
    for part in rest:
        if isinstance(found, ModuleType) and not hasattr(found, part):
            import_module(f"{found.__name__}.{part}")
        found = getattr(found, part)
    return found


def test_the_tree_is_the_list_of_layers() -> None:
    assert re.findall(r"^\| `(\w+)` \|", ARCHITECTURE, re.MULTILINE) == FLOORS


@pytest.mark.parametrize("name", sorted(set(DOTTED.findall(ARCHITECTURE))))
def test_what_architecture_names_is_there(name: str) -> None:
    assert looked_up(f"checker.{name}") is not None


@pytest.mark.parametrize(
    "page",
    ["docs/architecture.md", "docs/formats.md", "docs/install.md", "docs/windows.md", "README.md", "README.zh-CN.md"],
)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8")):
        assert ((ROOT / page).parent / target).exists(), target


FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")


def words(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def listed(first: str) -> set[str]:
    """The names in the second cell of the row that begins with a word."""
    (cell,) = re.findall(rf"^\| {first}[^|]*\| ([^|]*)\|$", FORMATS, re.MULTILINE)
    return words(cell)


def between(start: str, end: str) -> set[str]:
    return words(FORMATS.split(start, 1)[1].split(end, 1)[0])


@pytest.mark.parametrize(("name", "part"), [
    ("assessment", shape.ASSESSMENT), ("verdict", shape.VERDICT), ("totals", shape.TALLY),
    ("standing", shape.STANDING), ("finding", shape.FINDING),
])  # fmt: skip
def test_keys_of_the_output_are_those_of_the_schema(name: str, part: dict[str, Any]) -> None:
    assert listed(name) == set(part["properties"])


def test_lights_and_statuses_are_those_of_the_program() -> None:
    assert between("`light`:", "`status`") == {light.value for light in Light}
    assert between("`status`:", "\n") == {status.value for status in Status}


def test_columns_of_the_table_for_programs_are_its_own() -> None:
    assert FORMATS.split("Columns:\n\n", 1)[1].split("\n\n", 1)[0].split() == list(csv.COLUMNS)


def test_keys_of_the_list_of_indicators_are_its_own() -> None:
    made = json.loads(run("indicators", "--plan", "huangshi-quality", "--format", "json").out)
    assert between("is a list of objects with", ".\n") == set(made[0])


def test_keys_of_an_indicator_are_those_of_its_kind() -> None:
    shared = between("Every indicator may have", "; the other keys")
    assert {kind: listed(f"`{kind}`") | shared for kind in kinds.names()} == {
        kind: set(schema.indicator_schema(kind)["properties"]) for kind in kinds.names()
    }


def test_keys_of_a_value_are_those_of_the_schema() -> None:
    assert between("or an object with", ". `partial") == set(schema.VALUE["properties"])


def test_keys_of_an_office_are_all_named() -> None:
    block = next(text for name, text in files() if name == "indicators/daye/office.yaml")
    assert set(re.findall(r"^(\w+):", block, re.MULTILINE)) | between("Further keys:", "\n") == set(
        schema.OFFICE["properties"]
    )


def files() -> list[tuple[str, str]]:
    """(name, text) of the files that the page shows; the first line of each is its name."""
    return re.findall(r"```yaml\n# (\S+)\n(.*?)```", FORMATS, re.DOTALL)


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A folder with the shared files and what the page shows."""
    shutil.copytree(
        ROOT / "indicators", tmp_path / "indicators", ignore=shutil.ignore_patterns("*-*", "schemas", "huangshi")
    )
    for name, text in files():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
    return tmp_path


def test_the_files_that_are_shown_are_right(shown: Path) -> None:
    ended = run("lint", "indicators", "submissions", "--strict", cwd=shown)
    assert "[" not in ended.err
    assert "招聘会" in run("run", "submissions", "--on", "2026-04-10", "--full", cwd=shown).out


def test_the_mapping_that_is_shown_reads_a_table(shown: Path) -> None:
    (shown / "forms" / "own.csv").write_text("事项,一季度累计,情况说明\n招聘会,6,其中线上4场\n", "utf-8")
    text = (shown / "forms" / "own.map").read_text("utf-8")
    (shown / "forms" / "own.map").write_text(text.replace("sheet: 一季度汇总\n", ""), "utf-8")  # a CSV has no sheets
    ended = run("collect", "forms/own.csv", "--map", "forms/own.map", "--on", "2026-04-07", cwd=shown)
    assert '1a: {value: 6, note: "其中线上4场", source: "own.csv!' in ended.out


PACKAGES = sorted(path.parent.name for path in (ROOT / "checker").glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_public_face_of_a_package_is_there(package: str) -> None:
    """Names like `module.function` in its first lines."""
    text = import_module(f"checker.{package}").__doc__ or ""
    for name in re.findall(r"`(\w+\.\w+(?:\.\w+)?)`", text.partition("public face")[2]):
        assert looked_up(f"checker.{package}.{name}") is not None


def test_every_package_says_what_it_offers() -> None:
    """In its first lines, or by what its `__init__` holds."""
    silent = [name for name in PACKAGES if "public face" not in (doc := import_module(f"checker.{name}").__doc__ or "")
              and len((ROOT / "checker" / name / "__init__.py").read_text("utf-8")) < len(doc) + 200]  # fmt: skip
    assert silent == []
