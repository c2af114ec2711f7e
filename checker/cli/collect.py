"""`plancheck collect`: filled-in forms, CSV files and offices' own workbooks → one submission."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.forms.collecting import Collected, Progress, Request
    from checker.forms.opening import Opened
    from checker.reading.library import Library


def build(say: Speaker) -> click.Command:
    """Build the command."""
    file = click.Path(dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        _common.files(),
        click.Option(["-o", "--output"], type=file, help=say("collect.option.output")),
        click.Option(["--into"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("collect.option.into")),
        click.Option(["--plan"], metavar="PLAN", default="", help=say("collect.option.plan")),
        click.Option(["--period"], metavar="PERIOD", default="", help=say("form.option.period")),
        click.Option(["--map", "mapped"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("collect.option.map")),
        click.Option(["--report"], type=file, help=say("collect.option.report")),
        click.Option(["--yes"], is_flag=True, help=say("collect.option.yes")),
        click.Option(["--strict"], is_flag=True, help=say("collect.option.strict")),
        click.Option(["--on"], metavar="DATE", help=say("collect.option.on")),
        _common.folder(say, "indicators"),
        _common.history(say("collect.option.history")),
    ]  # fmt: skip
    return _common.command(say, "collect", _collect, params)


def _collect(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    output: Path | None,
    into: Path | None,
    plan: str,
    period: str,
    mapped: Path | None,
    report: Path | None,
    yes: bool,
    strict: bool,
    on: str | None,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.forms import opening
    from checker.forms.collecting import Request, again, collected
    from checker.model import Level
    from checker.reading.library import Library

    files, passed = opening.files(paths)
    if report:  # yesterday's complaints lie beside the forms
        files = [file for file in files if file in paths or file.resolve() != report.resolve()]
    if not files:
        raise fault("collect.nothing", paths=", ".join(map(str, paths)))
    library = Library.at(indicators)
    plan = _common.plan_id(say, "plan", plan, library) if plan else ""
    request = Request(files, _common.day(say, on), plan=plan, period=period, map=mapped, into=into, output=output,
                      history=history)  # fmt: skip
    _check(say, request, report)
    made = collected(request, library, say, _progress(say))
    _common.report(made.findings, say)
    if passed:
        names = say("join").join(path.name for path in passed[:9])
        click.echo(say("collect.passed", count=len(passed), names=names), err=True)
    if report:
        _complain(made, report, request.on, say, library)
    if made.plan is None and not made.faults:
        raise fault("collect.no-plan")
    back = [f for f in made.findings if f.level is not Level.WARNING]
    stops = made.faults or (back if strict else [])
    if not stops and into:
        made = _add(made, into, yes, say, partial(again, request=request, library=library, say=say))
        stops = made.faults
    elif not stops:
        _write(made, output, say)
    _summary(made, say, library)
    if stops:
        click.echo(say("collect.refused", faults=len(stops)), err=True)
        raise Exit(2)
    raise Exit(1 if back else 0)


def _check(say: Speaker, request: Request, report: Path | None) -> None:
    """Refuse what would overwrite something, or cannot be meant, before anything is read."""
    from checker.model import periods

    into, output = request.into, request.output
    if output and into:
        raise fault("collect.one-output")
    if output and output.exists():
        raise fault("collect.exists", file=output)
    if report and report.suffix.lower() != ".xlsx":
        raise fault("collect.report-suffix", found=report.name)
    others = [*request.files, *(path for path in (output, into) if path)]
    if report and report.resolve() in {path.resolve() for path in others}:
        raise fault("collect.report-input", file=report)
    if request.period and periods.parse(request.period) is None:
        raise fault("form.outside-period", found=request.period)


def _complain(made: Collected, report: Path, on: date, say: Speaker, library: Library) -> None:
    """Write the complaints, a sheet a unit."""
    from checker.files import writing
    from checker.forms import complaints, layout
    from checker.words.view import View

    names = layout.units(made.plan) if made.plan else []
    units = {name: max((unit for unit in names if unit in Path(name).name), key=len, default="") for name in made.names}
    units |= {file.file: file.meta["unit"] for file in made.files if file.meta.get("unit")}
    until = ""
    if made.assessment is not None:
        view = View(made.assessment, say, library)
        day = max(made.assessment.grace_end, made.assessment.on)
        until = say("complaint.until", period=view.period(), day=say.day(day))
    groups = complaints.by_unit(made.findings, made.plan, units)
    writing.write(report, complaints.render(groups, made.plan, say, on, until))
    click.echo(say("run.wrote", file=report), err=True)


def _write(made: Collected, target: Path | None, say: Speaker) -> None:
    """Write a new submission; one that somebody else has written meanwhile stays."""
    from checker.files import writing

    if target is None:
        click.echo(made.text, nl=False)
        return
    try:
        writing.write(target, made.text, new=True)
    except FileExistsError:
        raise fault("collect.exists", file=target) from None
    click.echo(say("run.wrote", file=target), err=True)


def _add(made: Collected, target: Path, sure: bool, say: Speaker, again: Callable[[Collected], Collected]) -> Collected:
    """Add to a submission that is there: shown and confirmed first, then written on top of what stands there by then.

    Nobody is kept waiting by a question: the file is held after it only, read again, and where it has changed so that
    something else would be written than was shown, that is shown and asked anew.
    """
    from checker.files import writing

    while True:
        _show(made, say)
        if made.changes and not sure:
            _ask(say)
        with writing.locked(target):
            now = again(made)
            _common.report([found for found in now.findings if found not in made.findings], say)
            same = list(now.changes) == list(made.changes) or bool(now.faults)
            if not same:
                click.echo(say("collect.meanwhile", file=target), err=True)
            if same or sure:
                _added(now, target, say, shown=same)
                return now
        made = now


def _added(made: Collected, target: Path, say: Speaker, *, shown: bool) -> None:
    """Write what was added, while the file is held."""
    from checker.files import writing

    if made.faults:
        return
    if not shown:
        _show(made, say)
    if made.changes:
        writing.write(target, made.text)
    click.echo(say("run.wrote" if made.changes else "collect.unchanged", file=target), err=True)


def _show(made: Collected, say: Speaker) -> None:
    """Say what would be added and changed."""
    names = {i.id: i.name for _, i in made.plan.indicators()} if made.plan else {}
    for change in made.changes:
        name = "collect.changed" if change.old else "collect.added"
        click.echo(say(name, id=f"{change.id} {names[change.id]}", old=change.old, new=change.shown), err=True)


def _ask(say: Speaker) -> None:
    """Ask on a terminal; where there is none, nobody can have meant to be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise fault("collect.unconfirmed")
    click.confirm(say("collect.sure"), abort=True, err=True)


