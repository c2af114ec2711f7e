"""The bags of one plan as a chain: each names the digest of the one issued before it.

A period that was taken away, or forged as a whole, is seen at the next one. What happens to the last bag only its
digest can tell, which the next circular prints and whoever keeps a copy knows (`verify --expect`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.operation.checking import Checked, Trouble, check
from checker.operation.standing import ASIDE
from checker.reading import issued

PREVIOUS, PREVIOUS_DIGEST = "Previous-Bag", "Previous-Bag-SHA256"
IDENTIFIER, DATED = "External-Identifier", "Bagging-Date"


class Chain(NamedTuple):
    """The bags of a plan in the order of their issue, as far as it can be told, and what is wrong."""

    plan: str
    bags: tuple[Checked, ...]
    troubles: tuple[Trouble, ...]
    unfinished: tuple[str, ...] = ()

    @property
    def head(self) -> Checked | None:
        """The last bag."""
        return self.bags[-1] if self.bags else None


def plans(archive: Path) -> list[Path]:
    """List the folders of plans in an archive: `issued/<plan>/<period>/`."""
    return sorted(path for path in archive.iterdir() if path.is_dir() and not path.name.startswith("."))


def chained(plan: Path) -> Chain:
    """Check the bags of one plan and the links between them. Errors: OSError where something cannot be read."""
    found, troubles, unfinished = list[Checked](), list[Trouble](), list[str]()
    for path in sorted(plan.iterdir()) if plan.is_dir() else ():
        name = f"{plan.name}/{path.name}"
        if path.name.startswith("."):
            unfinished += [name] if path.name.startswith(ASIDE) else []
        elif path.is_symlink() or not path.is_dir() or issued.named(path.name) is None:
            troubles.append(Trouble("no-bag", name))
        else:
            found.append(check(path, name))
    ordered = _ordered(found)
    troubles += [trouble for bag in ordered for trouble in bag.troubles]
    troubles += _misplaced(ordered)
    return Chain(plan.name, tuple(ordered), (*troubles, *_broken(ordered)), tuple(unfinished))


def _ordered(found: Sequence[Checked]) -> list[Checked]:
    """Follow the links from the bag that names none; what they do not reach follows by its date."""
    dated = sorted(found, key=lambda bag: (bag.info.get(DATED, ""), bag.name))
    made: list[Checked] = []
    digest = ""
    while following := [bag for bag in dated if bag not in made and bag.info.get(PREVIOUS_DIGEST, "") == digest]:
        made.append(following[0])
        digest = following[0].digest or "?"
    return [*made, *(bag for bag in dated if bag not in made)]


def _misplaced(bags: Sequence[Checked]) -> list[Trouble]:
    """Bags whose folder is not the one that they were issued as."""
    return [Trouble("misplaced", bag.name, bag.info[IDENTIFIER]) for bag in bags
            if IDENTIFIER in bag.info and bag.info[IDENTIFIER] != bag.name]  # fmt: skip


def _broken(bags: Sequence[Checked]) -> list[Trouble]:
    """Links that lead nowhere, elsewhere, twice to the same bag or back in time."""
    troubles: list[Trouble] = []
    before: Checked | None = None
    for bag in bags:
        said, name = bag.info.get(PREVIOUS_DIGEST, ""), bag.info.get(PREVIOUS, "")
        if before is None and said:
            troubles.append(Trouble("previous-missing", bag.name, name, said))
        elif before is not None and said != before.digest:
            known = next((other for other in bags if other.name == name), None)
            kind = "fork" if known is None and not said else "previous-missing" if known is None else "previous-differs"
            kind = "fork" if known is not None and known.digest == said else kind
            troubles.append(Trouble(kind, bag.name, name, said))
        elif before is not None and bag.info.get(DATED, "") < before.info.get(DATED, ""):
            troubles.append(Trouble("reordered", bag.name, before.name))
        before = bag
    return troubles
