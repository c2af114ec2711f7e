"""`plancheck notify`: tells lead units what changed and what they still owe, each notice with a running number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.operation.changes import Shape
    from checker.operation.noticelog import Recipient, Sending, Told

DAYS = "5,1"
_LAST = "notified.json"


def build(say: Speaker) -> click.Command:
    """Build the command."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="ASSESSMENT.json", type=file),
        click.Option(["--to"], metavar="URL|FILE", multiple=True, required=True, help=say("notify.option.to")),
        click.Option(["--since"], type=file, help=say("notify.option.since")),
        click.Option(["--days"], metavar="N,N", default=DAYS, show_default=True, help=say("notify.option.days")),
        click.Option(["--state"], default="state", show_default=True, help=say("notify.option.state"),
                     type=click.Path(file_okay=False, path_type=Path)),
        click.Option(["--dry-run"], is_flag=True, help=say("notify.option.dry-run")),
        _common.folder(say, "indicators"),
    ]  # fmt: skip
    return _common.command(say, "notify", _notify, params)


def _notify(
    say: Speaker,
    *,
    file: Path,
    to: tuple[str, ...],
    since: Path | None,
    days: str,
    state: Path,
    dry_run: bool,
    indicators: Path | None,
) -> None:
    from checker.files import writing
    from checker.operation import changes, noticelog, notices, posting
    from checker.reading.library import Library

    recipients = posting.recipients(to)
    news = changes.load(file)
    last = since or state / _LAST
    olds = changes.load(last) if last.exists() else []
    library = Library.at(indicators)
    _common.stop_on_faults(library.findings, say)
    made = notices.due(news, olds, library.calendar, days_of(days), say)
    day, log = max(str(new["on"]) for new in news), state / noticelog.FILE
    _unknown_units(say, recipients, news)
    if dry_run:
        _, todo = noticelog.pending(log, made, recipients, day)
        _show(say, todo)
        raise Exit(0)
    posting.check(recipients)
    state.mkdir(parents=True, exist_ok=True)
    with writing.locked(state):
        fresh, todo = noticelog.pending(log, made, recipients, day)
        noticelog.append(log, fresh)
        writing.write(state / _LAST, file.read_bytes())
        told = noticelog.deliver(log, todo, posting.send, day, say)
    raise Exit(1 if tell(say, told) else 0)


def days_of(text: str) -> list[int]:
    """Read `5,1`: so many working days before a report is due; empty for none."""
    words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    if not all(word.isascii() and word.isdigit() and int(word) <= 60 for word in words):
        raise fault("notify.days", found=text)
    return sorted({int(word) for word in words})


def tell(say: Speaker, told: Iterable[Told]) -> int:
    """Say what went and what failed; returns how many failed."""
    failed = 0
    for each in told:
        facts = {"number": each.sending.number, "title": each.sending.title}
        if each.why:
            failed += 1
            _common.note(say, say("notify.failed", **facts, why=each.why))
        else:
            click.echo(say("notify.sent", **facts), err=True)
    return failed


def _show(say: Speaker, todo: Sequence[tuple[Recipient, Sending]]) -> None:
    """Print what would be sent."""
    from checker.operation.noticelog import text

    for recipient, sending in todo:
        scheme = recipient.url.partition("://")[0]
        click.echo(say("notify.would", to=scheme, unit=recipient.unit or say("notify.all")))
        click.echo("\n".join(text(sending, say)) + "\n")
    if not todo:
        click.echo(say("notify.nothing"), err=True)


def _unknown_units(say: Speaker, recipients: Sequence[Recipient], news: Sequence[Shape]) -> None:
    """Name units of addresses that lead nothing: a slip of the pen would keep a unit in the dark."""
    leads = {unit for new in news for verdict in new["verdicts"] for unit in verdict["lead"]}
    for unit in dict.fromkeys(r.unit for r in recipients if r.unit and r.unit not in leads):
        _common.note(say, say("notify.unknown-unit", unit=unit))
