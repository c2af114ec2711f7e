"""What official papers are made of, as plain data, before any format: paragraphs, annexes, title and signature lines.

Titles break where a word ends, lines of like length (GB/T 9704-2012); a name in the signature never breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.locale import Speaker
from checker.model.tables import digits
from checker.papers import breaking

if TYPE_CHECKING:
    from checker.papers.wording import Rows

TITLE_LINE = 20
"""Characters of 2号 (22 pt) in a line of 156 mm."""
SIGNATURE_LINE = 26
"""Characters of 3号 that a name takes at most in one line of the signature."""
_BREAKS = re.compile(
    r"(?<=》)|(?<=）)(?!》)|(?<!三年)(?=行动计划)|(?<=行动)(?=实施)|(?=第[一二三四]季度)|(?<![-—（～至])(?=20\d\d年)"
    r"|(?=实施方案|行动方案|工作方案|三年行动|提升行动|实施意见|工作要点|贯彻落实|落实情况|公共服务|加强|促进|进一步)"
    r"|(?<=[市县区省])(?=[^（）《》、，]{4})"
)


class Paragraph(NamedTuple):
    """A paragraph: level 0 is text, 1 to 4 are 一、（一）1.（1）; `head` opens it and `text` goes on."""

    level: int
    head: str = ""
    text: str = ""


class Annex(NamedTuple):
    """附件: the part it comes from, its mark (附件1), title, what one must know to read it, tables with headings."""

    name: str
    mark: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[tuple[str, Rows], ...]


def numbered(paragraphs: Iterable[Paragraph], say: Speaker) -> tuple[Paragraph, ...]:
    """Put the marks 一、（一）1.（1） before the heads, counting anew under each higher head."""
    words, counts, made = say("paper.numerals").split(), [0] * 5, []
    for paragraph in paragraphs:
        level = paragraph.level
        if level:
            counts[level:] = [counts[level] + 1] + [0] * (4 - level)
            n = counts[level]
            word = numeral(n, words) if level < 3 else str(n)
            paragraph = paragraph._replace(head=say(f"paper.mark.{level}", n=word) + paragraph.head)
        made.append(paragraph)
    return tuple(made)


def numeral(n: int, words: Sequence[str]) -> str:
    """Write a number in the numerals of a language, of which the first are given; Chinese ones go on to 99."""
    if n <= len(words):
        return words[n - 1]
    if words[9] != "十" or n > 99:
        return str(n)
    tens, ones = divmod(n, 10)
    return words[tens - 1] + "十" + (words[ones - 1] if ones else "")


def width(text: str) -> float:
    """Measure a text in full-width characters; marks that are as wide as a character in Chinese type count as one."""
    return digits(text) / 2


def signature(issuers: Sequence[str]) -> tuple[str, ...]:
    """The lines of a signature: a name a line; only one longer than a line is broken, between its words."""
    return tuple(line for name in issuers for line in title_lines([name], SIGNATURE_LINE))


def title_lines(pieces: Sequence[str], most: float = TITLE_LINE) -> tuple[str, ...]:
    """Break a title between its pieces into as few lines as will do, of like length and none too long.

    A piece that is longer than a line is broken before the words that titles are made of; where it has none it is cut
    evenly.
    """
    short = [part for piece in pieces if piece for part in _cut(piece, most)]
    return breaking.lines(short, most, width) or tuple(piece.strip() for piece in short)


def _cut(piece: str, most: float) -> list[str]:
    if width(piece) <= most:
        return [piece]
    if " " in piece.strip():
        return [f"{word} " for word in piece.split()]
    return [cut for word in _BREAKS.split(piece) if word for cut in _evenly(word, most)]


def _evenly(word: str, most: float) -> list[str]:
    if width(word) <= most:
        return [word]
    count = -(-int(width(word) + 1) // int(most - 2))
    size = -(-len(word) // count)
    return [word[at : at + size] for at in range(0, len(word), size)]
