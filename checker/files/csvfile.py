"""CSV by id: UTF-8, UTF-8 with BOM, GB18030 or UTF-16, with commas, semicolons or tabs → one sheet of texts."""

from __future__ import annotations

import csv
import hashlib
import io
import re

from checker.files.book import MAX_CELLS, Book, Filled, Sheet
from checker.model import Finding, Where, finding

HEAD = 20
MAX_TABLE, MAX_FIELDS = 5 << 20, 5 * MAX_CELLS  # bytes; fields, empty ones too
_SIGNS = ",;\t"
_BEGINNING = 1 << 16  # signs in which the head stands
_ENCODINGS = ("utf-8-sig", "gb18030")


def read(content: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Read a CSV file; it counts as a sheet without a name."""
    if len(content) > MAX_TABLE:
        return None, [finding("form-large", Where(name), limit=MAX_TABLE >> 20)]
    text = _text(content)
    if text is None or "\x00" in text:
        return None, [finding("form-encoding", Where(name))]
    if not text.strip():
        return None, [finding("form-empty", Where(name))]
    head = [line for line in text[:_BEGINNING].splitlines()[:HEAD] if line.strip()] or [""]
    # the line of heads tells; where its words are an office's own, the line with most of one sign does
    heads = [line for line in head if _is_head(line)][:1] or head
    mark = max(_SIGNS, key=lambda sign: max(line.count(sign) for line in heads))
    wide = not any(sign in line for line in head for sign in _SIGNS)  # typed with a Chinese keyboard throughout
    text = text.replace("，", ",") if wide else text
    if text.count(mark) > MAX_FIELDS:  # one line may hold them all, and is read as a whole
        return None, [finding("form-cells", Where(name), limit=MAX_CELLS)]
    cells: dict[tuple[int, int], Filled] = {}
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for row, line in enumerate(reader, 1):
            cells |= {(row, column): Filled(value) for column, value in enumerate(line, 1) if value.strip()}
            if len(cells) > MAX_CELLS:
                return None, [finding("form-cells", Where(name), limit=MAX_CELLS)]
    except csv.Error as error:
        return None, [finding("form-damaged", Where(name), why=str(error))]
    return Book(name, hashlib.sha256(content).hexdigest(), (Sheet("", cells),)), []


def _is_head(line: str) -> bool:
    """Tell whether one of the line's fields is the word over ids."""
    return any(part.replace('"', " ").strip() in ("id", "编号") for part in re.split("[,;\t]", line))


def _text(content: bytes) -> str | None:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
