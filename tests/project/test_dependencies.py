"""What is installed is said once: bounds in pyproject.toml, exact releases in constraints.txt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import lowest, pins

SMALL = """[project]
dependencies = ["PyYAML>=6.0.2", "tabulate[widechars] >= 0.9"]
[project.optional-dependencies]
dev = ["types_PyYAML>=6.0.12.20240808,<7; python_version < '4'", "pyyaml>={}"]
"""


def test_the_lowest_set_is_read_from_the_bounds(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(SMALL.replace("{}", "6.0.2"), encoding="utf-8")
    assert lowest.requirements(file) == [
        ("pyyaml", frozenset(), "6.0.2"),
        ("tabulate", {"widechars"}, "0.9"),
        ("types-pyyaml", frozenset(), "6.0.12.20240808"),
    ]


def test_two_bounds_for_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(SMALL.replace("{}", "6.0.3"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"pyyaml: 6\.0\.2 and 6\.0\.3"):
        lowest.requirements(file)


@pytest.mark.parametrize("text", ["click", "click<9", "click==8.2", "click~=8.2"])
def test_a_requirement_without_a_lower_bound_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no lower bound"):
        lowest.requirement(text)


def test_the_script_runs_before_anything_is_installed() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", str(lowest.ROOT / "tools" / "lowest.py")], capture_output=True,
                          encoding="utf-8", check=True)  # fmt: skip
    assert done.stdout.split() == [f"{each.name}=={each.lowest}" for each in lowest.requirements()]


def numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


@pytest.mark.parametrize("wanted", lowest.requirements(), ids=lambda wanted: wanted.name)
def test_every_requirement_is_pinned_within_its_bound(wanted: lowest.Requirement) -> None:
    assert numbers(pins.pinned()[wanted.name]) >= numbers(wanted.lowest)


def test_everything_that_is_installed_is_pinned() -> None:
    """What requirements bring along too; told only where the pinned set itself is installed."""
    here, pinned = pins.installed(), pins.pinned()
    if any(here.get(each.name) != pinned[each.name] for each in lowest.requirements()):
        pytest.skip("other releases than those of constraints.txt are installed")
    assert here == pinned


def test_an_extra_brings_what_it_needs_and_no_other_does() -> None:
    said = ("a>=1", "b-c; python_version < '3'", 'D_e[x, y]>=2; extra == "wide"', "f; extra == 'docs'")
    assert pins.needs(said, frozenset()) == [("a", frozenset()), ("b-c", frozenset())]
    assert pins.needs(said, frozenset({"wide"}))[-1] == ("d-e", frozenset({"x", "y"}))
