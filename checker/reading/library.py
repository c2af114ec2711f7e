"""The library: one folder of catalogues as it was found, with its shared files read and its plans known by id.

`--indicators DIR` is a folder with the shared files and one folder a locality; without it the folder
`./indicators` is used when it is there, else the catalogues shipped with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import disk, glance
from checker.files.places import shipped, shown
from checker.model import Finding, Plan, Profile, finding
from checker.model.workdays import Calendar
from checker.reading import office, plans, shared
from checker.reading.office import Office

Loaded = tuple[Plan | None, tuple[Finding, ...]]
"""A plan with what was found in its files; None where it cannot be read."""


class Library(NamedTuple):
    """What the shared files say, which files claim which plan id, and what is wrong with the shared files.

    Where a shared file has a fault its value may be empty: nothing may be judged then. `load` reads one plan file,
    once, and checks it against the shared files; what it finds belongs to the plan and never joins `findings`; nor does
    what `office` finds in the file of a locality's office.
    """

    root: Path
    localities: Mapping[str, Mapping[str, str]]
    domains: Mapping[str, Mapping[str, Any]]
    profiles: Mapping[str, Profile]
    calendar: Calendar
    files: tuple[Path, ...]
    ids: Mapping[str, tuple[Path, ...]]
    load: Callable[[Path], Loaded]
    office: Callable[[str], tuple[Office, tuple[Finding, ...]]]
    findings: tuple[Finding, ...] = ()

    @classmethod
    def at(cls, folder: Path | None = None) -> Library:
        """Open the given folder, else `./indicators`, else the shipped catalogues."""
        here = Path("indicators")
        root = folder or (here if here.is_dir() else shipped("indicators"))
        localities, of_localities = shared.localities(root)
        domains, of_domains = shared.domains(root)
        profiles, of_profiles = shared.profiles(root)
        calendar, of_calendar = shared.calendar(root)
        files = plan_files(root)
        ids, of_files = _claims(files)
        return cls(
            root=root,
            localities=localities or {},
            domains=domains or {},
            profiles=profiles or {},
            calendar=calendar or Calendar(),
            files=files,
            ids=ids,
            load=cache(partial(plans.load, lists=plans.Lists(localities, profiles, domains), root=root, known={})),
            office=cache(partial(_office, root)),
            findings=(*of_localities, *of_domains, *of_profiles, *of_calendar, *of_files),
        )

    def plan(self, name: str) -> Loaded:
        """Read a plan by its id; None without a finding where no file claims the id."""
        files = self.ids.get(name, ())
        if not files:
            return None, ()
        plan, found = self.load(files[0])
        return plan, (*_twice(name, files), *found)

    def meanings(self) -> Mapping[str, str]:
        """What the keys `same_as` mean, as far as their list can be read."""
        return shared.same_as(self.root)[0] or {}

    def titled(self) -> dict[str, dict[str, str]]:
        """Every plan id with the plan's title, for whoever has to name it; each plan is read for it."""
        read = ((name, self.plan(name)[0]) for name in self.ids)
        return {name: {"name": plan.title} if plan else {} for name, plan in read}

    def doubled(self) -> Iterator[Finding]:
        """Say which ids more than one file claims."""
        for name, files in self.ids.items():
            yield from _twice(name, files)


_NO_PLANS = ("schemas", "survey")


def plan_files(root: Path) -> tuple[Path, ...]:
    """Name the plan files, sorted: `<root>/<locality>/*.yaml`. Errors: OSError, Fault where they are too many."""
    folders = [path for path in disk.listed(root) if path.name not in _NO_PLANS] if root.is_dir() else []
    files = (path for folder in folders if folder.is_dir() for path in disk.listed(folder))
    return tuple(path for path in files if disk.is_yaml(path) and path.name != office.FILE)


def _office(root: Path, locality: str) -> tuple[Office, tuple[Finding, ...]]:
    """Read who speaks for a locality."""
    made, found = office.read(root / locality)
    return made, tuple(found)


def _claims(files: Sequence[Path]) -> tuple[dict[str, tuple[Path, ...]], list[Finding]]:
    """Plan id → files that claim it; a file that cannot be read may claim any of them."""
    claims: dict[str, tuple[Path, ...]] = {}
    found: list[Finding] = []
    for path in files:
        name, more = glance.plan_of(path, shown(path))
        found += more
        if name:
            claims[name] = (*claims.get(name, ()), path)
    return claims, found


def _twice(name: str, files: Sequence[Path]) -> Iterator[Finding]:
    if len(files) > 1:
        others = ", ".join(shown(path) for path in files[1:])
        yield finding("plan-twice", glance.key_place(files[0], shown(files[0])), found=name, others=others)
