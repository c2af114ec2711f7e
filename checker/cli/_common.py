"""What commands share: options, the run date, judged views, saying findings."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from checker.cli import Exit, examples
from checker.locale import Speaker
from checker.message import fault
from checker.model import Finding
from checker.model.findings import distinct, faults

if TYPE_CHECKING:
    from checker.judging.jobs import Job
    from checker.model.tables import Page
    from checker.reading.library import Library
    from checker.reading.meant import Names
    from checker.words.view import View

_Item = TypeVar("_Item")
BAR_FROM = 8
"""So many jobs or files are worth a bar."""


def command(say: Speaker, name: str, run: Callable[..., Any], params: list[click.Parameter]) -> click.Command:
    """Build a command with its help, examples and `--lang`; `run` takes `say` and the parameters by their names."""
    help_ = say(f"command.{name}")
    if say.has(f"command.{name}.more"):
        help_ += "\n\n\b\n" + say(f"command.{name}.more")
    return click.Command(
        name, callback=partial(run, say), params=[*params, language(say)], help=help_, epilog=examples(say, name)
    )


def language(say: Speaker) -> click.Option:
    """Build `--lang`, which is read before the command line is (`locale.chosen`)."""
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), help=say("option.lang"), expose_value=False)


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


def paged(say: Speaker) -> list[click.Parameter]:
    """Build the options of a command that puts out a page of tables."""
    from checker import reporters

    return [
        option(say, "format", called="formats", type=click.Choice(reporters.paged()), multiple=True),
        folder(say, "out", exists=False),
    ]


def emit(say: Speaker, page: Page, name: str, formats: Sequence[str], out: Path | None) -> None:
    """Put out a page in the formats: one on the terminal, or all into a folder, as `<name>.<suffix>`."""
    from checker import reporters
    from checker.files import writing

    chosen = list(dict.fromkeys(formats)) or ["table"]
    if len(chosen) > 1 and not out:
        raise fault("run.one-format")
    drawn = [(form, reporters.drawn(form, page)) for form in chosen]
    if out is None:
        form, text = drawn[0]
        if isinstance(text, bytes):
            raise fault("run.needs-out", format=form)
        click.echo(text, nl=False)
        return
    for form, content in drawn:
        file = out / f"{name}.{reporters.load(form).SUFFIX}"
        writing.write(file, content)
        click.echo(say("run.wrote", file=file), err=True)


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
    from checker.judging import jobs, many
    from checker.reading.library import Library
    from checker.words.view import View

    on = day(say, asked.on)
    library = Library.at(asked.indicators)
    named = [plan_id(say, "PLAN", name, library) for name in asked.plans]
    more, found = jobs.gather_plans(named, library, on, asked.history)
    plans, of_files = jobs.by_plan(asked.paths, library)
    found += of_files
    if many.pays(plans) and not faults(library.findings):
        work = many.Work(library, asked.history, on, _profile(say, asked.profile, library))
        made = list(with_bar(many.judged(plans, work), len(plans)))
        found += [of_plan for each in made for of_plan in each.findings]
        views = judged_jobs(say, library, more, found, on=on, profile=asked.profile)
        views = [View(a, say, library) for each in made for a in each.assessments] + views
    else:
        gathered = [jobs.of_plan(each, library, asked.history) for each in plans]
        found += [of_plan for _, findings in gathered for of_plan in findings]
        own = [job for made_of, _ in gathered for job in made_of]
        views = judged_jobs(say, library, [*own, *more], found, on=on, profile=asked.profile)
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
    profile = _profile(say, profile, library)
    return [View(job.judged(library, on, profile), say, library) for job in with_bar(made, len(made))]


def _profile(say: Speaker, given: str, library: Library) -> str:
    """The key of the lines of judgement that were asked for."""
    from checker.reading import names

    return choose(say, "profile", given, names.profiles(library))


def with_bar(made: Iterable[_Item], count: int, label: str = "") -> Iterator[_Item]:
    """Show a bar for long work, on a terminal only."""
    if count < BAR_FROM or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(made, length=count, label=label or None, file=sys.stderr) as bar:
        yield from bar


def day(say: Speaker, text: str | None) -> date:
    """Read a date of the command line; today where none is given."""
    if text is None:
        return date.today()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise fault("error.date", found=text) from None
    if not 1000 <= found.year <= 9990:  # nothing falls due when no calendar has a day left
        raise fault("error.date", found=text)
    return found


def choose(say: Speaker, option: str, text: str, known: Names) -> str:
    """The key that a word stands for: itself, or what people call it; an unknown word names the nearest."""
    from checker.reading import meant, names

    if not text or (found := meant.key(text, known)) is not None:
        return text and str(found)
    near = [names.shown(key, known, say) for key in meant.near(text, known)]
    every = say("join").join(names.shown(key, known, say) for key in list(known)[:30])
    hint = say("error.near", nearest=say("or").join(near)) if near else say("error.known", known=every)
    raise fault("error.unknown-choice", option=f"--{option}" if option.islower() else option, found=text, near=hint)


def one_of(say: Speaker, option: str, text: str, known: Iterable[str]) -> str:
    """Check a word against words that have no other names."""
    return choose(say, option, text, dict.fromkeys(known, ()))


def plan_id(say: Speaker, option: str, text: str, library: Library) -> str:
    """The id of a plan, which may be named by its title."""
    from checker.reading import names

    return text if text in library.ids else choose(say, option, text, names.plans(library))


def one_unit(say: Speaker, unit: str, views: Sequence[View]) -> str:
    """Check a unit against those that the judged plans ask; the names by which its office calls it do as well."""
    from checker.reading import names

    plans = [view.assessment.plan for view in views]
    return choose(say, "unit", unit, names.units(views[0].library, plans))


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
