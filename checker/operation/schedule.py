"""The timer's texts: a systemd service with its timer, or one line for cron. Daily; whether a day is a working day is a
question to calendar.yaml, so make-up days need no new timer.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ZONE = "Asia/Shanghai"


class Job(NamedTuple):
    """What is to run: the program with its arguments, the office's folder, at what hour, as which user."""

    command: Sequence[str]
    folder: Path
    hour: int = 8
    minute: int = 30
    user: str = ""


def systemd(job: Job) -> dict[str, str]:
    """The two units by name. A run that was missed is made up for; nothing but the folder can be written.

    Exit code 1 (something red) is a success of the service.
    """
    command = " ".join(_systemd_word(word) for word in job.command)
    user = f"User={job.user}\n" if job.user else ""
    service = f"""\
[Unit]
Description=plancheck daily run
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{user}WorkingDirectory={str(job.folder).replace("%", "%%")}
ExecStart={command}
SuccessExitStatus=1
TimeoutStartSec=30min
UMask=0027
Nice=10
NoNewPrivileges=true
PrivateTmp=true
PrivateDevices=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={_systemd_word(str(job.folder))}
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectControlGroups=true
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=true
RestrictSUIDSGID=true
LockPersonality=true
SystemCallArchitectures=native
CapabilityBoundingSet=
"""
    timer = f"""\
[Unit]
Description=plancheck every day

[Timer]
OnCalendar=*-*-* {job.hour:02}:{job.minute:02}:00 {ZONE}
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""
    return {"plancheck.service": service, "plancheck.timer": timer}


def cron(job: Job) -> str:
    """Lines for `crontab`: mail comes only where the program said something. A missed run is caught up at the next."""
    command = shlex.join(job.command).replace("%", r"\%")
    folder = shlex.quote(str(job.folder)).replace("%", r"\%")
    return f"CRON_TZ={ZONE}\n{job.minute} {job.hour} * * * cd {folder} && {command}\n"


def _systemd_word(word: str) -> str:
    """One word of a command line as systemd reads it: % and $ are doubled, what holds a space is quoted."""
    plain = word.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"' if any(sign in plain for sign in " \t\"'\\;") else plain
