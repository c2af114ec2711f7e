"""`plancheck init`: a locality's catalogue to start from. What it writes passes lint."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.reading.starter import Locality


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["folder"], metavar="DIR", type=click.Path(file_okay=False, path_type=Path)),
        _common.option(say, "name", metavar="NAME", default=""),
        click.Option(["--locality"], metavar="KEY", default="", help=say("init.option.locality")),
        _common.option(say, "code", metavar="CODE", default=""),
        _common.option(say, "level", metavar="LEVEL", default=""),
    ]
    return _common.command(say, "init", _init, params)


def _init(say: Speaker, *, folder: Path, locality: str, name: str, code: str, level: str) -> None:
    from checker.files import writing
    from checker.files.places import shipped
    from checker.reading import starter

    place = _place(say, locality, name, code, level)
    files = starter.files(place, date.today().year, say)
    taken = [folder / path for path in files if (folder / path).exists()]
    if taken:
        raise fault("error.exists", file=taken[0])
    for path, text in files.items():
        writing.write(folder / path, text)
    plan = folder / starter.plan_file(place.key)
    click.echo(say("init.done", count=len(files), plan=plan, folder=folder / "indicators", place=place.name,
                   key=place.key, code=place.code, level=say(f"init.level.{place.level}"),
                   page=shipped("indicators") / "README.md"))  # fmt: skip


def _place(say: Speaker, locality: str, name: str, code: str, level: str) -> Locality:
    """What is not said is taken from the shipped list of places, from the code, and from the name's last word."""
    from checker.files.places import shipped
    from checker.reading import meant, names, schema, shared
    from checker.reading.starter import Locality

    listed, _ = shared.localities(shipped("indicators"))
    known = {key: (entry["name"], entry["english"]) for key, entry in (listed or {}).items()}
    found = meant.key(name or locality, known)
    entry = (listed or {}).get(found, {}) if found else {}
    spoken = "" if locality.isascii() else locality  # whoever writes the name where the key belongs means the name
    name = str(name or spoken or entry.get("name", ""))
    code = code or str(entry.get("code", ""))
    if not name:
        raise fault("init.no-name")
    if not re.fullmatch(r"[0-9]{6}", code, re.ASCII):
        raise fault("error.code" if code else "init.no-code", name=name)
    key = ("" if spoken else locality) or found or f"p{code}"
    if not re.fullmatch(schema.KEY, key):
        raise fault("error.locality")
    level = _common.choose(say, "level", level, names.levels()) or str(entry.get("level", "")) or _level(name, code)
    return Locality(key, name, str(entry.get("english", "")) or name, code, level)


def _level(name: str, code: str) -> str:
    """By GB/T 2260 the last four digits of a province are 0, the last two of a city; below it the name tells."""
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "city"
    return "district" if name.endswith("区") else "county"
