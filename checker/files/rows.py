"""Rows of one large table, as texts: CSV read as a stream, workbooks through the bounded reader.

A CSV file may be UTF-8, UTF-8 with BOM, GB18030 or UTF-16, with commas, semicolons or tabs.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.files import bounded, disk
from checker.files.book import Book, Sheet
from checker.model import Finding, Where, finding

MOST = 1 << 30
"""Bytes of a CSV file: a gigabyte holds some two million answers."""
MOST_COLUMNS = 2000
_CHUNK = 1 << 20
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Damaged(Exception):
    """A row that cannot be read."""


class Rows(NamedTuple):
    """A table: its heads, its rows (to be read once), the SHA-256 of the file, its sheet where there are several."""

    heads: tuple[str, ...]
    rows: Iterator[Sequence[str]]
    digest: str
    sheet: str = ""


def read(path: Path, name: str) -> tuple[list[Rows], list[Finding]]:
    """Read the tables of a file: one a sheet that holds anything."""
    where = Where(name)
    try:
        start = disk.content(path, len(_BOOKS[0]))[: len(_BOOKS[0])]
    except OSError as error:
        return [], [finding("unreadable", where, why=disk.why(error))]
    if start in _BOOKS:
        book, found = bounded.file(path, name)
        return ([], found) if book is None else _of_book(book, where)
    if path.stat().st_size > MOST:
        return [], [finding("form-large", where, limit=MOST >> 20)]
    return _of_text(path, where)


def _of_text(path: Path, where: Where) -> tuple[list[Rows], list[Finding]]:
    encoding, digest = _encoding(path)
    if encoding is None:
        return [], [finding("form-encoding", where)]
    rows = _lines(path, encoding)
    try:
        heads = next((row for row in rows if any(cell.strip() for cell in row)), [])
    except Damaged as error:
        return [], [finding("form-damaged", where, why=str(error))]
    if not heads:
        return [], [finding("form-empty", where)]
    if len(heads) > MOST_COLUMNS:
        return [], [finding("form-cells", where, limit=MOST_COLUMNS)]
    return [Rows(tuple(heads), rows, digest)], []


def _encoding(path: Path) -> tuple[str | None, str]:
    """The encoding in which the whole file can be read, and its digest, in one pass."""
    digest, left = hashlib.sha256(), {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "gb18030")}
    with path.open("rb") as stream:
        first = stream.read(_CHUNK)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            left = {"utf-16": codecs.getincrementaldecoder("utf-16")()}
        chunk = first
        while chunk:
            digest.update(chunk)
            left = {name: decoder for name, decoder in left.items() if _decodes(decoder, chunk)}
            chunk = stream.read(_CHUNK)
    known = next((name for name, decoder in left.items() if _decodes(decoder, b"", final=True)), None)
    return ("utf-8-sig" if known == "utf-8" else known), digest.hexdigest()


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path, encoding: str) -> Iterator[Sequence[str]]:
    with path.open(encoding=encoding, newline="") as stream:
        head = stream.readline()
        mark = max(",;\t", key=head.count)
        stream.seek(0)
        try:
            yield from csv.reader(stream, delimiter=mark)
        except csv.Error as error:
            raise Damaged(str(error)) from None


def _of_book(book: Book, where: Where) -> tuple[list[Rows], list[Finding]]:
    """Every sheet that holds anything; the line of heads is the first that is filled."""
    made, filled = [], [sheet for sheet in book.sheets if sheet.cells]
    for sheet in filled:
        lines = _filled(sheet)
        heads = next(lines, None)
        if heads is None:
            return [], [finding("form-cells", where, limit=MOST_COLUMNS)]
        made.append(Rows(tuple(heads), lines, book.digest, sheet.name if len(filled) > 1 else ""))
    return made, [] if made else [finding("form-empty", where)]


def _filled(sheet: Sheet) -> Iterator[Sequence[str]]:
    width = max(column for _, column in sheet.cells)
    if width > MOST_COLUMNS:
        return
    for row in sorted({row for row, _ in sheet.cells}):
        yield [sheet.text(row, column) for column in range(1, width + 1)]