def _summary(made: Collected, say: Speaker, library: Library) -> None:
    """Say what came in, what waits for the office itself, and what is still owed, by unit."""
    from checker.cli.due import owed
    from checker.model import Level, Reason
    from checker.words.view import View

    if made.back and not made.faults:
        names = say("join").join(Path(name).name for name in made.back)
        click.echo(say("collect.back", count=len(made.back), names=names), err=True)
    back = {f.indicator for f in made.findings if f.level is Level.RETURNED and f.indicator}
    click.echo(
        say(
            "collect.done", files=len(made.files), values=sum(v.says for v in made.values.values()), returned=len(back)
        ),
        err=True,
    )
    if made.assessment is None or not made.files:
        return
    if not made.compared:
        click.echo(say("collect.no-history"), err=True)
    view = View(made.assessment, say, library)
    waiting = [v for v in view.verdicts() if v.reason is Reason.PENDING_REVIEW and v.indicator.id in made.values]
    if waiting:
        names = say("join").join(f"{v.indicator.id} {v.indicator.name}" for v in waiting)
        click.echo(say("collect.review", count=len(waiting), names=names), err=True)
    click.echo("\n".join(owed(view)), err=True)


def _progress(say: Speaker) -> Progress:
    """Show a bar for many files, on a terminal only."""

    def shown(items: Iterable[Opened], count: int) -> Iterable[Opened]:
        if count < _common.BAR_FROM or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(
            items, length=count, label=say("collect.reading"), show_eta=False, show_pos=True, file=sys.stderr
        ) as bar:
            yield from bar

    return shown
