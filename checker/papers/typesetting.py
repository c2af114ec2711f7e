"""Papers set in a format: the same text as Word, Markdown or HTML, each through a template that staff can edit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checker.files import inert, templates, word
from checker.locale import Speaker
from checker.model.tables import Cell, Lit, Table
from checker.papers.circular import Circular
from checker.papers.paper import width
from checker.papers.slips import Slip

FORMATS = ("docx", "md", "html")
_TEMPLATES = {"docx": "circular.docx", "md": "circular.md.j2", "html": "circular.html.j2"}
_HEADS = (("large", 12), ("medium", 17))  # characters of 36 and 26 pt in 156 mm
_COPIES = 29  # characters of 4号 in a line of the imprint


def circular(made: Circular, say: Speaker, day: date, form: str, template: Path | None = None) -> str | bytes:
    """Set a circular. Errors: OSError, TemplateFault."""
    file, context = template or templates.shipped(_TEMPLATES[form]), circular_context(made, say)
    if form == "docx":
        return word.render(file, context, "".join(made.title), made.issuer, day)
    if form == "md":
        text = templates.load(file, autoescape=False).render(_each(templates.clean(context), inert.markdown))
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return templates.load(file).render(templates.clean(context))


def slip(made: Slip, day: date, template: Path | None = None) -> bytes:
    """Set a slip. Errors: OSError, TemplateFault."""
    title = f"{made.title} {made.unit}"
    return word.render(template or templates.shipped("slip.docx"), slip_context(made), title, made.issuer, day)


def circular_context(made: Circular, say: Speaker) -> dict[str, Any]:
    """The names that a template of the circular may use."""
    plain = made._asdict()
    plain.pop("annexes")
    names = ("overview", "red", "reporting")
    annexes = {}
    for name, annex in zip(names, made.annexes, strict=True):
        annexes[name] = {**annex._asdict(), "tables": [_table(t) for t in annex.tables]}
    paragraphs = [p._asdict() for p in made.paragraphs]
    size = next((name for name, most in _HEADS if width(made.head) <= most), "small")
    more = [""] * (math.ceil(width(made.cc) / _COPIES) - 1)
    return {**plain, "head_size": size, "cc_more": more, "paragraphs": paragraphs, **annexes,
            "annexes": list(annexes.values()), "lang": say.lang,
            "enclosures_label": say("circular.enclosures")}  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    keys, lit = [column.key for column in table.columns], "domains" if table.columns[0].key == "domain" else "lights"
    groups = [{"name": name, "rows": [_cells(keys, row) for row in rows]} for name, rows in table.groups]
    heads = dict(zip(keys, table.heads, strict=True))
    printed = keys[: table.printed or len(keys)]
    return {"kind": lit, "heading": table.heading, "head": {key: heads[key] for key in printed}, "groups": groups,
            "columns": printed}  # fmt: skip


def _cells(keys: Sequence[str], row: Sequence[Cell]) -> dict[str, str]:
    light = next((cell.light for cell in row if isinstance(cell, Lit)), "")
    return _row({**{key: str(cell) for key, cell in zip(keys, row, strict=True)}, "colour": light})


def _row(row: Mapping[str, str]) -> dict[str, str]:
    return {**row, "fill": word.FILLS[row["colour"]]}


def slip_context(made: Slip) -> dict[str, Any]:
    """The names that a template of a slip may use."""
    rows = [_row(row) for row in made.items]
    plain = {**made._asdict(), "labels": dict(made.labels), "items": rows}
    return {**plain, "draft": "", "groups": [{"name": "", "rows": rows}]}


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: item if key in ("columns", "fill", "colour", "kind") else _each(item, change)
                for key, item in value.items()}  # fmt: skip
    return [_each(item, change) for item in value] if isinstance(value, list) else value
