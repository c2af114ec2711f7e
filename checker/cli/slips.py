"""`plancheck slips`: one Word slip for each lead unit with red or repeated yellow items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli import _common, _papers
from checker.locale import Speaker


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        _common.files(),
        _common.folder(say, "out", exists=False),
        click.Option(["--number"], metavar="TEXT", default="", help=say("circular.option.number")),
        click.Option(["--issuer"], metavar="TEXT", default="", help=say("circular.option.issuer")),
        click.Option(["--date"], metavar="DATE", help=say("circular.option.date")),
        _common.option(say, "template", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        *_papers.judging(say),
    ]
    params[1].required = True
    return _common.command(say, "slips", lambda **options: _slips(say, **options), params)


def _slips(say: Speaker, paths: tuple[Path, ...], out: Path, template: Path | None, **options: Any) -> None:
    from checker.files import writing
    from checker.papers import slips, typesetting

    views, letter = _papers.judged(say, paths, options)
    made = slips.slips(views, letter)
    contents = [typesetting.slip(slip, letter.day, template) for slip in made]
    for name, content in zip(slips.file_names(made, views), contents, strict=True):
        writing.write(out / name, content)
    nobody = slips.nobody(views)
    if nobody:
        items = say("join").join(f"{v.indicator.id} {v.indicator.name}" for v in nobody)
        _papers.note(say, say("slip.nobody", count=len(nobody), items=items))
    click.echo(say("slip.written", count=len(made), folder=out) if made else say("slip.none"), err=True)
