"""The daily run: what it judges, what it compares with, what it writes. Run twice, it does the same once.

State is one file, `state/last.json`: the assessments as the run before wrote them. It is written after the notices that
it gives reason for are noted as meant, so that a kill in between loses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import disk, writing
from checker.judging import jobs
from checker.judging.jobs import Job
from checker.message import fault
from checker.model import Finding
from checker.operation import changes, noticelog, notices
from checker.operation.changes import Shape
from checker.operation.noticelog import Recipient, Send, Told
from checker.reading.library import Library
from checker.words.view import View

STATE, OUT = "state", "out"
LAST = "last.json"
_DAILY = ("W-EARLY", "future")
"""What is so every day until it is over: no news."""
_OURS = ("indicators", "issued", STATE, OUT)


class Wish(NamedTuple):
    """What a run is to do besides judging: whom to tell, how many working days before a report is due, how to send."""

    recipients: Sequence[Recipient]
    days: Sequence[int]
    send: Send


class Ran(NamedTuple):
    """What a run found: its assessments, changes by plan, findings that are new, and what was told."""

    news: tuple[Shape, ...]
    changed: tuple[tuple[View, changes.Since], ...]
    findings: tuple[Finding, ...]
    told: tuple[Told, ...]


def gather(folder: Path, plans: Sequence[str], library: Library, on: date) -> tuple[list[Job], list[Finding]]:
    """Take each plan that is named or has a submission in the folder or one below it, at its last finished period."""
    made: dict[str, Job] = {}
    found: list[Finding] = []
    for place in [folder, *_below(folder)]:
        own, more = jobs.gather([place], library)
        found += more
        for job in own:
            if job.plan.id in made:
                raise fault("tick.twice", plan=job.plan.id, folder=place)
            made[job.plan.id] = job._replace(period=jobs.last_finished(job.plan, on))
    named, of_plans = jobs.gather_plans([name for name in plans if name not in made], library, on)
    kept = [job._replace(findings=_of_period(job)) for job in made.values()]
    return sorted([*kept, *named], key=lambda job: job.plan.id), [*found, *of_plans]


def _of_period(job: Job) -> tuple[Finding, ...]:
    """Remarks on values belong to the newest period; another is judged without them where it is not that one."""
    files = job.known[job.period].files if job.period in job.known else ()
    return tuple(finding for finding in job.findings if finding.where.file in files)


def _below(folder: Path) -> list[Path]:
    """Folders of submissions: those directly below that are none of the program's own."""
    return [path for path in disk.listed(folder)
            if path.is_dir() and path.name not in _OURS and not path.name.startswith(".")]  # fmt: skip


def last(folder: Path, on: date) -> list[Shape]:
    """The state before; none on the first day. Errors: Fault where it is of a later day, or no state; OSError."""
    file = folder / STATE / LAST
    if not file.exists():
        return []
    olds = changes.load(file)
    newest = max((str(old["on"]) for old in olds), default="")
    if newest > on.isoformat():
        raise fault("tick.clock", on=on, last=newest, file=file)
    return olds


def run(folder: Path, views: Sequence[View], olds: Sequence[Shape], wish: Wish) -> Ran:
    """Note what is to be told, write page, assessment and state, then tell. The caller holds the state's folder.

    Errors: OSError, Fault; what was written before stays whole.
    """
    from checker.reporters import html
    from checker.reporters import json as published

    say, calendar = views[0].say, views[0].library.calendar
    on = views[0].assessment.on
    news = [published.assessment(view) for view in views]
    log = folder / STATE / noticelog.FILE
    made = notices.due(news, olds, calendar, wish.days, say)
    fresh, todo = noticelog.pending(log, made, wish.recipients, on.isoformat())
    changed = [(view, changes.of_view(view, olds)) for view in views] if olds else []
    noticelog.append(log, fresh)
    _renew(folder / OUT / "index.html", html.render(views))
    _renew(folder / OUT / "assessment.json", published.render(views))
    _renew(folder / STATE / LAST, published.render(views))
    told = noticelog.deliver(log, todo, wish.send, on.isoformat(), say)
    return Ran(tuple(news), tuple((v, s) for v, s in changed if s.items and _same(s, v)),
               tuple(_new_findings(views, olds)), tuple(told))  # fmt: skip


def _same(since: changes.Since, view: View) -> bool:
    """Another period begins with nothing reported: that is no change."""
    return since.old is not None and since.old["period"] == str(view.assessment.period)


def _renew(file: Path, text: str) -> None:
    """Write a file where it would be another one."""
    content = text.encode()
    if not file.is_file() or file.read_bytes() != content:
        writing.write(file, content)


def _new_findings(views: Sequence[View], olds: Sequence[Shape]) -> Iterator[Finding]:
    """Findings that the run before had not."""
    from checker.reporters import json as published

    known = {_told(finding) for old in olds for finding in old.get("findings", ())}
    for view in views:
        shapes = published.assessment(view)["findings"]
        for finding, shape in zip(view.assessment.findings, shapes, strict=True):
            if finding.code not in _DAILY and _told(shape) not in known:
                yield finding


def _told(finding: Mapping[str, Any]) -> str:
    return json.dumps([finding.get(key) for key in ("code", "indicator", "message")], ensure_ascii=False)
