"""The ledger (台账) as plain rows: what each sheet of the workbook holds, before anything is drawn (rules 9).

Amounts show the decimals of every other output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import chain

from checker.locale import Speaker
from checker.model import Finding, Light, Reason, Status, Tally, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import places
from checker.model.tables import Cell, Column, Day, Lit, Look, Table
from checker.words.amounts import amount, amounts, percent
from checker.words.tables import column, standings
from checker.words.view import View, illustrative

# Head, width, look; those behind `_PRINTED` are for the screen.
_COLUMNS: dict[str, tuple[float, Look]] = {
    "id": (6, "centre"), "name": (26, "text"), "light": (9, "centre"), "domain": (11.5, "centre"),
    "unit": (8.5, "centre"), "target": (9, "centre"), "expected": (9, "centre"), "value": (9, "centre"),
    "completion": (11, "centre"), "pace": (8, "centre"), "gap": (9, "centre"), "reason": (12, "centre"),
    "by": (18, "centre"), "lead": (19, "text"),
    "previous": (9, "centre"), "streak": (7, "figure"), "step": (9.5, "centre"),
    "status": (7, "centre"), "outlook": (20, "text"), "sentence": (54, "text"), "measure": (26, "text"),
    "clause": (13, "centre"), "kind": (8, "centre"), "responsible": (26, "text"), "words": (26, "text"),
    "note": (40, "text"), "remark": (40, "text"), "evidence": (26, "text"), "place": (32, "text"),
}  # fmt: skip
_PRINTED = "step"


def tables(views: Sequence[View]) -> list[Table]:
    """All sheets that are tables, in the order of the workbook."""
    return [_indicators(views), _standings(views, "unit"), _standings(views, "domain"), _reporting(views),
            _findings(views)]  # fmt: skip


def title(views: Sequence[View]) -> str:
    """The title of the workbook and of each of its sheets."""
    view = views[0]
    if len(views) > 1:
        return view.say("ledger.title.several", count=len(views))
    return view.say("ledger.title", plan=view.assessment.plan.title, period=view.period())


def sheet_title(views: Sequence[View], table: Table) -> str:
    """The title of one sheet."""
    return views[0].say("ledger.title.sheet", title=title(views), sheet=table.heading)


Rows = Callable[[View], Iterable[Sequence[Cell]]]


def _table(
    views: Sequence[View], name: str, columns: Iterable[Column], rows: Rows, fixed: int, printed: int = 0
) -> Table:
    """One table over all assessments; where there are several, plan and period stand in front."""
    say, several = views[0].say, len(views) > 1
    front = (_column(say, "plan", 20), Column("period", say("head.period"), "centre", 14)) if several else ()
    made: list[Sequence[Cell]] = []
    for view in views:
        own = (view.assessment.plan.title, view.period()) if several else ()
        made += [(*own, *row) for row in rows(view)]
    extra = len(front)
    warning = (say("illustrative"),) if illustrative(views) else ()
    return Table(say(f"ledger.sheet.{name}"), (*front, *columns), (("", made),), warning, fixed + extra,
                 printed + extra if printed else 0)  # fmt: skip


def _column(say: Speaker, name: str, width: float, look: Look = "text") -> Column:
    return column(say, name, "ledger.column.", look, width)


def _indicators(views: Sequence[View]) -> Table:
    say = views[0].say
    columns = [_column(say, name, width, look) for name, (width, look) in _COLUMNS.items()]
    printed = list(_COLUMNS).index(_PRINTED) + 1
    return _table(views, "indicators", columns, lambda view: (_row(view, v) for v in view.verdicts()), 3, printed)


def _row(view: View, v: Verdict) -> list[Cell]:
    say, i, measure, reported = view.say, v.indicator, v.measure, v.reported
    value, target, expected = map(view.cell, amounts(v))
    made: dict[str, Cell] = {
        "id": i.id, "name": i.name, "light": Lit(v.light, view.light(v.light)), "domain": view.domain(measure.domain),
        "unit": v.unit or NONE, "target": target, "expected": expected, "value": _unreported(view, v) or value,
        "completion": share(v.completion, (Fraction(1), v.moment.pace)), "pace": _pace(v), "gap": _gap(view, v),
        "reason": _reason(view, v), "by": _deadline(view, v),
        "lead": view.leads(v), "previous": Lit(v.previous, view.light(v.previous)) if v.previous else NONE,
        "streak": v.streak or NONE, "step": say(f"step.{v.step}") if v.step else NONE, "outlook": _outlook(view, v),
        "sentence": view.sentence(v), "status": say(f"status.{v.status}"),
        "measure": f"{measure.number} {measure.title}", "clause": i.clause or measure.clause or NONE,
        "kind": say(f"kind.{i.kind}"), "responsible": say("join").join(measure.responsible) or NONE,
        "words": i.as_written, "note": i.note,
        "remark": say("join").join(filter(None, (reported.note, reported.reason))) if reported else "",
        "evidence": "\n".join(reported.evidence) if reported else "",
        "place": str(reported.where) if reported else NONE,
    }  # fmt: skip
    return [made[name] for name in _COLUMNS]


def _reason(view: View, v: Verdict) -> str:
    """The reason, with the tag of its trend on a line of its own."""
    trend = view.trend(v)
    return view.cause(v) + ("\n" + view.say("tag", tag=trend).strip() if trend else "")


def _deadline(view: View, v: Verdict) -> Day:
    """The window's last day; marked where it is assumed (推定) and where a later document changed it."""
    revised = any(revision.since <= v.moment.cut_off for revision in v.indicator.revisions)
    marks = [view.say("assumed")] * v.moment.assumed + [view.say("bracket", text=view.say("revised.short"))] * revised
    return Day(v.moment.end, "".join(marks))


