"""Files that come back → sheets of cells, bounded before anything is unpacked (rules 8).

Nothing is guessed here: a `Cell` holds what stands in the file, with its number format and whether it was computed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker.forms import csvfile, ods, xls, xlsx
from checker.forms.book import (
    MAX_ALL,
    MAX_CELLS,
    MAX_FILE,
    MAX_PARTS,
    MAX_XML,
    Book,
    Locked,
    TooLarge,
    column_number,
)
from checker.model import Finding, Where
from checker.yamlfile import fault

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_NAME = rb"<(?:[\w.\-]+:)?"
# What the library writes out cell by cell: merged areas and links that cover many cells.
_AREA = re.compile(_NAME + rb"(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
_CORNERS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_CELL = re.compile(_NAME + rb"c[\s/>]")
Result = tuple[Book | None, list[Finding]]


def file(path: Path, name: str) -> Result:
    """Read a file by what it is; what its name says decides only where texts are meant."""
    content, found = raw(path, name)
    if content is None:
        return None, found
    text = path.suffix.lower() in (".csv", ".txt") and not content.startswith((_ZIP + b"\x03\x04", _OLE))
    return csvfile.read(content, name) if text else read(content, name)


def raw(path: Path, name: str) -> tuple[bytes | None, list[Finding]]:
    """Read a file's bytes, not more than are allowed."""
    try:
        if path.stat().st_size > MAX_FILE:
            return None, [fault("form-large", Where(name), limit=MAX_FILE >> 20)]
        return path.read_bytes(), []
    except OSError as error:
        return None, [fault("unreadable", Where(name), why=error.strerror or type(error).__name__)]


def read(content: bytes, name: str) -> Result:
    """Read a workbook by what it is, whatever its name says."""
    where = Where(name)
    if not content:
        return None, [fault("form-empty", where)]
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return None, [fault("form-password", where)]
        return _tried(xls.read, content, name)
    if not content.startswith(_ZIP):
        return None, [fault("form-no-workbook", where)]
    if found := list(_bounds(content, where)):
        return None, found
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        return _tried(ods.read, content, name)
    if not any(part.endswith("workbook.xml") for part in names):
        return None, [fault("form-no-workbook", where)]
    return _tried(xlsx.read, content, name)


def _tried(reader: Callable[[bytes, str], Book], content: bytes, name: str) -> Result:
    where = Where(name)
    try:
        return reader(content, name), []
    except ImportError:
        return None, [fault("form-legacy", where)]
    except Locked:
        return None, [fault("form-password", where)]
    except TooLarge:
        return None, [fault("form-cells", where, limit=MAX_CELLS)]
    except Exception as error:  # the libraries raise whatever a broken part makes them stumble over
        return None, [fault("form-damaged", where, why=type(error).__name__)]


def _bounds(content: bytes, where: Where) -> Iterator[Finding]:
    """Refuse what would not fit once unpacked: by the directory of the archive, then by what its parts hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_ALL:
                yield fault("form-large", where, limit=MAX_ALL >> 20)
                return
            if any(part.flag_bits & 1 for part in parts):
                yield fault("form-password", where)
                return
            yield from _inside(archive, parts, where)
    except Exception as error:  # zlib, struct, zipfile and others, all meaning the same
        yield fault("form-damaged", where, why=type(error).__name__)


def _inside(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], where: Where) -> Iterator[Finding]:
    """Count the text, the cells and the areas of all parts, whatever their names."""
    text = cells = area = 0
    for part in parts:
        with archive.open(part) as stream:
            body = stream.read(part.file_size + 1)  # a directory that lies fails its checksum here
        if body.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
            body = body.decode("utf-16" if body[0] >= 0xFE else "utf-16-le" if body[0] else "utf-16-be").encode()
        if b"<" not in body[:200]:
            continue  # a picture
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            yield fault("form-damaged", where, why="DOCTYPE")
            return
        text += len(body)
        cells += len(_CELL.findall(body))
        area += sum(_size(found.decode("ascii", "replace")) for found in _AREA.findall(body))
        if text > MAX_XML:
            yield fault("form-large", where, limit=MAX_XML >> 20)
        elif cells > MAX_CELLS:
            yield fault("form-cells", where, limit=MAX_CELLS)
        elif area > MAX_CELLS:
            yield fault("form-merged", where)
        else:
            continue
        return


def _size(area: str) -> int:
    """Cells of an area such as A1:C7; what is no area is taken for the largest."""
    found = _CORNERS.fullmatch(area.strip())
    if found is None:
        return MAX_CELLS + 1
    left, top, right, bottom = found.groups()
    wide = column_number(right or left) - column_number(left) + 1
    return abs(wide) * (abs(int(bottom or top) - int(top)) + 1)
