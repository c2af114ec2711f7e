"""Files that came back → one submission: read, known by their plan, merged, written as YAML, checked by the same rules.

The steps stand in `collected`; every step hands on what it made and what is to be said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from checker import kinds
from checker.files import yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document
from checker.forms import accepting, into, layout, mapping, merging, opening, telling, values
from checker.forms.into import Change
from checker.forms.mapping import Mapping_
from checker.forms.rows import Asked, Form
from checker.forms.tables import Lifted, layout_of
from checker.judging import jobs
from checker.locale import Speaker
from checker.model import Assessment, Finding, Level, Message, Plan, Reason, Submission, Where, as_warning, finding
from checker.model.findings import faults
from checker.model.periods import Period, parse
from checker.reading import submission, validate
from checker.reading.library import Library

Progress = Callable[[Iterable[opening.Opened], int], Iterable[opening.Opened]]


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


class Collected(NamedTuple):
    """What came of it. `plan` is None where nobody knows it; nothing may be written where a finding is a fault."""

    files: tuple[Lifted, ...]
    findings: tuple[Finding, ...]
    plan: Plan | None = None
    values: Mapping[str, values.Value] = {}
    text: str = ""
    changes: Sequence[Change] = ()
    assessment: Assessment | None = None
    compared: bool = True

    @property
    def faults(self) -> list[Finding]:
        """What stops the run."""
        return faults(self.findings)


class _Draft(NamedTuple):
    """A submission's text, read and judged as `run` will do it."""

    text: str
    findings: tuple[Finding, ...]
    assessment: Assessment | None
    changes: Sequence[Change] = ()
    compared: bool = True


def collected(request: Request, library: Library, say: Speaker, progress: Progress) -> Collected:
    """Read all files of the request and make one submission of them."""
    base, found = _base(request.into)
    own, more = mapping.read(request.map, shown(request.map)) if request.map else (None, [])
    found += more
    if request.map and own is None:
        return Collected((), tuple(found))
    named = [(word, str(base.data[key]) if base else "", getattr(own, key, ""))
             for key, word in (("plan", request.plan), ("period", request.period))]  # fmt: skip
    files, more = _files(request, own, named[0], library, progress)
    found += more
    name, period = (accepting.expected(key, words, files) for key, words in zip(("plan", "period"), named, strict=True))
    plan, of_plan = library.plan(name)
    found += faults((*library.findings, *of_plan))
    found += _unknown(name, period, base, own, files, library)
    if plan is None or parse(period) is None:
        return Collected(files, tuple(found))
    asked = Asked(plan)
    forms, more = _forms(asked, period, files, own)
    found += more
    entries, more = merging.merged(forms, asked)
    made = merging.shaped(entries, asked)
    if base is None:
        head = say("collect.head", count=len(files))
        draft = _draft(_written(plan, period, request.on, made, head), request, plan, library)
    else:
        draft = _added(base, made, request, plan, library, say)
    more += _beside(request, plan, period)
    placed = _placed(draft.findings, made, base is not None)
    ordered = tuple(sorted((*found, *more, *placed, *_groundless(draft.assessment, made)), key=_order))
    return Collected(files, ordered, plan, made, draft.text, draft.changes, draft.assessment, draft.compared)


def _base(path: Path | None) -> tuple[Document | None, list[Finding]]:
    """The submission that is added to."""
    if path is None:
        return None, []
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return None, found
    found += validate.check_submission(document)
    return (None if any(f.level is Level.FAULT for f in found) else document), found


