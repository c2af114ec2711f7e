"""What a text that is no YAML was most likely meant to be: the reader's errors become findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from checker.model import Finding, Where, finding


def nesting_limit(error: object) -> Any:
    """Return the mark where the C library met a limit of its own on nesting (some releases have one), else None."""
    return getattr(error, "problem_mark", None) if "nesting" in str(getattr(error, "problem", "")) else None


def said(error: Any, text: str, name: str, limit: int) -> Finding:
    """Say a syntax error by its likeliest cause: a tab, a full-width colon, an unclosed quote, several documents.

    `limit` is how deep a file may nest.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return finding("bad-character", Where(name, 1, 1))
    where = Where(name, mark.line + 1, mark.column + 1)
    if nesting_limit(error):
        return finding("too-deep", where, limit=limit)
    lines = text.splitlines() or [""]
    nearby = range(max(mark.line - 1, 0), min(mark.line + 1, len(lines)))
    problem = str(getattr(error, "problem", "") or "")
    if "expected a single document" in str(getattr(error, "context", "")) or "another document" in problem:
        return finding("several-documents", where)
    if odd := _odd_sign(lines, nearby, name):
        return odd
    if "scanning a quoted scalar" in str(getattr(error, "context", "")):
        opened = error.context_mark
        return finding("unclosed-quote", Where(name, opened.line + 1, opened.column + 1))
    if "while parsing a flow" in str(getattr(error, "context", "")):
        opened = error.context_mark
        line = lines[opened.line] if opened.line < len(lines) else ""
        comma = line.find("，", opened.column)
        if comma >= 0:
            return finding("full-width-comma", Where(name, opened.line + 1, comma + 1))
        where, line = Where(name, opened.line + 1, opened.column + 1), line[opened.column :]
        return _unreadable(where, line, lines)
    return _unreadable(where, lines[mark.line] if mark.line < len(lines) else "", lines)


def _unreadable(where: Where, line: str, lines: Sequence[str]) -> Finding:
    """Show what cannot be read; where the file breaks off, its last line that holds anything."""
    if not line.strip():
        last = max((number for number, text in enumerate(lines) if text.strip()), default=0)
        where, line = where._replace(line=last + 1, column=1), lines[last]
    return finding("syntax", where, found=line.strip()[:40])


def _odd_sign(lines: Sequence[str], nearby: Iterable[int], name: str) -> Finding | None:
    """Find a tab before the words of a line, or a full-width colon behind a key."""
    for number in nearby:
        tab = lines[number].find("\t")
        if tab >= 0 and not lines[number][:tab].strip():
            return finding("tab", Where(name, number + 1, tab + 1))
    for number in nearby:
        wide = _full_width_colon(lines[number])
        if wide >= 0:
            return finding("full-width-colon", Where(name, number + 1, wide + 1))
    return None


def _full_width_colon(line: str) -> int:
    found = re.match(r"\s*(?:- )?[\w.-]{1,24}：", line)
    return found.end() - 1 if found else -1
