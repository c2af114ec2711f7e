"""CSV by id: UTF-8, UTF-8 with BOM, GB18030 or UTF-16, with commas, semicolons or tabs → one sheet of texts."""

from __future__ import annotations

import csv
import hashlib
import io
import re

from checker.files.book import MAX_CELLS, Book, Filled, Sheet
from checker.model import Finding, Where, finding

HEAD = 20
_HEAD = re.compile(r"""(?:^|[,;\t])[\s"]*(?:id|编号)[\s"]*(?:[,;\t]|$)""")
_ENCODINGS = ("utf-8-sig", "gb18030")


def read(content: bytes, name: str) -> tuple[Book | None, list[Finding]]:
    """Read a CSV file; it counts as a sheet without a name."""
    text = _text(content)
    if text is None or "\x00" in text:
        return None, [finding("form-encoding", Where(name))]
    if not text.strip():
        return None, [finding("form-empty", Where(name))]
    head = [line for line in text.splitlines()[:HEAD] if line.strip()]
    # the line of heads tells; where its words are an office's own, the line with most of one sign does
    heads = [line for line in head if _HEAD.search(line)][:1] or head
    mark = max(",;\t", key=lambda sign: max(line.count(sign) for line in heads))
    wide = not any(sign in line for line in head for sign in ",;\t")  # typed with a Chinese keyboard throughout
    text = text.replace("，", ",") if wide else text
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


def _text(content: bytes) -> str | None:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
