"""`plancheck circular`: the official paper for the supervision meeting, as a draft until a person says otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import _common, _papers
from checker.locale import Speaker
from checker.message import Fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        _common.files(),
        *(_papers.text(say, name) for name in ("number", "issuer", "to", "cc")),
        *_papers.setting(say),
        click.Option(["--full"], is_flag=True, help=say("circular.option.full")),
        click.Option(["--final"], is_flag=True, help=say("circular.option.final")),
        *_common.judging(say),
    ]
    return _common.command(say, "circular", _circular, params)


def _circular(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    number: str,
    issuer: str,
    to: str,
    cc: str,
    date: str | None,
    full: bool,
    final: bool,
    form: str | None,
    out: Path | None,
    template: tuple[Path, ...],
    on: str | None,
    profile: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.papers import circular, typesetting
    from checker.papers.letterhead import Letterhead, numbered

    form = form or _papers.form(out)
    day = _common.day(say, date or on)
    letter = Letterhead(day, number=number, issuer=issuer, to=to, cc=cc, final=final, full=full)
    words, setting = _papers.templates(template)
    views = _common.judged(say, _common.Judging(paths, on, profile, indicators, history))
    if final and (lacks := numbered(letter, views[0].office)):
        raise Fault(lacks)
    made = circular.compose(views, letter, words)
    content = typesetting.circular(made, say, letter.day, form, setting)
    _papers.doubts(say, views, letter)
    if made.length > circular.LONGEST:
        _common.note(say, say("circular.long", count=made.length, most=circular.LONGEST))
    _papers.give(say, views, content, form, out)
