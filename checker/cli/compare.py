"""`plancheck compare`: localities side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker import reporters

    params: list[click.Parameter] = [
        _common.files(),
        _common.option(say, "format", called="formats", type=click.Choice(reporters.paged()), multiple=True),
        _common.folder(say, "out", exists=False),
        *_common.judging(say),
    ]
    return _common.command(say, "compare", _compare, params)


def _compare(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    out: Path | None,
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker import reporters
    from checker.judging.comparison import compare
    from checker.words import comparing

    chosen = list(dict.fromkeys(formats)) or ["table"]
    if len(chosen) > 1 and not out:
        raise fault("run.one-format")
    views = _common.judged(say, _common.Judging(list(_folders(paths)), on, profile, indicators, history))
    library = views[0].library
    levels = {key: entry["level"] for key, entry in _usual(library.localities)}
    made = compare([view.assessment for view in views], levels, tuple(library.domains))
    page = comparing.page(made, views)
    contents = [(name, reporters.drawn(name, page)) for name in chosen]
    if out is None:
        name, text = contents[0]
        if isinstance(text, bytes):
            raise fault("run.needs-out", format=name)
        click.echo(text, nl=False)
    else:
        _write(say, contents, out)
    raise Exit(0)


def _folders(paths: Iterable[Path]) -> Iterator[Path]:
    """Take a folder of folders, one a locality, for all of them."""
    from checker.judging.jobs import yaml_files

    for path in paths:
        below = sorted(each for each in path.iterdir() if each.is_dir()) if path.is_dir() else []
        if below and not yaml_files(path):
            yield from (each for each in below if yaml_files(each))
        else:
            yield path


def _usual(localities: object) -> list[tuple[str, dict[str, str]]]:
    """The localities as they usually stand below the one above them."""
    assert isinstance(localities, dict)
    return sorted(localities.items(), key=lambda item: (item[1].get("parent", ""), item[1].get("place", 10**6)))


def _write(say: Speaker, contents: Iterable[tuple[str, str | bytes]], out: Path) -> None:
    from checker import reporters
    from checker.files import writing

    for name, content in contents:
        file = out / f"compare.{reporters.load(name).SUFFIX}"
        writing.write(file, content)
        click.echo(say("run.wrote", file=file), err=True)
