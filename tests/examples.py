"""The shipped examples, judged: once for all tests of a process, as what comes of it is values that nobody can change."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from checker.judging.jobs import gather
from checker.locale import speaker
from checker.model import Assessment, Level
from checker.words.view import Narrowing, View
from tests.command import ROOT
from tests.harness import SHARED

DAY = date(2023, 10, 25)
WHOLE = Narrowing()


def views(
    *files: str | Path, on: date = DAY, lang: str = "zh", shows: Narrowing = WHOLE, anew: bool = False
) -> list[View]:
    """Judge submissions of the examples; `anew` where the test is about judging twice."""
    found = (judged.__wrapped__ if anew else judged)(*files, on=on)
    return [View(assessment, speaker(lang), SHARED, shows) for assessment in found]


@cache
def judged(*files: str | Path, on: date = DAY) -> tuple[Assessment, ...]:
    """The assessments themselves."""
    jobs, found = gather([ROOT / file for file in files], SHARED)
    assert not [finding for finding in found if finding.level is Level.FAULT]
    return tuple(job.judged(SHARED, on) for job in jobs)
