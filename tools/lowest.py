"""Print `name==lowest` for every requirement in pyproject.toml: the oldest set that it allows, as constraints for pip.

Runs before anything is installed: python3 tools/lowest.py > lowest.txt && pip install -e '.[dev]' -c lowest.txt
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[(?P<extras>[\w.,\s-]*)\])?\s*>=\s*(?P<lowest>\d[\w.]*)\s*(?:[,;].*)?")


class Requirement(NamedTuple):
    """A requirement: its name as registries compare names, the extras it asks for, its lower bound."""

    name: str
    extras: frozenset[str]
    lowest: str


def requirement(text: str) -> Requirement:
    """Take a requirement apart; ValueError if it has no lower bound, for then nobody knows what it needs."""
    found = _REQUIREMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no lower bound (name>=version): {text}")
    extras = re.findall(r"[\w.-]+", found["extras"] or "")
    return Requirement(canonical(found["name"]), frozenset(extras), found["lowest"])


def canonical(name: str) -> str:
    """A name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


APART = ("spark", "oracles")
"""Extras that no set holds: hundreds of megabytes for a few tests, which are skipped where they are missing."""


def requirements(pyproject: Path = ROOT / "pyproject.toml") -> list[Requirement]:
    """All requirements of the package and of its extras, each once; ValueError where two bounds disagree."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    extras = {name: texts for name, texts in project["optional-dependencies"].items() if name not in APART}
    texts = [*project["dependencies"], *(text for extra in extras.values() for text in extra)]
    found: dict[str, Requirement] = {}
    for each in map(requirement, texts):
        if found.setdefault(each.name, each).lowest != each.lowest:
            raise ValueError(f"two lower bounds for {each.name}: {found[each.name].lowest} and {each.lowest}")
    return sorted(found.values())


if __name__ == "__main__":
    for each in requirements():
        print(f"{each.name}=={each.lowest}")
