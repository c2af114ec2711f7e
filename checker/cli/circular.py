"""`plancheck circular`: the official paper for the supervision meeting, as a draft until a person says otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker.papers.typesetting import FORMATS

    def text(name: str) -> click.Option:
        return click.Option([f"--{name}"], metavar="TEXT", default="", help=say(f"circular.option.{name}"))

    params: list[click.Parameter] = [
        _common.files(),
        *map(text, ("number", "issuer", "to", "cc")),
        click.Option(["--date"], metavar="DATE", help=say("circular.option.date")),
        click.Option(["--final"], is_flag=True, help=say("circular.option.final")),
        click.Option(["--format", "form"], type=click.Choice(FORMATS), help=say("circular.option.form")),
        click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), help=say("circular.option.paper")),
        _common.option(say, "template", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        *_common.judging(say),
    ]
    return _common.command(say, "circular", _circular, params)


def _circular(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    number: str,
    issuer: str,
    to: str,
    cc: str,
    date: str | None,
    final: bool,
    form: str | None,
    out: Path | None,
    template: Path | None,
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.files import writing
    from checker.papers import circular, typesetting
    from checker.papers.paper import Letterhead

    form = form or _form(out, say)
    letter = Letterhead(_common.day(say, date or on), number=number, issuer=issuer, to=to, cc=cc, final=final)
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    made = circular.compose(views, letter)
    content = typesetting.circular(made, say, letter.day, form, template)
    if not letter.number:
        _common.note(say, say("circular.blank-number"))
    if made.length > circular.LONGEST:
        _common.note(say, say("circular.long", count=made.length, most=circular.LONGEST))
    if out is None and isinstance(content, str):
        click.echo(content, nl=False)
        return
    a = views[-1].assessment
    file = out or Path(writing.safe_name(f"{a.plan.id}-{a.period}") + f".{form}")
    writing.write(file, content)
    click.echo(say("run.wrote", file=file), err=True)


def _form(out: Path | None, say: Speaker) -> str:
    """The format by the file's suffix; Word where nothing is said."""
    from checker.papers.typesetting import FORMATS

    if out is None:
        return "docx"
    found = out.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        raise fault("circular.suffix", found=out.suffix)
    return found
