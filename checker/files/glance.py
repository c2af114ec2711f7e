"""Which plan a file speaks of, where the file need not be read for it."""

from __future__ import annotations

import re
from pathlib import Path

from checker.files import disk
from checker.files.yamlfile import MAX_BYTES, read
from checker.model import Finding, Where, finding

_WORD = rb"[A-Za-z0-9_-]+"
_FIRST = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*"  # nothing but remarks
    rb"plan:[ \t]+(?:(" + _WORD + rb")|'(" + _WORD + rb")'|\"(" + _WORD + rb")\")"
    rb"(?:[ \t]+#[^\r\n]*|[ \t]*)\r?\n(?=\S|\Z)"  # and no second line of the text
)


def first_plan(path: Path) -> str | None:
    """Return the plan id of the first line that says anything, without parsing the file; None where it says else.

    Nothing stands before that line that could make it part of a text or of another key, so YAML reads the same there.
    Errors: OSError.
    """
    found = _FIRST.match(disk.content(path, MAX_BYTES))
    return next(filter(None, found.groups())).decode() if found else None


def plan_of(path: Path, name: str) -> tuple[str | None, list[Finding]]:
    """Return the plan id that a file names at its top: None where it names none, and why it cannot be read."""
    try:
        if (first := first_plan(path)) is not None:
            return first, []
    except OSError as error:
        return None, [finding("unreadable", Where(name, 1, 1), why=disk.why(error))]
    document, found = read(path, name)
    return (None, found) if document is None else (document.named("plan"), [])


def key_place(path: Path, name: str, key: str = "plan") -> Where:
    """Return the place of a top-level key's value, without parsing the file."""
    text = disk.content(path, MAX_BYTES).decode("utf-8-sig", errors="replace")
    found = re.search(rf"^{key}:[ \t]*", text, re.MULTILINE)
    return _end_of(text[: found.end()], name) if found else Where(name, 1, 1)


def _end_of(text: str, name: str) -> Where:
    return Where(name, text.count("\n") + 1, len(text) - text.rfind("\n"))
