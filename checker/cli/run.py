"""`plancheck run`: the main job."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _beside, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.words.view import View

_LINES = {"red": ("red",), "yellow": ("red", "yellow"), "never": ()}


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker import reporters

    params: list[click.Parameter] = [
        _common.files(),
        _common.option(say, "format", called="formats", type=click.Choice(reporters.names()), multiple=True),
        _common.folder(say, "out", exists=False),
        _common.option(say, "template", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "profile", metavar="NAME", default=""),
        _common.option(say, "fail-on", metavar="red|yellow|never", default="red", show_default=True),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
        _common.option(say, "since", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        _common.option(say, "quiet", is_flag=True),
        _common.option(say, "light", metavar="green|yellow|red|grey", default=""),
        _common.option(say, "unit", metavar="UNIT", default=""),
        _common.option(say, "domain", metavar="DOMAIN", default=""),
        _common.option(say, "full", is_flag=True),
        click.Option(
            ["--survey"],
            metavar="SCORES.json",
            help=say("option.survey"),
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
        ),
        click.Option(
            ["--cases"],
            metavar="ROUND",
            multiple=True,
            help=say("option.cases"),
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
        ),
    ]
    return _common.command(say, "run", _run, params)


def _run(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    out: Path | None,
    template: Path | None,
    on: str | None,
    profile: str,
    fail_on: str,
    indicators: Path | None,
    history: Path | None,
    since: Path | None,
    quiet: bool,
    light: str,
    unit: str,
    domain: str,
    full: bool,
    survey: Path | None,
    cases: tuple[Path, ...],
) -> None:
    from checker.reading import names

    line = _common.choose(say, "fail-on", fail_on, names.LINES)
    chosen = list(dict.fromkeys(formats)) or ["table"]
    if len(chosen) > 1 and not out:
        raise fault("run.one-format")
    if quiet and since is None:
        raise fault("run.quiet")
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    views = _narrowed(say, views, light=light, unit=unit, domain=domain, full=full)
    views = _beside.laid(say, views, survey, cases) if survey or cases else views
    lights = {verdict.light for view in views for verdict in view.assessment.verdicts}
    if since is not None:
        views = _changed(say, views, since, chosen, out, quiet=quiet)
    if not views:
        pass
    elif out:
        _write(say, views, chosen, out, template)
    else:
        _show(say, views, chosen[0], template)
    raise Exit(1 if any(line in lights for line in _LINES[line]) else 0)


def _narrowed(say: Speaker, views: Sequence[View], *, light: str, unit: str, domain: str, full: bool) -> list[View]:
    """Show only what is asked for; what is judged stays the same."""
    from checker.reading import names
    from checker.words.view import Narrowing

    domain = _common.choose(say, "domain", domain, names.domains(views[0].library))
    light = _common.choose(say, "light", light, names.lights(say))
    shows = Narrowing(light=light, unit=_common.one_unit(say, unit, views), domain=domain, full=full)
    return [view._replace(narrowing=shows) for view in views]


def _changed(
    say: Speaker, views: Sequence[View], since: Path, formats: Sequence[str], out: Path | None, *, quiet: bool
) -> list[View]:
    """Keep of each view what has changed since a file; the table is a list of changes, printed here."""
    from checker.operation import changes, telling

    pairs = [(view, changes.of_view(view, changes.load(since))) for view in views]
    pairs = [(view, found) for view, found in pairs if not quiet or found.items]
    if formats == ["table"] and out is None:
        click.echo("".join(f"{line}\n" for pair in pairs for line in telling.lines(*pair)), nl=False)
        return []
    return [view._replace(narrowing=view.narrowing._replace(ids=found.ids)) for view, found in pairs]


def _write(say: Speaker, views: Sequence[View], formats: Sequence[str], out: Path, template: Path | None) -> None:
    """Write one file an assessment and format; all are rendered before the first is written."""
    from checker import reporters
    from checker.files import writing
    from checker.words import attention

    made: dict[Path, str | bytes] = {}
    for name in formats:
        reporter = reporters.load(name)
        # one page for all where the format has room for an overview
        together = getattr(reporter, "TOGETHER", False)
        for group in [views] if together else [[view] for view in views]:
            file = out / f"{writing.safe_name(_title(group))}.{reporter.SUFFIX}"
            made[file] = reporter.render(group, template)
    writing.write_all(made)
    for file in made:
        click.echo(say("run.wrote", file=file), err=True)
    for view in views:
        for line in attention.lines(view):
            click.echo(line, err=True)


def _title(views: Sequence[View]) -> str:
    """Name a file after the plan and period that it shows, or after what they share."""
    first, plans = views[0].assessment, {view.assessment.plan.id for view in views}
    if len(views) == 1:
        return f"{first.plan.id}-{first.period}"
    return f"{first.plan.id}-{first.period}-{views[-1].assessment.period}" if len(plans) == 1 else "overview"


def _show(say: Speaker, views: Sequence[View], name: str, template: Path | None) -> None:
    """Print what the format gives, the lights in their colours on a terminal."""
    for text in _parts(views, name, template):
        click.echo(_coloured(text) if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else text, nl=False)


def _parts(views: Sequence[View], name: str, template: Path | None) -> Iterator[str]:
    """What the format gives, piece by piece where it can."""
    from checker import reporters
    from checker.reporters import table

    if name == "table":
        yield table.render(views, wide=_common.columns())
        return
    reporter = reporters.load(name)
    if (pieces := getattr(reporter, "pieces", None)) is not None:
        yield from pieces(views)
        return
    text = reporter.render(views, template)
    if isinstance(text, bytes):
        raise fault("run.needs-out", format=name)
    yield text


def _coloured(text: str) -> str:
    from checker.words.view import SYMBOLS

    colours = {"green": "green", "yellow": "yellow", "red": "red", "grey": "bright_black"}
    for light, symbol in SYMBOLS.items():
        text = text.replace(symbol, click.style(symbol, fg=colours[light]))
    return text
