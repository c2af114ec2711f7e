"""How a form is known when it comes back: by a hidden sheet, and on the sheet itself by a hidden cell and a small line.

A sheet that was copied into another workbook has lost the hidden sheet; rows that were pasted have lost the hidden
column, too. What stands nearest to the table counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from checker.files.book import Book, Sheet
from checker.forms import layout
from checker.locale import TAGS, Speaker, speaker

ROWS = 60  # a form's head stands above the table, whatever was put in before it
DIGITS = 16  # of the digest, on the line that is seen
_SEEN = re.compile(
    r"(?P<plan>[a-z0-9-]+) · (?P<period>\d{4}(?:-[HQ]?\d{1,2})?) · (?P<unit>[^·]+) · (?P<digest>[0-9a-f]{16})"
)
_OPENS = '{"form": "plancheck-form'


def hidden(meta: Mapping[str, str]) -> str:
    """What the hidden cell holds."""
    return json.dumps(dict(meta), ensure_ascii=False)


def seen(meta: Mapping[str, str], say: Speaker) -> str:
    """The small line that is seen."""
    known = {name: meta[name] for name in ("plan", "period", "unit")}
    return say("form.mark", digest=meta["digest"][:DIGITS], **known)


def of_sheet(sheet: Sheet) -> dict[str, str]:
    """What a sheet says of itself; empty where it says nothing."""
    texts = [cell.value for (row, _), cell in sheet.cells.items() if row <= ROWS and isinstance(cell.value, str)]
    for text in texts:
        if text.startswith(_OPENS) and (meta := _read(text)):
            return meta
    for text in texts:
        if " · " in text and (found := _SEEN.search(text)):
            return {"form": layout.VERSION, **{name: part.strip() for name, part in found.groupdict().items()}}
    return {}


def of_book(book: Book) -> dict[str, str]:
    """What the hidden sheet says; empty where there is none."""
    for sheet in book.sheets:
        if sheet.text(1, 1) == "form" and sheet.text(1, 2).startswith("plancheck-form"):
            return {sheet.text(row, 1): sheet.text(row, 2) for row in range(1, 20) if sheet.text(row, 1)}
    return {}


def _read(text: str) -> dict[str, str]:
    try:
        meta = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(said) for name, said in meta.items()} if isinstance(meta, dict) else {}


def complaints(book: Book) -> bool:
    """Tell whether a workbook is what `collect --report` wrote, and no form."""
    return any(
        heads <= {sheet.text(row, column) for column in range(1, 12)}
        for sheet in book.sheets for row in range(1, 9) for heads in _complaint_heads()
    )  # fmt: skip


@cache
def _complaint_heads() -> tuple[frozenset[str], ...]:
    names = ("book", "sheet", "cell", "indicator", "level", "found", "todo")
    return tuple(frozenset(speaker(lang)(f"complaint.{name}") for name in names) for lang in TAGS)


@cache
def stops() -> tuple[str, ...]:
    """The words of the line below which nothing is read, in every language."""
    return tuple(speaker(lang)("form.stop") for lang in TAGS)
