"""`plancheck init`: a locality's catalogue to start from. What it writes passes lint."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["folder"], metavar="DIR", type=click.Path(file_okay=False, path_type=Path)),
        _common.option(say, "locality", metavar="KEY", required=True),
        _common.option(say, "name", required=True),
        _common.option(say, "code", required=True),
        _common.option(say, "level", type=click.Choice(["province", "city", "district", "county"]), default="county",
                       show_default=True),
    ]  # fmt: skip
    return _common.command(say, "init", _init, params)


def _init(say: Speaker, *, folder: Path, locality: str, name: str, code: str, level: str) -> None:
    from checker.files import writing
    from checker.reading import schema, starter

    if not re.fullmatch(schema.KEY, locality):
        raise fault("error.locality")
    if not re.fullmatch(r"[0-9]{6}", code, re.ASCII):
        raise fault("error.code")
    files = starter.files(starter.Locality(locality, name, code, level), date.today().year, say)
    taken = [folder / path for path in files if (folder / path).exists()]
    if taken:
        raise fault("error.exists", file=taken[0])
    writing.write_all({folder / path: text for path, text in files.items()}, new=True)
    plan = folder / starter.plan_file(locality)
    click.echo(say("init.done", count=len(files), plan=plan, folder=folder / "indicators"))
