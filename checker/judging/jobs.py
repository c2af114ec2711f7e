"""Files named by the user → what is to be judged: plan, period and all submissions that are its history.

Earlier periods are the other submissions in the same folder, or in `history` (rules 2.2). A folder given as
input stands for the newest period of each plan in it, a plan's id for its last finished period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from checker.files import disk, glance, yamlfile
from checker.files.places import published, shown
from checker.files.yamlfile import Document
from checker.judging.evaluate import Rules, evaluate
from checker.model import Assessment, Finding, Level, Plan, Submission, Where, finding, periods
from checker.model.periods import Period
from checker.reading import issued, submission, validate
from checker.reading.library import Library


class Job(NamedTuple):
    """One plan and period to judge."""

    plan: Plan
    period: Period
    known: dict[Period, Submission]
    findings: tuple[Finding, ...] = ()
    issued: Mapping[Period, issued.Rulings] = MappingProxyType({})

    def judged(self, library: Library, on: date, profile: str = "") -> Assessment:
        """Judge it as of the run date, with the plan's profile or another."""
        office, _ = library.office(self.plan.locality)
        rules = Rules(library.profiles[profile or self.plan.profile], library.calendar, tuple(library.domains),
                      frozenset(office.unranked))  # fmt: skip
        made = evaluate(self.plan, self.known, self.period, on, rules, self.issued)
        found = sorted((*self.findings, *made.findings), key=lambda finding: finding.where)
        return _published(made._replace(findings=tuple(found)))


def _published(made: Assessment) -> Assessment:
    """Name places as others may read them, whatever it is shown in; faults never get here and keep their paths."""
    return made._replace(
        files=tuple(map(published, made.files)),
        findings=tuple(f._replace(where=_outward(f.where)) for f in made.findings),
        verdicts=tuple(
            v._replace(reported=v.reported._replace(where=_outward(v.reported.where))) if v.reported else v
            for v in made.verdicts
        ),
    )


def _outward(where: Where) -> Where:
    return where._replace(file=published(where.file))


class _Read(NamedTuple):
    """A submission's file as it was read, with what is to be said of its values."""

    path: Path
    submission: Submission
    remarks: tuple[Finding, ...]


class Asked(NamedTuple):
    """A plan with the files that were named of it; `newest_only`: a folder stands for its newest period."""

    plan: str
    files: tuple[Path, ...]
    newest_only: bool


def by_plan(paths: Sequence[Path], library: Library) -> tuple[list[Asked], list[Finding]]:
    """Sort what was named by the plan that each file names; every plan can then be read by itself."""
    named: dict[str, dict[Path, None]] = {}
    newest_only: set[str] = set()
    found: list[Finding] = []
    for path, of_a_folder in _inputs(paths):
        plan, broken = glance.plan_of(path, shown(path))
        if plan is None or library_file(path, library):
            found += broken or _no_submission(path, of_a_folder)
            continue
        named.setdefault(plan, {})[path] = None
        if of_a_folder:
            newest_only.add(plan)
    return [Asked(name, tuple(files), name in newest_only) for name, files in named.items()], found


def gather(paths: Sequence[Path], library: Library, history: Path | None = None) -> tuple[list[Job], list[Finding]]:
    """Read everything that the judgement needs; all faults of all files come back together."""
    asked, found = by_plan(paths, library)
    jobs: list[Job] = []
    for each in asked:
        made, more = of_plan(each, library, history)
        jobs += made
        found += more
    return jobs, found


def gather_plans(
    names: Sequence[str], library: Library, day: date, history: Path | None = None
) -> tuple[list[Job], list[Finding]]:
    """Take each plan's last period that is finished on a day, with what `history` holds of it."""
    known, found = known_by_plan(history if names else None, library)
    jobs: list[Job] = []
    for name in names:
        plan, more = library.plan(name)
        found += more
        if plan is not None:
            lights, of_issued = issued.lights(issued.folder(history) / name)
            found += of_issued
            jobs.append(Job(plan, last_finished(plan, day), known.get(name, {}), issued=lights))
    return jobs, found


def known_by_plan(folder: Path | None, library: Library) -> tuple[dict[str, dict[Period, Submission]], list[Finding]]:
    """Read all submissions of a folder, by plan id and period."""
    jobs, found = gather([folder] if folder else [], library)
    return {job.plan.id: job.known for job in jobs}, found