def _files(request: Request, own: Mapping_ | None, names: Sequence[str], library: Library,
           progress: Progress) -> tuple[tuple[Lifted, ...], list[Finding]]:  # fmt: skip
    """Read all files, each of the same bytes once."""
    found: list[Finding] = []
    files: dict[str, Lifted] = {}
    with opening.each(request.files, layout_of(own) if own else None) as reading:
        coming = iter(progress(reading, len(request.files)))
        first = [opened for opened in [next(coming, None)] if opened is not None]
        likely = next(filter(None, [*names, *(file.meta.get("plan", "") for file, _ in first if file)]), "")
        library.plan(likely)  # the library keeps it: read while others read the files
        for file, more in chain(first, coming):
            found += more
            if file is not None and file.digest in files:
                other = Where(files[file.digest].file)
                found.append(finding("form-same-file", Where(file.file), other=other))
            elif file is not None:
                files[file.digest] = file
    return tuple(files.values()), found


def _unknown(name: str, period: str, base: Document | None, own: Mapping_ | None, files: Sequence[Lifted],
             library: Library) -> Iterator[Finding]:  # fmt: skip
    """Say why plan or period are not known."""
    if not name or not period:
        # a workbook without its hidden sheet is no form; a CSV or a mapped one needs to be told its plan
        yield from (finding("form-no-meta", Where(f.file)) for f in files if f.workbook and not f.meta and own is None)
        return
    if parse(period) is None:
        yield from (
            finding("form-period", Where(f.file), found=period) for f in files if f.meta.get("period") == period
        )
    if name in library.ids:
        return
    if base is not None and base.data["plan"] == name:
        yield validate.unknown("unknown-plan", base, ("plan",), name, library.ids)
    known = Message("list", {"words": list(library.ids)})
    places = [Where(file.file) for file in files if file.meta.get("plan") == name]
    places += [own.place] if own is not None and own.plan == name else []
    yield from (finding("unknown-plan", where, found=name, known=known) for where in places)


def _forms(asked: Asked, period: str, files: Iterable[Lifted],
           own: Mapping_ | None) -> tuple[list[Form], list[Finding]]:  # fmt: skip
    """Take the files that are of this plan and period, with their values."""
    forms: list[Form] = []
    found = accepting.unknown_ids(own, asked) if own else []
    for file in files:
        form, more = accepting.form(file, asked, period, own)
        found += more
        forms += [form] if form else []
    return forms, found


def _written(plan: Plan, period: str, submitted: date, made: Mapping[str, values.Value], head: str) -> str:
    """Write a submission."""
    lines = [f"# {line}" for line in head.splitlines()]
    lines += [f"plan: {plan.id}", f"period: {period}", f"submitted: {submitted}", "values:"]
    lines += [f"  {name}: {telling.line(value.raw)}" for name, value in made.items() if value.says] or ["  {}"]
    return "\n".join(lines) + "\n"


def _draft(text: str, request: Request, plan: Plan, library: Library) -> _Draft:
    """Read and judge what will be written: what is wrong with it is known before it is.

    Nothing is judged by a plan or a catalogue that has a fault, which is said elsewhere.
    """
    name = shown(request.into) if request.into else str(request.output or "-")
    document, found = yamlfile.parse(text, name)
    if document is None:
        return _Draft(text, tuple(found), None)
    read, more = submission.read(document, plan)
    found += more
    _, of_plan = library.plan(plan.id)
    if read is None or faults((*found, *library.findings, *of_plan)):
        return _Draft(text, tuple(found), None)
    known, more = _earlier(read, plan, request, library)
    judged = jobs.Job(plan, read.period, known | {read.period: read}).judged(library, request.on)
    compared = (bool(known) and not faults(more)) or read.period.start <= plan.start
    if not request.history:  # nobody asked for these files: what is wrong with them stops nothing, but is said
        more = [as_warning(found) for found in more]
    return _Draft(text, (*found, *more, *judged.findings), judged, compared=compared)


def _earlier(read: Submission, plan: Plan, request: Request,
             library: Library) -> tuple[dict[Period, Submission], list[Finding]]:  # fmt: skip
    """Read the submissions of earlier periods, for the checks over time: those beside the file, or `--history`."""
    known, found = dict[Period, Submission](), list[Finding]()
    beside = request.into or request.output
    folder = request.history or (beside.parent if beside else None)
    if folder is not None and folder.is_dir():
        gathered, found = jobs.known_by_plan(folder, library)
        known = {p: s for p, s in gathered.get(plan.id, {}).items() if p.end < read.period.end}
    return known, found


