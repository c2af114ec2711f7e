"""Check files for what they are: shared files by name, plans by their measures, submissions by their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from checker.files import yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document, fault
from checker.judging import checks, window
from checker.judging.history import Track
from checker.model import Finding, Level, Plan, Submission
from checker.reading import schema, submission, validate
from checker.reading.library import Library


def files(paths: Iterable[Path]) -> list[Path]:
    """List the YAML files that are named or lie anywhere below a named folder; tests' own and hidden ones apart."""
    found: dict[Path, None] = {}
    for path in paths:
        below = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())
        for file in below if path.is_dir() else [path]:
            if path.is_dir() and any(part.startswith(".") for part in file.relative_to(path).parts):
                continue
            found[file] = None
    return list(found)


def lint(paths: Sequence[Path], library: Library) -> list[Finding]:
    """Check each file alone, and the submissions of one folder together (values given twice).

    A plan that is itself among the files is known to its submissions, wherever it lies.
    """
    found: list[Finding] = []
    plans: dict[str, Plan | None] = {}
    read: dict[tuple[Path, str], list[Submission]] = {}
    reports: list[tuple[Path, Document]] = []
    for path in paths:
        if path.name.removesuffix(".yaml") in schema.SHARED:
            if not _is_own(path, library):
                found += _shared(path)
            continue
        document, more = yamlfile.read(path, shown(path))
        found += more
        if document is None:
            continue
        keys = set(document.data) if isinstance(document.data, dict) else set()
        if keys & _OF_PLANS and not keys & _OF_SUBMISSIONS:
            plan = plans[str(document.data.get("plan"))] = library.load(path)
            found += _unknown_keys(plan, library) if plan else []
        elif keys & (_OF_SUBMISSIONS | {"period"}):
            reports.append((path, document))
        else:
            found.append(fault("unknown-file", document.where()))
    for path, document in reports:
        made, more = _submission(document, library, plans)
        found += more
        if made is not None:
            read.setdefault((path.parent, made.plan), []).append(made)
    for group in read.values():
        found += submission.merge(group)[1]
    for shared in (library.localities, library.domains, library.profiles, library.calendar, library.same_as):
        assert shared is not None
    found += _twice(library)
    named = {shown(path) for path in paths}
    # a warning about a catalogue belongs to the one who lints the catalogue
    rest = [f for f in library.findings if f.level is Level.FAULT or f.where.file in named]
    return list({(f.where, f.code, str(f.facts)): f for f in (*found, *rest)}.values())


def _unknown_keys(plan: Plan, library: Library) -> list[Finding]:
    """Warn of a key `same_as` that no list explains: it is new, or misspelt and would never be matched."""
    found = []
    for _, indicator in plan.indicators():
        if indicator.same_as and indicator.same_as not in library.same_as:
            facts: dict[str, object] = {"found": indicator.same_as, "indicator": indicator.id}
            if near := validate.nearest(indicator.same_as, list(library.same_as)):
                facts["nearest"] = near
            found.append(Finding("unknown-same-as", Level.WARNING, indicator.where, facts, indicator.id))
    return found


_OF_PLANS = {"measures", "extends", "title", "locality", "document", "reporting"}
_OF_SUBMISSIONS = {"values", "submitted"}


def _shared(path: Path) -> list[Finding]:
    """Check a shared file that lies elsewhere as thoroughly as the library checks its own."""
    library = Library(path.parent)
    getattr(library, path.name.removesuffix(".yaml"))
    return [f for f in library.findings if f.where.file == shown(path)]


def _is_own(path: Path, library: Library) -> bool:
    """The library checks its own shared files, with more than their shape."""
    return path.resolve() == (library.root / path.name).resolve()


def _twice(library: Library) -> list[Finding]:
    before = len(library.findings)
    for name, claims in library.ids.items():
        if len(claims) > 1:
            library.plan(name)
    found = library.findings[before:]
    return [f for f in found if f.code == "plan-twice"]


def _submission(
    document: Document, library: Library, plans: dict[str, Plan | None]
) -> tuple[Submission | None, list[Finding]]:
    """Check a submission against its plan, with the E-codes that need no history."""
    name = document.data.get("plan")
    if not isinstance(name, str):
        return None, validate.check_whole_submission(document)
    if name not in plans:
        plans[name] = (library if name in library.ids else _beside(document)).plan(name)
    plan = plans.get(name)
    if plan is None:
        found = validate.check_whole_submission(document)
        if name not in library.ids and name not in _beside(document).ids:
            found.append(validate.unknown("unknown-plan", document, ("plan",), name, library.ids))
        return None, found
    made, found = submission.read(document, plan)
    if made is not None:
        found += _returned(made, plan)
    return made, found


def _beside(document: Document) -> Library:
    """The catalogues beside a submission, where an example or an office keeps its own."""
    return Library(Path(document.file).parent / "indicators")


def _returned(made: Submission, plan: Plan) -> Iterator[Finding]:
    """The E-codes that need no earlier period."""
    for _, indicator in plan.indicators():
        reported = made.values.get(indicator.id)
        if reported is not None and not reported.blank:
            revised = indicator.revised(made.period.end)
            moment = window.moment(revised, plan, made.period.end)
            parts = checks.parts(indicator, plan, made.values, date.max)
            yield from checks.returned(revised, reported, checks.Seen(moment, Track(), parts))
