"""`--format md`: Markdown through the Jinja template `reports/templates/assessment.md.j2`.

Names and notes come from many hands: what Markdown or HTML would take for markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker.files import templates
from checker.words.view import View

SUFFIX = "md"
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def render(views: Sequence[View], template: Path | None = None) -> str:
    """One assessment after the other."""
    page = templates.load(template or templates.shipped("assessment.md.j2"), autoescape=False)
    texts = (page.render(_context(view)) for view in views)
    return "\n".join(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n" for text in texts)


def inert(text: str) -> str:
    """Escape what would become markup, and keep a cell on one line."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ").replace("\r", " ")


def _context(view: View) -> dict[str, Any]:
    say = view.say
    return {
        "title": inert(view.assessment.plan.title), "colon": say("colon"), "totals": view.totals(),
        "head": [(label, inert(text)) for label, text in view.head()],
        "illustrative": say("illustrative") if view.assessment.illustrative else "",
        "columns": [say(f"column.{name}") for name in
                    ("light", "id", "name", "value", "target", "expected", "by", "lead", "reason", "sentence")],
        "groups": [{"name": view.domain(key), "rows": [_row(view, v) for v in verdicts]}
                   for key, verdicts in view.by_domain()],
        "tables": [_table(view, "domain"), _table(view, "unit")], "lists": _lists(view),
    }  # fmt: skip


def _row(view: View, verdict: Any) -> list[str]:
    indicator = verdict.indicator
    cells = (view.light(verdict.light), indicator.id, indicator.name, *view.amounts(verdict),
             view.deadline(verdict), view.leads(verdict), view.reason(verdict), view.sentence(verdict))  # fmt: skip
    return [inert(cell) for cell in cells]


def _table(view: View, what: str) -> dict[str, Any]:
    say, by_unit = view.say, what == "unit"
    keys = (what, "all", "green", "yellow", "red", "grey", "unreported", "score", "grade", "rank")
    rows = []
    for s in view.assessment.units if by_unit else view.assessment.domains:
        t = s.tally
        name = inert(view.unit(s.name) if by_unit else view.domain(s.name))
        counts = (t.indicators, t.green, t.yellow, t.red, t.grey, t.unreported)
        rows.append([name, *map(str, counts), view.score(s), s.grade or "—", str(s.rank or "—")])
    return {"heading": say(f"heading.by-{what}"), "columns": [say(f"column.{key}") for key in keys], "rows": rows}


def _lists(view: View) -> list[dict[str, Any]]:
    say = view.say
    owed = [inert(say("owed.line", unit=view.unit(unit), count=len(verdicts),
                      items=say("join").join(f"{v.indicator.id} {v.indicator.name}" for v in verdicts)))
            for unit, verdicts in view.owed()]  # fmt: skip
    found = [inert(f"{f.where} [{f.code}] {f.indicator} {view.finding(f)}") for f in view.assessment.findings]
    parts = ({"heading": say("heading.owed"), "items": owed}, {"heading": say("heading.findings"), "items": found})
    return [part for part in parts if part["items"]]
