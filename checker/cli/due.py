"""`plancheck due`: what is owed and what falls due, by unit. Takes submissions or plan ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import Wrong, _common
from checker.locale import Speaker

if TYPE_CHECKING:
    from checker.display import View
    from checker.gather import Job
    from checker.library import Library
    from checker.model import Finding, Verdict


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["targets"], metavar="FILE|DIR|PLAN", nargs=-1, required=True),
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "days", type=click.IntRange(0, 3660), default=30, show_default=True),
        _common.option(say, "unit", metavar="UNIT", default=""),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]
    return _common.command(say, "due", lambda **options: _due(say, **options), params)


def _due(say: Speaker, targets: Sequence[str], on: str | None, days: int, **options: Any) -> None:
    from checker.display import Narrowing, View
    from checker.library import Library

    day = _common.day(say, on)
    library = Library.at(options["indicators"])
    jobs, found = _jobs(targets, library, options["history"], day, say)
    _common.stop_on_faults([*found, *library.findings], say)
    units = dict.fromkeys(unit for job in jobs for measure in job.plan.measures for unit in measure.asked)
    unit = _common.one_of(say, "unit", options["unit"], units)
    for job in jobs:
        view = View(job.judged(library, day), say, library, Narrowing(unit=unit))
        click.echo("\n".join(_lines(view, days)) + "\n")


def _jobs(
    targets: Sequence[str], library: Library, history: Path | None, day: date, say: Speaker
) -> tuple[list[Job], list[Finding]]:
    """A path is read as submissions; a plan id stands for its last finished period, with nothing reported."""
    from checker import periods
    from checker.gather import Job, gather

    paths = [Path(target) for target in targets if Path(target).exists()]
    jobs, found = gather(paths, library, history)
    for name in (target for target in targets if not Path(target).exists()):
        _common.one_of(say, "PLAN", name, library.ids)
        plan = library.plan(name)
        if plan is not None:
            every = plan.reporting.every
            first = periods.holding(min(max(day, plan.start), plan.end), every)
            before = periods.holding(first.start - timedelta(days=1), every)
            last = first if first.end < day or before.start < plan.start else before
            jobs.append(Job(plan, last, {}))
    if not jobs and not found:
        raise Wrong(say("run.no-submissions", paths=", ".join(targets)))
    return jobs, found


def owed(view: View) -> Iterator[str]:
    """Say what each unit still owes, with the days left or late."""
    from checker.reporters.table import WIDTH, wrapped
    from checker.upcoming import when

    a, say = view.assessment, view.say
    yield from wrapped(
        say("due.reports", plan=a.plan.title, period=view.period(), due=say.day(a.due), grace=say.day(a.grace_end),
            when=when(say, (a.due - a.on).days)), WIDTH)  # fmt: skip
    yield "─" * WIDTH
    if a.illustrative:
        yield say("illustrative")
    groups = view.owed()
    count = len({v.indicator.id for _, verdicts in groups for v in verdicts})
    yield say("heading.owed") + (say("due.owed", units=len(groups), count=count) if groups else "")
    if not groups:
        yield say("due.nothing-owed")
    for unit, verdicts in groups:
        items = say("join").join(_item(v, say) for v in verdicts)
        line = say("owed.line", unit=view.unit(unit), count=len(verdicts), items=items)
        yield from wrapped(line, WIDTH, "    ")


def _item(verdict: Verdict, say: Speaker) -> str:
    """Name an indicator; one whose value went back is owed as well."""
    from checker.model import Status

    back = say("bracket", text=say("status.returned")) if verdict.status is Status.RETURNED else ""
    return f"{verdict.indicator.id} {verdict.indicator.name}{back}"


def _lines(view: View, days: int) -> Iterator[str]:
    from checker.reporters.table import WIDTH, wrapped
    from checker.upcoming import upcoming, when

    a, say = view.assessment, view.say
    yield from owed(view)
    yield say("heading.upcoming")
    coming = upcoming(a, view.verdicts(), days)
    if not coming:
        yield say("due.no-upcoming", days=days)
    units = dict.fromkeys(unit for _, v in coming for unit in v.measure.asked or ("",))
    for unit in units:
        if view.narrowing.unit and unit != view.narrowing.unit:
            continue
        own = [(day, v) for day, v in coming if unit in (v.measure.asked or ("",))]
        items = say("join").join(
            say("due.item", id=v.indicator.id, name=v.indicator.name, when=when(say, (day - a.on).days))
            for day, v in own
        )
        yield from wrapped(say("owed.line", unit=view.unit(unit), count=len(own), items=items), WIDTH, "    ")
