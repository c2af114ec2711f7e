"""Check files for what they are: shared files by name, plans by their measures, submissions by their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from checker.files import disk, yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document
from checker.judging import checks, office_units, window
from checker.judging.history import Track
from checker.model import Finding, Indicator, Level, Plan, Submission, finding
from checker.model.findings import distinct
from checker.reading import office, shared, submission, twins, validate
from checker.reading.library import Library


def files(paths: Iterable[Path]) -> list[Path]:
    """List the YAML files that are named or lie anywhere below a named folder; tests' own and hidden ones apart."""
    found: dict[Path, None] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            if path.is_dir() and any(part.startswith(".") for part in file.relative_to(path).parts):
                continue
            found[file] = None
    return list(found)


def _below(folder: Path) -> list[Path]:
    files = disk.below(folder)
    bags = {path.parent for path in files if path.name == "bagit.txt"} - {folder}  # what was issued is not linted again
    return [path for path in files if disk.is_yaml(path) and bags.isdisjoint(path.parents)]  # fmt: skip


class Other(NamedTuple):
    """Files of another feature: `claims` tells them by their keys, `check` finds what is wrong with one."""

    claims: Callable[[Document], bool]
    check: Callable[[Path, Library], Iterable[Finding]]


def lint(paths: Sequence[Path], library: Library, others: Sequence[Other] = ()) -> list[Finding]:
    """Check each file alone, and the submissions of one folder together (values given twice).

    A plan that is itself among the files is known to its submissions, wherever it lies.
    """
    meanings, of_catalogues = shared.same_as(library.root)
    of_catalogues += [*library.findings, *library.doubled()]
    found: list[Finding] = []
    plans: dict[str, Plan | None] = {}
    reports: list[tuple[Path, Document]] = []
    for path in paths:
        if path.name == office.FILE or path.name.removesuffix(".yaml") in shared.READERS:
            found += _shared_file(path, library)
            continue
        document, more = yamlfile.read(path, shown(path))
        found += more
        if document is None:
            continue
        if other := next((other for other in others if other.claims(document)), None):
            found += other.check(path, library)
            continue
        sort = _sort_of(document)
        if sort == "plan":
            plan, of_plan = library.load(path)
            plans[str(document.data.get("plan"))] = plan
            of_catalogues += of_plan
            found += _unknown_keys(plan, meanings) if plan and meanings is not None else []
        elif sort == "submission":
            reports.append((path, document))
        else:
            found.append(finding("unknown-file", document.where()))
    found += twins.between(plan for plan in plans.values() if plan)
    found += _differing(plan for plan in plans.values() if plan)
    of_reports, of_plans = _reports(reports, plans, library)
    named = {shown(path) for path in paths}
    # a warning about a catalogue belongs to the one who lints the catalogue
    rest = [f for f in (*of_catalogues, *of_plans) if f.level is Level.FAULT or f.where.file in named]
    return distinct((*found, *of_reports, *rest))


_OF_PLANS = frozenset(("measures", "extends", "title", "locality", "document", "reporting"))
_OF_SUBMISSIONS = frozenset(("values", "submitted"))


def _sort_of(document: Document) -> str:
    """Tell a plan from a submission by the keys that only one of them has; empty where neither is meant."""
    keys = set(document.data) if isinstance(document.data, dict) else set()
    if keys & _OF_PLANS and not keys & _OF_SUBMISSIONS:
        return "plan"
    return "submission" if keys & (_OF_SUBMISSIONS | {"period"}) else ""


def _shared_file(path: Path, library: Library) -> list[Finding]:
    """Check a shared file that lies elsewhere as thoroughly as the library checked its own."""
    if path.name == office.FILE:
        found = office.read(path.parent)[1]
        return found or list(office_units.check(path, library))
    if path.resolve() == (library.root / path.name).resolve():
        return []
    _, found = shared.READERS[path.name.removesuffix(".yaml")](path.parent)
    return found


def _unknown_keys(plan: Plan, meanings: Mapping[str, str]) -> Iterator[Finding]:
    """Warn of a key `same_as` that no list explains: it is new, or misspelt and would never be matched."""
    for _, indicator in plan.indicators():
        if indicator.same_as and indicator.same_as not in meanings:
            word = indicator.same_as
            near = {"nearest": right} if (right := validate.nearest(word, list(meanings))) else {}
            yield finding("unknown-same-as", indicator.where, indicator=indicator.id, found=word, **near)


def _differing(plans: Iterable[Plan]) -> Iterator[Finding]:
    """Warn where plans share a key `same_as` that cannot be compared (rules 5): another kind or another unit."""
    first: dict[str, tuple[Plan, Indicator]] = {}
    for plan in plans:
        for _, indicator in plan.indicators():
            if not indicator.same_as:
                continue
            other, known = first.setdefault(indicator.same_as, (plan, indicator))
            if (known.kind, known.unit) != (indicator.kind, indicator.unit):
                own, theirs = (" ".join(filter(None, (i.kind, i.unit))) for i in (indicator, known))
                yield finding("same-as-differs", indicator.where, indicator=indicator.id, plan=other.id,
                              other=known.id, found=indicator.same_as, own=own, theirs=theirs)  # fmt: skip


def _reports(
    reports: Iterable[tuple[Path, Document]], plans: Mapping[str, Plan | None], library: Library
) -> tuple[list[Finding], list[Finding]]:
    """Check submissions against their plans; what is wrong with these and their catalogues comes back apart."""
    known, beside = dict(plans), cache(_beside)
    read: dict[tuple[Path, str], list[Submission]] = {}
    found: list[Finding] = []
    of_plans: list[Finding] = []
    for path, document in reports:
        name = document.data.get("plan")
        if isinstance(name, str) and name not in known:
            home = library if name in library.ids else beside(path.parent)
            known[name], more = home.plan(name)
            of_plans += (*home.findings, *more)
        plan = known.get(name) if isinstance(name, str) else None
        if plan is None:
            said = validate.check_whole_submission(document)
            if isinstance(name, str) and name not in library.ids and name not in beside(path.parent).ids:
                unknown = validate.unknown("unknown-plan", document, ("plan",), name, library.titled())
                said = [*(other for other in said if other.where != unknown.where), unknown]
            found += said
            continue
        made, of_values = submission.read(document, plan)
        found += of_values
        if made is not None:
            found += _returned(made, plan)
            read.setdefault((path.parent, made.plan), []).append(made)
    for group in read.values():
        found += submission.merge(group)[1]
    return found, of_plans


def _beside(folder: Path) -> Library:
    """Open the catalogue beside a submission, where an example or an office keeps its own."""
    return Library.at(folder / "indicators")


def _returned(made: Submission, plan: Plan) -> Iterator[Finding]:
    """The E-codes that need no earlier period."""
    if plan.start > plan.end:
        return  # in a time that ends before it begins nothing can be expected
    for _, indicator in plan.indicators():
        reported = made.values.get(indicator.id)
        if reported is not None and not reported.blank:
            revised = indicator.revised(made.period.end)
            moment = window.moment(revised, plan, made.period.end)
            parts = checks.parts(indicator, plan, made.values, date.max)
            yield from checks.returned(revised, reported, checks.Seen(moment, Track(), parts))
