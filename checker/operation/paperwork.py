"""The papers of an issue, set and ready to be frozen: circular, memo, slips, and where one is corrected, the 更正."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.message import Message
from checker.operation.changes import Change, Shape
from checker.papers import circular, memo, slips, typesetting
from checker.papers import correction as corrections
from checker.papers.letterhead import BLANK, Letterhead, resolved
from checker.words.view import View

CIRCULAR, CORRECTION, SLIPS, MEMO = "通报.docx", "更正通报.docx", "督办通知单", "拟办意见.docx"


class Templates(NamedTuple):
    """An office's own words and setting of the circular, and words of the 更正; None takes the shipped ones."""

    words: Path | None = None
    setting: Path | None = None
    correction: Path | None = None


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


def unnumbered(view: View, letter: Letterhead, slip_number: str, files: Iterable[str]) -> int:
    """Count the slips among an issue's files whose number has a blank."""
    number = resolved(letter._replace(number=slip_number), view.office, "slip").number
    return sum(file.startswith(f"{SLIPS}/") for file in files) if BLANK in number else 0


def correction(
    view: View, letter: Letterhead, was: Shape, changes: Sequence[Change], reason: str, own: Templates = NO_TEMPLATES
) -> bytes:
    """Set the 更正: which circular, why, each light that changed; its annexes are the corrected ones."""
    say = view.say
    made = []
    for change in changes:
        old, new = say.say(state(change.old)), say.say(state(change.new))
        made.append(corrections.Change(change.id, change.name, tuple(change.leads), old, new))
    what = corrections.Corrected(was.get("number", ""), reason, made)
    return _set(corrections.compose(view, letter, what, own.correction, own.words), view, letter, own.setting)


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
