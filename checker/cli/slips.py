"""`plancheck slips`: one Word slip for each lead unit with red or repeated yellow items."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import _common
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
        *_common.judging(say),
    ]
    params[1].required = True
    return _common.command(say, "slips", _slips, params)


def _slips(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    out: Path,
    number: str,
    issuer: str,
    date: str | None,
    template: Path | None,
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.files import writing
    from checker.papers import slips, typesetting
    from checker.papers.paper import Letterhead

    letter = Letterhead(_common.day(say, date or on), number=number, issuer=issuer)
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    made = slips.slips(views, letter)
    contents = [typesetting.slip(slip, letter.day, template) for slip in made]
    names = slips.file_names(made, views)
    writing.write_all({out / name: content for name, content in zip(names, contents, strict=True)})
    nobody = slips.nobody(views)
    if nobody:
        items = say("join").join(f"{v.indicator.id} {v.indicator.name}" for v in nobody)
        _common.note(say, say("slip.nobody", count=len(nobody), items=items))
    click.echo(say("slip.written", count=len(made), folder=out) if made else say("slip.none"), err=True)
