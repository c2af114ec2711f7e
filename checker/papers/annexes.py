"""The circular's annexes: 1 亮灯情况一览表, 2 红灯指标清单, 3 报送情况, one table for each assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.model import Light, Reason, Status, Verdict
from checker.model.amounts import NONE
from checker.model.tables import Cell, Table
from checker.papers.items import period, short
from checker.papers.paper import Annex
from checker.words.tables import Teller, column, indicators, standings
from checker.words.units import by_unit
from checker.words.view import View

_OWN = "circular.column."
_DOMAINS = ("all", "green", "yellow", "red", "grey", "unreported", "score")
_LIGHTS = ("id", "name", "lead", "value", "target", "expected", "pace", "light")
_RED = ("no", "name", "lead", "value", "target", "expected", "gap", "running", "by", "proposal")
# Columns that are not printed, though an office's own template may ask for them.
_FURTHER = ("id", "light", "pace")
_REPORTS = ("unit", "owed", "done", "late", "returned", "missing", "which")


def annexes(views: Sequence[View]) -> tuple[Annex, ...]:
    """Make the three annexes."""
    say = views[0].say
    made = zip((_overview(views), _red(views), _reporting(views)), ("overview", "red", "reporting"), strict=True)
    return tuple(
        Annex(say("circular.annex", n=n), say(f"circular.annex.{name}"), (*_marked(views), *notes), tables)
        for n, ((notes, tables), name) in enumerate(made, 1)
    )


_Part = tuple[tuple[str, ...], tuple[Table, ...]]


def _marked(views: Sequence[View]) -> tuple[str, ...]:
    made_up = any(view.assessment.illustrative for view in views)
    return (views[0].say("circular.illustrative"),) if made_up else ()


def _heading(views: Sequence[View], view: View, text: str = "") -> str:
    """Name the plan where there are several, and the table where it needs a name."""
    a, say = view.assessment, view.say
    name = say("circular.annex.of", title=a.plan.title, period=period(a.period, say)) if len(views) > 1 else ""
    return say("comma").join(part for part in (name, text) if part)


def _overview(views: Sequence[View]) -> _Part:
    tables = []
    for view in views:
        domains = standings(view, "domain", _DOMAINS)
        tables.append(domains._replace(heading=_heading(views, view, view.say("circular.table.domains"))))
        groups = [(view.domain(key), own) for key, own in view.by_domain()]
        lights = indicators(view, groups, _LIGHTS, _OWN, {"pace": pace})
        tables.append(lights._replace(heading=_heading(views, view, view.say("circular.table.indicators"))))
    return (views[0].say("circular.note.overview"),), tuple(tables)


def pace(view: View, verdict: Verdict) -> str:
    """按序时 or 慢序时, whatever the light; what is finished, overdue, unreported or not judged says so."""
    told = (Reason.COMPLETED, Reason.OVERDUE, Reason.OVERDUE_EXPECTED, Reason.UNREPORTED, Reason.UNREPORTED_GRACE,
            Reason.FALSE_DATA)  # fmt: skip
    if verdict.light is Light.GREY:
        return NONE
    if verdict.reason in told or verdict.ratio is None:  # there is no pace, or it says nothing any more
        return view.cause(verdict)
    return view.say(f"reason.{Reason.ON_PACE if verdict.ratio >= 1 else Reason.BEHIND}")


def _red(views: Sequence[View]) -> _Part:
    say, tables = views[0].say, []
    for view in views:
        red = [v for v in view.assessment.counted if v.light is Light.RED]
        red.sort(key=lambda v: v.reason is Reason.UNREPORTED)
        if red:
            own = {**_TELLERS, "no": _counter({v.indicator.id: n for n, v in enumerate(red, 1)})}
            made = indicators(view, [("", red)], (*_RED, *_FURTHER), _OWN, own)
            tables.append(made._replace(heading=_heading(views, view), printed=len(_RED)))
    note = say("circular.note.red") if tables else say("circular.note.no-red")
    return (note,), tuple(tables)


def _counter(numbers: Mapping[str, int]) -> Teller:
    return lambda view, v: numbers[v.indicator.id]


_TELLERS: Mapping[str, Teller] = {
    "name": lambda view, v: view.say("circular.named", id=v.indicator.id, name=v.indicator.name),
    "gap": lambda view, v: short(v) or NONE,
    "running": lambda view, v: v.streak,
    "pace": lambda view, v: view.reason(v),
    "proposal": lambda view, v: view.say(f"step.{v.step}"),
}


def _reporting(views: Sequence[View]) -> _Part:
    tables = []
    for view in views:
        columns = tuple(column(view.say, key, _OWN) for key in _REPORTS)
        tables.append(Table(_heading(views, view), columns, (("", _by_unit(view)),)))
    return (views[0].say("circular.note.reporting"),), tuple(tables)


def _by_unit(view: View) -> list[Sequence[Cell]]:
    """Each asked unit in the plan's order; an indicator with several leads is listed under each."""
    rows: list[Sequence[Cell]] = []
    for unit, own in by_unit(view.assessment.counted).items():
        count = {status: sum(v.status is status for v in own) for status in Status}
        bad = [v.indicator.name for v in own if v.status in (Status.MISSING, Status.RETURNED)]
        rows.append((view.unit(unit), len(own) - count[Status.NOT_DUE], count[Status.ON_TIME] + count[Status.LATE],
                     count[Status.LATE], count[Status.RETURNED], count[Status.MISSING],
                     view.say("join").join(bad) or NONE))  # fmt: skip
    return rows
