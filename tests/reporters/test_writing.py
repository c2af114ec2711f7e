"""Files are written whole, and only where they were asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.files import writing


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    writing.write(file, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "con:", "a\\b", "..", "a\nb", "x" * 300])
def test_file_names_never_leave_the_folder(name: str) -> None:
    safe = writing.safe_name(name)
    assert (Path("/out") / safe).parent == Path("/out")
    assert 0 < len(safe) <= 80
