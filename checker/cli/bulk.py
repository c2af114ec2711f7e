"""`plancheck bulk`: judge tables of many values."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.bulk.run import Outcome, Progress

_NEEDS = {"duckdb": "duckdb", "spark": "pyspark", "python": ""}


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["paths"], metavar="VALUES", nargs=-1, required=True,
                       type=click.Path(exists=True, path_type=Path)),
        _common.option(say, "engine", type=click.Choice(list(_NEEDS))),
        click.Option(["--format", "form"], type=click.Choice(["parquet", "csv"]), help=say("option.bulk-format")),
        _common.option(say, "out", required=True, type=click.Path(file_okay=False, path_type=Path)),
        _common.option(say, "on", metavar="DATE"),
        click.Option(["--since"], metavar="PERIOD", help=say("option.bulk-since")),
        _common.option(say, "profile", metavar="NAME", default=""),
        _common.folder(say, "indicators"),
    ]  # fmt: skip
    return _common.command(say, "bulk", _bulk, params)


def _bulk(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    engine: str | None,
    form: str | None,
    out: Path,
    on: str | None,
    since: str | None,
    profile: str,
    indicators: Path | None,
) -> None:
    from checker.bulk import inputs, run
    from checker.reading.library import Library

    chosen = engine or ("duckdb" if find_spec("duckdb") else "python")
    needed = "duckdb" if form == "parquet" and chosen == "python" else _NEEDS[chosen]
    if needed and not find_spec(needed):
        raise fault("bulk.no-engine", engine=chosen, package=needed, extra="spark" if chosen == "spark" else "bulk")
    files, day, first = inputs.tables(paths), _common.day(say, on), _since(since)
    library = Library.at(indicators)
    found = [f for path in library.files for f in library.load(path)[1]]
    _common.stop_on_faults((*library.findings, *found, *library.doubled()), say)
    profile = _common.one_of(say, "profile", profile, library.profiles)
    tasks = {task.plan.id: task for task in run.tasks(library, day, first, profile)}
    with _bar(say) as progress:
        asked = run.Asked(files, tasks, library, form or ("csv" if chosen == "python" else "parquet"), say, progress)
        outcome = run.judge(asked, chosen, out)
    _told(say, outcome, out)
    raise Exit(0)


def _since(text: str | None) -> date:
    from checker.model import periods

    period = periods.parse(text) if text else None
    if text and period is None:
        raise fault("bulk.since", found=text)
    return period.start if period else date.min


@contextmanager
def _bar(say: Speaker) -> Iterator[Progress]:
    """Show how far the work is, on a terminal only."""
    if not sys.stderr.isatty():
        yield _silent
        return
    with click.progressbar(length=1000, file=sys.stderr) as bar:
        yield lambda done, of: bar.update(max(1000 * done // max(of, 1) - bar.pos, 0))


def _silent(done: int, of: int) -> None:
    """Where nobody looks, nothing is shown."""


def _told(say: Speaker, outcome: Outcome, out: Path) -> None:
    """Say how much there was and where it lies."""
    lights = say("join").join(f"{say(f'column.{light}')} {outcome.lights.get(light, 0)}"
                              for light in ("green", "yellow", "red", "grey"))  # fmt: skip
    click.echo(say("bulk.judged", rows=outcome.rows, verdicts=outcome.verdicts, python=outcome.by_python))
    click.echo(say("bulk.lights", lights=lights))
    refused = sum(outcome.rejects.values())
    codes = say("join").join(f"{code} {count}" for code, count in sorted(outcome.rejects.items()))
    if refused:
        click.echo(say("bulk.rejects", count=refused, codes=codes))
    click.echo(say("run.wrote", file=out), err=True)
