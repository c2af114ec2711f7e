"""The words of a paper: a text template in a language's own sentences, filled with facts, read back as parts.

A template holds parts, each under a line 【标题】 (or [title]) of its own. A blank line ends a paragraph; lines beneath
each other are one paragraph. A paragraph that begins with 一、 （一） 1. or （1） is a head and is numbered anew, so
that what is left out leaves no hole. A line | a | b | is a row of a table, the first of them its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import disk, templates
from checker.files.budget import MAX_BYTES
from checker.files.templates import Page, TemplateFault
from checker.locale import Speaker
from checker.message import Message
from checker.papers.filters import filters
from checker.papers.paper import Paragraph, numbered

PARTS = {
    "标题": "title", "主送": "to", "正文": "body", "附注": "note", "抄送": "cc", "印发": "printed", "档案": "witness",
    "附件1": "annex1", "附件2": "annex2", "附件3": "annex3", "编号": "number", "签发": "signed", "表": "table",
    "要求": "rules", "回执": "receipt", "反馈": "reply", "草稿": "draft",
}  # fmt: skip
"""The parts by the words that open them in Chinese; in other languages by the English ones."""
_OPENS = re.compile(r"^(?:【(?P<zh>[^【】]{1,12})】|\[(?P<en>[a-z0-9]{1,12})\])$")
_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_HEADS = (
    (1, re.compile(rf"^(?:{_NUMERAL}、|[IVX]+\. )")),
    (2, re.compile(rf"^(?:（{_NUMERAL}）|\([ivx]+\) )")),
    (3, re.compile(r"^\d{1,3}\.(?!\d) ?")),
    (4, re.compile(r"^(?:（\d{1,3}）|\(\d{1,3}\) )")),
)


class Rows(NamedTuple):
    """A table as the template writes it: heads and rows of texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """One part of a paper: paragraphs and tables in their order."""

    blocks: tuple[str | Rows, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, str))

    @property
    def text(self) -> str:
        """The first paragraph; empty where there is none."""
        return next(iter(self.texts), "")

    @property
    def tables(self) -> tuple[Rows, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Rows))


def shipped(name: str, lang: str) -> Path:
    """The shipped text of a paper (`circular`, `memo`, `slip`) in a language."""
    return templates.shipped(f"{lang}/{name}.txt.j2")


def worded(
    file: Path, facts: Mapping[str, Any], say: Speaker, day: date, needed: tuple[str, ...]
) -> Mapping[str, Part]:
    """Fill a text template in and take it apart; a part that it leaves out is empty. Errors: OSError, TemplateFault."""
    text = loaded(file, disk.content(file, MAX_BYTES), say, day).render(_inert(templates.clean(facts)))
    glue = "" if say.lang == "zh" else " "
    parts = {name: Part() for name in PARTS.values()} | dict(_parts(file, text, glue))
    for name in needed:
        if not parts[name].blocks:
            known = {key: word for word, key in PARTS.items()}
            raise fault(file, "no-part", known[name] if say.lang == "zh" else name)
    return parts


@lru_cache(maxsize=8)
def loaded(file: Path, content: bytes, say: Speaker, day: date) -> Page:  # noqa: ARG001
    """Load a text template once for its content: a slip is filled in for each unit. Errors: OSError, TemplateFault."""
    return templates.load(file, autoescape=False, filters=filters(say, day), text=True)


def fault(file: Path, name: str, found: str) -> TemplateFault:
    """A fault of the template as a whole."""
    return TemplateFault(file, Message(f"template.fault.{name}", {"found": found}))


def _inert(value: Any) -> Any:
    """A fact never opens a part or a cell."""
    if isinstance(value, str):
        return f"{value}　" if _OPENS.match(value.strip()) else value.replace("|", "｜")
    if isinstance(value, dict):
        return {key: _inert(item) for key, item in value.items()}
    return [_inert(item) for item in value] if isinstance(value, list) else value


def _parts(file: Path, text: str, glue: str) -> Iterator[tuple[str, Part]]:
    name, lines = "", list[str]()
    for line in [*(line.strip(" \t\r") for line in text.split("\n")), "【】"]:
        opens = _OPENS.match(line)
        if not opens and line != "【】":
            lines.append(line)
            continue
        if name:
            yield name, Part(tuple(_blocks(file, lines, glue)))
        word = (opens["zh"] or opens["en"]) if opens else ""
        name, lines = PARTS.get(word, word), []
        if word and name not in PARTS.values():
            raise fault(file, "unknown-part", word)


def _blocks(file: Path, lines: list[str], glue: str) -> Iterator[str | Rows]:
    """Paragraphs end where the template has an empty line, tables where no row follows."""
    words, rows = list[str](), list[tuple[str, ...]]()
    for ends, line in _lines(lines, glue):
        row = line.startswith("|")
        head = any(pattern.match(line) for _, pattern in _HEADS)
        if words and (row or head or ends):
            yield glue.join(words)
            words = []
        if rows and line and not row:
            yield _table(file, rows)
            rows = []
        if row:
            rows.append(tuple(cell.strip() for cell in line[1:].removesuffix("|").split("|")))
        elif line:
            words.append(line)
    if rows:
        yield _table(file, rows)


def _lines(lines: list[str], glue: str) -> Iterator[tuple[bool, str]]:
    """Each line, and whether the template has an empty one there; a row goes on until it has the bars of its head."""
    row, bars = "", 0
    for line in [*lines, templates.BREAK]:
        ends, text = templates.BREAK in line, line.strip(templates.BREAK + " \t")
        if row and text and not ends:
            row = f"{row}{glue}{text}"
        elif text.startswith("|"):
            row = text
        if not row:
            yield ends, text
        elif ends or (row.endswith("|") and row.count("|") >= bars):
            yield ends, row
            row, bars = "", 0 if ends else bars or row.count("|")


def _table(file: Path, rows: list[tuple[str, ...]]) -> Rows:
    heads, *rest = rows
    for row in rest:
        if len(row) != len(heads):
            raise fault(file, "uneven-row", " | ".join(row)[:80])
    return Rows(heads, tuple(rest))


def paragraphs(texts: tuple[str, ...], say: Speaker) -> tuple[Paragraph, ...]:
    """Tell heads from text, and number the heads anew: each level counts under the head above it."""
    made = []
    for text in texts:
        level, mark = next(((n, match[0]) for n, pattern in _HEADS if (match := pattern.match(text))), (0, ""))
        head, rest = _head(text.removeprefix(mark), level) if level else ("", text)
        made.append(Paragraph(level, head, rest))
    return numbered(made, say)


def _head(text: str, level: int) -> tuple[str, str]:
    """The first sentence of a paragraph of the second level is its head; a head of the first is all."""
    if level == 1:
        return text, ""
    if level > 2:
        return "", text
    first = re.match(r"^[^。]{1,40}?。|^[^.]{1,80}?\. ", text)
    return (first[0], text[len(first[0]) :]) if first else (text, "")