def _unreported(view: View, v: Verdict) -> str:
    """What stands for a value that is owed: it is missing, or it went back."""
    missing = v.status in (Status.MISSING, Status.RETURNED)
    return view.say(f"status.{v.status}") if missing else ""


def share(part: Fraction | None, lines: Iterable[Fraction] = (), most: int = 2) -> Cell:
    """A share of one in percent, apart from the lines that it misses."""
    return percent(part, lines, most) or NONE


def _pace(v: Verdict) -> Cell:
    lines = () if v.completion is None else (v.completion,)
    return share(v.moment.pace, lines) if v.moment.expected is not None else NONE


def _gap(view: View, v: Verdict) -> Cell:
    """序时差 in percentage points; never 0 where there is a gap, never on a line of the profile that it misses."""
    if v.gap is None:
        return NONE
    profile = view.assessment.profile
    lines = [Fraction(0), *((profile.green, profile.yellow) if profile.basis == "gap" else ())]
    return Amount(v.gap, places(v.gap, 2, lines), signed=True)


def _outlook(view: View, v: Verdict) -> str:
    if v.outlook is None:
        return NONE
    return view.say("ledger.outlook", value=amount(v, v.outlook), meets=view.outlook(v))


def _standings(views: Sequence[View], what: str) -> Table:
    """Lights, score, grade and rank by unit or by domain."""
    say, name = views[0].say, f"{what}s"
    keys = ("all", *Light, "unreported", "late", "score", "grade", "rank")
    lights = [Column(light, Lit(light, say(f"column.{light}")), "figure", 9) for light in Light]
    points = [_column(say, key, 10, "figure") for key in keys[5:]]
    columns = [_column(say, name, 34 if what == "unit" else 18), _column(say, "all", 9, "figure"), *lights, *points]
    return _table(views, name, columns, lambda view: standings(view, what, keys).rows, 1)


def counts(t: Tally) -> list[int]:
    """A tally in the order of its heads."""
    return [t.indicators, t.green, t.yellow, t.red, t.grey, t.unreported, t.late]