def last_finished(plan: Plan, day: date) -> Period:
    """Return the plan's last period that is over on a day, or its first one where none is.

    Nobody is asked for a period that ended before the document was issued: there was nothing to report on (W8).
    """
    last = max([plan.end, *(i.by for _, i in plan.indicators() if i.by)])  # some targets outlive their plan
    first = min(max(plan.start, date.fromisoformat(plan.document["issued"])), last)
    current = periods.holding(min(max(day, first), last), plan.reporting.every)
    before = current.previous()
    return current if current.end < day or before.end < first else before


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder, not of those below it."""
    return [path for path in disk.listed(folder) if disk.is_yaml(path)]


def library_file(path: Path, library: Library) -> bool:
    """Tell whether a file is a catalogue rather than a submission."""
    return library.root.resolve() in path.resolve().parents


def _inputs(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """List the files that are named or lie in a named folder, and tell which."""
    for path in paths:
        of_a_folder = path.is_dir()
        for file in yaml_files(path) if of_a_folder else [path]:
            yield file, of_a_folder


def _no_submission(path: Path, of_a_folder: bool) -> list[Finding]:
    """A file that was named must be one; in a folder, a broken file or one with values is never passed over."""
    document, found = yamlfile.read(path, shown(path))
    if document is None or found:
        return found
    other = not isinstance(document.data, dict) or "values" not in document.data
    return [] if of_a_folder and other else [finding("not-a-submission", Where(shown(path), 1, 1))]


def of_plan(asked: Asked, library: Library, history: Path | None = None) -> tuple[list[Job], list[Finding]]:
    """Read one plan with all its submissions."""
    name, files, newest_only = asked
    plan, of_plan = library.plan(name)
    if plan is None:
        return [], [*of_plan] or [f for path in files for f in _unknown_plan(path, name, library)]
    documents, broken = _documents(files, name, history)
    read, found = _submissions(documents, plan)
    found += broken
    known, more = submission.merge(each.submission for each in read)
    lights, of_issued = issued.lights(issued.folder(files[0].parent) / name)
    more += of_issued
    jobs = []
    for period in _asked(read, files, newest_only):
        remarks = tuple(f for each in read if each.submission.period == period for f in each.remarks)
        jobs.append(Job(plan, period, known, remarks, lights))
    return jobs, [*of_plan, *found, *more]


def _submissions(documents: Mapping[Path, Document], plan: Plan) -> tuple[list[_Read], list[Finding]]:
    """Read the submissions of a plan; what is no fault stays with the submission that it speaks of."""
    read: list[_Read] = []
    found: list[Finding] = []
    for path, document in sorted(documents.items()):
        made, of_values = submission.read(document, plan)
        found += [f for f in of_values if f.level is Level.FAULT]
        if made is not None:
            read.append(_Read(path, made, tuple(f for f in of_values if f.level is not Level.FAULT)))
    return read, found


def _asked(read: Iterable[_Read], files: Iterable[Path], newest_only: bool) -> list[Period]:
    """List the periods of the files that were named, or the newest of them, from the oldest on."""
    named = {path.resolve() for path in files}
    asked = {each.submission.period for each in read if each.path.resolve() in named}
    if newest_only and asked:
        asked = {max(asked, key=lambda period: (period.end, -period.start.toordinal()))}
    return sorted(asked, key=lambda period: (period.end, period.start))


def _unknown_plan(path: Path, name: str, library: Library) -> list[Finding]:
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return found
    unknown = validate.unknown("unknown-plan", document, ("plan",), name, library.titled())
    more = validate.check_whole_submission(document)
    return [*found, unknown, *(said for said in more if said.where != unknown.where)]


def with_history(files: Sequence[Path], name: str, history: Path | None) -> list[Path]:
    """Name the submissions that a judgement of files of a plan rests on."""
    return sorted(_documents(files, name, history)[0])


def _documents(files: Sequence[Path], name: str, history: Path | None) -> tuple[dict[Path, Document], list[Finding]]:
    """Read the files that were named, and the plan's other submissions in their folders or in the history folder.

    A file that cannot be read might be one of them, so it is never passed over; nor is one whose period cannot be told.
    What lies after the judged periods is no history.
    """
    made, found = _all_read(files)
    newest = max((period.end for document in made.values() if (period := _period(document))), default=None)
    known = {path.resolve() for path in files}
    for folder in [history] if history else dict.fromkeys(path.parent for path in files):
        others = [path for path in yaml_files(folder) if path.resolve() not in known]
        known |= {path.resolve() for path in others}
        for path in others:
            plan, broken = glance.plan_of(path, shown(path))
            if plan is None:
                found += broken or _no_submission(path, of_a_folder=True)
            elif plan == name:
                documents, more = _all_read([path])
                later = [p for p, d in documents.items() if (period := _period(d)) and newest and period.end > newest]
                made |= {p: d for p, d in documents.items() if p not in later}
                found += [] if later else more
    return made, found


def _all_read(files: Iterable[Path]) -> tuple[dict[Path, Document], list[Finding]]:
    made: dict[Path, Document] = {}
    found: list[Finding] = []
    for path in files:
        document, more = yamlfile.read(path, shown(path))
        found += more
        if document is not None:
            made[path] = document
    return made, found


def _period(document: Document) -> Period | None:
    """The period that a file names, None where it names none."""
    return periods.parse(document.named("period") or "")
