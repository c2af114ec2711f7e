"""`plancheck memo`: what the ladder proposes, on a paper for the leader who decides; it is not sent."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import _common, _papers
from checker.locale import Speaker


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        _common.files(), _papers.text(say, "issuer"), *_papers.setting(say),
        click.Option(["--final"], is_flag=True, help=say("circular.option.final")), *_common.judging(say),
    ]  # fmt: skip
    return _common.command(say, "memo", _memo, params)


def _memo(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    issuer: str,
    date: str | None,
    final: bool,
    form: str | None,
    out: Path | None,
    template: tuple[Path, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.papers import memo, typesetting
    from checker.papers.letterhead import Letterhead

    form = form or _papers.form(out)
    letter = Letterhead(_common.day(say, date or on), issuer=issuer, final=final)
    words, setting = _papers.templates(template)
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    content = typesetting.memo(memo.compose(views, letter, words), say, letter.day, form, setting)
    _papers.give(say, views, content, form, out, "memo")
