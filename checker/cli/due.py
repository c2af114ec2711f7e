"""`plancheck due`: what is owed and what falls due, by unit. Takes submissions or plan ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import Message
from checker.model import Status
from checker.words.text import WIDTH

if TYPE_CHECKING:
    from checker.model import Verdict
    from checker.words.view import View


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["targets"], metavar="FILE|DIR|PLAN", nargs=-1, required=True),
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "days", type=click.IntRange(0, 3660), default=30, show_default=True),
        _common.option(say, "unit", metavar="UNIT", default=""),
        _common.folder(say, "indicators"),
        _common.history(say("due.option.history")),
    ]
    return _common.command(say, "due", _due, params)


def _due(
    say: Speaker,
    *,
    targets: tuple[str, ...],
    on: str | None,
    days: int,
    unit: str,
    indicators: Path | None,
    history: Path | None,
) -> None:
    from checker.words.view import Narrowing

    paths = [Path(target) for target in targets if Path(target).exists()]
    plans = [target for target in targets if not Path(target).exists()]
    asked = _common.Judging(paths, on, indicators=indicators, history=history, plans=plans)
    views = _common.judged(say, asked)
    shows = Narrowing(unit=_common.one_unit(say, unit, views))
    for view in views:
        _common.report((f for f in view.assessment.findings if f.code == "W-CAL"), say)
        shown = view._replace(narrowing=shows)
        wide = _common.columns()
        click.echo("\n".join([*owed(shown, wide), *_coming(shown, days, wide)]) + "\n")


def owed(view: View, wide: int = WIDTH) -> Iterator[str]:
    """Say what was sent back and what each unit still owes, with the days left or late.

    Where no submission of the period is known, say what is asked for: who has reported cannot be told.
    """
    from checker.words import owed as owing
    from checker.words.text import listed, wrapped

    a, say = view.assessment, view.say
    back, missing = owing.owed(view)
    yield from wrapped(say("due.head", plan=a.plan.title, period=view.period()), wide)
    yield from wrapped(_reporting(view), wide)
    yield "─" * wide
    if a.illustrative:
        yield say("illustrative")
    if not (back or missing):
        yield say("heading.missing")
        yield say("due.nothing-owed" if a.files else "due.nothing-asked")
    elif not a.files:
        yield say("due.asked", **_counts(view, missing))
        yield from wrapped(say("due.unknown"), wide)
        if not any(past.source for verdict in a.verdicts for past in verdict.past):
            yield from wrapped(say("due.unknown.completed"), wide)
        yield from owing.lines(view, missing, wide)
    else:
        if back:
            yield say("due.returned", **_counts(view, back))
            yield from owing.lines(view, back, wide)
        if missing:
            yield say("due.missing", **_counts(view, missing))
            if silent := _silent(view, missing):
                yield from listed(say("due.silent"), silent, say("join"), wide, "    ")
            yield from owing.lines(view, missing, wide)


def _reporting(view: View) -> str:
    """Say when reports are due, and how long there still is or how late it is."""
    a, say, calendar = view.assessment, view.say, view.library.calendar
    facts = {"due": say.day(a.due), "grace": say.day(a.grace_end)}
    if a.on <= a.period.end:
        return say("due.reports.running", **facts)
    if a.on < a.due:
        return say("due.reports.left", **facts, days=(a.due - a.on).days, workdays=calendar.between(a.on, a.due))
    if a.on == a.due:
        return say("due.reports.today", **facts)
    if a.on < a.grace_end:
        return say("due.reports.grace", **facts, workdays=calendar.between(a.on, a.grace_end))
    if a.on == a.grace_end:
        return say("due.reports.grace-today", **facts)
    return say("due.reports.late", **facts, days=(a.on - a.due).days)


def _counts(view: View, verdicts: Sequence[Verdict]) -> dict[str, Message]:
    """How many units and indicators: one with several leads counts once."""
    only = view.narrowing.unit
    units = {unit for verdict in verdicts for unit in verdict.measure.asked if only in ("", unit)}
    return {"units": Message("due.units", {"count": len(units)}),
            "indicators": Message("due.indicators", {"count": len(verdicts)})}  # fmt: skip


def _silent(view: View, missing: Sequence[Verdict]) -> list[str]:
    """The units among those that owe something which have reported nothing at all of what the plan asks of them."""
    heard = (Status.ON_TIME, Status.LATE, Status.RETURNED)
    reported = {unit for v in view.assessment.counted if v.status in heard for unit in v.measure.asked}
    owing = dict.fromkeys(v.measure.asked[0] for v in missing if v.measure.asked)  # of several the first one reports
    return [view.short(unit) for unit in owing if unit not in reported and view.narrowing.unit in ("", unit)]


def _coming(view: View, days: int, wide: int) -> Iterator[str]:
    """Say what falls due next, by day: each indicator with its light, how far it has come, and its leads."""
    from checker.words.upcoming import upcoming, when

    say = view.say
    yield say("heading.upcoming")
    coming = upcoming(view.assessment, view.verdicts(), days)
    if not coming:
        yield say("due.no-upcoming", days=days)
        return
    groups = []
    for day, pairs in groupby(coming, key=lambda pair: pair[0]):
        named = say("due.day", day=day.isoformat(), when=when(say, (day - view.assessment.on).days))
        groups.append((named, list(dict.fromkeys(verdict for _, verdict in pairs))))
    yield from _listed(view, groups, wide)


def _listed(view: View, groups: Sequence[tuple[str, Sequence[Verdict]]], wide: int) -> Iterator[str]:
    """Set the indicators of each day under it."""
    from checker.reporters.table import fitted

    _, made = fitted(view, groups, ("light", "id", "name", "amounts", "lead"), wide - 2)
    for name, rows in made:
        yield name
        yield from (f"  {row}" for row in rows)
