"""The tests' own way of running the program ends like a process of its own, and leaves the tests' process as it was."""

from __future__ import annotations

import gc
import gettext
import os
from pathlib import Path

import pytest

from tests.command import ON, PROGRAM, Q3, process, run


def surroundings() -> tuple[object, ...]:
    return dict(os.environ), Path.cwd(), gettext.textdomain(), gc.isenabled()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("run", Q3, *ON), 1), (("run", Q3, *ON, "--format", "csv", "--lang", "en"), 1), (("runn", "--lang", "en"), 2), ((), 2)],
    ids=["a table", "a table of text", "a wrong command", "no command"],
)  # fmt: skip
def test_inside_the_tests_a_command_ends_as_in_a_process_of_its_own(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments, code=code) == process(*PROGRAM, *arguments, code=code)


def test_nothing_of_a_run_is_left_behind(tmp_path: Path) -> None:
    before = surroundings()
    run("init", ".", "--locality", "daye", "--name", "Daye", "--code", "420281", "--lang", "en", cwd=tmp_path)
    assert surroundings() == before
    assert (tmp_path / "indicators").is_dir()


def test_a_person_has_no_say_in_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANCHECK_LANG", "en")
    assert "用法" in run("--help").out
    assert "Usage" in run("--help", env={"PLANCHECK_LANG": "en"}).out
