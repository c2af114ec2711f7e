"""`plancheck schedule`: prints a timer for the daily run and installs nothing."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["folder"], metavar="[DIR]", default=".",
                       type=click.Path(exists=True, file_okay=False, path_type=Path)),
        click.Option(["--systemd"], is_flag=True, help=say("schedule.option.systemd")),
        click.Option(["--cron"], is_flag=True, help=say("schedule.option.cron")),
        click.Option(["--user"], metavar="NAME", default="", help=say("schedule.option.user")),
        click.Option(["--workdays"], is_flag=True, help=say("tick.option.workdays")),
        click.Option(["--at"], metavar="HH:MM", default="08:30", show_default=True, help=say("schedule.option.at")),
        click.Option(["--to"], metavar="URL|FILE", multiple=True, help=say("notify.option.to")),
        click.Option(["--ping"], metavar="URL", default="", help=say("tick.option.ping")),
        _common.option(say, "out", type=click.Path(file_okay=False, path_type=Path)),
    ]  # fmt: skip
    return _common.command(say, "schedule", _schedule, params)


def _schedule(
    say: Speaker,
    *,
    folder: Path,
    systemd: bool,
    cron: bool,
    user: str,
    workdays: bool,
    at: str,
    to: tuple[str, ...],
    ping: str,
    out: Path | None,
) -> None:
    from checker.files import writing
    from checker.operation import schedule

    if systemd == cron:
        raise fault("schedule.one")
    time = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", at)
    if time is None:
        raise fault("schedule.at", found=at)
    if user and (cron or not re.fullmatch(r"[a-z_][a-z0-9_-]{0,31}", user)):
        raise fault("schedule.user", found=user)
    command = [*_program(), "tick", str(folder.resolve()), *(["--workdays"] if workdays else [])]
    for address in to:
        command += ["--to", address if "://" in address else str(Path(address).resolve())]
    command += ["--ping", ping] if ping else []
    job = schedule.Job(command, folder.resolve(), int(time[1]), int(time[2]), user)
    files = schedule.systemd(job) if systemd else {"plancheck.cron": schedule.cron(job)}
    if out is not None:
        writing.write_all({out / name: text for name, text in files.items()})
        for name in files:
            click.echo(say("run.wrote", file=out / name), err=True)
    elif systemd:
        for name, text in files.items():
            click.echo(f"# /etc/systemd/system/{name}\n{text}")
    else:
        click.echo("".join(files.values()), nl=False)


def _program() -> list[str]:
    """The program as a timer can start it: by its whole path."""
    beside = Path(sys.executable).with_name("plancheck")
    found = str(beside) if beside.is_file() else shutil.which("plancheck")
    return [found] if found else [sys.executable, "-m", "checker"]
