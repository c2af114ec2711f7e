"""`--format md`: Markdown through the Jinja template `reports/templates/assessment.md.j2`.

Names and notes come from many hands: what Markdown or HTML would take for markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from checker.files import inert, templates
from checker.model import Verdict
from checker.model.tables import Cell, Page, Table
from checker.words.owed import by_leads, owed
from checker.words.tables import indicators, standings
from checker.words.view import View

SUFFIX = "md"
_COLUMNS = ("light", "id", "name", "value", "target", "expected", "by", "lead", "reason", "sentence")
_STANDINGS = ("all", "green", "yellow", "red", "grey", "missing", "returned", "score", "grade", "rank")


def render(views: Sequence[View], template: Path | None = None) -> str:
    """One assessment after the other."""
    page = templates.load(template or templates.shipped("assessment.md.j2"), autoescape=False)
    texts = (page.render(_context(view)) for view in views)
    return "\n".join(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n" for text in texts)


def page(page: Page) -> str:
    """A page of tables, one heading each."""
    parts = [f"# {inert.markdown(page.title)}", *(inert.markdown(line) for line in page.lines)]
    for table in page.tables:
        parts.append(f"## {inert.markdown(table.heading)}")
        parts += [part for name, rows in table.groups for part in _section(table, name, rows)]
        parts += [inert.markdown(note) for note in table.notes]
    return "\n\n".join(parts) + "\n"


def _section(table: Table, name: str, rows: Iterable[Sequence[Cell]]) -> list[str]:
    """One group of a table, under its own name where it has one."""
    rule = ["--:" if column.look == "figure" else "---" for column in table.columns]
    lines = [[inert.markdown(head) for head in table.heads], rule, *_texts(rows)]
    drawn = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return [f"### {inert.markdown(name)}", drawn] if name else [drawn]


def _context(view: View) -> dict[str, Any]:
    say = view.say
    table = indicators(view, [(view.domain(key), verdicts) for key, verdicts in view.by_domain()], _COLUMNS)
    return {
        "title": inert.markdown(view.assessment.plan.title), "colon": say("colon"), "totals": view.totals(),
        "head": [(label, inert.markdown(text)) for label, text in view.head()],
        "illustrative": say("illustrative") if view.assessment.illustrative else "",
        "columns": table.heads, "groups": [{"name": name, "rows": _texts(rows)} for name, rows in table.groups],
        "tables": [_table(standings(view, what, _STANDINGS)) for what in ("domain", "unit")], "lists": _lists(view),
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {"heading": table.heading, "columns": table.heads, "rows": _texts(table.rows)}


def _texts(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    return [[inert.markdown(str(cell)) for cell in row] for row in rows]


def _lists(view: View) -> list[dict[str, Any]]:
    """What went back, what never came, and what was found in the data, each where there is any."""
    parts = [(f"heading.{name}", [_owing(view, units, own) for units, own in by_leads(verdicts).items()])
             for name, verdicts in owed(view)._asdict().items()]  # fmt: skip
    found = [inert.markdown(f"{f.where} [{f.code}] {f.indicator} {view.finding(f)}") for f in view.assessment.findings]
    return [
        {"heading": view.say(name), "items": items} for name, items in [*parts, ("heading.findings", found)] if items
    ]


def _owing(view: View, units: tuple[str, ...], verdicts: Sequence[Verdict]) -> str:
    items = view.say("join").join(f"{v.indicator.id} {v.indicator.name}" for v in verdicts)
    return inert.markdown(view.say("owed.line", unit=view.together(units), count=len(verdicts), items=items))
