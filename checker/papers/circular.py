"""通报: assessments → the text of the circular as plain data, one source for Word, Markdown and HTML.

一、总体情况 二、主要问题 三、工作要求, then the units, the red and yellow items, and where asked all of them. The words
stand in a text template; here are the facts. What is proposed against a unit stands in the memo, never here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.model.workdays import Calendar
from checker.papers import counts, wording
from checker.papers.facts import Facts
from checker.papers.letterhead import Head, Letterhead, resolved, uncalendared
from checker.papers.paper import Annex, Paragraph, signature, title_lines
from checker.papers.wording import Part
from checker.words.text import width
from checker.words.view import View, illustrative

LONGEST = 4000
"""Characters of a document for a special task (整治形式主义为基层减负若干规定, 2024)."""
REPLY_DAYS = 10
_NOTES = ("注：", "Note: ")


class Circular(NamedTuple):
    """The circular, ready to be set: every text is said."""

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
    cc: str
    printed_by: str
    printed: str
    witness: str
    annexes: tuple[Annex, ...]

    @property
    def length(self) -> int:
        """Chinese characters of the body, without the annexes."""
        return sum(width(char) == 2 for p in self.paragraphs for char in p.head + p.text)


def compose(views: Sequence[View], letter: Letterhead, text: Path | None = None) -> Circular:
    """Write the circular on one assessment or several, in the shipped words or an office's own.

    Errors: OSError, TemplateFault.
    """
    say = views[0].say
    head = resolved(letter, views[0].office)
    file = text or wording.shipped("circular", say.lang)
    parts = wording.worded(file, given(views, letter, head), say, letter.day, ("title", "body"))
    made = annexes(parts, say("paper.annex"))
    pieces = [text if say.lang == "zh" else f"{text} " for text in parts["title"].texts]
    return Circular(
        draft="" if letter.final else say("paper.draft"), illustrative=marked(views),
        heads=head.issuers, number=head.number, title=title_lines(pieces), to=parts["to"].text,
        paragraphs=wording.paragraphs(parts["body"].texts, say),
        enclosures=tuple(f"{n}.{annex.title}" for n, annex in enumerate(made, 1)),
        signature=signature(head.issuers), day=say.day(letter.day), note=parts["note"].text, cc=parts["cc"].text,
        printed_by=head.printed_by, printed=parts["printed"].text, witness=parts["witness"].text, annexes=made,
    )  # fmt: skip


def marked(views: Sequence[View]) -> str:
    """The mark of a paper whose values are made up."""
    return views[0].say("paper.illustrative") if illustrative(views) else ""


def given(views: Sequence[View], letter: Letterhead, head: Head) -> Facts:
    """The facts that a text template may use: of the paper, and of each plan and period."""
    newest = counts.newest(views)
    parts = [counts.part(view, letter.day, n in newest) for n, view in enumerate(views)]
    return {
        "day": letter.day.isoformat(), "reply": reply_by(letter, views[0].library.calendar), "reply_days": REPLY_DAYS,
        "final": letter.final, "full": letter.full, "illustrative": marked(views), "witness": letter.witness[:16],
        "office": {"name": "、".join(head.issuers), "called": head.called, "note": head.note, "phone": head.phone,
                   "to": head.to, "cc": head.cc},
        "several": len(views) > 1, "plans": parts, "titles": list(dict.fromkeys(part["title"] for part in parts)),
        "periods": _distinct([{**part["period"], "cut_off": part["cut_off"]} for part in parts]),
        "total": _total(parts),
        "uncalendared": uncalendared(views, letter.day),
    }  # fmt: skip


def reply_by(letter: Letterhead, calendar: Calendar) -> str:
    """The day by which a unit answers: ten working days after the paper's date."""
    return calendar.after(letter.day, REPLY_DAYS).isoformat()


def _distinct(spans: Sequence[Facts]) -> list[Facts]:
    return [span for n, span in enumerate(spans) if span not in spans[:n]]


def _total(parts: Sequence[Facts]) -> Facts:
    """What is asked of all plans together; of a plan's periods the last one counts."""
    last = [part for part in parts if part["newest"]]
    return {
        **{name: sum(part[name] for part in last) for name in ("red", "yellow", "running", "late")},
        **{name: sum(len(part[name]) for part in last) for name in ("missing", "returned", "false")},
        "near": sum(part["near"]["count"] for part in last), "near_bad": sum(part["near"]["bad"] for part in last),
        "near_by": max(part["near"]["by"] for part in last), "again": min(part["again"] for part in last),
        "lead_of_false": list(dict.fromkeys(lead for part in last for lead in part["lead_of_false"])),
    }  # fmt: skip


def annexes(parts: Mapping[str, Part], mark: str) -> tuple[Annex, ...]:
    """The annexes that hold anything: a title, notes, and tables each under the paragraph before it."""
    held = [(name, parts[name]) for name in ("annex1", "annex2", "annex3") if parts[name].tables]
    return tuple(_annex(name, part, f"{mark}{n}") for n, (name, part) in enumerate(held, 1))


def _annex(name: str, part: Part, mark: str) -> Annex:
    """A title, then notes; any other paragraph is the heading of the table beneath it."""
    title, heading = part.text, ""
    notes, tables = list[str](), []
    for block in part.blocks[1:]:
        if not isinstance(block, str):
            tables.append((heading, block))
            heading = ""
        elif block.startswith(_NOTES):
            notes.append(block)
        else:
            heading = block
    return Annex(name, mark, title, tuple(notes), tuple(tables))
