"""`plancheck due`: what is owed and what falls due, by unit. Takes submissions or plan ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import _common
from checker.judging import scoring
from checker.locale import Speaker
from checker.model import Status

if TYPE_CHECKING:
    from checker.model import Verdict
    from checker.words.view import View

    Groups = list[tuple[str, list[Verdict]]]


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
        click.echo("\n".join([*owed(shown), *_coming(shown, days)]) + "\n")


def owed(view: View) -> Iterator[str]:
    """Say what was sent back and what each unit still owes, with the days left or late.

    Where no submission of the period is known, say what is asked for: who has reported cannot be told.
    """
    from checker.words.text import WIDTH, wrapped

    a, say, groups = view.assessment, view.say, view.owed()
    yield from wrapped(say("due.head", plan=a.plan.title, period=view.period()), WIDTH)
    yield from wrapped(_reporting(view), WIDTH)
    yield "─" * WIDTH
    if a.illustrative:
        yield say("illustrative")
    if not groups:
        yield say("heading.owed")
        yield say("due.nothing-owed" if a.files else "due.nothing-asked")
    elif not a.files:
        yield say("due.asked", **_counts(groups))
        yield from wrapped(say("due.unknown"), WIDTH)
        yield from _units(view, groups)
    else:
        if back := _those(groups, lambda verdict: verdict.status is Status.RETURNED):
            yield say("due.returned", **_counts(back))
            yield from _units(view, back)
        if missing := _those(groups, lambda verdict: verdict.status is not Status.RETURNED):
            yield say("due.missing", **_counts(missing))
            yield from _units(view, missing, _silent(view))


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


def _those(groups: Groups, wanted: Callable[[Verdict], bool]) -> Groups:
    """Keep some of the verdicts of each unit, the unit with most of them first."""
    kept = [(unit, [verdict for verdict in verdicts if wanted(verdict)]) for unit, verdicts in groups]
    return sorted(((unit, own) for unit, own in kept if own), key=lambda pair: -len(pair[1]))


def _counts(groups: Groups) -> dict[str, int]:
    """Count units, and indicators: one with several leads counts once."""
    indicators = {verdict.indicator.id for _, verdicts in groups for verdict in verdicts}
    return {"units": sum(unit != scoring.NOBODY for unit, _ in groups), "count": len(indicators)}


def _silent(view: View) -> set[str]:
    """The units that have reported nothing at all of what the plan asks of them."""
    heard = (Status.ON_TIME, Status.LATE, Status.RETURNED)
    asked = {unit for v in view.assessment.counted for unit in v.measure.asked}
    return asked - {unit for v in view.assessment.counted if v.status in heard for unit in v.measure.asked}


def _units(view: View, groups: Groups, silent: Collection[str] = ()) -> Iterator[str]:
    """Name the units with their indicators."""
    from checker.words.owed import unit_lines

    for unit, verdicts in groups:
        mark = view.say("due.silent") if unit in silent else ""
        yield from unit_lines(view, view.unit(unit) + mark, verdicts)


def _coming(view: View, days: int) -> Iterator[str]:
    """Say what falls due next: by day, then by unit."""
    from checker.words.owed import unit_lines
    from checker.words.units import by_unit
    from checker.words.upcoming import upcoming, when

    say, only = view.say, view.narrowing.unit
    yield say("heading.upcoming")
    coming = upcoming(view.assessment, view.verdicts(), days)
    if not coming:
        yield say("due.no-upcoming", days=days)
    for day, pairs in groupby(coming, key=lambda pair: pair[0]):
        yield say("due.day", day=day.isoformat(), when=when(say, (day - view.assessment.on).days))
        for unit, verdicts in by_unit(verdict for _, verdict in pairs).items():
            if only in ("", unit):
                yield from unit_lines(view, view.unit(unit), verdicts, "  ")
