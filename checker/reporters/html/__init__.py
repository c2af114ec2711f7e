"""`--format html`: the dashboard, one file that needs no network and reads without its script (outputs 2).

Names and notes come from many hands: everything is escaped, and the page's own policy lets nothing run or load but
the one style and the one script that the template brings, each by its hash.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from checker.files import templates
from checker.model.tables import Lit, Page, Table
from checker.reporters.html import page as boards
from checker.words.view import View

SUFFIX = "html"
TOGETHER = True
"""Several assessments make one page."""


def render(views: Sequence[View], template: Path | None = None) -> str:
    """All assessments on one page; an overview comes first where there are several plans.

    An office's own template may be the page (its own words may lie beside it, in `<lang>/dashboard.txt.j2`), or the
    words of the key points alone (a name that ends in `.txt.j2`).
    """
    words = template if template and template.name.endswith(".txt.j2") else None
    own = None if words else template
    if own and (beside := own.parent / views[0].say.lang / "dashboard.txt.j2").is_file():
        words = beside
    template_page = templates.load(own or templates.shipped("dashboard.html.j2"))
    return template_page.render({**boards.page(views, words), "digest": digest})


def page(page: Page) -> str:
    """A page of tables; heads and first columns stay in sight."""
    template = templates.load(templates.shipped("_tables.html.j2"))
    lang = "en" if page.lang == "en" else "zh-CN"
    tables = [_table(table) for table in page.tables]
    return template.render({"lang": lang, "title": page.title, "lines": page.lines, "tables": tables, "digest": digest,
                            "pictures": page.pictures})  # fmt: skip


def _table(table: Table) -> dict[str, object]:
    """A table as its template takes it: a cell is its text and its class."""
    looks = ["n" if column.look == "figure" else "c" if column.look == "centre" else "" for column in table.columns]
    groups = [
        (name, [[(str(cell), cell.light if isinstance(cell, Lit) else look)
                 for cell, look in zip(row, looks, strict=True)] for row in rows])
        for name, rows in table.groups
    ]  # fmt: skip
    return {"heading": table.heading, "heads": list(zip(table.heads, looks, strict=True)), "groups": groups,
            "notes": table.notes, "fixed": min(table.fixed, 2)}  # fmt: skip


def digest(text: str) -> str:
    """The source expression by which a content security policy allows an inline style or script."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
