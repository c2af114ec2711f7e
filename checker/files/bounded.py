"""Files that come back → sheets of cells. The one way in: whatever reads a workbook, reads it here.

Each reader takes what it reads out of a `Room`, so that no file of a few kilobytes takes gigabytes or minutes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.files import csvfile, disk, ods, xls, xlsx
from checker.files.book import MAX_ALL, MAX_CELLS, MAX_FILE, MAX_PARTS, MAX_XML, Book, Locked, TooLarge
from checker.files.xmlwalk import Declared
from checker.model import Finding, Where, finding

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ENTRY = b"PK\x01\x02"  # before each part that the directory of an archive lists
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FACTS: dict[str, dict[str, Any]] = {"form-large": {"limit": MAX_XML >> 20}, "form-cells": {"limit": MAX_CELLS}}
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
    return _tried(_zipped, content, name)


def _tried(reader: Callable[[bytes, str], Book], content: bytes, name: str) -> Result:
    where = Where(name)
    try:
        return reader(content, name), []
    except (ImportError, MemoryError):
        raise  # what is missing are the program's own parts, or the machine's; it says nothing of the file
    except Locked:
        return None, [finding("form-password", where)]
    except _NoWorkbook:
        return None, [finding("form-no-workbook", where)]
    except TooLarge as large:
        return None, [finding(str(large), where, **_FACTS.get(str(large), {}))]
    except Declared:
        return None, [finding("form-damaged", where, why="DOCTYPE")]
    except Exception as error:  # the libraries raise whatever a broken part makes them stumble over
        return None, [finding("form-damaged", where, why=type(error).__name__)]


class _NoWorkbook(Exception):
    """An archive of another program."""


def _zipped(content: bytes, name: str) -> Book:
    """Read an archive whose directory was looked at before it was opened, and its parts before they are unpacked."""
    if content.count(_ENTRY) > MAX_PARTS:
        raise TooLarge("form-large")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts, names = archive.infolist(), set(archive.namelist())
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_ALL:
        raise TooLarge("form-large")
    if any(part.flag_bits & 1 for part in parts):
        raise Locked
    if any(part.compress_type not in _PACKED for part in parts):
        raise zipfile.BadZipFile
    if "mimetype" in names and "content.xml" in names:
        return ods.read(content, name)
    if not any(part.endswith("workbook.xml") for part in names):
        raise _NoWorkbook
    return xlsx.read(content, name)
