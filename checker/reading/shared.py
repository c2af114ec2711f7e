"""The shared files of a catalogue: localities, domains, profiles, the calendar and the keys `same_as`.

Each is read by a function of its own, which takes the catalogue's folder and returns `(value, findings)`; the value is
None where the file's shape is wrong. A catalogue that lacks one of them takes the one shipped with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.files import yamlfile
from checker.files.places import shipped, shown
from checker.files.yamlfile import Document
from checker.model import Finding, Profile, finding
from checker.model.workdays import Calendar
from checker.reading import validate


def localities(root: Path) -> tuple[dict[str, dict[str, str]] | None, list[Finding]]:
    """Read key → name, english, code, level and parent, which must be a locality of the file."""
    document, found = _read(root, "localities.yaml")
    if document is None:
        return None, found
    data: dict[str, dict[str, str]] = document.data
    for key, entry in data.items():
        if entry.get("parent", key) not in data:
            found.append(validate.unknown("unknown-locality", document, (key, "parent"), entry["parent"], data))
    return data, found


def domains(root: Path) -> tuple[dict[str, dict[str, Any]] | None, list[Finding]]:
    """Read key → name and english; the official order is the file's order."""
    document, found = _read(root, "domains.yaml")
    return None if document is None else document.data, found


def profiles(root: Path) -> tuple[dict[str, Profile] | None, list[Finding]]:
    """Read the threshold profiles by name; the yellow line must lie below the green one."""
    document, found = _read(root, "profiles.yaml")
    if document is None:
        return None, found
    made = {name: _profile(name, entry) for name, entry in document.data.items()}
    for name, profile in made.items():
        for key in ("green", "yellow"):
            if profile.basis == "ratio" and getattr(profile, key) < 0:
                found.append(finding("line-negative", document.where(name, key), found=document.data[name][key]))
        if profile.yellow >= profile.green:
            entry = document.data[name]
            facts = {"yellow": entry["yellow"], "green": entry["green"]}
            found.append(finding("lines-overlap", document.where(name, "yellow"), **facts))
    return made, found


def calendar(root: Path) -> tuple[Calendar | None, list[Finding]]:
    """Read holidays and make-up days of all listed years.

    A day belongs under its own year, or in December under the next one's notice, and is never both off and worked.
    """
    document, found = _read(root, "calendar.yaml")
    if document is None:
        return None, found
    off, makeup = set[date](), set[date]()
    for year, entry in document.data.items():
        holidays, workdays = (tuple(map(date.fromisoformat, entry[key])) for key in ("holidays", "workdays"))
        off.update(holidays)
        makeup.update(workdays)
        for key, days in (("holidays", holidays), ("workdays", workdays)):
            for place, day in enumerate(days):
                if day.year != int(year) and (day.year, day.month) != (int(year) - 1, 12):
                    found.append(finding("other-year", document.where(year, key, place), found=str(day), year=year))
                if key == "workdays" and day in off:
                    found.append(finding("day-both", document.where(year, key, place), found=str(day)))
    return Calendar(frozenset(map(int, document.data)), frozenset(off), frozenset(makeup), document.file), found


def same_as(root: Path) -> tuple[dict[str, str] | None, list[Finding]]:
    """Read the keys shared by indicators of the same meaning → what they mean."""
    document, found = _read(root, "same_as.yaml")
    return None if document is None else document.data, found


READERS: Mapping[str, Callable[[Path], tuple[object, list[Finding]]]] = MappingProxyType(
    {reader.__name__: reader for reader in (localities, domains, profiles, calendar, same_as)}
)
"""The readers by the name of their file, without its suffix."""


def _read(root: Path, name: str) -> tuple[Document | None, list[Finding]]:
    """Read one file of the folder, else the shipped one; no document where its shape is wrong."""
    path = root / name
    if not path.is_file():
        path = shipped("indicators") / name
    document, found = yamlfile.read(path, shown(path))
    if document is not None:
        found += validate.check_shared(document, name)
    return (None if found else document), found


def _profile(name: str, entry: dict[str, Any]) -> Profile:
    green, yellow = Fraction(entry["green"]), Fraction(entry["yellow"])
    return Profile(name, entry["basis"], green, yellow, entry["source"], entry.get("title", ""))
