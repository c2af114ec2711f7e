"""What was decided, frozen: papers, assessment, every input and catalogue of one plan and period as one bag.

Responses of a survey, and whatever else a value rests on, are never copied: only their digests are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from json import dumps
from os.path import normpath, relpath
from pathlib import Path
from typing import Any, NamedTuple

from checker import __version__
from checker.files import yamlfile
from checker.files.places import shipped, shown
from checker.message import fault
from checker.model.periods import Period
from checker.operation import bag, changes, paperwork, standing
from checker.operation.chain import DATED, IDENTIFIER, PREVIOUS, PREVIOUS_DIGEST, Chain, chained
from checker.operation.checking import hashed
from checker.operation.paperwork import NO_TEMPLATES, Templates
from checker.papers.letterhead import BLANK, Letterhead, resolved
from checker.reading import issued, office, shared
from checker.reading.issued import Named
from checker.reading.library import Library
from checker.words.view import View

EVIDENCE = "evidence.sha256"
BASES = "extended"
"""Below a locality of a bag's catalogue: files that its plan extends and that lay outside the office's catalogue."""


class Request(NamedTuple):
    """What a person decides of an issue; `sign` is a command, `evidence` files of which only the digest is kept."""

    letter: Letterhead
    templates: Templates = NO_TEMPLATES
    slip_number: str = ""
    evidence: tuple[Path, ...] = ()
    sm3: bool = False
    sign: str = ""
    correction: bool = False
    reason: str = ""


class Issued(NamedTuple):
    """An issue that stands: its folder and digest, the chain before it, periods never issued, the view, its number.

    `unnumbered` counts the slips that have no number of their own.
    """

    folder: Path
    digest: str
    before: Chain
    skipped: tuple[Period, ...]
    view: View
    number: str
    corrects: bool = False
    unnumbered: int = 0


def freeze(plan: Path, inputs: Mapping[str, Path], judge: Callable[[str], View], request: Request) -> Issued:
    """Issue a period into its plan's folder of an archive; the caller holds the archive.

    `inputs` are the files below data/ that the judgement reads; `judge` takes the digest of the bag before (empty for
    the first). Errors: Fault where it cannot be issued, where an input changed meanwhile; OSError.
    """
    standing.clear(plan)
    before = chained(plan)
    copies = {name: path.read_bytes() for name, path in inputs.items()}
    view = judge(before.head.digest if before.head else "")
    name = _name(plan, view.assessment.period, request)
    _refuse(view, request, before)
    places = {shown(path): f"data/{file}" for file, path in inputs.items()}
    payload = {**pointed(inputs, copies), **_made(plan, view, request, before, places), **_digests(request.evidence)}
    if any(path.read_bytes() != copies[file] for file, path in inputs.items()):
        raise fault("issue.moving")
    algorithms = ("sha256", "sm3") if request.sm3 else ("sha256",)
    files = bag.sealed(payload, _info(plan.name, view, request, before, name), algorithms)
    folder = standing.stand(plan, str(name), files, request.sign)
    return Issued(
        folder,
        bag.digest(files[bag.TAGS]),
        before,
        _skipped(plan, view, name),
        view,
        paperwork.number(view, request.letter),
        request.correction,
        paperwork.unnumbered(view, request.letter, request.slip_number, payload),
    )


def inputs(
    submissions: Iterable[Path], plan: Path, library: Library, locality: str, templates: Iterable[Path] = ()
) -> dict[str, Path]:
    """Name what a judgement reads as it will lie in the bag: `inputs/` and `catalogue/`, ready to be judged again.

    An office's own templates lie beside them.
    """
    made: dict[str, Path] = {}
    for path in submissions:
        made[f"inputs/{bag.named(path.name, (name.rpartition('/')[2] for name in made))}"] = path
    for path in templates:
        made[f"templates/{bag.named(path.name, (name.rpartition('/')[2] for name in made))}"] = path
    for n, path in enumerate(_layers(plan)):
        below = path.resolve().is_relative_to(library.root.resolve())
        place = path.resolve().relative_to(library.root.resolve()).as_posix() if below else f"{locality}/{path.name}"
        if n and not below:  # one folder further down it is no plan of its own, and takes nobody's place
            place = f"{locality}/{BASES}/{n}-{bag.named(path.name)}"
        made[f"catalogue/{place}"] = path
    for name in (f"{reader}.yaml" for reader in shared.READERS):
        own = library.root / name
        made[f"catalogue/{name}"] = own if own.is_file() else shipped("indicators") / name
    own = library.root / locality / office.FILE
    return {**made, **({f"catalogue/{locality}/{office.FILE}": own} if own.is_file() else {})}


def pointed(inputs: Mapping[str, Path], copies: Mapping[str, bytes]) -> dict[str, bytes]:
    """Let a plan's copy that extends a file find that file's copy where it lies in the bag; all others stay as given.

    Nothing but the name behind `extends` changes, and only where the copies lie otherwise than the files did.
    """
    made, names = dict(copies), {path.resolve(): name for name, path in inputs.items()}
    for name, path in inputs.items():
        document, _ = yamlfile.read(path) if name.startswith("catalogue/") else (None, [])
        base = document.named("extends") if document is not None else None
        copy = names.get((path.parent / base).resolve()) if base else None
        there = Path(relpath(copy, Path(name).parent)).as_posix() if copy else base
        if document is None or base is None or there is None or normpath(there) == normpath(base):
            continue
        node = next(value for key, value in document.node.value if key.value == "extends")
        start, end = node.start_mark.index, node.end_mark.index
        text = document.text[:start] + dumps(there, ensure_ascii=False) + document.text[end:]
        made[name] = text.encode()
    return made


def _layers(plan: Path) -> list[Path]:
    """A plan's file and those that it extends."""
    made = [plan]
    while True:
        document, _ = yamlfile.read(made[-1])
        base = document.data.get("extends") if document is not None and isinstance(document.data, dict) else None
        if base is None or (path := made[-1].parent / str(base)) in made:
            return made
        made.append(path)


