"""What official papers are made of, as plain data, before any format: paragraphs, tables, annexes, title lines.

Headings are numbered 一、（一）1.（1） (GB/T 9704-2012); titles break where a word ends, lines of like length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.locale import Speaker
from checker.model.tables import Table
from checker.words.text import width as columns

TITLE_LINE = 20
"""Characters of 2号 (22 pt) in a line of 156 mm."""


class Paragraph(NamedTuple):
    """A paragraph: level 0 is text, 1 to 4 are 一、（一）1.（1）; `head` opens it and `text` goes on."""

    level: int
    head: str = ""
    text: str = ""


class Annex(NamedTuple):
    """附件: its mark (附件1), title, what must be known to read it, and tables."""

    mark: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[Table, ...]


class Letterhead(NamedTuple):
    """What a person decides of a paper; empty takes what the plan says. `final` takes the mark 草稿 off."""

    day: date
    number: str = ""
    issuer: str = ""
    to: str = ""
    cc: str = ""
    final: bool = False


def numbered(paragraphs: Iterable[Paragraph], say: Speaker) -> tuple[Paragraph, ...]:
    """Put the marks 一、（一）1.（1） before the heads, counting anew under each higher head."""
    words, counts, made = say("circular.numerals").split(), [0] * 5, []
    for paragraph in paragraphs:
        level = paragraph.level
        if level:
            counts[level:] = [counts[level] + 1] + [0] * (4 - level)
            n = counts[level]
            word = words[n - 1] if level < 3 and n <= len(words) else str(n)
            paragraph = paragraph._replace(head=say(f"circular.mark.{level}", n=word) + paragraph.head)
        made.append(paragraph)
    return tuple(made)


def some(words: Iterable[str], say: Speaker, most: int = 8, more: str = "circular.etc") -> str:
    """Name the words, or the first of many; the message `more` says that there are others."""
    known = list(dict.fromkeys(words))
    text = say("join").join(known[:most])
    return text if len(known) <= most else say(more, words=text, count=len(known))


def width(text: str) -> float:
    """Measure a text in full-width characters; marks that are as wide as a character in Chinese type count as one."""
    return columns(text, "WFA") / 2


def title_lines(pieces: Sequence[str], most: float = TITLE_LINE) -> tuple[str, ...]:
    """Break a title between its pieces into as few lines as will do, of like length and none too long.

    A piece that is longer than a line is cut evenly; nobody can tell where its words end.
    """
    short = [part for piece in pieces if piece for part in _cut(piece, most)]
    lines = _lines(short, most)
    if not all(lines):
        return ("".join(short),)
    count = at = 0
    while at < len(short):  # as much as fits in each line makes the fewest
        at, count = max(lines[at]), count + 1
    return _alike(lines, count) if len(short) <= _MOST_PIECES else _filled(lines)


_MOST_PIECES = 200  # of a title; nobody weighs the lines of a longer one


class _Line(NamedTuple):
    text: str
    width: float


def _lines(short: Sequence[str], most: float) -> list[dict[int, _Line]]:
    """The lines that may begin with each piece, by the piece behind their last."""
    made: list[dict[int, _Line]] = []
    for start in range(len(short)):
        found: dict[int, _Line] = {}
        for end in range(start + 1, len(short) + 1):
            text = "".join(short[start:end]).strip()
            if (wide := width(text)) > most:
                break
            found[end] = _Line(text, wide)
        made.append(found)
    return made


def _filled(lines: Sequence[Mapping[int, _Line]]) -> tuple[str, ...]:
    made, at = list[str](), 0
    while at < len(lines):
        end = max(lines[at])
        made.append(lines[at][end].text)
        at = end
    return tuple(made)


def _alike(lines: Sequence[Mapping[int, _Line]], count: int) -> tuple[str, ...]:
    """Of all ways of so many lines the one whose shortest and longest differ least; of equal ones the first by text."""
    widths = sorted({line.width for found in lines for line in found.values()})
    best, ways = float("inf"), list[tuple[str, ...]]()
    top = 0
    for low in widths:
        while top < len(widths) and not (rest := _rest(lines, low, widths[top]))[0] >> count & 1:
            top += 1
        if top == len(widths):
            break
        if widths[top] - low < best:
            best, ways = widths[top] - low, []
        if widths[top] - low == best:
            ways.append(_first(lines, (low, widths[top]), rest, count))
    return min(ways)


def _rest(lines: Sequence[Mapping[int, _Line]], low: float, high: float) -> list[int]:
    """From each piece on: in how many lines of such widths the rest fits, a bit for each number."""
    fits = [0] * len(lines) + [1]
    for at in range(len(lines) - 1, -1, -1):
        for end, line in lines[at].items():
            if low <= line.width <= high:
                fits[at] |= fits[end] << 1
    return fits


def _first(
    lines: Sequence[Mapping[int, _Line]], bounds: tuple[float, float], fits: Sequence[int], count: int
) -> tuple[str, ...]:
    """The first way by text: each line as short as it may be."""
    made, at = list[str](), 0
    for left in range(count - 1, -1, -1):
        at, line = next(
            (end, line) for end, line in lines[at].items()
            if bounds[0] <= line.width <= bounds[1] and fits[end] >> left & 1
        )  # fmt: skip
        made.append(line.text)
    return tuple(made)


def _cut(piece: str, most: float) -> list[str]:
    if width(piece) <= most:
        return [piece]
    if " " in piece.strip():
        return [f"{word} " for word in piece.split()]
    count = -(-int(width(piece) + 1) // int(most - 2))
    size = -(-len(piece) // count)
    return [piece[at : at + size] for at in range(0, len(piece), size)]
