"""Where files lie: those shipped with the program, and how a file is named to a reader."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PureWindowsPath


def shipped(name: str) -> Path:
    """Return the folder `indicators` or `templates` of the installed package, or of the checkout beside it."""
    installed = Path(__file__).parents[1] / "_data" / name
    if installed.is_dir():
        return installed
    root = Path(__file__).parents[2]
    return root / ("reports/templates" if name == "templates" else name)


def shown(path: Path) -> str:
    """Name a file the way the reader would: relative to the working folder where it lies below it.

    A link keeps its own name; what no screen should be given (marks of direction, halves of characters) shows as �.
    """
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 — asked of every file, and texts are quicker
    for absolute in (os.path.abspath, os.path.realpath):  # a link is named, not followed
        found = absolute(path)
        if os.path.normcase(os.path.join(found, "")).startswith(os.path.normcase(here)):  # noqa: PTH118
            return _inert(Path(found[len(here) :]).as_posix())
    return _inert(str(path))


def _inert(name: str) -> str:
    return name if name.isprintable() else "".join(char if char.isprintable() else "�" for char in name)


def published(name: str) -> str:
    """Name a file in what others read: nobody need know where on this machine it lies."""
    path = PurePath(name)
    outside = path.is_absolute() or ".." in path.parts or PureWindowsPath(name).is_absolute()
    return path.name if outside else name
