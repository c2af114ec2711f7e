"""`plancheck circular`: the official paper for the supervision meeting, as a draft until a person says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli import Wrong, _common, _papers
from checker.locale import Speaker


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
        click.Option(["--format"], type=click.Choice(FORMATS), help=say("circular.option.form")),
        click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), help=say("circular.option.paper")),
        _common.option(say, "template", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        *_papers.judging(say),
    ]
    return _common.command(say, "circular", lambda **options: _circular(say, **options), params)


def _circular(say: Speaker, paths: tuple[Path, ...], **options: Any) -> None:
    from checker.files import writing
    from checker.papers import circular, typesetting

    out = options["out"]
    form = options["format"] or _form(out, say)
    views, letter = _papers.judged(say, paths, options)
    made = circular.compose(views, letter)
    content = typesetting.circular(made, say, letter.day, form, options["template"])
    if not letter.number:
        _papers.note(say, say("circular.blank-number"))
    if made.length > circular.LONGEST:
        _papers.note(say, say("circular.long", count=made.length, most=circular.LONGEST))
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
        raise Wrong(say("circular.suffix", found=out.suffix))
    return found
