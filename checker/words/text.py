"""Texts in columns of a terminal, where Chinese takes two: how wide they are, cut, wrapped, listed and labelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

WIDTH = 100
"""Columns of a page for the wall, and of what is piped."""
NARROWEST, WIDEST = 80, 160
"""Columns of a terminal that are filled at least and at most."""


def width(text: str) -> int:
    """Columns that a text takes on a terminal; in a document (`tables.digits`) some marks are wider."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, limit: int) -> str:
    """Shorten a text to so many columns; the mark … tells that something is left out."""
    if width(text) <= limit:
        return text
    kept, used = "", 1
    for char in text:
        used += 2 if east_asian_width(char) in "WF" else 1
        if used > limit:
            break
        kept += char
    return kept + "…"


def wrapped(text: str, limit: int, indent: str = "") -> Iterable[str]:
    """Break a line at so many columns, between any two characters of Chinese text or at a space."""
    return _filled(_words(text), limit, indent)


def listed(head: str, items: Sequence[str], join: str, limit: int, indent: str = "") -> Iterable[str]:
    """Break a list after its items, and inside one only where it is longer than a line."""
    pieces = [head, *(item + join for item in items[:-1]), *items[-1:]]
    room = limit - width(indent)
    words = (word for piece in pieces for word in ([piece] if width(piece.rstrip()) <= room else _words(piece)))
    return _filled(words, limit, indent)


def labelled(lines: Sequence[tuple[str, str]], limit: int) -> Iterable[str]:
    """Put texts beside their labels, all beginning in the same column."""
    room = max((width(label) for label, _ in lines), default=0) + 2
    for label, text in lines:
        head = label + " " * (room - width(label))
        for place, line in enumerate(wrapped(text, limit - room)):
            yield (head if not place else " " * room) + line


def _filled(words: Iterable[str], limit: int, indent: str) -> Iterable[str]:
    """Put as many words on a line as it takes; a space at its end takes no room.

    Nobody can tell where a Chinese word ends, so a line ends after a mark or a space where one is near its end.
    """
    line: list[str] = []
    used, start = 0, ""
    for word in words:
        if line and used + width(word.rstrip()) > limit:
            kept = _restful([*line, word], limit - width(start))
            yield start + "".join(line[:kept]).rstrip()
            line = [text for text in ["".join(line[kept:]).lstrip()] if text]
            start = indent
            used = width(start) + sum(map(width, line))
            word = word if line else word.lstrip()
        line.append(word)
        used += width(word)
    yield start + "".join(line).rstrip()


_REST = 3
"""Up to a third of a line is left empty for an end that can be read."""
_NO_START = "，。；：、）》”！？…］】〕’"
_NO_END = "（《“［【〔‘"
_AFTER, _BEFORE = _NO_START + " ", _NO_END + " "
"""Marks after which, and before which, a line may well end."""


def _restful(words: Sequence[str], room: int) -> int:
    """How many words stay on a line that has no room for the last: up to a mark or space near its end, else all."""
    left = 0
    for place in range(len(words) - 1, 0, -1):
        if words[place - 1][-1] in _AFTER or words[place][0] in _BEFORE:
            return place
        left += width(words[place - 1])
        if left * _REST > room:
            break
    return len(words) - 1


_WHOLE = re.compile("个?(?:百分点|工作日|报告期|单位|季度|月)")


def _words(text: str) -> Iterable[str]:
    """Split where a line may break: closing marks stay with what precedes them."""
    word = ""
    whole = {place for found in _WHOLE.finditer(text) for place in range(found.start() + 1, found.end())}
    for place, char in enumerate(text):
        wide = east_asian_width(char) in "WF"
        # a number stays with its unit: no break between a digit and what it counts
        kept = char in _NO_START or place in whole or (word and (word[-1].isdigit() or word[-1] in _NO_END))
        if word and (char == " " or (wide and not kept)):
            yield word
            word = ""
        word += char
    if word:
        yield word
