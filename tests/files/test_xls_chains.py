"""An .xls file whose chain of sectors runs in a circle ends at once."""

from __future__ import annotations

from pathlib import Path

from tools import fuzz


def test_a_circle_of_sectors_is_a_damaged_file(tmp_path: Path) -> None:
    """Found by spoiling files; the seed makes the file again."""
    name, arguments, ended = fuzz.one(313464, tmp_path)
    assert name == "xls"
    assert any(str(argument).endswith(".xls") for argument in arguments)
    assert ended.code == 2
