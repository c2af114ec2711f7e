"""A sample to fill templates with: a shipped plan on which nobody reported, so that every list has something in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checker.files import disk, places, templates, word, wordcheck
from checker.files.budget import MAX_BYTES
from checker.judging.jobs import Job
from checker.locale import Speaker
from checker.model import Finding, periods
from checker.papers import circular, correction, memo, slips, typesetting, wording
from checker.papers.facts import Facts
from checker.papers.letterhead import Letterhead, resolved
from checker.reading.library import Library
from checker.words import keypoints
from checker.words.view import View

_LONGEST = 24
_PAPERS = ("circular", "memo", "slip", "correction")
_ITEMS = ("false", "returned", "missing", "tasks", "standards", "ahead", "listed", "all", "items", "reminders")
LOOP = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"))


def files() -> list[Path]:
    """The shipped templates: settings and parts of pages, and in a folder for each language the words."""
    return sorted(path for path in places.shipped("templates").rglob("*") if path.is_file())


def known() -> list[str]:
    """Name the templates that can be checked."""
    return sorted({p.name for p in files() if p.suffix in (".docx", ".j2") and p.name[0] != "_"})


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
    paper, _, form = sort.partition(".")
    if paper not in _PAPERS:
        return _page(file, sort, judged, page)
    views = judged()
    letter = Letterhead(views[0].assessment.on, cc=say("paper.blank.cc"), full=True, witness="0" * 16)
    if form == "txt.j2":
        return _words(file, paper, views, letter)
    return examples(templates.clean(_setting(file, paper, form, views, letter)))


def _setting(file: Path, paper: str, form: str, views: list[View], letter: Letterhead) -> Mapping[str, Any]:
    """Fill a setting in; returns the names it may use."""
    say, suffix = views[0].say, form.split(".")[0]
    if paper == "slip":
        slip = slips.slips(views, letter)[0]
        typesetting.slip(slip, letter.day, file)
        return typesetting.slip_context(slip)
    if paper == "memo":
        typesetting.memo(made := memo.compose(views, letter), say, letter.day, suffix, file)
        return typesetting.memo_context(made, say)
    typesetting.circular(whole := circular.compose(views, letter), say, letter.day, suffix, file)
    return typesetting.circular_context(whole, say)


def _words(file: Path, paper: str, views: list[View], letter: Letterhead) -> list[tuple[str, str]]:
    """Check the names of a text template one by one, then fill it in."""
    say = views[0].say
    given = facts(paper, views, letter)
    wording.loaded(file, disk.content(file, MAX_BYTES), say, letter.day)
    templates.only(file, set(given), documented(paper, say.lang) | documented("circular", say.lang) | LOOP)
    if paper == "slip":
        slips.slips(views, letter, text=file)
    elif paper == "correction":
        correction.compose(views[0], letter, _corrected(views[0]), file)
    else:
        (circular if paper == "circular" else memo).compose(views, letter, file)
    return list(named(templates.clean(given)).items())


def documented(paper: str, lang: str) -> frozenset[str]:
    """The words of the names that the head of a shipped text template tells."""
    head = templates.head(wording.shipped(paper, lang).read_text("utf-8"))
    return frozenset(re.findall(r"[a-z][a-z_0-9]*", head))


def facts(paper: str, views: Sequence[View], letter: Letterhead) -> Facts:
    """The facts that the text template of a paper is given."""
    if paper == "slip":
        unit = next(unit for v in views[0].assessment.counted if slips.Wanted().takes(v) for unit in v.measure.asked)
        own = [(view, v) for view in views for v in view.assessment.counted
               if slips.Wanted().takes(v) and unit in v.measure.asked]  # fmt: skip
        return slips.given(unit, "", own, letter, 0)
    if paper == "memo":
        return memo.given(views, letter)
    if paper == "correction":
        title = circular.compose(views, letter).title
        return correction.given(views[0], letter, _corrected(views[0]), title)
    return circular.given(views, letter, resolved(letter, views[0].office))


def _corrected(view: View) -> correction.Corrected:
    """A sample of what is corrected: the first indicator, from one light to another."""
    first, lights = view.assessment.counted[0], (view.say("light.red"), view.say("light.green"))
    change = correction.Change(first.indicator.id, first.indicator.name, first.measure.lead, *lights)
    return correction.Corrected(
        view.assessment.plan.document.get("number", ""), view.say("issue.option.reason"), [change]
    )


def named(value: Any, prefix: str = "") -> dict[str, str]:
    """Name every fact with an example; what an indicator has is named once, as `item.name`, whatever list it is in."""
    found: dict[str, str] = {}
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        name = f"{prefix}{key}"
        found.setdefault(name, _short(inner))
        if isinstance(inner, Mapping):
            found |= {n: text for n, text in named(inner, f"{name}.").items() if n not in found}
        for each in inner if isinstance(inner, list) else ():
            own = "item." if key in _ITEMS else f"{name}[]."
            found |= {n: text for n, text in named(each, own).items() if not found.get(n)}
    return found


def _short(value: Any) -> str:
    text = str(value) if isinstance(value, str | int) else ""
    return text[:_LONGEST] + ("…" if len(text) > _LONGEST else "")


def sort_of(file: Path) -> str | None:
    """Tell which shipped template a file stems from: by its name, or for Word by the names it uses."""
    name = file.name.lower()
    for candidate in known():
        stem, _, suffix = candidate.partition(".")
        if stem in name and name.endswith(f".{suffix}"):
            return candidate
    if file.suffix.lower() == ".docx":
        text = "".join(spot.text for spot in wordcheck.bounded(file, word.opened(file).docx))
        return "slip.docx" if "receipt" in text else "circular.docx" if "heads" in text else "memo.docx"
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
