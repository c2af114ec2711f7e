"""`plancheck issue`: freezes what was decided as a bag that proves itself; half a bag never stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common, _papers
from checker.locale import Speaker
from checker.message import Fault, fault

if TYPE_CHECKING:
    from checker.operation.freezing import Issued
    from checker.papers.letterhead import Letterhead
    from checker.reading.library import Library
    from checker.words.view import View


_SAID = ("W-CAL", "W-GAP", "W-ISSUED")
"""Findings on the run as a whole, that an office should have seen before it issues."""


def build(say: Speaker) -> click.Command:
    """Build the command."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["paths"], metavar="FILE", nargs=-1, required=True, type=file),
        *(_papers.text(say, name) for name in ("number", "issuer", "to", "cc")),
        click.Option(["--date"], metavar="DATE", help=say("circular.option.date")),
        click.Option(["--correction"], is_flag=True, help=say("issue.option.correction")),
        click.Option(["--reason"], metavar="TEXT", default="", help=say("issue.option.reason")),
        click.Option(["--evidence"], multiple=True, type=file, help=say("issue.option.evidence")),
        click.Option(["--sm3"], is_flag=True, help=say("issue.option.sm3")),
        click.Option(["--sign"], metavar="COMMAND", default="", help=say("issue.option.sign")),
        click.Option(["--slip-number"], metavar="TEXT", default="", help=say("issue.option.slip-number")),
        _papers.template(say),
        *_common.judging(say),
    ]
    return _common.command(say, "issue", _issue, params)


def _issue(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    number: str,
    issuer: str,
    to: str,
    cc: str,
    date: str | None,
    correction: bool,
    reason: str,
    evidence: tuple[Path, ...],
    sm3: bool,
    sign: str,
    slip_number: str,
    template: tuple[Path, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.files.writing import locked
    from checker.operation.bag import line
    from checker.operation.freezing import Request, freeze
    from checker.operation.paperwork import Templates
    from checker.papers.letterhead import Letterhead
    from checker.reading.library import Library

    letter = Letterhead(_common.day(say, date or on), number=number, issuer=issuer, to=to, cc=cc, final=True)
    if correction != bool(line(reason)):
        raise fault("issue.reason")
    asked = _common.Judging(paths, on, profile, indicators, history)
    library = Library.at(indicators)
    plan, inputs = _inputs(asked, library, template)
    _numbered(letter, slip_number, library, plan.name)
    plan.parent.mkdir(parents=True, exist_ok=True)
    of_correction = [
        path for path in template if "correction" in path.name.lower() and path.name.endswith(_papers.WORDS)
    ]
    of_circular = [path for path in template if path not in of_correction]
    own = Templates(*_papers.templates(of_circular), next(reversed(of_correction), None))
    with locked(plan.parent):
        request = Request(
            letter, own, slip_number, evidence, sm3=sm3, sign=sign, correction=correction, reason=line(reason)
        )
        made = freeze(plan, inputs, partial(_judged, say, asked, library), request)
    _tell(say, made, letter)


def _numbered(letter: Letterhead, slips: str, library: Library, name: str) -> None:
    """What is issued bears a whole number: the circular always, the slips where they are given one."""
    from checker.papers.letterhead import numbered
    from checker.reading.office import Office

    plan, _ = library.plan(name)
    office = library.office(plan.locality)[0] if plan else Office()
    lacks = numbered(letter, office)
    if slips and not lacks:
        lacks = numbered(letter._replace(number=slips), office, "slip")
    if lacks:
        raise Fault(lacks)


def _inputs(asked: _common.Judging, library: Library, templates: tuple[Path, ...]) -> tuple[Path, dict[str, Path]]:
    """The plan's folder in the archive, and every file that the judgement will read."""
    from checker.files import yamlfile
    from checker.judging import jobs
    from checker.operation import freezing
    from checker.reading import issued

    read = [yamlfile.read(path)[0] for path in asked.paths]
    names = {document.named("plan") if document else None for document in read}
    spans = {document.named("period") if document else None for document in read}
    name = names.pop()
    if name is None or name not in library.ids:
        raise fault("run.no-submissions", paths=", ".join(map(str, asked.paths)))
    if names or len(spans) > 1:
        raise fault("issue.one")
    submissions = jobs.with_history(asked.paths, name, asked.history)
    plan, _ = library.plan(name)
    locality = plan.locality if plan else ""
    beside = asked.paths[0].parent
    archive = issued.folder(beside)
    archive = archive if archive.is_dir() else beside / issued.FOLDER
    return archive / name, freezing.inputs(submissions, library.ids[name][0], library, locality, templates)


def _judged(say: Speaker, asked: _common.Judging, library: Library, previous: str) -> View:
    """Judge what is to be issued, as it now stands."""
    from checker.judging import jobs

    made, found = jobs.gather(asked.paths, library, asked.history)
    views = _common.judged_jobs(say, library, made, found, on=_common.day(say, asked.on), profile=asked.profile)
    if len(views) != 1:
        raise fault("issue.one")
    return views[0]


def _tell(say: Speaker, made: Issued, letter: Letterhead) -> None:
    """Say what stands now, what to keep of it, and what was wrong before."""
    expected = ("W-ISSUED",) if made.corrects else ()
    _common.report(
        (found for found in made.view.assessment.findings if found.code in _SAID and found.code not in expected), say
    )
    _papers.doubts(say, [made.view], letter)
    if made.unnumbered:
        _common.note(say, say("issue.slips", count=made.unnumbered))
    if made.before.troubles:
        _common.note(say, say("issue.before", count=len(made.before.troubles), folder=made.folder.parent.parent))
    if made.skipped:
        _common.note(say, say("issue.skipped", periods=say("join").join(map(str, made.skipped))))
    click.echo(say("issue.done", folder=made.folder, number=made.number), err=True)
    click.echo(say("issue.digest"), err=True)
    click.echo(made.digest)
