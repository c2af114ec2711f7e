"""The circular's annexes: 1 亮灯情况一览表, 2 红灯指标清单, 3 报送情况, one table for each assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.judging import scoring
from checker.model import Light, Reason, Status, Verdict
from checker.papers.items import period, points
from checker.papers.paper import Annex, Table
from checker.words.amounts import written
from checker.words.view import View

_DOMAINS = ("domain", "all", "green", "yellow", "red", "grey", "unreported", "score")
_LIGHTS = ("id", "name", "lead", "value", "target", "expected", "pace", "light")
_RED = ("no", "name", "lead", "value", "target", "expected", "gap", "running", "by", "proposal")
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


def _table(view: View, heading: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Table:
    return Table(heading, _labels(view, columns), (("", tuple(rows)),))


def _labels(view: View, columns: Sequence[str]) -> dict[str, str]:
    own = ("pace", "gap", "running", "proposal", "no", "owed", "done", "late", "returned", "missing", "which")
    return {key: view.say(f"circular.column.{key}" if key in own else f"column.{key}") for key in columns}


def _overview(views: Sequence[View]) -> _Part:
    tables = []
    for view in views:
        say = view.say
        rows = []
        for s in view.assessment.domains:
            t = s.tally
            counts = dict(zip(_DOMAINS[1:7], map(str, (t.indicators, *t[1:6])), strict=True))
            rows.append({"domain": view.domain(s.name), **counts, "score": view.score(s)})
        tables.append(_table(view, _heading(views, view, say("circular.table.domains")), _DOMAINS, rows))
        groups = tuple((view.domain(key), tuple(_row(view, v) for v in own)) for key, own in view.by_domain())
        heading = _heading(views, view, say("circular.table.indicators"))
        tables.append(Table(heading, _labels(view, _LIGHTS), groups))
    return (views[0].say("circular.note.overview"),), tuple(tables)


def _row(view: View, verdict: Verdict) -> dict[str, str]:
    value, target, expected = view.amounts(verdict)
    return {
        "id": verdict.indicator.id, "name": verdict.indicator.name, "lead": view.leads(verdict), "value": value,
        "target": target, "expected": expected, "pace": pace(view, verdict), "light": view.light(verdict.light),
        "colour": verdict.light.value,
    }  # fmt: skip


def pace(view: View, verdict: Verdict) -> str:
    """按序时 or 慢序时, whatever the light; what is finished, overdue, unreported or not judged says so."""
    told = (Reason.COMPLETED, Reason.OVERDUE, Reason.OVERDUE_EXPECTED, Reason.UNREPORTED, Reason.UNREPORTED_GRACE,
            Reason.FALSE_DATA)  # fmt: skip
    if verdict.reason in told:
        return view.say(f"reason.{verdict.reason}")
    if verdict.light is Light.GREY:
        return "—"
    on = verdict.ratio >= 1 if verdict.ratio is not None else verdict.light is Light.GREEN
    return view.say(f"reason.{Reason.ON_PACE if on else Reason.BEHIND}")


def _red(views: Sequence[View]) -> _Part:
    say, tables = views[0].say, []
    for view in views:
        red = [v for v in view.assessment.verdicts if v.light is Light.RED]
        red.sort(key=lambda v: v.reason is Reason.UNREPORTED)
        rows = [{**_row(view, v), "no": str(n), "name": say("circular.named", id=v.indicator.id, name=v.indicator.name),
                 "gap": written(points(v)), "running": str(v.streak), "by": view.deadline(v), "pace": view.reason(v),
                 "proposal": say(f"step.{v.step}")} for n, v in enumerate(red, 1)]  # fmt: skip
        if rows:
            tables.append(_table(view, _heading(views, view), _RED, rows))
    note = say("circular.note.red") if tables else say("circular.note.no-red")
    return (note,), tuple(tables)


def _reporting(views: Sequence[View]) -> _Part:
    return (views[0].say("circular.note.reporting"),), tuple(
        _table(view, _heading(views, view), _REPORTS, _by_unit(view)) for view in views
    )


def _by_unit(view: View) -> list[dict[str, str]]:
    """Each asked unit in the plan's order; an indicator with several leads is listed under each."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in view.assessment.verdicts:
        for unit in verdict.measure.asked or (scoring.NOBODY,):
            groups.setdefault(unit, []).append(verdict)
    rows = []
    for unit, own in groups.items():
        count = {status: sum(v.status is status for v in own) for status in Status}
        owed = len(own) - count[Status.NOT_DUE]
        bad = [v.indicator.name for v in own if v.status in (Status.MISSING, Status.RETURNED)]
        rows.append({"unit": view.unit(unit), "owed": str(owed),
                     "done": str(count[Status.ON_TIME] + count[Status.LATE]), "late": str(count[Status.LATE]),
                     "returned": str(count[Status.RETURNED]), "missing": str(count[Status.MISSING]),
                     "which": view.say("join").join(bad) or "—"})  # fmt: skip
    return rows
