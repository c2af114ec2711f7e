"""`plancheck explain FILE ID`: every step from file to light."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker

if TYPE_CHECKING:
    from checker.model import Verdict
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.Argument(["ids"], metavar="ID", nargs=-1, required=True),
        *_common.judging(say),
    ]
    return _common.command(say, "explain", _explain, params)


def _explain(
    say: Speaker,
    *,
    file: Path,
    ids: tuple[str, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    view = _common.judged(say, _common.Judging([file], on, profile, indicators, history))[0]
    verdicts = {verdict.indicator.id: verdict for verdict in view.assessment.verdicts}
    known = {key: (verdict.indicator.name,) for key, verdict in verdicts.items()}
    for name in ids:
        found = verdicts[_common.choose(say, "ID", name, known)]
        click.echo("\n".join(_explained(view, found)) + "\n")


def _explained(view: View, verdict: Verdict) -> Iterator[str]:
    """Say every step to a light, each beside its label."""
    from checker.words.explanation import explain
    from checker.words.text import labelled

    indicator, wide = verdict.indicator, _common.columns()
    yield view.say("explain.title", id=indicator.id, name=indicator.name, plan=view.assessment.plan.title,
                   period=view.period())  # fmt: skip
    yield "─" * wide
    if view.assessment.illustrative:
        yield view.say("illustrative")
    yield from labelled(explain(view, verdict), wide)
