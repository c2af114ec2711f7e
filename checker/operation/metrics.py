"""`plancheck.prom`: the last run in node_exporter's text format, without time stamps in its lines.

The lights and the day of the last success stay as they were where a run failed, so that an alert can tell for how long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from checker.files import disk, writing
from checker.operation.changes import Shape

FILE = "plancheck.prom"
_LIGHTS = ("green", "yellow", "red", "grey")
_ABOUT = {
    "plancheck_lights": "Indicators by plan and light.",
    "plancheck_unreported": "Indicators of a plan that were not reported.",
    "plancheck_last_success_timestamp_seconds": "When a run last judged everything.",
    "plancheck_last_run_timestamp_seconds": "When a run last ended, whatever came of it.",
    "plancheck_run_exit_code": "How the last run ended: 0 nothing red, 1 something red, 2 files are wrong, 3 a fault.",
    "plancheck_notices_failed": "Notices that the last run could not send.",
}
_LINE = re.compile(r"(plancheck_\w+)(\{[^}]*\})? ([0-9.e+]+)")
_KEPT = ("plancheck_lights", "plancheck_unreported", "plancheck_last_success_timestamp_seconds",
         "plancheck_notices_failed")  # fmt: skip
Values = dict[tuple[str, str], str]


def write(file: Path, code: int, now: float, news: Sequence[Shape] | None = None, failed: int = 0) -> None:
    """Write the file; `news` None for a run that judged nothing (it failed, or the day is off). Errors: OSError."""
    values = _old(file) if news is None else _values(news, now, failed)
    values["plancheck_last_run_timestamp_seconds", ""] = f"{now:.0f}"
    values["plancheck_run_exit_code", ""] = str(code)
    writing.write(file, render(values))


def render(values: Mapping[tuple[str, str], str]) -> str:
    """Every family with its help and type, then its samples."""
    lines = []
    for name, about in _ABOUT.items():
        own = [(labels, value) for (family, labels), value in values.items() if family == name]
        if own:
            lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge"]
            lines += [f"{name}{labels} {value}" for labels, value in own]
    return "\n".join(lines) + "\n"


def _values(news: Sequence[Shape], now: float, failed: int) -> Values:
    made: Values = {}
    for new in news:
        plan = f'plan="{new["plan"]}"'
        for light in _LIGHTS:
            made["plancheck_lights", f'{{{plan},light="{light}"}}'] = str(new["totals"][light])
        made["plancheck_unreported", f"{{{plan}}}"] = str(new["totals"]["unreported"])
    made["plancheck_last_success_timestamp_seconds", ""] = f"{now:.0f}"
    made["plancheck_notices_failed", ""] = str(failed)
    return made


def _old(file: Path) -> Values:
    """What the last run that judged had written."""
    try:
        text = disk.content(file, 1_000_000).decode("utf-8", "replace")
    except OSError:
        return {}
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {(m[1], m[2] or ""): m[3] for m in found if m and m[1] in _KEPT}
