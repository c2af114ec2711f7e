"""Names of files that come from texts of others: of units, plans and titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.files import writing

ROOM = len(b"-99.xlsx")
LONGEST = 255
"""Bytes that a file name may have on the usual file systems."""


@pytest.mark.parametrize(
    "name", ["CON", "nul", "Prn", "com1.txt", "LPT9", "COM¹", "aux .tar", "CONIN$", "con.plan-2022"]
)
def test_no_name_is_a_device(name: str) -> None:
    """Windows opens a device whatever follows the first dot; with a sign before it, it is a file."""
    assert writing.safe_name(name) == "_" + name


@pytest.mark.parametrize("name", ["CONTROL", "comma", "nullable", "com10", "市人社局-2022-Q4", "发改委（市）"])
def test_other_names_stay(name: str) -> None:
    assert writing.safe_name(name) == name


@pytest.mark.parametrize("tail", [".", " ", "...", " . ", "\u3000", "\xa0"])
def test_no_name_ends_in_a_dot_or_a_space(tail: str) -> None:
    """Neither as it was given, nor where it was cut: Windows drops them and then finds no such file."""
    assert writing.safe_name(f"市人社局{tail}") == "市人社局"
    assert re.fullmatch("a{70}-[0-9a-f]{8}", writing.safe_name("a" * 70 + tail + "b" * 19))


@pytest.mark.parametrize("sign", ["\x7f", "\x85", "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff", "\u2028"])
def test_nothing_unseen_stands_in_a_name(sign: str) -> None:
    """Marks turn the text behind them round: `gpj.exe` would show as `exe.jpg`."""
    assert writing.safe_name(f"市{sign}局") == "市_局"


def test_half_a_character_is_no_name() -> None:
    assert writing.safe_name("市\ud800局") == "市_局"


@pytest.mark.parametrize("sign", ["局", "𠮷", "é"])
def test_a_long_name_fits_with_number_and_suffix(sign: str, tmp_path: Path) -> None:
    """File systems count bytes: 80 characters outside the first plane take 320."""
    name = writing.safe_name(sign * 300)
    assert set(name[:-9]) == {sign}
    assert re.fullmatch("-[0-9a-f]{8}", name[-9:])
    assert len(name.encode()) + ROOM <= LONGEST
    writing.write(tmp_path / f"{name}-99.xlsx", b"1")  # by way of a temporary file, whose name is longer
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}-99.xlsx"]


@pytest.mark.parametrize("name", ["", "...", " ", "\u3000"])
def test_a_name_is_never_empty(name: str) -> None:
    assert writing.safe_name(name) == "_"
