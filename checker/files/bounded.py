"""Files that come back → sheets of cells, bounded before a library sees them (outputs 2)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from checker.files import csvfile, disk, ods, xls, xlsx
from checker.files.book import (
    MARKS,
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
from checker.model import Finding, Where, finding

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_CORNERS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_SUSPECT = (b"mergeCell", b"hyperlink", b"<!", b"\0")
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
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
        content = disk.content(path, MAX_FILE)
    except OSError as error:
        return None, [finding("unreadable", Where(name), why=disk.why(error))]
    if len(content) > MAX_FILE:
        return None, [finding("form-large", Where(name), limit=MAX_FILE >> 20)]
    return content, []


def read(content: bytes, name: str) -> Result:
    """Read a workbook by what it is, whatever its name says."""
    where = Where(name)
    if not content:
        return None, [finding("form-empty", where)]
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return None, [finding("form-password", where)]
        return _tried(xls.read, content, name)
    if not content.startswith(_ZIP):
        return None, [finding("form-no-workbook", where)]
    if found := list(_bounds(content, where)):
        return None, found
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        return _tried(ods.read, content, name)
    if not any(part.endswith("workbook.xml") for part in names):
        return None, [finding("form-no-workbook", where)]
    return _tried(xlsx.read, content, name)


def _tried(reader: Callable[[bytes, str], Book], content: bytes, name: str) -> Result:
    where = Where(name)
    try:
        return reader(content, name), []
    except ImportError:
        raise  # the program's own parts are missing, which says nothing of the file
    except Locked:
        return None, [finding("form-password", where)]
    except TooLarge:
        return None, [finding("form-cells", where, limit=MAX_CELLS)]
    except Exception as error:  # the libraries raise whatever a broken part makes them stumble over
        return None, [finding("form-damaged", where, why=type(error).__name__)]


def _bounds(content: bytes, where: Where) -> Iterator[Finding]:
    """Refuse what would not fit once unpacked: by the directory of the archive, then by what its parts hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_ALL:
                yield finding("form-large", where, limit=MAX_ALL >> 20)
                return
            if any(part.flag_bits & 1 for part in parts):
                yield finding("form-password", where)
                return
            yield from _inside(archive, parts, where)
    except Exception as error:  # zlib, struct, zipfile and others, all meaning the same
        yield finding("form-damaged", where, why=type(error).__name__)


class _Refused(Exception):
    """What is found inside a part; the walk ends there."""


class _Count:
    """Counts what the library will build of all parts: marks, cells, and areas that it writes out cell by cell."""

    def __init__(self) -> None:
        self.text = self.marks = self.cells = self.area = 0

    def part(self, body: bytes) -> None:
        """Walk over one part of XML, in whatever encoding and with whatever prefixes it is written."""
        self.text += len(body)
        if self.text > MAX_XML:
            raise _Refused("form-large")
        if _harmless(body):
            self.marks += body.count(b"<")
            self.cells += body.count(b"<c ") + body.count(b":c ")
            self._check()
            return
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._mark
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(body, True)

    def _mark(self, name: str, attributes: dict[str, str]) -> None:
        self.marks += 1
        local = name.rpartition(":")[2]
        if local == "c":
            self.cells += 1
        elif local in ("mergeCell", "hyperlink"):
            self.area += _size(attributes.get("ref", ""))
        self._check()

    def _check(self) -> None:
        if self.marks > MARKS or self.cells > MAX_CELLS:
            raise _Refused("form-cells")
        if self.area > MAX_CELLS:
            raise _Refused("form-merged")

    def _doctype(self, *_: object) -> None:
        raise _Refused("form-damaged")


def _harmless(body: bytes) -> bool:
    """Tell at a glance that a part holds no areas and no declarations, and hides none in another encoding."""
    said = _ENCODING.search(body[: body.find(b"?>") + 1])
    return (said is None or said[1].lower() == b"utf-8") and not any(word in body for word in _SUSPECT)


def _inside(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], where: Where) -> Iterator[Finding]:
    """Unpack part after part, bounded, and count what is in those that are XML, whatever their names."""
    count = _Count()
    facts: dict[str, dict[str, Any]] = {
        "form-large": {"limit": MAX_XML >> 20}, "form-cells": {"limit": MAX_CELLS}, "form-damaged": {"why": "DOCTYPE"},
    }  # fmt: skip
    for part in parts:
        with archive.open(part) as stream:
            body = stream.read(part.file_size + 1)  # a directory that lies fails its checksum here
        if not body.lstrip(_BLANK).startswith(b"<"):
            continue  # a picture
        try:
            count.part(body)
        except _Refused as refused:
            yield finding(str(refused), where, **facts.get(str(refused), {}))
            return
        except expat.ExpatError:
            if part.filename.endswith((".xml", ".rels")):
                raise  # drawings of old may be no proper XML; nobody reads them


def _size(area: str) -> int:
    """Cells of an area such as A1:C7; what is no area is taken for the largest."""
    found = _CORNERS.fullmatch(area.strip())
    if found is None:
        return MAX_CELLS + 1
    left, top, right, bottom = found.groups()
    wide = column_number(right or left) - column_number(left) + 1
    return abs(wide) * (abs(int(bottom or top) - int(top)) + 1)
