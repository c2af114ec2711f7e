"""The messages of one language, as their catalogue has them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from checker.locale import FOLDER

LIBRARY_WORDS = "of the command-line library"


def catalogue(tag: str) -> Catalog:
    with (Path(FOLDER) / tag / "LC_MESSAGES" / "plancheck.po").open("rb") as stream:
        return read_po(stream)


def own(tag: str) -> dict[str, str]:
    """Our messages of one language, without the words of the command-line library."""
    return {
        m.id[0] if isinstance(m.id, tuple) else str(m.id): m.string[-1] if isinstance(m.string, tuple) else str(m.string)
        for m in catalogue(tag) if m.id and LIBRARY_WORDS not in m.auto_comments
    }  # fmt: skip
