"""A submission's text as it will be written, read and judged beforehand as `run` will do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.files import glance, yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document
from checker.forms import into, placing, telling
from checker.forms.into import Change
from checker.forms.values import Value
from checker.judging import jobs
from checker.judging.window import reportable
from checker.locale import Speaker
from checker.model import Assessment, Finding, Level, Plan, Submission, Where, as_warning, finding
from checker.model.findings import faults
from checker.model.periods import Period
from checker.reading import submission
from checker.reading.library import Library

NO_FILE = "-"
"""Where nothing is written but to the screen."""


class Request(NamedTuple):
    """What is asked for. `plan` and `period` may be empty: forms know theirs."""

    files: Sequence[Path]
    on: date
    plan: str = ""
    period: str = ""
    map: Path | None = None
    into: Path | None = None
    output: Path | None = None
    history: Path | None = None


class Draft(NamedTuple):
    """A submission's text, read and judged as `run` will do it."""

    text: str
    findings: tuple[Finding, ...]
    assessment: Assessment | None
    changes: Sequence[Change] = ()
    compared: bool = True


def written(plan: Plan, period: str, submitted: date, made: Mapping[str, Value], head: str) -> str:
    """Write a submission."""
    lines = [f"# {line}" for line in head.splitlines()]
    lines += [f"plan: {plan.id}", f"period: {period}", f"submitted: {submitted}", "values:"]
    lines += [f"  {name}: {telling.line(value.raw)}" for name, value in made.items() if value.says] or ["  {}"]
    return "\n".join(lines) + "\n"


def drafted(text: str, request: Request, plan: Plan, library: Library) -> Draft:
    """Read and judge what will be written: what is wrong with it is known before it is.

    Nothing is judged by a plan or a catalogue that has a fault, which is said elsewhere.
    """
    name = shown(request.into) if request.into else str(request.output or NO_FILE)
    document, found = yamlfile.parse(text, name)
    if document is None:
        return Draft(text, tuple(found), None)
    read, more = submission.read(document, plan)
    found += more
    _, of_plan = library.plan(plan.id)
    if read is None or faults((*found, *library.findings, *of_plan)):
        return Draft(text, tuple(found), None)
    known, more = _earlier(read, plan, request, library)
    judged = jobs.Job(plan, read.period, known | {read.period: read}).judged(library, request.on)
    compared = (bool(known) and not faults(more)) or read.period.start <= reportable(plan)
    if not request.history:  # nobody asked for these files: what is wrong with them stops nothing, but is said
        more = [as_warning(found) for found in more]
    return Draft(text, (*found, *more, *judged.findings), judged, compared=compared)


def _earlier(read: Submission, plan: Plan, request: Request,
             library: Library) -> tuple[dict[Period, Submission], list[Finding]]:  # fmt: skip
    """Read the submissions of earlier periods, for the checks over time: those beside the file, or `--history`."""
    known, found = dict[Period, Submission](), list[Finding]()
    target = request.into or request.output
    folder = request.history or (target.parent if target else None)
    if folder is not None and folder.is_dir():
        gathered, found = jobs.known_by_plan(folder, library)
        known = {p: s for p, s in gathered.get(plan.id, {}).items() if p.end < read.period.end}
    return known, found


def beside(request: Request, plan: Plan, period: str) -> Iterator[Finding]:
    """Name other files of the same plan and period in the folder: `run` reads them together with this one."""
    target = request.into or request.output
    if target is None or not target.parent.is_dir():
        return
    for path in jobs.yaml_files(target.parent):
        if path.resolve() == target.resolve() or glance.plan_of(path, shown(path))[0] != plan.id:
            continue
        document = yamlfile.read(path, shown(path))[0]
        if document is not None and document.named("period") == period:
            yield finding("form-beside", Where(shown(path)), period=period)


def added(base: Document, made: Mapping[str, Value], request: Request, *, plan: Plan, library: Library,
          say: Speaker) -> Draft:  # fmt: skip
    """Add to a submission. A value that has to go back does not replace the one that is there."""
    changes = into.changes(base, made, request.on, say)
    draft = drafted(into.edited(base, changes), request, plan, library)
    found, kept = list(draft.findings), dict[str, Change]()
    while True:
        back = {f.indicator for f in (*draft.findings, *placing.problems(made)) if f.level is Level.RETURNED}
        more = [change for change in changes if change.old and change.differs and change.id in back]
        if not more:
            break  # keeping one value may send another back that is a sum of it
        kept |= {change.id: change for change in more}
        changes = [change for change in changes if change.id not in kept]
        draft = drafted(into.edited(base, changes), request, plan, library)
        found += draft.findings
    said = [finding("form-kept", made[c.id].where(), indicator=c.id, old=c.old) for c in kept.values()]
    said += [
        finding("form-replaces", made[c.id].where(), indicator=c.id, name=f"{c.id} {made[c.id].indicator.name}",
                old=c.old, new=c.shown, unit=c.of, by=str(made[c.id].raw.get("by", "")) or "—")
        for c in changes if c.of
    ]  # fmt: skip
    return draft._replace(changes=changes, findings=(*found, *said))
