"""Every made file has its maker in tools/renew.py, a test that compares the two, and a line in CONTRIBUTING."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, process
from tools import renew

OTHERS = {
    "renew",
    "lowest",
    "pins",
    "mutate",
    "fuzz",
    "fuzz_base",
    "mutators",
}  # make nothing here, or only in a fresh environment
MADE_FOLDERS = ("indicators/schemas", "tests/golden", "reports/templates", "docs", "examples")
BY_HAND = {".md", ".yaml", ".map", ".csv", ".j2", ".css", ".js"}
"""Suffixes of what people write in those folders; golden files have some of them too."""


def made() -> set[str]:
    """The files that the makers name."""
    return {path.relative_to(ROOT).as_posix() for maker in renew.MAKERS for path in ROOT.glob(maker.files)}


def test_every_maker_names_files_that_are_there() -> None:
    assert [maker.files for maker in renew.MAKERS if not list(ROOT.glob(maker.files))] == []


def test_what_nobody_can_write_by_hand_has_a_maker() -> None:
    files = [path for folder in MADE_FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    written = {path.relative_to(ROOT).as_posix() for path in files
               if path.suffix in BY_HAND and path.parent.name != "golden"}  # fmt: skip
    assert {path.relative_to(ROOT).as_posix() for path in files} - written - made() == set()


def test_every_script_that_makes_files_is_called() -> None:
    scripts = {file.stem for file in (ROOT / "tools").glob("*.py")} - {"__init__"} - OTHERS
    text = (ROOT / "tools" / "renew.py").read_text("utf-8")
    assert {name for name in scripts if f"from tools import {name}\n" not in text} == set()


@pytest.mark.parametrize("maker", renew.MAKERS, ids=lambda maker: maker.files)
def test_a_test_compares_and_contributors_are_told(maker: renew.Maker) -> None:
    file, _, test = maker.held.partition("::")
    assert f"def {test}(" in (ROOT / "tests" / file).read_text("utf-8")
    for page in ("CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"):
        assert f"`{maker.files}`" in (ROOT / page).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("maker", [each for each in renew.MAKERS if not each.files.endswith((".png", ".xlsx", ".docx"))],
                         ids=lambda maker: maker.files)  # fmt: skip
def test_nothing_is_behind_its_maker(maker: renew.Maker) -> None:
    """What Chromium and packed files hold differs between releases; the tests that hold them compare what is seen."""
    contents = maker.make()
    assert {path.relative_to(ROOT) for path in contents} == {path.relative_to(ROOT) for path in ROOT.glob(maker.files)}
    assert list(renew.behind(contents)) == []


def test_only_what_is_behind_is_written(tmp_path: Path) -> None:
    new, old, same = (tmp_path / name for name in ("new", "old", "same"))
    old.write_bytes(b"old")
    same.write_bytes(b"kept")
    same.chmod(0o444)
    assert renew.renew({new: b"new", old: b"renewed", same: b"kept"}) == [new, old]
    assert (new.read_bytes(), old.read_bytes(), same.read_bytes()) == (b"new", b"renewed", b"kept")


@pytest.mark.slow
def test_the_command_mends_a_copy_and_says_what_has_changed(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "__pycache__", "out", "*.mo"))
    command = (sys.executable, "-m", "tools.renew")
    surroundings = {"PYTHONPATH": str(root), "PATH": ""}  # where no Chromium is
    process(*command, cwd=root, env=surroundings)
    (root / "docs/findings.md").write_text("old", "utf-8")
    (root / "indicators/schemas/office.schema.json").unlink()
    said = process(*command, cwd=root, env=surroundings).out.splitlines()
    assert said == [
        "docs/dashboard.png: left as it is, Chromium is not installed",
        "indicators/schemas/office.schema.json: changed",
        "docs/findings.md: changed",
        "2 files changed",
    ]
