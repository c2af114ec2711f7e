"""Paths → what was filled in: folders are searched, each file is read by what it is, many on all processors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from checker.files import bounded, disk, processes, workbook
from checker.files.book import Book, Sheet
from checker.files.places import shown
from checker.forms import heading, lifting
from checker.forms.heading import Heads
from checker.forms.lifting import Lifted
from checker.model import Finding, Message, Where, finding, names

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".csv", ".xls", ".et", ".ods")
MANY = 12
_HEAD = 1 << 16  # bytes: the names of an archive's first parts stand among them
_KINDS: Mapping[str, tuple[bytes, ...]] = {
    "word": (b"word/", b"{\\rtf"), "slides": (b"ppt/",), "archive": (b"pk", b"rar!", b"7z\xbc\xaf"), "pdf": (b"%pdf",),
    "picture": (b"\xff\xd8\xff", b"\x89png", b"gif8", b"bm"),
    "page": (b"<!doctype html", b"<html", b"<table", b"<meta"),
}  # fmt: skip
Opened = tuple[list[Lifted], list[Finding]]


def files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """List the files, and those passed over: of folders, down to the bottom, what cannot be a form.

    What is hidden, and locks that office programs leave, is not even named.
    """
    found: dict[Path, None] = {}
    passed: dict[Path, None] = {}
    for path in paths:
        for file in disk.below(path) if path.is_dir() else [path]:
            within = file.relative_to(path).parts if path.is_dir() else (file.name,)
            if any(name.startswith(("~$", ".")) for name in within):
                continue
            fits = not path.is_dir() or (file.suffix.lower() in SUFFIXES and file.is_file())
            (found if fits else passed)[file] = None
    return list(found), list(passed)


def opened(path: Path, ours: Heads, own: Heads | None = None) -> Opened:
    """Read one file and lift what was filled in."""
    try:
        book, found = bounded.file(path, shown(path))
        if book is None:
            return [], [_what_it_is(path, said) for said in found]
        forms, more = lifting.lifted(_inert(book), ours, own)
    except MemoryError:
        return _too_much(path)
    return forms, [*found, *more]


def _too_much(path: Path) -> Opened:
    return [], [finding("form-memory", Where(shown(path)))]


def _what_it_is(path: Path, said: Finding) -> Finding:
    """Say of what is no workbook what it is instead, where its first bytes tell."""
    if said.code != "form-no-workbook":
        return said
    head = disk.content(path, _HEAD)
    kind = next((kind for kind, signs in _KINDS.items() if any(_starts(head, sign) for sign in signs)), "")
    return finding("form-other-kind", said.where, what=Message(f"what.{kind}")) if kind else said


def _starts(head: bytes, sign: bytes) -> bool:
    return head.startswith(b"PK") and sign in head if sign.endswith(b"/") else head.lstrip().lower().startswith(sign)


def _inert(book: Book) -> Book:
    """Take out of texts and names what nobody sees and what does something on a screen."""
    return book._replace(sheets=tuple(map(_inert_sheet, book.sheets)))


def _inert_sheet(sheet: Sheet) -> Sheet:
    cells = {
        at: cell._replace(value=names.shown(cell.value), marked=names.shown(cell.marked))
        for at, cell in sheet.cells.items()
        if isinstance(cell.value, str) and not (cell.value.isascii() and cell.value.isprintable())
    }
    return sheet._replace(name=names.one_line(sheet.name), cells={**sheet.cells, **cells} if cells else sheet.cells)


@contextmanager
def each(paths: Sequence[Path], own: Heads | None) -> Iterator[Iterator[Opened]]:
    """Read all files, in the order given; many are read while the caller does something else."""
    one = partial(opened, ours=heading.heads_of(), own=own)
    if len(paths) < MANY or processes.workers() < 2:
        yield map(one, paths)
        return
    workbook.load_library()
    with processes.pool() as pool:
        yield _unbroken(pool.map(one, paths, chunksize=4), paths, partial(_alone, one))


def _unbroken(made: Iterator[Opened], paths: Sequence[Path], alone: Callable[[Path], Opened]) -> Iterator[Opened]:
    """Hand on what the workers read; where the system has ended one of them, read each file left by itself."""
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        for read in made:
            yield read
            done += 1
    except BrokenProcessPool:
        yield from map(alone, paths[done:])


def _alone(one: Callable[[Path], Opened], path: Path) -> Opened:
    """Read a file in a process of its own: the one for which it is ended is named."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1, processes.context()) as pool:
        try:
            return pool.submit(one, path).result()
        except BrokenProcessPool:
            return _too_much(path)
