"""What the commands that make papers share: options, templates of two sorts, doubts said once, the file written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.papers.letterhead import Letterhead
    from checker.words.view import View

WORDS = ".txt.j2"
"""How the name of a text template ends; all others are settings."""


def text(say: Speaker, name: str) -> click.Option:
    """Build an option of the letterhead."""
    return click.Option([f"--{name}"], metavar="TEXT", default="", help=say(f"circular.option.{name}"))


def template(say: Speaker) -> click.Option:
    """Build `--template`, which may be given twice: words and setting."""
    return _common.option(say, "template", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))


def setting(say: Speaker) -> list[click.Parameter]:
    """Build the options that say how a paper is set and where it goes."""
    from checker.papers.typesetting import FORMATS

    return [
        click.Option(["--date"], metavar="DATE", help=say("circular.option.date")),
        click.Option(["--format", "form"], type=click.Choice(FORMATS), help=say("circular.option.form")),
        click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), help=say("circular.option.paper")),
        template(say),
    ]


def form(out: Path | None) -> str:
    """The format by the file's suffix; Word where nothing is said."""
    from checker.papers.typesetting import FORMATS

    if out is None:
        return "docx"
    found = out.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        raise fault("circular.suffix", found=out.suffix)
    return found


def templates(given: Sequence[Path]) -> tuple[Path | None, Path | None]:
    """Part an office's own templates into the text and the setting; the last one given counts."""
    words = [path for path in given if path.name.endswith(WORDS)]
    settings = [path for path in given if path not in words]
    return (words[-1] if words else None), (settings[-1] if settings else None)


def doubts(say: Speaker, views: Sequence[View], letter: Letterhead, mark: str = "circular") -> None:
    """Say once what is left blank, and what a person should look at."""
    from checker.papers import letterhead

    blanks = letterhead.blanks(letter, views[0].office, mark)
    if blanks:
        _common.note(say, say("paper.blank", fields=say("join").join(map(say.say, blanks))))
    for doubt in letterhead.doubts(views, letter, mark):
        _common.note(say, say.say(doubt))


def give(
    say: Speaker, views: Sequence[View], content: str | bytes, form: str, out: Path | None, name: str = ""
) -> None:
    """Write a paper into its file, or a text to stdout where none is named."""
    from checker.files import writing

    if out is None and isinstance(content, str):
        click.echo(content, nl=False)
        return
    a = views[-1].assessment
    stem = "-".join(filter(None, (f"{a.plan.id}-{a.period}", name)))
    file = out or Path(writing.safe_name(stem) + f".{form}")
    writing.write(file, content)
    click.echo(say("run.wrote", file=file), err=True)
