"""Paths → books: folders are searched, each file is read by what it is; many files are read on all processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from checker.forms import csvfile, reading
from checker.forms.reading import Book
from checker.library import shown
from checker.model import Finding

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".csv", ".txt", ".xls", ".et", ".ods")
MANY = 12
Opened = tuple[Book | None, list[Finding]]


def files(paths: Iterable[Path]) -> list[Path]:
    """List the files; of folders those that can be forms, without the lock files that office programs leave."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in inside:
            if path.is_dir() and (file.suffix.lower() not in SUFFIXES or not file.is_file()):
                continue
            if not file.name.startswith(("~$", ".~", "._")):
                found[file] = None
    return list(found)


def opened(path: Path) -> Opened:
    """Read one file."""
    name = shown(path)
    content, found = reading.raw(path, name)
    if content is None:
        return None, found
    if path.suffix.lower() in (".csv", ".txt") and not content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return csvfile.read(content, name)
    return reading.read(content, name)


def all_of(paths: Sequence[Path], progress: Callable[[Iterable[Opened], int], Iterable[Opened]]) -> list[Opened]:
    """Read all files, in the order given."""
    return list(progress(_each(paths), len(paths)))


def _each(paths: Sequence[Path]) -> Iterator[Opened]:
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
    if len(paths) < MANY or workers < 2:
        yield from map(opened, paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    import openpyxl  # noqa: F401 — loaded once here, not once in every worker

    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(opened, paths, chunksize=4)
