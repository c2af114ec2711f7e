"""`plancheck slips`: one Word slip for each lead unit with red or repeated yellow items."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import _common, _papers
from checker.locale import Speaker
from checker.message import Fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        _common.files(),
        _common.folder(say, "out", exists=False),
        click.Option(["--number"], metavar="TEXT", default="", help=say("slip.option.number")),
        _papers.text(say, "issuer"),
        click.Option(["--date"], metavar="DATE", help=say("circular.option.date")),
        click.Option(["--final"], is_flag=True, help=say("slip.option.final")),
        click.Option(["--light"], metavar="red|yellow", default="", help=say("slip.option.light")),
        click.Option(["--step"], type=click.IntRange(1, 4), default=2, help=say("slip.option.step")),
        click.Option(["--unit"], metavar="TEXT", default="", help=say("slip.option.unit")),
        _papers.template(say),
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
    final: bool,
    light: str,
    step: int,
    unit: str,
    template: tuple[Path, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.files import writing
    from checker.papers import slips, typesetting
    from checker.papers.letterhead import Letterhead, numbered
    from checker.reading import names

    letter = Letterhead(_common.day(say, date or on), number=number, issuer=issuer, final=final)
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    if final and (lacks := numbered(letter, views[0].office, "slip")):
        raise Fault(lacks)
    members = [name for view in views for group in view.office.groups.values() for name in group]
    if unit not in members:
        unit = _common.one_unit(say, unit, views)
    words, setting = _papers.templates(template)
    lights = {name: known for name, known in names.lights(say).items() if name in ("red", "yellow")}
    wanted = slips.Wanted(_common.choose(say, "light", light, lights), step, unit)
    made = slips.slips(views, letter, wanted, words)
    contents = [typesetting.slip(slip, letter.day, setting) for slip in made]
    files = slips.file_names(made, views)
    writing.write_all({out / name: content for name, content in zip(files, contents, strict=True)})
    if made:
        _papers.doubts(say, views, letter, "slip")
    nobody = slips.nobody(views, wanted)
    if nobody:
        items = say("join").join(f"{v.indicator.id} {v.indicator.name}" + (say("bracket", text=who) if who else "")
                                 for who, v in nobody)  # fmt: skip
        _common.note(say, say("slip.nobody", count=len(nobody), items=items))
    click.echo(say("slip.written", count=len(made), folder=out) if made else say("slip.none"), err=True)
