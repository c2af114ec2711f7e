"""更正通报: what was wrong in a circular and what holds instead; its annexes are those of the corrected circular."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.papers import circular, wording
from checker.papers.circular import Circular, marked
from checker.papers.counts import span
from checker.papers.facts import Facts
from checker.papers.letterhead import Letterhead, resolved
from checker.papers.paper import title_lines
from checker.words.view import View


class Change(NamedTuple):
    """An indicator whose light changed, with the units that lead it; what it was and what it is, in words."""

    id: str
    name: str
    leads: tuple[str, ...]
    old: str
    new: str


class Corrected(NamedTuple):
    """What is corrected: the number of the circular that was wrong, why, and every light that changed."""

    number: str
    reason: str
    changes: Sequence[Change]


def compose(
    view: View, letter: Letterhead, what: Corrected, own: Path | None = None, words: Path | None = None
) -> Circular:
    """Write the 更正 in the shipped words or an office's `own`; `words` are those of the circular it corrects.

    Errors: OSError, TemplateFault.
    """
    say = view.say
    made = circular.compose([view], letter, words)
    facts = given(view, letter, what, made.title)
    parts = wording.worded(
        own or wording.shipped("correction", say.lang), facts, say, letter.day, ("title", "body")
    )  # fmt: skip
    pieces = [text if say.lang == "zh" else f"{text} " for text in parts["title"].texts]
    return made._replace(title=title_lines(pieces), paragraphs=wording.paragraphs(parts["body"].texts, say))


def given(view: View, letter: Letterhead, what: Corrected, title: Sequence[str]) -> Facts:
    """The facts that the text template may use."""
    head = resolved(letter, view.office)
    return {
        "day": letter.day.isoformat(), "final": letter.final, "illustrative": marked([view]),
        "office": {"name": "、".join(head.issuers), "called": head.called},
        "number": what.number, "title": [line.replace("《", "〈").replace("》", "〉") for line in title],
        "plan": view.assessment.plan.title, "period": span(view.assessment.period), "reason": what.reason,
        "changes": [{**change._asdict(), "leads": list(change.leads)} for change in what.changes],
    }  # fmt: skip
