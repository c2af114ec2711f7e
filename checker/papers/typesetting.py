"""Papers set in a format: the same text as Word, Markdown or HTML, each through a template that staff can edit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checker.files import inert, templates, word
from checker.locale import Speaker
from checker.papers.circular import Circular
from checker.papers.listing import Listed
from checker.papers.memo import Memo
from checker.papers.paper import Annex, width
from checker.papers.slips import Slip
from checker.papers.wording import Rows
from checker.words.view import SYMBOLS

FORMATS = ("docx", "md", "html")
_HEADS = (("large", 10), ("medium", 15), ("small", 20))  # characters before 文件 of 36, 26 and 20 pt in 156 mm
_STACK = (("large", 13), ("medium", 19))  # of 26 and 18 pt in 126 mm
_SIGNS = (("short", 15), ("long", 20))  # characters of 3号 in the room that each style of signature leaves
_IMPRINT = 25  # characters of 4号 that a name and a date may take together in a line of the imprint
_COPIES = 400  # characters of 4号 that stand on one page of the imprint
_KEPT = ("fill", "colour", "lang", "head_size", "sign_size", "name")


def circular(made: Circular, say: Speaker, day: date, form: str, template: Path | None = None) -> str | bytes:
    """Set a circular. Errors: OSError, TemplateFault."""
    return _set("circular", circular_context(made, say), ("".join(made.title), made.printed_by), day, form, template)


def memo(made: Memo, say: Speaker, day: date, form: str, template: Path | None = None) -> str | bytes:
    """Set a memo. Errors: OSError, TemplateFault."""
    return _set("memo", memo_context(made, say), ("".join(made.title), "".join(made.signature)), day, form, template)


def listed(made: Listed, say: Speaker, day: date, form: str, template: Path | None = None) -> str | bytes:
    """Set a paper whose annex is a list. Errors: OSError, TemplateFault."""
    return _set("listed", listed_context(made, say), ("".join(made.title), "".join(made.heads)), day, form, template)


def listed_context(made: Listed, say: Speaker) -> dict[str, Any]:
    """The names that a template of such a paper may use."""
    widest = max(map(width, made.heads)) + width(say("paper.head"))
    return {**made._asdict(), "paragraphs": [p._asdict() for p in made.paragraphs], "head_word": say("paper.head"),
            "head_size": _size(widest, _HEADS, "small"), "sign_size": _signed(made.signature), "lang": say.lang,
            "enclosures_label": say("paper.enclosures")}  # fmt: skip


def slip(made: Slip, day: date, template: Path | None = None) -> bytes:
    """Set a slip. Errors: OSError, TemplateFault."""
    file = template or templates.shipped("slip.docx")
    return word.render(file, slip_context(made), f"{made.title} {made.unit}", "".join(made.signature), day)


def _set(
    name: str, context: Mapping[str, Any], core: tuple[str, str], day: date, form: str, template: Path | None
) -> str | bytes:
    if form == "docx":
        return word.render(template or templates.shipped(f"{name}.docx"), context, *core, day)
    file = template or templates.shipped(f"{name}.{form}.j2")
    if form == "md":
        text = templates.load(file, autoescape=False).render(_each(templates.clean(context), inert.markdown))
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return templates.load(file).render(templates.clean(context))


def circular_context(made: Circular, say: Speaker) -> dict[str, Any]:
    """The names that a template of the circular may use; `annex1` and the others are empty where there is none."""
    annexes = {annex.name: _annex(annex) for annex in made.annexes}
    widest, stacked = max(map(width, made.heads)), len(made.heads) > 1
    return {
        **made._asdict(), "paragraphs": [p._asdict() for p in made.paragraphs], "head_word": say("paper.head"),
        "head_size": _size(widest, _STACK, "small") if stacked else _size(widest, _HEADS, "tiny"),
        "sign_size": _signed(made.signature),
        "printed_apart": width(made.printed_by) + width(made.printed) > _IMPRINT,
        "imprint_long": width(made.cc) > _COPIES,
        **{f"annex{n}": annexes.get(f"annex{n}", "") for n in (1, 2, 3)}, "annexes": list(annexes.values()),
        "lang": say.lang, "enclosures_label": say("paper.enclosures"),
    }  # fmt: skip


def _signed(lines: Sequence[str]) -> str:
    return _size(max(map(width, lines), default=0), _SIGNS, "full")


def _size(wide: float, sizes: Sequence[tuple[str, int]], last: str) -> str:
    return next((name for name, most in sizes if wide <= most), last)


def _annex(annex: Annex) -> dict[str, Any]:
    tables = [{"heading": heading, **table(rows)} for heading, rows in annex.tables]
    return {**annex._asdict(), "tables": tables}


def table(made: Rows, colours: Sequence[str] = ()) -> dict[str, Any]:
    """A table as settings take it; a row has the colour of its light, where a cell begins with the light's symbol."""
    lights = {symbol: light.value for light, symbol in SYMBOLS.items()}
    rows = []
    for n, row in enumerate(made.rows):
        own = next((lights[cell[0]] for cell in row if cell[:1] in lights), "")
        colour = colours[n] if n < len(colours) else own
        rows.append({"cells": list(row), "colour": colour, "fill": word.FILLS[colour]})
    return {"heads": list(made.heads), "rows": rows}


def memo_context(made: Memo, say: Speaker) -> dict[str, Any]:
    """The names that a template of the memo may use."""
    return {**made._asdict(), "paragraphs": [p._asdict() for p in made.paragraphs], "lang": say.lang,
            "sign_size": _signed(made.signature), "items": table(made.items, made.colours),
            "colours": list(made.colours)}  # fmt: skip


def slip_context(made: Slip) -> dict[str, Any]:
    """The names that a template of a slip may use."""
    return {**made._asdict(), "paragraphs": [p._asdict() for p in made.paragraphs],
            "sign_size": _signed(made.signature), "items": table(made.items, made.colours),
            "colours": list(made.colours), "receipt_rows": [list(row) for row in made.receipt_rows],
            "reply_rows": [list(row) for row in made.reply_rows]}  # fmt: skip


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: item if key in _KEPT else _each(item, change) for key, item in value.items()}
    return [_each(item, change) for item in value] if isinstance(value, list) else value
