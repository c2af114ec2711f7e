"""Files named by the user → what is to be judged: plan, period and all submissions that are its history.

Earlier periods are the other submissions in the same folder, or in `history` (rules 2.2). A folder given as
input stands for the newest period of each plan in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.files import yamlfile
from checker.files.places import shown
from checker.judging.evaluate import Rules, evaluate
from checker.model import Assessment, Finding, Level, Plan, Submission, Where, finding, periods
from checker.model.periods import Period
from checker.reading import submission, validate
from checker.reading.library import Library


class Job(NamedTuple):
    """One plan and period to judge."""

    plan: Plan
    period: Period
    known: dict[Period, Submission]
    findings: tuple[Finding, ...] = ()

    def judged(self, library: Library, on: date, profile: str = "") -> Assessment:
        """Judge it as of the run date, with the plan's profile or another."""
        rules = Rules(library.profiles[profile or self.plan.profile], library.calendar, tuple(library.domains))
        made = evaluate(self.plan, self.known, self.period, on, rules)
        found = sorted((*self.findings, *made.findings), key=lambda finding: finding.where)
        return made._replace(findings=tuple(found))


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder, not of those below it."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())


def gather(paths: Sequence[Path], library: Library, history: Path | None = None) -> tuple[list[Job], list[Finding]]:
    """Read everything that the judgement needs; all faults of all files come back together."""
    found: list[Finding] = []
    named: dict[str, dict[Path, None]] = {}
    newest_only: set[str] = set()
    for path in paths:
        files = yaml_files(path) if path.is_dir() else [path]
        for file in files:
            plan = yamlfile.plan_key(file)
            if plan is None or library_file(file, library):
                found += _no_submission(file, of_a_folder=path.is_dir())
                continue
            named.setdefault(plan, {})[file] = None
            if path.is_dir():
                newest_only.add(plan)
    jobs: list[Job] = []
    for name, own in named.items():
        made, more = _jobs(name, list(own), library, history, name in newest_only)
        jobs += made
        found += more
    return jobs, found


def library_file(path: Path, library: Library) -> bool:
    """Tell whether a file is a catalogue rather than a submission."""
    return library.root.resolve() in path.resolve().parents


def _no_submission(path: Path, of_a_folder: bool) -> list[Finding]:
    """A file that was named must be one; in a folder, a broken file or one with values is never passed over."""
    document, found = yamlfile.read(path, shown(path))
    if document is None or found:
        return found
    other = not isinstance(document.data, dict) or "values" not in document.data
    return [] if of_a_folder and other else [finding("not-a-submission", Where(shown(path), 1, 1))]


def _jobs(
    name: str, files: list[Path], library: Library, history: Path | None, newest_only: bool
) -> tuple[list[Job], list[Finding]]:
    """Read one plan with all its submissions."""
    before = len(library.findings)
    plan = library.plan(name)
    found = library.findings[before:]
    wanted = {path.resolve() for path in files}
    if plan is None:
        return [], found or [f for path in files for f in _unknown_plan(path, name, library)]
    read: list[tuple[Path, Submission, list[Finding]]] = []
    for path in _with_history(files, name, history):
        document, more = yamlfile.read(path, shown(path))
        made = None
        if document is not None:
            made, rest = submission.read(document, plan)
            more = more + rest
        found += [f for f in more if f.level is Level.FAULT]
        if made is not None:
            read.append((path, made, [f for f in more if f.level is not Level.FAULT]))
    merged, more = submission.merge(made for _, made, _ in read)
    found += more
    chosen = {made.period for path, made, _ in read if path.resolve() in wanted}
    if newest_only and chosen:
        chosen = {max(chosen, key=lambda period: (period.end, -period.start.toordinal()))}
    jobs = []
    for period in sorted(chosen, key=lambda period: (period.end, period.start)):
        own = tuple(f for _, made, more in read if made.period == period for f in more)
        jobs.append(Job(plan, period, merged, own))
    return jobs, found


def _period(path: Path) -> Period | None:
    """Glance at a file's period; what lies after the judged one is no history and need not be read."""
    return periods.parse(yamlfile.plan_key(path, "period") or "")


def _unknown_plan(path: Path, name: str, library: Library) -> list[Finding]:
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return found
    unknown = validate.unknown("unknown-plan", document, ("plan",), name, library.ids)
    return [*found, unknown, *validate.check_whole_submission(document)]


def _with_history(files: Sequence[Path], name: str, history: Path | None) -> list[Path]:
    """Add the other submissions of the plan in the same folders, or those of the history folder."""
    folders: Iterable[Path] = [history] if history else dict.fromkeys(path.parent for path in files)
    found = {path.resolve(): path for path in files}
    newest = max((period.end for path in files if (period := _period(path))), default=None)
    for folder in folders:
        for path in yaml_files(folder):
            if path.resolve() in found or yamlfile.plan_key(path) != name:
                continue
            period = _period(path)
            if period is None or newest is None or period.end <= newest:
                found[path.resolve()] = path
    return sorted(found.values())
