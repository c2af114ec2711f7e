"""What `lint` finds in the forms of surveys."""

from __future__ import annotations

from pathlib import Path

from checker.judging.linting import Other
from checker.model import Finding
from checker.reading.library import Library
from checker.survey import reading


def check_form(path: Path, library: Library) -> list[Finding]:
    """All that is wrong with a form."""
    return reading.read(path, library)[1]


OTHERS = (Other(reading.is_form, check_form),)
