"""A made-up round to check an office's own templates with: every list has something in it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from checker.cases import paper
from checker.cases.round import Case, Round, Rule
from checker.files import disk, templates
from checker.files.budget import MAX_BYTES
from checker.locale import Speaker
from checker.model import Where
from checker.papers import listing, samples, typesetting, wording
from checker.reading.library import Library

DAY = date(2024, 1, 31)
TEMPLATES = ("cases", "listed")
"""The templates of this feature, by the first word of their names."""


def sort_of(file: Path) -> str:
    """Which of them a file stems from, by its name; empty for others."""
    name = file.name.lower()
    return next((stem for stem in TEMPLATES if stem in name), "")


def sample(library: Library) -> Round:
    """A round of two cases that were scored, chosen and shown."""
    place = next(iter(library.localities), "")
    domains = [*library.domains][:2]
    cases = tuple(
        Case(n, f"案例{n}", f"单位{n}", place, Where("", 1, 1), domain) for n, domain in enumerate(domains, 1)
    )
    rule = Rule(date(2024, 1, 2), 2, Fraction(0), Fraction(100), Fraction(1), Fraction(0), 5)
    return Round("sample", "典型案例", place, "某办", "", cases, rule, received=5, illustrative=True,
                 shown_from=date(2024, 1, 8), shown=tuple(case.number for case in cases))  # fmt: skip


def check(file: Path, say: Speaker, library: Library) -> list[tuple[str, str]]:
    """Fill a template in and return the names it may use, with examples. Errors: OSError, TemplateFault."""
    facts, head, letter = paper.given(sample(library), library, say, paper.Asked(DAY))
    if sort_of(file) == "cases":
        wording.loaded(file, disk.content(file, MAX_BYTES), say, DAY)
        known = samples.documented("cases", say.lang) | samples.documented("circular", say.lang)
        templates.only(file, set(facts), known | samples.LOOP)
        listing.compose(facts, head, letter, say, file)
        return list(samples.named(templates.clean(facts)).items())
    made = listing.compose(facts, head, letter, say, wording.shipped("cases", say.lang))
    form = "docx" if file.suffix == ".docx" else file.name.split(".")[-2]
    typesetting.listed(made, say, DAY, form, file)
    return samples.examples(templates.clean(typesetting.listed_context(made, say)))
