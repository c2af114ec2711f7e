"""`plancheck tick`: what a timer runs every day. Nothing due and nothing changed: no output."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.cli.notify import DAYS, days_of, tell
from checker.locale import Speaker
from checker.message import Fault, fault

if TYPE_CHECKING:
    from checker.operation.daily import Ran, Wish
    from checker.reading.library import Library
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["folder"], metavar="[DIR]", default=".",
                       type=click.Path(exists=True, file_okay=False, path_type=Path)),
        _common.option(say, "on", metavar="DATE"),
        click.Option(["--plan", "plans"], metavar="PLAN", multiple=True, help=say("tick.option.plan")),
        click.Option(["--workdays"], is_flag=True, help=say("tick.option.workdays")),
        click.Option(["--to"], metavar="URL|FILE", multiple=True, help=say("notify.option.to")),
        click.Option(["--days"], metavar="N,N", default=DAYS, show_default=True, help=say("notify.option.days")),
        click.Option(["--ping"], metavar="URL", default="", help=say("tick.option.ping")),
        _common.folder(say, "indicators"),
    ]  # fmt: skip
    return _common.command(say, "tick", _tick, params)


def _tick(
    say: Speaker,
    *,
    folder: Path,
    on: str | None,
    plans: tuple[str, ...],
    workdays: bool,
    to: tuple[str, ...],
    days: str,
    ping: str,
    indicators: Path | None,
) -> None:
    from checker.files.writing import locked
    from checker.operation import daily, metrics, posting
    from checker.reading.library import Library

    day = _common.day(say, on)
    wish = daily.Wish(posting.recipients(to), days_of(days), posting.send)
    state, own = folder / daily.STATE, folder / "indicators"
    state.mkdir(exist_ok=True)
    with locked(state):
        prom = state / metrics.FILE
        try:
            if to:
                posting.check(list(wish.recipients))
            library = Library.at(indicators or (own if own.is_dir() else None))
            if workdays and _off(say, library, day):
                metrics.write(prom, 0, time.time())
                _ping(say, ping)
                raise Exit(0)
            ran = _ran(say, folder, day, plans, library, wish)
        except Exception as error:
            _failed(prom, error)
            raise
        failed = _tell(say, ran)
        code = 1 if any(new["totals"]["red"] for new in ran.news) else 0
        metrics.write(prom, code, time.time(), ran.news, failed)
    _ping(say, ping)
    raise Exit(code)


def _ran(say: Speaker, folder: Path, day: date, plans: tuple[str, ...], library: Library, wish: Wish) -> Ran:
    """Lint the office's own catalogue, judge, and do what follows."""
    from checker.cases import linting as cases
    from checker.judging.linting import files, lint
    from checker.operation import daily
    from checker.survey import linting as survey

    olds = daily.last(folder, day)
    plans = tuple(_common.plan_id(say, "PLAN", name, library) for name in plans)
    if library.root.resolve().is_relative_to(folder.resolve()):
        others = (*cases.OTHERS, *survey.OTHERS)
        _common.stop_on_faults(lint(files([library.root]), library, others), say)
    made, found = daily.gather(folder, plans, library, day)
    views: list[View] = _common.judged_jobs(say, library, made, found, on=day)
    if not views:
        raise fault("tick.nothing", folder=folder)
    return daily.run(folder, views, olds, wish)


def _off(say: Speaker, library: Library, day: date) -> bool:
    """Tell whether it is a day off; a year without a calendar is said."""
    _common.stop_on_faults(library.findings, say)
    if library.calendar.unlisted(day, day):
        _common.note(say, say("tick.no-calendar", year=day.year))
    return not library.calendar.is_workday(day)


def _tell(say: Speaker, ran: Ran) -> int:
    """Print what changed and say what is new; returns how many notices failed."""
    from checker.operation import telling

    _common.report(ran.findings, say)
    for pair in ran.changed:
        click.echo("\n".join(telling.lines(*pair)))
    return tell(say, ran.told)


def _failed(prom: Path, error: Exception) -> None:
    """Leave word of a run that failed, where that can be written."""
    from checker.operation import metrics

    if isinstance(error, Exit) and error.code == 0:
        return
    mendable = isinstance(error, Fault | OSError | click.ClickException)
    code = error.code if isinstance(error, Exit) else 2 if mendable else 3
    try:
        metrics.write(prom, code, time.time())
    except (OSError, Fault):
        return


def _ping(say: Speaker, url: str) -> None:
    """Tell a watchman elsewhere that the run ended well; where he cannot be reached he will call by himself."""
    if not url:
        return
    import urllib.request

    try:
        if not url.startswith(("http://", "https://")):
            raise ValueError(url)
        with urllib.request.urlopen(url, timeout=10) as answer:
            answer.read(1)
    except (OSError, ValueError) as error:
        _common.note(say, say("tick.ping", url=url, why=str(error)))
