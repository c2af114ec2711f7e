"""A paper whose annex is a list: what is announced stands by name, one paragraph each, numbered 一、二、三、."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from checker.locale import Speaker
from checker.papers import wording
from checker.papers.facts import Facts
from checker.papers.letterhead import Head, Letterhead
from checker.papers.paper import Paragraph, signature, title_lines


class Listed(NamedTuple):
    """The paper, ready to be set: every text is said. `remarks` stand under the annex's title, before its `items`."""

    draft: str
    illustrative: str
    heads: tuple[str, ...]
    number: str
    title: tuple[str, ...]
    to: str
    paragraphs: tuple[Paragraph, ...]
    enclosures: tuple[str, ...]
    signature: tuple[str, ...]
    day: str
    note: str
    mark: str
    annex: tuple[str, ...]
    remarks: tuple[str, ...]
    items: tuple[str, ...]


def compose(facts: Facts, head: Head, letter: Letterhead, say: Speaker, text: Path) -> Listed:
    """Fill a text template in. Errors: OSError, TemplateFault."""
    parts = wording.worded(text, facts, say, letter.day, ("title", "body", "annex1"))
    pieces = [piece if say.lang == "zh" else f"{piece} " for piece in parts["title"].texts]
    told = wording.paragraphs(parts["annex1"].texts, say)
    annex, *rest = [p for p in told if not p.level] or [Paragraph(0)]
    return Listed(
        draft="" if letter.final else say("paper.draft"), illustrative=facts["illustrative"], heads=head.issuers,
        number=head.number, title=title_lines(pieces), to=parts["to"].text,
        paragraphs=wording.paragraphs(parts["body"].texts, say), enclosures=(annex.text,),
        signature=signature(head.issuers), day=say.day(letter.day), note=parts["note"].text, mark=say("paper.annex"),
        annex=title_lines([annex.text]), remarks=tuple(p.text for p in rest),
        items=tuple(p.head + p.text for p in told if p.level),
    )  # fmt: skip
