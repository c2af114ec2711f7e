"""Two people who collect into one submission, or into one that is not there yet, at the same time."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli import collect as command
from checker.files import writing
from checker.forms import collecting
from tests.command import PROGRAM, ROOT, environment
from tests.forms.hands import ON, base, collect
from tests.forms.workbooks import PERIOD, PLAN


def table(folder: Path, name: str, row: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(f"id,value\n{row}\n", "utf-8")
    return path


def answered(monkeypatch: pytest.MonkeyPatch, *doings: Callable[[], object]) -> list[int]:
    """Answer yes to each question, after something else has happened; gives how often it was asked."""
    asked: list[int] = []

    def ask(_: object) -> None:
        asked.append(1)
        if len(asked) <= len(doings):
            doings[len(asked) - 1]()

    monkeypatch.setattr(command, "_ask", ask)
    return asked


def test_what_another_adds_before_the_answer_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = base(tmp_path, "  8b: 3\n")
    mine, theirs = table(tmp_path, "mine", "7a,16"), table(tmp_path, "theirs", "7b,4")
    asked = answered(monkeypatch, lambda: collect(theirs, "--into", target, "--yes"))
    said = collect(mine, "--into", target).err
    text = target.read_text("utf-8")
    assert "7a: {value: 16" in text
    assert "7b: {value: 4" in text
    assert asked == [1]
    assert "显示的不同" not in said


@pytest.mark.parametrize(("theirs", "times"), [("7a,15", 2), ("7a,16", 1)], ids=["another value", "the same value"])
def test_where_something_else_would_change_than_was_shown_it_is_asked_anew(
    theirs: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = base(tmp_path, "  8b: 3\n")
    mine, other = table(tmp_path, "mine", "7a,16"), table(tmp_path, "theirs", theirs)
    asked = answered(monkeypatch, lambda: collect(other, "--into", target, "--yes"))
    said = collect(mine, "--into", target).err
    assert len(asked) == times
    assert said.count("显示的不同") == 1
    assert ("15 → 16" in said) == (times == 2), said
    assert "7a: {value: 16" in target.read_text("utf-8")


def test_who_has_said_yes_beforehand_is_told_what_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = base(tmp_path, "  8b: 3\n")
    mine, theirs = table(tmp_path, "mine", "7a,16"), table(tmp_path, "theirs", "7a,15")
    real = collecting.collected

    def slow(*arguments: object) -> object:
        made = real(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(collecting, "collected", real)
        collect(theirs, "--into", target, "--yes")
        return made

    monkeypatch.setattr(collecting, "collected", slow)
    said = collect(mine, "--into", target, "--yes").err
    assert "显示的不同" in said
    assert "15 → 16" in said
    assert "7a: {value: 16" in target.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"plan: {PLAN}\nperiod: 2022-Q3\nsubmitted: 2022-10-09\nvalues:\n  8b: 3\n", "另一份报送"),
        ("plan: [\n", "[syntax]"),
    ],
    ids=["of another period", "broken"],
)
def test_a_submission_that_has_become_another_is_left_alone(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = base(tmp_path, "  8b: 3\n")
    answered(monkeypatch, lambda: target.write_text(text, "utf-8"))
    said = collect(table(tmp_path, "mine", "7a,16"), "--into", target, code=2).err
    assert says in said
    assert target.read_text("utf-8") == text


def test_a_file_that_is_held_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = base(tmp_path, "  8b: 3\n")
    before = target.read_bytes()
    monkeypatch.setattr(writing.locked.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined]
    with writing.locked(target):
        said = collect(table(tmp_path, "mine", "7a,16"), "--into", target, "--yes", code=2).err
    assert "正由另一次运行写入" in said
    assert target.read_bytes() == before


def test_a_new_submission_is_not_written_over_one_that_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "q4.yaml"
    mine, theirs = table(tmp_path, "mine", "7a,16"), table(tmp_path, "theirs", "7b,4")
    which = ("--plan", PLAN, "--period", PERIOD, "-o", target)
    real = writing.write

    def slow(*arguments: object, **how: object) -> None:
        monkeypatch.setattr(writing, "write", real)
        collect(theirs, *which)
        real(*arguments, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", slow)
    said = collect(mine, *which, code=2).err
    assert "已经存在" in said
    assert "7b: {value: 4" in target.read_text("utf-8")


def test_rights_and_links_of_a_submission_stay(tmp_path: Path) -> None:
    target = base(tmp_path, "  8b: 3\n")
    target.chmod(0o640)
    (tmp_path / "mine").mkdir()
    link = tmp_path / "mine" / "q4.yaml"
    link.symlink_to(target)
    collect(table(tmp_path, "mine", "7a,16"), "--into", link, "--yes")
    assert link.is_symlink()
    assert "7a: {value: 16" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.slow
def test_of_two_runs_at_once_none_loses_its_value(tmp_path: Path) -> None:
    target = base(tmp_path, "  8b: 3\n")
    rows = ["7a,16", "7b,4", "7c,15000"]
    runs = [
        subprocess.Popen([*PROGRAM, "collect", table(tmp_path, f"t{n}", row), "--into", target, "--yes", *ON], cwd=ROOT,
                         env=environment({}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for n, row in enumerate(rows)
    ]  # fmt: skip
    assert {each.wait(120) for each in runs} <= {0, 1}
    text = target.read_text("utf-8")
    assert all(f"{row.partition(',')[0]}: {{value: {row.partition(',')[2]}" in text for row in rows)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
