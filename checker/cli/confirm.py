"""`plancheck confirm`: what the office has verified goes into a submission, without anybody editing YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.files.yamlfile import Document
    from checker.forms.confirming import Given
    from checker.model import Plan
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    file = click.Path(dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.Argument(["said"], metavar="[ID GRADE]…|WORKBOOK", nargs=-1),
        click.Option(["--by"], metavar="NAME", default="", help=say("confirm.option.by")),
        click.Option(["--reason"], metavar="TEXT", default="", help=say("confirm.option.reason")),
        click.Option(["--out"], type=file, help=say("confirm.option.out")),
        _common.option(say, "on", metavar="DATE"),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]
    return _common.command(say, "confirm", _confirm, params)


def _confirm(
    say: Speaker,
    *,
    file: Path,
    said: tuple[str, ...],
    by: str,
    reason: str,
    out: Path | None,
    on: str | None,
    indicators: Path | None,
    history: Path | None,
) -> None:
    view = _common.judged(say, _common.Judging([file], on, "", indicators, history))[0]
    plan = view.assessment.plan
    if said and out:
        raise fault("confirm.one")
    if not said:
        _open(view, out)
        return
    if not (by := by or view.office.short):
        raise fault("confirm.by")
    given = _given(say, said, reason, plan)
    _record(say, file, given, by, plan)


def _open(view: View, out: Path | None) -> None:
    """List what waits for the office, or write it as a workbook to fill in."""
    from checker.files import writing
    from checker.forms import confirming

    say, waiting = view.say, confirming.waiting(view)
    click.echo(say("confirm.waiting", count=len(waiting)), err=True)
    if out is None:
        for verdict in waiting:
            told = say(f"grade.{verdict.reported.grade}") if verdict.reported and verdict.reported.grade else "—"
            click.echo(say("confirm.line", id=verdict.indicator.id, name=verdict.indicator.name, told=told,
                           units=view.leads(verdict)))  # fmt: skip
        return
    if out.suffix.lower() != ".xlsx":
        raise fault("confirm.suffix", found=out.name)
    if out.exists():  # somebody may have filled it in
        raise fault("confirm.exists", file=out)
    writing.write(out, confirming.drawn(view), new=True)
    click.echo(say("run.wrote", file=out), err=True)


def _given(say: Speaker, said: Sequence[str], reason: str, plan: Plan) -> list[Given]:
    """Read what is said: pairs of an indicator and a grade, or one workbook."""
    from checker.forms import confirming
    from checker.forms.confirming import Given

    if len(said) == 1 and Path(said[0]).suffix.lower() in (".xlsx", ".xls", ".et", ".ods"):
        return _filled_in(say, Path(said[0]), plan)
    if len(said) % 2:
        raise fault("confirm.pairs", found=said[-1])
    given = []
    for name, text in zip(said[::2], said[1::2], strict=True):
        key = confirming.named(name, plan)
        if not key and (other := next((i for _, i in plan.indicators() if name in (i.id, i.name)), None)):
            raise fault("confirm.not-graded", id=other.id, name=other.name)
        key = key or _common.one_of(say, "ID", name, confirming.graded(plan))
        grade = confirming.word(text)
        if grade is None:
            raise fault("confirm.word", found=text)
        given.append(Given(key, grade, reason))
    return given


def _filled_in(say: Speaker, path: Path, plan: Plan) -> list[Given]:
    from checker.files import bounded
    from checker.files.places import shown
    from checker.forms import confirming

    book, found = bounded.file(path, shown(path))
    given: list[Given] = []
    if book is not None:
        given, found = confirming.read(book, plan)
    _common.report(found, say)
    if any(f.code != "form-nothing" for f in found):
        raise fault("confirm.refused")
    return given


def _record(say: Speaker, file: Path, given: Sequence[Given], by: str, plan: Plan) -> None:
    """Write the confirmations on top of what stands in the file by then; what changes is said."""
    from checker.files import writing
    from checker.forms import confirming

    names = {i.id: i.name for _, i in plan.indicators()}
    with writing.locked(file):
        document = _read(say, file)
        made = confirming.changes(document, given, by, say)
        if made:
            writing.write(file, confirming.edited(document, made))
    for change in made:
        message = "collect.changed" if change.old else "collect.added"
        click.echo(say(message, id=f"{change.id} {names[change.id]}", old=change.old, new=change.shown), err=True)
    click.echo(say("run.wrote" if made else "collect.unchanged", file=file), err=True)


def _read(say: Speaker, file: Path) -> Document:
    from checker.files import yamlfile
    from checker.files.places import shown

    document, found = yamlfile.read(file, shown(file))
    _common.stop_on_faults(found, say)
    assert document is not None, "a file that cannot be read has faults"
    return document
