"""`plancheck init` and `plancheck lint`: a catalogue to start from, and what is shipped, are sound."""

from __future__ import annotations

from pathlib import Path

from tests.command import run


def test_init_writes_a_catalogue_that_passes_lint_and_runs(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "daye", "--name", "大冶市", "--code", "420281")
    assert "没有错误" in run("lint", "--strict", "indicators", "submissions", cwd=tmp_path).out
    run("run", "submissions", "--fail-on", "never", cwd=tmp_path)
    run("init", tmp_path, "--locality", "daye", "--name", "大冶市", "--code", "420281", code=2)


def test_init_refuses_a_locality_that_is_no_key(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "../x", "--name", "x", "--code", "420281", code=2)
    assert list(tmp_path.iterdir()) == []


def test_everything_shipped_passes_lint() -> None:
    text = run("lint", "indicators", "examples").out
    assert "没有错误" in text
