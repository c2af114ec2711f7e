"""What official papers are made of, as plain data, before any format: paragraphs, tables, annexes, title lines.

Headings are numbered 一、（一）1.（1） (GB/T 9704-2012); titles break where a word ends, lines of like length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, pairwise
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
    for lines in range(1, len(short) + 1):
        ways = []
        for places in combinations(range(1, len(short)), lines - 1):
            ends = [0, *places, len(short)]
            made = ["".join(short[a:b]).strip() for a, b in pairwise(ends)]
            if all(width(line) <= most for line in made):
                ways.append((max(map(width, made)) - min(map(width, made)), made))
        if ways:
            return tuple(min(ways)[1])
    return ("".join(short),)


def _cut(piece: str, most: float) -> list[str]:
    if width(piece) <= most:
        return [piece]
    if " " in piece.strip():
        return [f"{word} " for word in piece.split()]
    count = -(-int(width(piece) + 1) // int(most - 2))
    size = -(-len(piece) // count)
    return [piece[at : at + size] for at in range(0, len(piece), size)]
