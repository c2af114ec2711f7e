"""A sample to fill templates with: a shipped plan on which nobody reported, so that every list has something in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checker.files import places, templates, word, wordcheck
from checker.judging.jobs import Job
from checker.locale import Speaker
from checker.model import Finding, periods
from checker.papers import circular, slips, typesetting
from checker.papers.paper import Letterhead
from checker.reading.library import Library
from checker.words import keypoints
from checker.words.view import View

_LONGEST = 24


def known() -> list[str]:
    """Name the templates that can be checked."""
    files = places.shipped("templates").rglob("*")
    return sorted({p.name for p in files if p.suffix in (".docx", ".j2") and p.name[0] != "_"})


def check(
    file: Path, say: Speaker, judged: Callable[[], list[View]], page: Callable[[str, list[View], Path], object]
) -> list[tuple[str, str]] | None:
    """Check a template and return the names it may use, with examples; None where its sort is not known.

    `judged` gives the sample to fill it with, and is asked only where one is needed; `page` draws a template that is no
    paper's, by the format it is for. Errors: OSError, TemplateFault.
    """
    sort = sort_of(file)
    if sort is None:
        return None
    if not sort.startswith(("circular", "slip")):
        return _page(file, sort, judged, page)
    views = judged()
    letter = Letterhead(views[0].assessment.on, cc=say("circular.to.all"))
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
        text = "".join(spot.text for spot in wordcheck.bounded(file, word.opened(file).docx))
        return "slip.docx" if "labels." in text else "circular.docx"
    return None


def unreported(library: Library) -> tuple[Job | None, list[Finding]]:
    """Take the first plan that can be read, in its first period; None where no plan can be."""
    found: list[Finding] = []
    for name in sorted(library.ids):
        plan, more = library.plan(name)
        found += more
        if plan is not None:
            return Job(plan, periods.holding(plan.start, plan.reporting.every), {}), found
    return None, found


def overdue(job: Job, library: Library) -> date:
    """Return the first day on which nothing that the job's period owes can still come in time."""
    reporting = job.plan.reporting
    return library.calendar.after(library.calendar.due(reporting, job.period), reporting.grace) + timedelta(days=1)


def _page(
    file: Path, sort: str, judged: Callable[[], list[View]], page: Callable[[str, list[View], Path], object]
) -> list[tuple[str, str]]:
    """A page of the program, or its words: it can be filled in, and uses no name that the shipped one does not."""
    templates.load(file)
    form = sort.split(".")[1]
    words = form == "txt"
    allowed = set(keypoints.NAMES) if words else templates.names_used(templates.shipped(sort).read_text("utf-8"))
    templates.only(file, allowed)
    page("html" if words else form, judged(), file)
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
