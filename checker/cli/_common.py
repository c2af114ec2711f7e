"""What commands share: options, reading the library and the run date, saying findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.cli import Exit, Wrong, examples
from checker.locale import Speaker
from checker.model import Finding, Level

Option = Callable[[Speaker], click.Option]


def command(say: Speaker, name: str, run: Callable[..., Any], params: list[click.Parameter]) -> click.Command:
    """Build a command with its help, examples and `--lang`."""
    lang = click.Option(["--lang"], type=click.Choice(["zh", "en"]), help=say("option.lang"), expose_value=False)
    help_ = say(f"command.{name}")
    if say.has(f"command.{name}.more"):
        help_ += "\n\n\b\n" + say(f"command.{name}.more")
    return click.Command(name, callback=run, params=[*params, lang], help=help_, epilog=examples(say, name))


def option(say: Speaker, name: str, **more: Any) -> click.Option:
    """Build an option whose help is the message `option.<name>`."""
    return click.Option([f"--{name}"], help=say(f"option.{name}"), **more)


def folder(say: Speaker, name: str, exists: bool = True) -> click.Option:
    """Build an option that takes a folder."""
    return option(say, name, type=click.Path(exists=exists, file_okay=False, path_type=Path))


def history(text: str) -> click.Option:
    """Build `--history` for a command that has a word of its own about it."""
    return click.Option(["--history"], type=click.Path(exists=True, file_okay=False, path_type=Path), help=text)


def files(required: bool = True) -> click.Argument:
    """Build the argument that takes files and folders."""
    return click.Argument(["paths"], metavar="FILE|DIR", nargs=-1, required=required,
                          type=click.Path(exists=True, path_type=Path))  # fmt: skip


def day(say: Speaker, text: str | None) -> date:
    """Read a date of the command line; today where none is given."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(say("error.date", found=text)) from None


def one_of(say: Speaker, name: str, found: str, known: Iterable[str]) -> str:
    """Check a word against what is known; an unknown one names the nearest."""
    words = list(known)
    if not found or found in words:
        return found
    from difflib import get_close_matches

    near = get_close_matches(found, words, n=1, cutoff=0.4)
    hint = say("error.near", nearest=near[0]) if near else say("error.known", known=say("join").join(words[:30]))
    raise Wrong(say("error.unknown-choice", option=f"--{name}" if name.islower() else name, found=found, near=hint))


def report(findings: Iterable[Finding], say: Speaker) -> None:
    """Say findings on stderr: file:line:column: level: text [code]."""
    from checker.words.view import said

    for finding in findings:
        level = say(f"level.{finding.level}")
        click.echo(f"{finding.where}: {level}{say('colon')}{said(finding, say)} [{finding.code}]", err=True)


def stop_on_faults(findings: Iterable[Finding], say: Speaker, closing: str = "run.refused") -> None:
    """Say all faults and end with exit code 2, if there are any."""
    faults = sorted((f for f in findings if f.level is Level.FAULT), key=lambda f: f.where)
    if faults:
        report(faults, say)
        click.echo(say(closing, faults=len(faults)), err=True)
        raise Exit(2)
