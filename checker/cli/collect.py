"""`plancheck collect`: filled-in forms, CSV files and offices' own workbooks → one submission."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import Exit, Wrong, _common
from checker.locale import Speaker

if TYPE_CHECKING:
    from checker.forms.collecting import Collected, Progress
    from checker.forms.opening import Opened
    from checker.library import Library


MANY = 8


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
        click.Option(["--map"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("collect.option.map")),
        click.Option(["--report"], type=file, help=say("collect.option.report")),
        click.Option(["--yes"], is_flag=True, help=say("collect.option.yes")),
        click.Option(["--on"], metavar="DATE", help=say("collect.option.on")),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]  # fmt: skip
    return _common.command(say, "collect", lambda **options: _collect(say, **options), params)


def _collect(say: Speaker, paths: tuple[Path, ...], **options: Any) -> None:
    from checker import periods
    from checker.forms import opening
    from checker.forms.collecting import Request, collected
    from checker.library import Library
    from checker.model import Level

    into, output, report = options["into"], options["output"], options["report"]
    if output and into:
        raise Wrong(say("collect.one-output"))
    if output and output.exists():
        raise Wrong(say("collect.exists", file=output))
    if report and report.suffix.lower() != ".xlsx":
        raise Wrong(say("collect.report-suffix", found=report.name))
    if options["period"] and periods.parse(options["period"]) is None:
        raise Wrong(say("form.outside-period", found=options["period"]))
    library = Library.at(options["indicators"])
    _common.one_of(say, "PLAN", options["plan"], library.ids)
    files = opening.files(paths)
    if not files:
        raise Wrong(say("collect.nothing", paths=", ".join(map(str, paths))))
    request = Request(files, _common.day(say, options["on"]), options["plan"], options["period"], options["map"],
                      into, output, options["history"])  # fmt: skip
    made = collected(request, library, say, _progress(say))
    _common.report(made.findings, say)
    if report:
        _complain(made, report, request.on, say)
    if made.faults:
        click.echo(say("collect.refused", faults=len(made.faults)), err=True)
        raise Exit(2)
    if made.plan is None:
        raise Wrong(say("collect.no-plan"))
    _write(made, into or output, bool(into), options["yes"], say)
    _owed(made, say, library)
    raise Exit(1 if any(f.level is Level.RETURNED for f in made.findings) else 0)


def _complain(made: Collected, report: Path, on: date, say: Speaker) -> None:
    """Write the complaints, a sheet a unit."""
    from checker import atomic
    from checker.forms import complaints

    units = {file.file: file.meta.get("unit", "") for file in made.files}
    groups = complaints.by_unit(made.findings, made.plan, units)
    atomic.write(report, complaints.render(groups, made.plan, say, on))
    click.echo(say("run.wrote", file=report), err=True)


def _write(made: Collected, target: Path | None, adding: bool, sure: bool, say: Speaker) -> None:
    """Write the submission; what is added to an existing one is shown and confirmed first."""
    from checker import atomic

    for change in made.changes:
        name = "collect.changed" if change.old else "collect.added"
        click.echo(say(name, id=change.id, old=change.old, new=change.new), err=True)
    if target is None:
        click.echo(made.text, nl=False)
    elif adding and not made.changes:
        click.echo(say("collect.unchanged", file=target), err=True)
    else:
        if adding and not sure:
            if not sys.stdin.isatty():
                raise Wrong(say("collect.unconfirmed"))
            click.confirm(say("collect.sure"), abort=True, err=True)
        atomic.write(target, made.text)
        click.echo(say("run.wrote", file=target), err=True)
    click.echo(say("collect.done", files=len(made.files), values=len(made.values)), err=True)


def _owed(made: Collected, say: Speaker, library: Library) -> None:
    """Say what is still owed, by unit."""
    from checker.cli.due import owed
    from checker.display import View

    if made.assessment is not None:
        click.echo("\n".join(owed(View(made.assessment, say, library))), err=True)


def _progress(say: Speaker) -> Progress:
    """Show a bar for many files, on a terminal only."""

    def shown(items: Iterable[Opened], count: int) -> Iterable[Opened]:
        if count < MANY or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(
            items, length=count, label=say("collect.reading"), show_eta=False, show_pos=True, file=sys.stderr
        ) as bar:
            yield from bar

    return shown
