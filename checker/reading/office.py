"""Who speaks for a locality: `indicators/<locality>/office.yaml`, kept once and used by every paper, slip and form.

What the documents do not say about an office is left out, and the papers leave a blank to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from checker.files import yamlfile
from checker.files.places import shown
from checker.model import Finding
from checker.reading import validate

FILE = "office.yaml"
_NONE: Mapping[str, str] = MappingProxyType({})
_NOBODY: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Office(NamedTuple):
    """The office of one locality; empty where nothing is known.

    `marks`: 发文代字 by paper (`circular`, `slip`); `unranked`: units that judge and take no place; `short_names`: a
    unit's long name → the usual one; `groups`: a group that is asked → its members; `english`: names in English.
    """

    name: str = ""
    short: str = ""
    marks: Mapping[str, str] = _NONE
    printed_by: str = ""
    to: str = ""
    cc: tuple[str, ...] = ()
    note: str = ""
    phone: str = ""
    unranked: tuple[str, ...] = ()
    short_names: Mapping[str, str] = _NONE
    groups: Mapping[str, tuple[str, ...]] = _NOBODY
    english: Mapping[str, str] = _NONE

    def called(self, unit: str) -> str:
        """The usual name of a unit."""
        return self.short_names.get(unit, unit)

    def members(self, unit: str) -> tuple[str, ...]:
        """Whom a paper is addressed to: a group's members, else the unit itself."""
        return self.groups.get(unit, (unit,))

    def named(self, name: str, lang: str) -> str:
        """A unit's or place's name in a language; in Chinese, and where no English one is known, as it stands."""
        return self.english.get(name, name) if lang == "en" else name


def read(folder: Path) -> tuple[Office, list[Finding]]:
    """Read the office of a locality's folder; without a file every field has its default."""
    path = folder / FILE
    if not path.is_file():
        return Office(), []
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return Office(), found
    found += validate.check_shared(document, "office")
    if found:
        return Office(), found
    data = dict(document.data)
    for key in ("cc", "unranked"):
        if key in data:
            data[key] = tuple(data[key])
    groups = {name: tuple(members) for name, members in data.pop("groups", {}).items()}
    return Office(**data, groups=groups), []
