"""`plancheck templates`: copies the shipped templates out for editing, or checks an edited one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        _common.folder(say, "out", exists=False),
        click.Option(["--check"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("circular.option.check")),
        _common.folder(say, "indicators"),
    ]  # fmt: skip
    return _common.command(say, "templates", _templates, params)


def _templates(say: Speaker, *, out: Path | None, check: Path | None, indicators: Path | None) -> None:
    if check:
        _check(say, check, indicators)
        return
    _copy(say, out or Path("templates"))


def _copy(say: Speaker, folder: Path) -> None:
    """Copy all; an edited copy is never overwritten."""
    from checker.files import places, writing
    from checker.papers import samples

    kept = False
    for file in samples.files():
        target = folder / file.relative_to(places.shipped("templates"))
        if target.exists():
            kept = kept or target.read_bytes() != file.read_bytes()
            click.echo(say("template.kept", file=target), err=True)
            continue
        writing.write(target, file.read_bytes())
        click.echo(say("template.copied", file=target), err=True)
    if kept:
        raise Exit(2)


def _check(say: Speaker, file: Path, indicators: Path | None) -> None:
    """Fill it in with a plan nobody reported on, so that every name is met; then list the names."""
    from checker.cases import samples as rounds
    from checker.papers import samples
    from checker.reading.library import Library

    if rounds.sort_of(file):
        found: list[tuple[str, str]] | None = rounds.check(file, say, Library.at(indicators))
    else:
        found = samples.check(file, say, lambda: _unreported(say, indicators), _page)
    if found is None:
        raise fault("template.unknown-file", file=file.name, known=say("join").join(samples.known()))
    click.echo(say("template.clean", file=file))
    click.echo(say("template.names"))
    for name, example in found:
        click.echo(f"  {name}  {example}".rstrip())


def _page(form: str, views: list[View], file: Path) -> object:
    """Draw a page by the reporter of its format."""
    from checker import reporters

    return reporters.load(form).render(views, file)


def _unreported(say: Speaker, indicators: Path | None) -> list[View]:
    """Judge the first period of the catalogue's first plan, the day after its grace, as wholly unreported."""
    from checker.papers import samples
    from checker.reading.library import Library

    library = Library.at(indicators)
    job, found = samples.unreported(library)
    _common.stop_on_faults((*library.findings, *found), say)
    if job is None:
        raise fault("template.no-plan", folder=library.root)
    return _common.judged_jobs(say, library, [job], on=samples.overdue(job, library))
