"""Where files lie: those shipped with the program, and how a file is named to a reader."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """Return the folder `indicators` or `templates` of the installed package, or of the checkout beside it."""
    installed = Path(__file__).parents[1] / "_data" / name
    if installed.is_dir():
        return installed
    root = Path(__file__).parents[2]
    return root / ("reports/templates" if name == "templates" else name)


def shown(path: Path) -> str:
    """Name a file the way the reader would: relative to the working folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
