"""README's first picture is made by a command of the repository."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from tools import screenshot


def size(picture: Path) -> tuple[int, int]:
    """Read width and height from a PNG's head."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_the_picture_in_the_repository_has_the_size_of_the_command() -> None:
    assert size(screenshot.PICTURE) == screenshot.SIZE


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_the_command_takes_the_picture(tmp_path: Path) -> None:
    screenshot.take(tmp_path / "new.png")
    assert size(tmp_path / "new.png") == screenshot.SIZE
