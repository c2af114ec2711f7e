"""The papers of an issue, set and ready to be frozen: circular, memo, slips, and where one is corrected, the 更正."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.message import Message
from checker.operation.changes import Change, Shape
from checker.papers import circular, memo, slips, typesetting
from checker.papers.letterhead import Letterhead, resolved
from checker.papers.paper import Paragraph, numbered, title_lines
from checker.words.view import View

CIRCULAR, CORRECTION, SLIPS, MEMO = "通报.docx", "更正通报.docx", "督办通知单", "拟办意见.docx"


class Templates(NamedTuple):
    """An office's own words and setting of the circular; None takes the shipped ones."""

    words: Path | None = None
    setting: Path | None = None


NO_TEMPLATES = Templates()


def number(view: View, letter: Letterhead) -> str:
    """The circular's whole number."""
    return resolved(letter, view.office).number


def papers(view: View, letter: Letterhead, own: Templates = NO_TEMPLATES, slip_number: str = "") -> dict[str, bytes]:
    """Set the circular, the memo and a slip a unit; returns file → content. Errors: Fault of the template, OSError."""
    made = circular.compose([view], letter, own.words)
    proposed = typesetting.memo(memo.compose([view], letter), view.say, letter.day, "docx")
    assert isinstance(proposed, bytes)
    files = {CIRCULAR: _set(made, view, letter, own.setting), MEMO: proposed}
    drawn = slips.slips([view], letter._replace(number=slip_number))
    for name, slip in zip(slips.file_names(drawn, [view]), drawn, strict=True):
        files[f"{SLIPS}/{name}"] = typesetting.slip(slip, letter.day)
    return files


def correction(
    view: View, letter: Letterhead, was: Shape, changes: Sequence[Change], reason: str, own: Templates = NO_TEMPLATES
) -> bytes:
    """Set the 更正: which circular, why, each light that changed; its annexes are the corrected ones."""
    say = view.say
    made = circular.compose([view], letter, own.words)
    facts = {"plan": view.named(), "period": view.period(), "number": was.get("number", "")}
    body = [
        Paragraph(0, "", say("correction.opening", **facts)),
        Paragraph(1, say("correction.heading.reason")),
        Paragraph(0, "", reason),
        Paragraph(1, say("correction.heading.changes")),
        *_told(view, changes),
        Paragraph(0, "", say("correction.closing")),
    ]
    first, *rest = (line.replace("《", "〈").replace("》", "〉") for line in made.title)  # quotes within quotes
    pieces = [say("correction.title.open") + first, *rest]
    pieces[-1] += say("correction.title.close")
    corrected = made._replace(title=title_lines(pieces), paragraphs=numbered(body, say))
    return _set(corrected, view, letter, own.setting)


def _told(view: View, changes: Sequence[Change]) -> Iterator[Paragraph]:
    if not changes:
        yield Paragraph(0, "", view.say("correction.none"))
    for n, change in enumerate(changes, 1):
        yield Paragraph(0, "", f"{n}.{view.say.say(told(change, 'correction.item'))}")


def told(change: Change, name: str) -> Message:
    """A change as a message: what it was, what it is, whose it is."""
    return Message(name, {
        "id": change.id, "name": change.name, "old": state(change.old), "new": state(change.new),
        "units": Message("list", {"words": list(change.leads)}) if change.leads else Message("no-lead-unit"),
    })  # fmt: skip


def state(verdict: Shape | None) -> Message:
    """A light with its reason in words; of a returned value that it was returned."""
    if verdict is None:
        return Message("change.none")
    reason = "status.returned" if verdict["status"] == "returned" else f"reason.{verdict['reason']}"
    return Message("change.state", {"light": Message(f"light.{verdict['light']}"), "reason": Message(reason)})


def _set(made: circular.Circular, view: View, letter: Letterhead, template: Path | None) -> bytes:
    content = typesetting.circular(made, view.say, letter.day, "docx", template)
    assert isinstance(content, bytes)
    return content
