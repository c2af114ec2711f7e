"""`plancheck run`: the main job."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from checker.cli import Exit, Wrong, _common
from checker.locale import Speaker

_LINES = {"red": ("red",), "yellow": ("red", "yellow"), "never": ()}


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker import reporters

    params: list[click.Parameter] = [
        _common.files(),
        _common.option(say, "format", type=click.Choice(reporters.names()), multiple=True),
        _common.folder(say, "out", exists=False),
        _common.option(say, "template", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "profile", metavar="NAME", default=""),
        _common.option(say, "fail-on", type=click.Choice(list(_LINES)), default="red", show_default=True),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
        _common.option(say, "light", type=click.Choice(["green", "yellow", "red", "grey"])),
        _common.option(say, "unit", metavar="UNIT", default=""),
        _common.option(say, "domain", metavar="DOMAIN", default=""),
    ]
    return _common.command(say, "run", lambda **options: _run(say, **options), params)


def _run(say: Speaker, paths: tuple[Path, ...], **options: Any) -> None:
    from checker import reporters
    from checker.judging.jobs import gather
    from checker.reading.library import Library
    from checker.words.view import Narrowing, View

    formats = list(dict.fromkeys(options["format"])) or ["table"]
    if len(formats) > 1 and not options["out"]:
        raise Wrong(say("run.one-format"))
    on = _common.day(say, options["on"])
    library = Library.at(options["indicators"])
    profile = _common.one_of(say, "profile", options["profile"], library.profiles)
    jobs, found = gather(paths, library, options["history"])
    library.calendar  # noqa: B018 — read now, so that its faults are said with all others
    domain = _common.one_of(say, "domain", options["domain"], library.domains)
    _common.stop_on_faults({id(f): f for f in (*found, *library.findings)}.values(), say)
    if not jobs:
        raise Wrong(say("run.no-submissions", paths=", ".join(map(str, paths))))
    units = dict.fromkeys(unit for job in jobs for measure in job.plan.measures for unit in measure.asked)
    shows = Narrowing(options["light"] or "", _common.one_of(say, "unit", options["unit"], units), domain)
    views = [View(job.judged(library, on, profile), say, library, shows) for job in _progress(jobs)]
    if options["out"]:
        _write(views, formats, options["out"], options["template"], say)
    else:
        text = reporters.load(formats[0]).render(views, options["template"])
        if isinstance(text, bytes):
            raise Wrong(say("run.needs-out", format=formats[0]))
        _print(text, say)
    lights = {verdict.light for view in views for verdict in view.assessment.verdicts}
    raise Exit(1 if any(light in lights for light in _LINES[options["fail_on"]]) else 0)


def _progress(jobs: list[Any]) -> Any:
    """Show a bar for long work, on a terminal only."""
    if len(jobs) < 8 or not sys.stderr.isatty():
        return jobs
    with click.progressbar(jobs, file=sys.stderr) as bar:
        return list(bar)


def _write(views: list[Any], formats: list[str], out: Path, template: Path | None, say: Speaker) -> None:
    """Write one file an assessment and format; all are rendered before the first is written."""
    from checker import reporters
    from checker.files import writing

    made = []
    for name in formats:
        reporter = reporters.load(name)
        # one page for all where the format has room for an overview
        together = getattr(reporter, "TOGETHER", False)
        for group in [views] if together else [[view] for view in views]:
            file = out / f"{writing.safe_name(_title(group))}.{reporter.SUFFIX}"
            made.append((file, reporter.render(group, template)))
    for file, content in made:
        writing.write(file, content)
        click.echo(say("run.wrote", file=file), err=True)


def _title(views: list[Any]) -> str:
    """Name a file after the plan and period that it shows, or after what they share."""
    first, plans = views[0].assessment, {view.assessment.plan.id for view in views}
    if len(views) == 1:
        return f"{first.plan.id}-{first.period}"
    return f"{first.plan.id}-{first.period}-{views[-1].assessment.period}" if len(plans) == 1 else "overview"


def _print(text: str, say: Speaker) -> None:
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        from checker.words.view import SYMBOLS

        colours = {"green": "green", "yellow": "yellow", "red": "red", "grey": "bright_black"}
        for light, symbol in SYMBOLS.items():
            text = text.replace(symbol, click.style(symbol, fg=colours[light]))
    click.echo(text, nl=False)
