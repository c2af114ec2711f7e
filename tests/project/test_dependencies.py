"""What is installed is said once: the bounds in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import lowest

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
