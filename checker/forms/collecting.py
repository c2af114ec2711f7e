"""Files that came back → one submission: read, known by their plan, joined, written as YAML, checked by the same rules.

The steps stand in `collected`; every step hands on what it made and what is to be said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from checker.files import yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document
from checker.forms import accepting, drafting, joining, mapping, opening, placing, values
from checker.forms.answers import Answers, Asked
from checker.forms.drafting import Request as Request
from checker.forms.heading import heads_of
from checker.forms.into import Change
from checker.forms.lifting import Lifted
from checker.forms.mapping import OwnLayout
from checker.locale import Speaker
from checker.message import fault
from checker.model import Assessment, Finding, Level, Message, Plan, Reason, Where, finding
from checker.model.findings import faults
from checker.model.periods import parse
from checker.reading import validate
from checker.reading.library import Library

Progress = Callable[[Iterable[opening.Opened], int], Iterable[opening.Opened]]


class Collected(NamedTuple):
    """What came of it. `plan` is None where nobody knows it; nothing may be written where `faults` holds one.

    `base`: the text of the submission that the values are added to, as it was read; `names`: all files that came;
    `taken`: how many forms of them were.
    """

    files: tuple[Lifted, ...]
    findings: tuple[Finding, ...]
    plan: Plan | None = None
    values: Mapping[str, values.Value] = {}
    text: str = ""
    changes: Sequence[Change] = ()
    assessment: Assessment | None = None
    compared: bool = True
    names: frozenset[str] = frozenset()
    taken: int = 0
    base: str = ""

    @property
    def faults(self) -> list[Finding]:
        """What stops the run: a fault of the submission, catalogue or mapping; of the files, where none is left."""
        back = set(self.back) if self.taken else set[str]()
        return [f for f in faults(self.findings) if f.where.file not in back]

    @property
    def back(self) -> list[str]:
        """The files that go back whole, or one of their forms does."""
        return list(dict.fromkeys(f.where.file for f in faults(self.findings) if f.where.file in self.names))


def collected(request: Request, library: Library, say: Speaker, progress: Progress) -> Collected:
    """Read all files of the request and make one submission of them."""
    base, found = _base(request.into)
    own, more = mapping.read(request.map, shown(request.map)) if request.map else (None, [])
    found += more
    if request.map and own is None:
        return Collected((), tuple(found))
    named = [(word, str(base.data[key]) if base else "", getattr(own, key, ""))
             for key, word in (("plan", request.plan), ("period", request.period))]  # fmt: skip
    named[1] = (_written(named[1][0]), _written(named[1][1]), _written(named[1][2]))
    files, more = _files(request, own, named[0], library, progress)
    found += more
    name, period = (accepting.expected(key, words, files) for key, words in zip(("plan", "period"), named, strict=True))
    plan, of_plan = library.plan(name)
    found += faults((*library.findings, *of_plan))
    found += _unknown(name, period, files, base=base, own=own, library=library)
    names = frozenset(shown(path) for path in request.files)
    if plan is None or parse(period) is None:
        return Collected(files, tuple(found), names=names)
    asked = Asked(plan)
    taken, more = _taken(asked, period, files, own)
    found += more
    answers, more = joining.joined(taken, asked)
    made = joining.arranged(answers, asked)
    head = say("collect.head", count=len(files))
    text = "" if base else drafting.written(plan, period, request.on, made, head)
    draft, of_draft = _drafted(base or text, made, request, plan=plan, library=library, say=say)
    more += drafting.beside(request, plan, period)
    found = [said for said in found if not _idle(said, draft.assessment)]
    return Collected(
        files, tuple(sorted((*found, *more, *of_draft), key=placing.order)), plan=plan, values=made, text=draft.text,
        changes=draft.changes, assessment=draft.assessment, compared=draft.compared, base=base.text if base else "",
        names=names, taken=len(taken),
    )  # fmt: skip


def _idle(said: Finding, judged: Assessment | None) -> bool:
    """Tell whether an empty form is all that was asked for: of what several lead the first one reports."""
    if said.code != "form-blank" or judged is None:
        return False
    owed = (Reason.UNREPORTED, Reason.UNREPORTED_GRACE, Reason.PENDING)
    return said.facts["unit"] not in {
        v.measure.asked[0] for v in judged.counted if v.reason in owed and v.measure.asked
    }


def _written(period: str) -> str:
    """A period as files write it, however it was typed; what is none stays as it is."""
    return str(parse(period) or period)


def again(made: Collected, request: Request, library: Library, say: Speaker) -> Collected:
    """Add what was collected to the submission as it is now, where somebody has changed it since it was read.

    Errors: Fault where it has become one of another plan or period.
    """
    base, found = _base(request.into)
    if base is None or made.plan is None:
        return made._replace(findings=tuple(found))
    if base.text == made.base:
        return made
    now = str(base.data["plan"]), parse(str(base.data["period"]))
    if made.assessment is not None and now != (made.plan.id, made.assessment.period):
        raise fault("collect.other-now", file=request.into)
    draft, more = _drafted(base, made.values, request, plan=made.plan, library=library, say=say)
    return made._replace(
        findings=tuple(sorted((*found, *more), key=placing.order)), text=draft.text, changes=draft.changes,
        assessment=draft.assessment, compared=draft.compared, base=base.text,
    )  # fmt: skip


def _drafted(base: Document | str, made: Mapping[str, values.Value], request: Request, *, plan: Plan, library: Library,
             say: Speaker) -> tuple[drafting.Draft, list[Finding]]:  # fmt: skip
    """Judge the text of a new submission, or add to the one that is there; what is said has the places of the cells."""
    if isinstance(base, str):
        draft = drafting.drafted(base, request, plan, library)
    else:
        draft = drafting.added(base, made, request, plan=plan, library=library, say=say)
    placed = placing.placed(draft.findings, made, not isinstance(base, str))
    named = [_named(said, say("collect.result")) for said in placed]
    return draft, [*named, *placing.groundless(draft.assessment, made)]


def _named(said: Finding, result: str) -> Finding:
    """What is said of a text that no file holds yet has a name that people understand."""
    return said._replace(where=said.where._replace(file=result)) if said.where.file == drafting.NO_FILE else said


def _base(path: Path | None) -> tuple[Document | None, list[Finding]]:
    """The submission that is added to."""
    if path is None:
        return None, []
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return None, found
    found += validate.check_submission(document)
    return (None if any(f.level is Level.FAULT for f in found) else document), found


def _files(request: Request, own: OwnLayout | None, names: Sequence[str], library: Library,
           progress: Progress) -> tuple[tuple[Lifted, ...], list[Finding]]:  # fmt: skip
    """Read all files, each of the same bytes once; a file may hold several forms."""
    found: list[Finding] = []
    files: dict[str, list[Lifted]] = {}
    with opening.each(request.files, heads_of(own) if own else None) as reading:
        coming = iter(progress(reading, len(request.files)))
        first = [opened for opened in [next(coming, None)] if opened is not None]
        likely = next(filter(None, [*names, *(file.meta.get("plan", "") for of, _ in first for file in of)]), "")
        library.plan(likely)  # the library keeps it: read while others read the files
        for forms, more in chain(first, coming):
            found += more
            if forms and forms[0].digest in files:
                other = Where(files[forms[0].digest][0].file)
                found.append(finding("form-same-file", Where(forms[0].file), other=other))
            elif forms:
                files[forms[0].digest] = forms
    return tuple(form for forms in files.values() for form in forms), found


def _unknown(name: str, period: str, files: Sequence[Lifted], *, base: Document | None, own: OwnLayout | None,
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


def _taken(asked: Asked, period: str, files: Iterable[Lifted],
           own: OwnLayout | None) -> tuple[list[Answers], list[Finding]]:  # fmt: skip
    """Take the files that are of this plan and period, with their values."""
    taken: list[Answers] = []
    files = list(files)
    found = [*accepting.unknown_ids(own, asked), *accepting.unused_words(own, files)] if own else []
    for file in files:
        answers, more = accepting.taken(file, asked, period, own)
        found += more
        taken += [answers] if answers else []
    return taken, found
