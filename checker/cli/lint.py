"""`plancheck lint`: every fault of every file, in one pass."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    strict = click.Option(["--strict"], is_flag=True, help=say("option.strict"))
    params: list[click.Parameter] = [_common.files(required=False), _common.folder(say, "indicators"), strict]
    return _common.command(say, "lint", _lint, params)


def _lint(say: Speaker, *, paths: tuple[Path, ...], indicators: Path | None, strict: bool) -> None:
    from checker.cases import linting as cases
    from checker.judging.linting import files, lint
    from checker.model import Level
    from checker.reading.library import Library
    from checker.survey import linting as survey

    library = Library.at(indicators)
    chosen = files(paths or (library.root,))
    if not chosen:
        raise fault("lint.nothing", paths=", ".join(map(str, paths)))
    found = sorted(lint(chosen, library, (*cases.OTHERS, *survey.OTHERS)), key=lambda finding: finding.where)
    _common.report(found, say)
    counts = Counter(finding.level for finding in found)
    clean = not counts[Level.FAULT] and not counts[Level.RETURNED]
    click.echo(say("lint.clean" if clean else "lint.dirty", files=len(chosen), faults=counts[Level.FAULT],
                   returned=counts[Level.RETURNED], warnings=counts[Level.WARNING]))  # fmt: skip
    raise Exit(2 if not clean or (strict and found) else 0)
