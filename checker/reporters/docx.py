"""`--format docx`: the circular as a draft in Word; numbers and addressees are `plancheck circular`'s options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.files import word
from checker.model.tables import Page
from checker.papers import circular, typesetting
from checker.papers.letterhead import Letterhead
from checker.words.view import View

SUFFIX = "docx"


def render(views: Sequence[View], template: Path | None = None) -> bytes:
    """Draft the circular on all assessments, dated on the run date."""
    day = views[0].assessment.on
    made = typesetting.circular(circular.compose(views, Letterhead(day)), views[0].say, day, "docx", template)
    assert isinstance(made, bytes)
    return made


def page(page: Page) -> bytes:
    """A page of tables as a Word document on landscape A4."""
    return word.tables(page)
