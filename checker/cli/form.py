"""`plancheck form`: one workbook to fill in for each lead unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.forms.rows import Last
    from checker.model import Plan, Submission
    from checker.model.periods import Period
    from checker.reading.library import Library
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["plan"], metavar="PLAN"),
        click.Option(["--period"], metavar="PERIOD", required=True, help=say("form.option.period")),
        _common.folder(say, "out", exists=False),
        click.Option(["--unit"], metavar="UNIT", default="", help=say("form.option.unit")),
        _common.folder(say, "indicators"),
        _common.history(say("form.option.history")),
    ]
    params[2].required = True
    return _common.command(say, "form", _form, params)


def _form(
    say: Speaker, *, plan: str, period: str, out: Path, unit: str, indicators: Path | None, history: Path | None
) -> None:
    from checker.files import writing
    from checker.forms import layout, sheet

    view, earlier = blank(say, plan, period, indicators, history)
    units = layout.units(view.assessment.plan)
    unit = _common.one_unit(say, unit, [view])
    taken: set[str] = set()
    forms = [(sheet.file_name(view, name, taken), sheet.plan_form(view, name, earlier)) for name in units]
    wanted = [(out / file, form) for file, form in forms if form.unit == unit or (not unit and form.asks())]
    made = {file: sheet.drawn(form) for file, form in _common.with_bar(wanted, len(wanted), say("form.drawing"))}
    others = [file for file, content in made.items() if file.exists() and file.read_bytes() != content]
    if others:  # somebody may have filled them in
        raise fault("form.exists", folder=out, count=len(others), first=others[0].name)
    writing.write_all(made)
    if not earlier:
        click.echo(say("form.no-history"), err=True)
    groups = [form.unit for _, form in wanted if _is_group(form.unit) and form.unit not in view.office.groups]
    if groups:
        click.echo(say("form.groups", count=len(groups), units=say("join").join(groups)), err=True)
    idle = [form.unit for _, form in forms if not unit and not form.asks()]
    if idle:
        click.echo(say("form.idle", count=len(idle), units=say("join").join(idle)), err=True)
    click.echo(say("form.written", count=len(made), folder=out), err=True)


def _is_group(unit: str) -> bool:
    """Tell whether a name is that of many units, whom nobody can send a form to before they are named."""
    return unit.startswith("各") or unit.endswith(
        ("的部门", "的单位", "各部门", "各单位", "有关单位", "有关部门", "相关部门", "相关单位")
    )


def blank(
    say: Speaker, name: str, text: str, indicators: Path | None, history: Path | None
) -> tuple[View, dict[str, Last]]:
    """Judge a plan's period with nothing reported in it, and find the newest report of each indicator before it."""
    from checker.judging.jobs import Job, known_by_plan
    from checker.reading.library import Library

    library = Library.at(indicators)
    name = _common.plan_id(say, "PLAN", name, library)
    plan, of_plan = library.plan(name)
    known, of_history = known_by_plan(history, library)
    _common.stop_on_faults((*library.findings, *of_plan, *of_history), say)
    assert plan is not None, "a plan that cannot be read has faults"
    period = _period(say, plan, text)
    before = {p: made for p, made in known.get(name, {}).items() if p.end < period.end}
    views = _common.judged_jobs(say, library, [Job(plan, period, before)], on=period.end)
    return views[0], _newest(library, plan, before, period.end)


def _period(say: Speaker, plan: Plan, text: str) -> Period:
    """Read the period; it must lie in the plan's time and be of its rhythm: no other period is judged."""
    from checker.model import periods

    period = periods.parse(text)
    last = max([plan.end, *(i.by for _, i in plan.indicators() if i.by)])
    if period is None or period.end < plan.start or period.start > last:
        raise fault("form.outside", found=text, start=say.day(plan.start), end=say.day(last))
    if period.every != plan.reporting.every:
        near = periods.holding(period.end, plan.reporting.every)
        raise fault("form.rhythm", every=say(f"every.{plan.reporting.every}"), found=text, nearest=near)
    return period


def _newest(library: Library, plan: Plan, known: Mapping[Period, Submission], on: date) -> dict[str, Last]:
    """Find the newest report of each indicator that counted, from the newest period back as far as one is missing."""
    from checker.forms.rows import Last
    from checker.judging.jobs import Job
    from checker.model import Status

    newest: dict[str, Last] = {}
    reported = {name for made in known.values() for name in made.values}
    for period, made in sorted(known.items(), key=lambda pair: pair[0].end, reverse=True):
        if newest.keys() >= reported and not any(last.reported.done_nodes for last in newest.values()):
            break
        before = {p: each for p, each in known.items() if p.end <= period.end}
        judged = Job(plan, period, before).judged(library, on)
        back = {v.indicator.id for v in judged.verdicts if v.status is Status.RETURNED}
        for name, value in made.values.items():
            if name in newest:  # a node once done need not be repeated
                last = newest[name]
                nodes = tuple({**dict(value.done_nodes), **dict(last.reported.done_nodes)}.items())
                newest[name] = last._replace(reported=last.reported._replace(done_nodes=nodes))
            elif not (value.blank or value.falsified or name in back):
                newest[name] = Last(value, period)
    return newest