def _reporting(views: Sequence[View]) -> Table:
    """What each unit owed and how it came in, with the indicators that did not come in on time."""
    say = views[0].say
    keys = ("owed", "on_time", "late", "missing", "returned", "pending")
    columns = [_column(say, "units", 28)]
    columns += [Column(key, say(f"ledger.reporting.{key}"), "figure", 8) for key in (*keys, "rate")]
    for key in keys[2:]:
        which = say("ledger.reporting.items", which=say(f"ledger.reporting.{key}"))
        columns.append(Column(f"{key}_items", which, width=26))
    return _table(views, "reporting", columns, _reports, 1)


def _reports(view: View) -> Iterable[Sequence[Cell]]:
    for name, owed in _owed_by_unit(view):
        groups: dict[str, list[Verdict]] = {key: [] for key in ("on_time", "late", "missing", "returned", "pending")}
        for v in owed:
            groups["pending" if v.reason is Reason.PENDING and v.status is Status.NOT_DUE else v.status].append(v)
        came = len(groups["on_time"]) + len(groups["late"])
        items = ["\n".join(f"{v.indicator.id} {v.indicator.name}" for v in groups[key]) or NONE
                 for key in ("late", "missing", "returned", "pending")]  # fmt: skip
        rate = share(Fraction(came, len(owed)), (Fraction(0), Fraction(1)), 1) if owed else NONE
        yield [name, len(owed), *map(len, groups.values()), rate, *items]


def _owed_by_unit(view: View) -> Iterable[tuple[str, list[Verdict]]]:
    """Every asked unit, in the plan's order, with what it owed in this period."""
    groups: dict[str, list[Verdict]] = {}
    for v in view.verdicts():
        for unit in v.measure.asked or ("",):
            if view.narrowing.unit in ("", unit):
                own = groups.setdefault(unit, [])
                own += [v] if v.status is not Status.NOT_DUE or v.reason is Reason.PENDING else []
    return [(view.unit(unit), owed) for unit, owed in groups.items()]


def _findings(views: Sequence[View]) -> Table:
    say = views[0].say
    widths = {"level": 9, "code": 10, "id": 8, "name": 26, "lead": 22, "finding": 60, "explained": 10, "file": 34,
              "line": 7, "column": 7}  # fmt: skip
    looks: dict[str, Look] = {"name": "text", "lead": "text", "finding": "text", "file": "text", "line": "figure",
                              "column": "figure"}  # fmt: skip
    columns = [_column(say, key, width, looks.get(key, "centre")) for key, width in widths.items()]

    def rows(view: View) -> Iterable[Sequence[Cell]]:
        shown = {v.indicator.id: v for v in view.verdicts()}
        return (_found(view, f, shown.get(f.indicator)) for f in view.assessment.findings
                if not f.indicator or f.indicator in shown)  # fmt: skip

    return _table(views, "findings", columns, rows, 4)


def _found(view: View, f: Finding, v: Verdict | None) -> list[Cell]:
    say = view.say
    word = say("explained" if f.explained else "to-explain") if f.code.startswith("W") and f.indicator else NONE
    name, lead = (v.indicator.name, view.leads(v)) if v else (NONE, NONE)
    return [say(f"level.{f.level}"), f.code, f.indicator or NONE, name, lead, view.finding(f), word,
            f.where.named, f.where.line or NONE, f.where.column or NONE]  # fmt: skip


def notes(views: Sequence[View]) -> list[str]:
    """What a reader must know to read the numbers."""
    say = views[0].say
    verdicts = chain.from_iterable(view.verdicts() for view in views)
    keys = ["lights", "pace", *(["assumed"] if any(v.moment.assumed for v in verdicts) else []), "leads", "proposals",
            "printed"]  # fmt: skip
    return [say(f"ledger.note.{key}") for key in keys]
