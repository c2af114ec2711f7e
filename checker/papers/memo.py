"""拟办意见: what the ladder proposes, on a paper for the leader who decides; it never leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.papers import counts, wording
from checker.papers.circular import marked
from checker.papers.facts import Facts, item
from checker.papers.letterhead import Letterhead, resolved
from checker.papers.paper import Paragraph, signature, title_lines
from checker.papers.wording import Rows
from checker.words.view import View


class Memo(NamedTuple):
    """The memo, ready to be set: every text is said."""

    draft: str
    illustrative: str
    title: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    items: Rows
    colours: tuple[str, ...]
    rules: tuple[str, ...]
    signature: tuple[str, ...]
    day: str


def compose(views: Sequence[View], letter: Letterhead, text: Path | None = None) -> Memo:
    """Write the memo on one assessment or several. Errors: OSError, TemplateFault."""
    say, head = views[0].say, resolved(letter, views[0].office)
    facts = given(views, letter)
    file = text or wording.shipped("memo", say.lang)
    parts = wording.worded(file, facts, say, letter.day, ("title", "body"))
    pieces = [text if say.lang == "zh" else f"{text} " for text in parts["title"].texts]
    return Memo(
        draft="" if letter.final else say("paper.draft"), illustrative=facts["illustrative"],
        title=title_lines(pieces), paragraphs=wording.paragraphs(parts["body"].texts, say),
        items=next(iter(parts["table"].tables), Rows((), ())),
        colours=tuple(each["light"] for each in facts["items"]), rules=parts["rules"].texts,
        signature=signature(head.issuers), day=say.day(letter.day),
    )  # fmt: skip


def given(views: Sequence[View], letter: Letterhead) -> Facts:
    """The facts that the text template may use; the gravest proposals come first."""
    head = resolved(letter, views[0].office)
    found = [(view, v) for view in views for v in view.assessment.counted if v.step]
    found.sort(key=lambda pair: (-pair[1].step, *counts.gravity(pair[1])))
    known = [{**item(view, v, letter.day), "no": n, "plan": view.assessment.plan.title,
              "every": view.assessment.plan.reporting.every} for n, (view, v) in enumerate(found, 1)]  # fmt: skip
    steps = [each["step"] for each in known]
    spans = [{**counts.span(a.period), "cut_off": a.cut_off.isoformat()} for a in (v.assessment for v in views)]
    return {
        "day": letter.day.isoformat(), "final": letter.final, "illustrative": marked(views),
        "several": len(views) > 1, "office": {"name": "、".join(head.issuers), "called": head.called},
        "titles": list(dict.fromkeys(view.assessment.plan.title for view in views)),
        "periods": [span for n, span in enumerate(spans) if span not in spans[:n]],
        "items": [each for each in known if each["step"] > 1], "reminders": [i for i in known if i["step"] == 1],
        "count": {name: steps.count(step) for step, name in
                  ((4, "criticised"), (3, "talks"), (2, "slips"), (1, "reminders"))},
    }  # fmt: skip
