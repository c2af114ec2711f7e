"""What commands share: options, the run date, judged views, saying findings."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from checker.cli import Exit, examples
from checker.locale import Speaker
from checker.message import fault
from checker.model import Finding
from checker.model.findings import distinct, faults

if TYPE_CHECKING:
    from checker.judging.jobs import Job
    from checker.reading.library import Library
    from checker.words.view import View

BAR_FROM = 8
"""So many jobs or files are worth a bar."""


def command(say: Speaker, name: str, run: Callable[..., Any], params: list[click.Parameter]) -> click.Command:
    """Build a command with its help, examples and `--lang`; `run` takes `say` and the parameters by their names."""
    lang = click.Option(["--lang"], type=click.Choice(["zh", "en"]), help=say("option.lang"), expose_value=False)
    help_ = say(f"command.{name}")
    if say.has(f"command.{name}.more"):
        help_ += "\n\n\b\n" + say(f"command.{name}.more")
    return click.Command(
        name, callback=partial(run, say), params=[*params, lang], help=help_, epilog=examples(say, name)
    )


def option(say: Speaker, name: str, *, called: str = "", **more: Any) -> click.Option:
    """Build an option whose help is the message `option.<name>`; `called` names its parameter where that differs."""
    return click.Option([f"--{name}", *filter(None, [called])], help=say(f"option.{name}"), **more)


def folder(say: Speaker, name: str, exists: bool = True) -> click.Option:
    """Build an option that takes a folder."""
    return option(say, name, type=click.Path(exists=exists, file_okay=False, path_type=Path))


def history(text: str) -> click.Option:
    """Build `--history` for a command that has a word of its own about it."""
    return click.Option(["--history"], type=click.Path(exists=True, file_okay=False, path_type=Path), help=text)


def files(required: bool = True) -> click.Argument:
    """Build the argument that takes files and folders."""
    return click.Argument(["paths"], metavar="FILE|DIR", nargs=-1, required=required,
                          type=click.Path(exists=True, path_type=Path))  # fmt: skip


def judging(say: Speaker) -> list[click.Parameter]:
    """Build the options that decide how files are judged."""
    return [
        option(say, "on", metavar="DATE"),
        option(say, "profile", metavar="NAME", default=""),
        folder(say, "indicators"),
        folder(say, "history"),
    ]


class Judging(NamedTuple):
    """What is to be judged and how: `plans` are ids that stand for their last finished period."""

    paths: Sequence[Path]
    on: str | None = None
    profile: str = ""
    indicators: Path | None = None
    history: Path | None = None
    plans: Sequence[str] = ()


def judged(say: Speaker, asked: Judging) -> list[View]:
    """Read and judge what is asked for; where nothing is there to be judged the command line is wrong."""
    from checker.judging import jobs
    from checker.reading.library import Library

    on = day(say, asked.on)
    library = Library.at(asked.indicators)
    for name in asked.plans:
        one_of(say, "PLAN", name, library.ids)
    made, found = jobs.gather(asked.paths, library, asked.history)
    more, of_plans = jobs.gather_plans(asked.plans, library, on, asked.history)
    views = judged_jobs(say, library, [*made, *more], [*found, *of_plans], on=on, profile=asked.profile)
    if not views:
        raise fault("run.no-submissions", paths=", ".join(map(str, (*asked.paths, *asked.plans))))
    return views


def judged_jobs(
    say: Speaker, library: Library, made: Sequence[Job], found: Iterable[Finding] = (), *, on: date, profile: str = ""
) -> list[View]:
    """Judge jobs; a fault that was found on the way to them, or in a shared file, ends the command before."""
    from checker.words.view import View

    of_offices = (found for job in made for found in library.office(job.plan.locality)[1])
    stop_on_faults((*library.findings, *found, *of_offices), say)
    profile = one_of(say, "profile", profile, library.profiles)
    return [View(job.judged(library, on, profile), say, library) for job in _with_bar(made)]


def _with_bar(made: Sequence[Job]) -> Iterator[Job]:
    """Show a bar for long work, on a terminal only."""
    if len(made) < BAR_FROM or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(made, file=sys.stderr) as bar:
        yield from bar


def day(say: Speaker, text: str | None) -> date:
    """Read a date of the command line; today where none is given."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault("error.date", found=text) from None


def one_of(say: Speaker, name: str, found: str, known: Iterable[str]) -> str:
    """Check a word against what is known; an unknown one names the nearest."""
    words = list(known)
    if not found or found in words:
        return found
    from difflib import get_close_matches

    near = get_close_matches(found, words, n=1, cutoff=0.4)
    hint = say("error.near", nearest=near[0]) if near else say("error.known", known=say("join").join(words[:30]))
    raise fault("error.unknown-choice", option=f"--{name}" if name.islower() else name, found=found, near=hint)


def one_unit(say: Speaker, unit: str, views: Iterable[View]) -> str:
    """Check a unit against those that the judged plans ask."""
    measures = (measure for view in views for measure, _ in view.assessment.plan.indicators())
    return one_of(say, "unit", unit, dict.fromkeys(name for measure in measures for name in measure.asked))


def columns() -> int:
    """Columns to fill: the terminal's, within bounds; those of a page where the output is piped."""
    from checker.words.text import NARROWEST, WIDEST, WIDTH

    if not sys.stdout.isatty():
        return WIDTH
    return min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)


def note(say: Speaker, text: str) -> None:
    """Say on stderr what a person should look at."""
    click.echo(say("warning.line", text=text), err=True)


def report(findings: Iterable[Finding], say: Speaker) -> None:
    """Say findings on stderr: file:line:column: level: text [code]."""
    from checker.words.view import said

    for finding in findings:
        level = say(f"level.{finding.level}")
        click.echo(f"{finding.where}: {level}{say('colon')}{said(finding, say)} [{finding.code}]", err=True)


def stop_on_faults(findings: Iterable[Finding], say: Speaker) -> None:
    """Say all faults and end with exit code 2, if there are any."""
    found = sorted(distinct(faults(findings)), key=lambda finding: finding.where)
    if found:
        report(found, say)
        click.echo(say("run.refused", faults=len(found)), err=True)
        raise Exit(2)
