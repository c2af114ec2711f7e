"""`plancheck schema`: the published JSON Schemas, for editors and for programs that read the output."""

from __future__ import annotations

import json
from pathlib import Path

import click

from checker.cli import _common
from checker.locale import Speaker

NAMES = ("plan", "submission", "assessment", "localities", "domains", "profiles", "calendar", "same_as", "office",
         "cases", "case_rule", "survey")  # fmt: skip


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["name"], metavar="NAME", type=click.Choice(NAMES)),
        _common.folder(say, "out", exists=False),
    ]
    return _common.command(say, "schema", _schema, params)


def _schema(say: Speaker, *, name: str, out: Path | None) -> None:
    from checker.files import writing

    text = render(say, name)
    if out is None:
        click.echo(text, nl=False)
        return
    file = out / f"{name}.schema.json"
    writing.write(file, text)
    click.echo(say("run.wrote", file=file), err=True)


def render(say: Speaker, name: str) -> str:
    """Return one schema as text, with descriptions in the language."""
    from checker.reading import schema

    return json.dumps(schema.published(name, say.maybe), ensure_ascii=False, indent=2) + "\n"
