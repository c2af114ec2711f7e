"""What was issued: the lights in the bags of `issued/<plan>/` (rules 6.1).

A bag's folder is named after its period, a correction's after its period and number: `2022-Q3`, `2022-Q3-correction-1`.
Only what the judge needs is read here; whether an archive is whole as a chain is for `verify` to say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import disk
from checker.files.places import shown
from checker.model import Finding, Light, Reason, Where, finding, periods
from checker.model.periods import Period
from checker.model.verdict import Ruling

FOLDER = "issued"
ASSESSMENT = "data/assessment.json"
_NAME = re.compile(r"(.+?)(?:-correction-([1-9]\d*))?")
_MOST = 40_000_000
"""Bytes of an assessment; more was written by nobody's hand and by no plan."""

Rulings = Mapping[str, Ruling]
"""Indicator → the light that was issued."""


class Named(NamedTuple):
    """What a bag's folder is named after; corrections count from 1, the circular itself is 0."""

    period: Period
    correction: int = 0

    def __str__(self) -> str:
        return f"{self.period}-correction-{self.correction}" if self.correction else str(self.period)


def named(name: str) -> Named | None:
    """Read the name of a bag's folder; None where it is none."""
    found = _NAME.fullmatch(name)
    period = periods.parse(found[1]) if found else None
    return Named(period, int(found[2] or 0)) if found and period else None


def folder(submissions: Path | None) -> Path:
    """Where issued bags lie: beside the submissions, in the folder above, else in the working folder."""
    for place in (submissions, submissions.resolve().parent) if submissions is not None else ():
        if (place / FOLDER).is_dir():
            return place / FOLDER
    return Path(FOLDER)


def bags(plan: Path) -> list[tuple[Named, Path]]:
    """List the bags of one plan's folder by period and correction; what is hidden was never finished."""
    if not plan.is_dir():
        return []
    found = [(known, path) for path in plan.iterdir() if (known := named(path.name)) and path.is_dir()]
    return sorted(found, key=lambda pair: (pair[0].period.end, pair[0].period.start, pair[0].correction))


def lights(plan: Path) -> tuple[dict[Period, Rulings], list[Finding]]:
    """Read the lights in force of each issued period of a plan; a correction takes the place of what it corrects."""
    made: dict[Period, Rulings] = {}
    found: list[Finding] = []
    for name, path in bags(plan):
        read, more = _read(path)
        found += more
        if read is not None:
            made[name.period] = dict(_rulings(read, str(name)))
    return made, found


def assessment(bag: Path) -> dict[str, Any] | None:
    """The assessment of a bag as it was issued; None where it cannot be read or is not what its manifest says."""
    return _read(bag)[0]


def _read(bag: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Read one assessment and compare it with the bag's own manifest."""
    file = bag / ASSESSMENT
    try:
        content = disk.content(file, _MOST)
        manifest = disk.content(bag / "manifest-sha256.txt", _MOST).decode()
        data = json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None, [finding("issued-unreadable", Where(shown(file)))]
    if f"{hashlib.sha256(content).hexdigest()}  {ASSESSMENT}" not in manifest.splitlines():
        return None, [finding("issued-altered", Where(shown(file)))]
    if not isinstance(data, dict) or not isinstance(data.get("verdicts"), list):
        return None, [finding("issued-unreadable", Where(shown(file)))]
    return data, []


def _rulings(data: Mapping[str, Any], bag: str) -> Iterator[tuple[str, Ruling]]:
    """Take the lights out of an assessment; a word that this release does not know is passed over."""
    for verdict in data["verdicts"]:
        try:
            yield verdict["indicator"], Ruling(Light(verdict["light"]), Reason(verdict["reason"]), bag)
        except (KeyError, TypeError, ValueError):
            continue
