"""A sample to fill templates with: a shipped plan on which nobody reported, so that every list has something in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from checker.files import places, templates, word, wordcheck
from checker.judging.jobs import Job
from checker.locale import Speaker
from checker.model import periods
from checker.papers import circular, slips, typesetting
from checker.papers.paper import Letterhead
from checker.reading.library import Library
from checker.words.view import View

_LONGEST = 24


def known() -> list[str]:
    """Name the templates that can be checked."""
    return sorted(
        p.name for p in places.shipped("templates").iterdir() if p.suffix in (".docx", ".j2") and p.name[0] != "_"
    )


def check(file: Path, catalogues: Library, say: Speaker) -> list[tuple[str, str]] | None:
    """Check a template and return the names it may use, with examples; None where its sort is not known.

    Errors: OSError, TemplateFault.
    """
    sort = sort_of(file)
    if sort is None:
        return None
    if file.suffix != ".docx" and not sort.startswith("circular"):
        return _only_names(file, sort)
    views, letter = sample(catalogues, say)
    made = circular.compose(views, letter)
    context = typesetting.circular_context(made, say)
    if sort.startswith("slip"):
        slip = slips.slips(views, letter)[0]
        context = typesetting.slip_context(slip)
        typesetting.slip(slip, letter.day, file)
    else:
        typesetting.circular(made, say, letter.day, sort.split(".")[1], file)
    return examples(templates.clean(context))


def sort_of(file: Path) -> str | None:
    """Tell which shipped template a file stems from: by its name, or for Word by the names it uses."""
    name = file.name.lower()
    for candidate in known():
        stem, _, suffix = candidate.partition(".")
        if name.startswith(stem) and name.endswith(suffix):
            return candidate
    if file.suffix.lower() == ".docx":
        text = "".join(spot.text for spot in wordcheck.spots(word.opened(file).docx))
        return "slip.docx" if "labels." in text else "circular.docx"
    return None


def sample(catalogues: Library, say: Speaker) -> tuple[list[View], Letterhead]:
    """Judge a plan's first period as wholly unreported."""
    plan = next(plan for name in sorted(catalogues.ids) if (plan := catalogues.plan(name)) is not None)
    first = periods.holding(plan.start, plan.reporting.every)
    grace = catalogues.calendar.after(catalogues.calendar.due(plan.reporting, first), plan.reporting.grace)
    on = grace + timedelta(days=1)
    views = [View(Job(plan, first, {}).judged(catalogues, on), say, catalogues)]
    return views, Letterhead(on, cc=say("circular.to.all"))


def _only_names(file: Path, sort: str) -> list[tuple[str, str]]:
    """For other formats: it can be read, and it uses no name that the shipped one does not."""
    templates.load(file)
    allowed = templates.names_used(templates.shipped(sort).read_text("utf-8"))
    templates.only(file, allowed)
    return [(name, "") for name in sorted(allowed)]


def examples(context: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """List the names with an example each: `number`, and `paragraphs[].text` for what each of several has."""
    found = []
    for name in wordcheck.names(context, prefix):
        value: Any = context
        for part in name.replace("[]", ".0").split("."):
            value = value[int(part)] if isinstance(value, list) else value[part]
        text = value if isinstance(value, str) else ""
        found.append((name, text[:_LONGEST] + ("…" if len(text) > _LONGEST else "")))
    return found
