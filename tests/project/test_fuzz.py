"""Spoiled files of every kind: the program ends with 0, 1 or 2, and the tool tells where it does not."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.command import process
from tools import fuzz


@pytest.mark.slow
def test_three_thousand_spoiled_files_end_as_they_may() -> None:
    """In a process of its own, as its memory is bounded; under a hundred seconds of processor time."""
    told = process(sys.executable, "-m", "tools.fuzz", "--runs", "3000").out
    seconds = re.search(r"(\d+) processor seconds", told)
    assert seconds is not None, told
    assert int(seconds[1]) < 100, told
    for name, *_ in fuzz.KINDS:
        assert re.search(rf"^{name} ", told, re.MULTILINE), told


def test_a_seed_makes_the_same_run_again(tmp_path: Path) -> None:
    """The kind of file, what it holds, the command and how it ends."""
    first = [fuzz.one(seed, tmp_path / "a") for seed in range(7, 13)]
    made = (tmp_path / "a" / "s" / "q2.yaml").read_bytes()
    again = [fuzz.one(seed, tmp_path / "b") for seed in range(7, 13)]
    assert [(name, arguments) for name, arguments, _ in again] == [(name, arguments) for name, arguments, _ in first]
    assert [ended.code for *_, ended in again] == [ended.code for *_, ended in first]
    assert (tmp_path / "b" / "s" / "q2.yaml").read_bytes() == made


def test_what_escapes_and_what_takes_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("checker.cli.main", endless)
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert fuzz.run(["lint"], tmp_path).code == "cut"
    monkeypatch.setattr("checker.cli.main", lambda _: 1 / 0)
    assert str(fuzz.run(["lint"], tmp_path).code).startswith("escaped: ZeroDivisionError")
