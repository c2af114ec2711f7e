"""What a person has to look at before a round is scored and chosen: look-alikes, earlier winners, quotas, materials.

Everything here is flagged and nothing is left out for it: who is excluded, people decide and note in the register.
What somebody has looked at (`checked`) is not asked again.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from checker.cases import scoring
from checker.cases.choosing import points
from checker.cases.reading import DEFAULT
from checker.cases.round import Case, Round
from checker.model import Finding, finding

ALIKE = 0.85
"""Titles of one unit that share so much of their text are shown as look-alikes."""


def check(made: Round, folder: Path) -> Iterator[Finding]:
    """Look through a round; `folder` is where its materials lie."""
    yield from _alike(made)
    yield from _won(made)
    for case in made.cases:
        yield from _material(case, folder)
    if made.rule is None:
        return
    yield from _submitters(made)
    for case in made.cases:
        if made.rule.characters and case.material and case.material.characters > made.rule.characters:
            yield _of(case, "case-long", characters=case.material.characters, most=made.rule.characters)
    if not made.over:
        for case in scoring.entered(made):
            if case.experts or case.departments:
                yield from scoring.faults_of(case, made.rule)
            scale = made.rule.highest - made.rule.lowest
            for name, own, mean in scoring.apart(case.experts, scale) if not case.checked else ():
                yield _of(case, "case-score-apart", name=name, points=float(own), mean=points(mean))


def _alike(made: Round) -> Iterator[Finding]:
    for one, other in combinations([case for case in made.cases if case.status in ("entered", "chosen")], 2):
        if not other.checked and plain(one.unit) == plain(other.unit) and similar(one.title, other.title):
            yield _of(other, "case-alike", other=one.number, unit=other.unit)


def _won(made: Round) -> Iterator[Finding]:
    for case in scoring.entered(made):
        for title, old in () if case.checked else made.past:
            if plain(case.unit) == plain(old.unit) and similar(case.title, old.title):
                yield _of(case, "case-won", round=title, title=old.title)


def similar(one: str, other: str) -> bool:
    """Tell whether two titles are alike, whatever their marks and blanks."""
    match = SequenceMatcher(None, plain(one), plain(other), autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def plain(text: str) -> str:
    """A text without marks, blanks and differences of width."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _submitters(made: Round) -> Iterator[Finding]:
    """Whoever handed in more than the rule lets; the last ones by the submitter's own order are named."""
    assert made.rule is not None
    quotas, seen = made.rule.of_submitter, Counter[str]()
    handed = [case for case in made.cases if case.submitted and case.status != "withdrawn"]
    for case in sorted(handed, key=lambda case: (case.submitted.place if case.submitted else 0) or case.number):
        by = case.submitted.by if case.submitted else ""
        most = quotas.get(by, quotas.get(DEFAULT))
        seen[by] += 1
        if most is not None and seen[by] > most:
            yield _of(case, "case-quota", by=by, most=most, count=seen[by])


def _material(case: Case, folder: Path) -> Iterator[Finding]:
    """The material beside the register must be the file whose digest was noted; one that is elsewhere is not sought."""
    if case.material is None:
        return
    file = folder / case.material.file
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        return
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != case.material.sha256:
        yield _of(case, "case-material", file=case.material.file)


def _of(case: Case, code: str, **facts: object) -> Finding:
    return finding(code, case.where, indicator="", field="", number=case.number, **facts)
