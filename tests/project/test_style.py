"""Style and types are clean; the project speaks of itself alone."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest

from tests.command import ROOT, process


@pytest.mark.tools
@pytest.mark.parametrize("arguments", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_tools_are_content(arguments: tuple[str, ...]) -> None:
    process(sys.executable, "-m", *arguments)


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased"


def test_no_module_has_grown_out_of_sight() -> None:
    long = [
        str(f.relative_to(ROOT)) for f in (ROOT / "checker").rglob("*.py") if f.read_text("utf-8").count("\n") > 400
    ]
    assert long == []


def test_the_hook_lints_the_files_it_is_given() -> None:
    from checker.files import yamlfile

    document, found = yamlfile.read(ROOT / ".pre-commit-hooks.yaml")
    assert document is not None, found
    (hook,) = document.data
    assert (hook["id"], hook["entry"], hook["language"]) == ("plancheck-lint", "plancheck lint", "python")
    wanted = ["indicators/huangshi/public-service.yaml", "examples/huangshi/2023-q3.yaml", "submissions/2026-q1.yml"]
    assert all(re.search(hook["files"], name) for name in wanted)
    assert not re.search(hook["files"], "docs/mkdocs.yaml")


def test_the_page_about_tests_names_every_folder_and_mark() -> None:
    page = (ROOT / "tests" / "README.md").read_text("utf-8")
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    marks = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["markers"])
    assert {name for name in folders | {mark.partition(":")[0] for mark in marks} if f"`{name}`" not in page} == set()
