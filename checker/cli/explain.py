"""`plancheck explain FILE ID`: every step from file to light."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import Wrong, _common
from checker.locale import Speaker


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.Argument(["ids"], metavar="ID", nargs=-1, required=True),
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "profile", metavar="NAME", default=""),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]
    return _common.command(say, "explain", lambda **options: _explain(say, **options), params)


def _explain(
    say: Speaker,
    file: Path,
    ids: tuple[str, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.judging.jobs import gather
    from checker.reading.library import Library
    from checker.words.explanation import explain
    from checker.words.text import WIDTH, labelled
    from checker.words.view import View

    run_date = _common.day(say, on)
    library = Library.at(indicators)
    profile = _common.one_of(say, "profile", profile, library.profiles)
    jobs, found = gather([file], library, history)
    _common.stop_on_faults([*found, *library.findings], say)
    if not jobs:
        raise Wrong(say("run.no-submissions", paths=str(file)))
    view = View(jobs[0].judged(library, run_date, profile), say, library)
    verdicts = {verdict.indicator.id: verdict for verdict in view.assessment.verdicts}
    for name in ids:
        _common.one_of(say, "ID", name, verdicts)
        verdict = verdicts[name]
        title = say("explain.title", id=name, name=verdict.indicator.name, plan=view.assessment.plan.title,
                    period=view.period())  # fmt: skip
        click.echo(title)
        click.echo("─" * WIDTH)
        if view.assessment.illustrative:
            click.echo(say("illustrative"))
        for line in labelled(explain(view, verdict), WIDTH):
            click.echo(line)
        click.echo()