def _refuse(view: View, request: Request, before: Chain) -> None:
    """Say what cannot be meant: before the period is over, dated before the paper before it."""
    a, day = view.assessment, request.letter.day
    if a.on <= a.period.end or day <= a.period.end:
        raise fault("issue.early", period=view.period(), end=view.say.day(a.period.end))
    last = before.head.info.get(DATED, "") if before.head else ""
    if last > day.isoformat():
        raise fault("issue.clock", day=view.say.day(day), last=last, bag=before.head.name if before.head else "")
    head = resolved(request.letter, view.office)
    if BLANK in head.issuers[0]:
        raise fault("issue.issuer")


def _name(plan: Path, period: Period, request: Request) -> Named:
    """Name the new bag's folder; one period has one circular, and what there is none of cannot be corrected."""
    there = [name for name, _ in issued.bags(plan) if name.period == period]
    if not request.correction:
        if there:
            raise fault("issue.exists", bag=f"{plan.name}/{period}")
        return Named(period)
    if not there:
        raise fault("issue.nothing-to-correct", bag=f"{plan.name}/{period}")
    return Named(period, there[-1].correction + 1)


def _made(plan: Path, view: View, request: Request, before: Chain, places: Mapping[str, str]) -> dict[str, bytes]:
    """The papers and the assessment."""
    from checker.reporters import json

    witness = bag.short(before.head.digest) if before.head else ""
    letter = request.letter._replace(witness=witness)
    files = paperwork.papers(view, letter, request.templates, request.slip_number)
    now = _within(json.assessment(view), places)
    files["assessment.json"] = (dumps(now, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    if request.correction:
        old = [path for name, path in issued.bags(plan) if name.period == view.assessment.period][-1]
        was = issued.assessment(old)
        if was is None:
            raise fault("issue.uncorrectable", bag=f"{plan.name}/{old.name}")
        found = changes.between(was, now)
        corrected = next((other for other in before.bags if other.name == f"{plan.name}/{old.name}"), None)
        number = corrected.info.get("Internal-Sender-Identifier", "") if corrected else ""
        files[paperwork.CORRECTION] = paperwork.correction(
            view, letter, {"number": number}, found, request.reason, request.templates)  # fmt: skip
    return files


def _within(data: dict[str, Any], places: Mapping[str, str]) -> dict[str, Any]:
    """Let an assessment name the copies in its bag, wherever the files lay that it was found from."""
    for entry in (*data["verdicts"], *data["findings"]):
        if entry["at"] and entry["at"]["file"] in places:
            entry["at"] = {**entry["at"], "file": places[entry["at"]["file"]]}
    return data


def _digests(evidence: Sequence[Path]) -> dict[str, bytes]:
    """The digests of files that are not copied, as sha256sum writes them."""
    names: dict[str, Path] = {}
    for path in evidence:
        names[bag.named(path.name, names)] = path
    lines = [f"{hashed(path)}  {name}\n" for name, path in sorted(names.items())]
    return {EVIDENCE: "".join(lines).encode()} if lines else {}


def _info(plan: str, view: View, request: Request, before: Chain, name: Named) -> list[tuple[str, str]]:
    """What bag-info.txt says: who, what, of which day, after which."""
    letter, head = request.letter, before.head
    who = letter.issuer or view.library.office(view.assessment.plan.locality)[0].name
    info = [
        ("Source-Organization", who or str(view.assessment.plan.document["issuer"])),
        ("External-Description", f"{view.assessment.plan.title} {name.period}"),
        (IDENTIFIER, f"{plan}/{name}"),
        ("Internal-Sender-Identifier", paperwork.number(view, letter)),
        (DATED, letter.day.isoformat()),
        ("Bag-Software-Agent", f"plancheck {__version__}"),
    ]
    if head is not None:
        info += [(PREVIOUS, head.name), (PREVIOUS_DIGEST, head.digest)]
    if request.correction:
        of = Named(name.period, name.correction - 1)
        info += [("Correction-Of", f"{plan}/{of}"), ("Correction-Reason", request.reason)]
    return [(key, text) for key, text in info if text]


def _skipped(plan: Path, view: View, name: Named) -> tuple[Period, ...]:
    """Periods before this one, from the first issued on or from the plan's start, that were never issued."""
    there = {known.period for known, _ in issued.bags(plan)}
    first = max(view.assessment.plan.start, _first_day(view))
    made, period = [], name.period.previous()
    while period.end >= first:
        if period not in there:
            made.append(period)
        period = period.previous()
    return tuple(reversed(made))


def _first_day(view: View) -> date:
    """Nobody is told of a period that ended before the document was issued."""
    given = view.assessment.plan.document.get("issued")
    return date.fromisoformat(given) if given else view.assessment.plan.start