def _beside(request: Request, plan: Plan, period: str) -> Iterator[Finding]:
    """Name other files of the same plan and period in the folder: `run` reads them together with this one."""
    target = request.into or request.output
    if target is None or not target.parent.is_dir():
        return
    for path in jobs.yaml_files(target.parent):
        same = yamlfile.plan_key(path) == plan.id and yamlfile.plan_key(path, "period") == period
        if same and path.resolve() != target.resolve():
            yield finding("form-beside", Where(shown(path)), period=period)


def _added(base: Document, made: Mapping[str, values.Value], request: Request, plan: Plan, library: Library,
           say: Speaker) -> _Draft:  # fmt: skip
    """Add to a submission. A value that has to go back does not replace the one that is there."""
    changes = into.changes(base, made, request.on, say)
    draft = _draft(into.edited(base, changes), request, plan, library)
    found, kept = list(draft.findings), dict[str, Change]()
    while True:
        back = {f.indicator for f in (*draft.findings, *_problems(made)) if f.level is Level.RETURNED}
        more = [change for change in changes if change.old and change.differs and change.id in back]
        if not more:
            break  # keeping one value may send another back that is a sum of it
        kept |= {change.id: change for change in more}
        changes = [change for change in changes if change.id not in kept]
        draft = _draft(into.edited(base, changes), request, plan, library)
        found += draft.findings
    said = [finding("form-kept", made[c.id].where(), indicator=c.id, old=c.old) for c in kept.values()]
    return draft._replace(changes=changes, findings=(*found, *said))


def _problems(made: Mapping[str, values.Value]) -> Iterator[Finding]:
    return (problem for value in made.values() for problem in value.problems)


def _placed(findings: Iterable[Finding], made: Mapping[str, values.Value], adding: bool) -> list[Finding]:
    """Give the findings on values the places of their cells, and the id beside the name; say each once.

    Of a submission that is added to, what was wrong with the rest of it was said when it was made.
    """
    special = {problem.indicator for problem in _problems(made) if problem.level is Level.RETURNED}
    result = list(_problems(made))
    for said in findings:
        value = made.get(said.indicator)
        if value is None:
            if said.level is Level.FAULT or not (adding and said.indicator):
                result.append(said)
        elif said.code.startswith(("E1", "E2")) and said.code != "E10" and said.indicator in special:
            continue  # said already, by what the cell itself has wrong
        else:
            result.append(_at_its_cell(said, value))
    return list({(f.code, f.where, f.indicator): f for f in result}.values())


def _at_its_cell(said: Finding, value: values.Value) -> Finding:
    facts: dict[str, object] = {k: telling.seen(v) if isinstance(v, str) else v for k, v in said.facts.items()}
    if said.field in layout.ENTRIES:
        facts["field"] = Message(f"form.column.{said.field}")
    facts["name"] = f"{value.indicator.id} {value.indicator.name}"
    return said._replace(where=value.where(said.field), facts=facts)


def _groundless(judged: Assessment | None, made: Mapping[str, values.Value]) -> Iterator[Finding]:
    """Say which change cannot be judged because nobody knows last year's amount."""
    for verdict in judged.verdicts if judged else ():
        value = made.get(verdict.indicator.id)
        compares = kinds.of(verdict.indicator).REPORTS == "change"
        if value is not None and compares and verdict.reason is Reason.NO_BASIS:
            name = f"{verdict.indicator.id} {verdict.indicator.name}"
            yield finding("form-no-base", value.where(), indicator=verdict.indicator.id, name=name)


def _order(said: Finding) -> tuple[object, ...]:
    """File by file, and in a sheet row by row."""
    where = said.where
    digits = re.search(r"\d+", where.cell)
    return where.file, where.line, where.sheet, int(digits[0]) if digits else 0, len(where.cell), where.cell
