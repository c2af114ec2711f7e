"""The ledger (台账) as plain rows: what each sheet of the workbook holds, before anything is drawn.

Amounts show the decimals of every other output.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain

from checker.model import Finding, Light, Reason, Status, Verdict
from checker.model.amounts import NONE
from checker.model.tables import Cell, Column, Lit, Look, Table
from checker.reporters.xlsx.indicators import indicators
from checker.reporters.xlsx.layout import headed, laid_out, share
from checker.reporters.xlsx.rectification import rectification
from checker.words.tables import standings
from checker.words.units import by_unit
from checker.words.view import View


def tables(views: Sequence[View]) -> list[Table]:
    """All sheets that are tables, in the order of the workbook."""
    return [indicators(views), rectification(views), _standings(views, "unit"), _standings(views, "domain"),
            _reporting(views), _findings(views)]  # fmt: skip


def title(views: Sequence[View]) -> str:
    """The title of the workbook and of each of its sheets."""
    view = views[0]
    if len(views) > 1:
        return view.say("ledger.title.several", count=len(views))
    return view.say("ledger.title", plan=view.assessment.plan.title, period=view.period())


def sheet_title(views: Sequence[View], table: Table) -> str:
    """The title of one sheet."""
    return views[0].say("ledger.title.sheet", title=title(views), sheet=table.heading)


def _standings(views: Sequence[View], what: str) -> Table:
    """Lights, score, grade and rank by unit or by domain."""
    say, name = views[0].say, f"{what}s"
    keys = ("all", *Light, "missing", "returned", "late", "score", "grade", "rank")
    lights = [Column(light, Lit(light, say(f"column.{light}")), "figure", 9) for light in Light]
    points = [headed(say, key, 10, "figure") for key in keys[5:]]
    columns = [headed(say, name, 34 if what == "unit" else 18), headed(say, "all", 9, "figure"), *lights, *points]
    return laid_out(views, name, columns, lambda view: standings(view, what, keys).rows, 1)


def counts(view: View) -> list[int]:
    """The totals in the order of their heads; what is red for want of a value is missing or was sent back."""
    t = view.assessment.totals
    back = sum(v.reason is Reason.UNREPORTED and v.status is Status.RETURNED for v in view.assessment.counted)
    return [t.indicators, t.green, t.yellow, t.red, t.grey, t.unreported - back, back, t.late]


def _reporting(views: Sequence[View]) -> Table:
    """What each unit owed and how it came in, with the indicators that did not come in on time."""
    say = views[0].say
    keys = ("owed", "on_time", "late", "missing", "returned", "pending")
    columns = [headed(say, "units", 28)]
    columns += [Column(key, say(f"ledger.reporting.{key}"), "figure", 8) for key in (*keys, "rate")]
    for key in keys[2:]:
        which = say("ledger.reporting.items", which=say(f"ledger.reporting.{key}"))
        columns.append(Column(f"{key}_items", which, width=26))
    return laid_out(views, "reporting", columns, _reports, 1)


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
    for unit, own in by_unit(view.verdicts()).items():
        if view.narrowing.unit in ("", unit):
            owed = [v for v in own if v.status is not Status.NOT_DUE or v.reason is Reason.PENDING]
            yield view.unit(unit), owed


def _findings(views: Sequence[View]) -> Table:
    say = views[0].say
    widths = {"level": 9, "code": 10, "id": 8, "name": 26, "lead": 22, "finding": 60, "explained": 10, "file": 34,
              "line": 7, "column": 7}  # fmt: skip
    looks: dict[str, Look] = {"name": "text", "lead": "text", "finding": "text", "file": "text", "line": "figure",
                              "column": "figure"}  # fmt: skip
    columns = [headed(say, key, width, looks.get(key, "centre")) for key, width in widths.items()]

    def rows(view: View) -> Iterable[Sequence[Cell]]:
        shown = {v.indicator.id: v for v in view.verdicts()}
        return (_found(view, f, shown.get(f.indicator)) for f in view.findings())

    return laid_out(views, "findings", columns, rows, 4)


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
            "rectification", "printed"]  # fmt: skip
    return [say(f"ledger.note.{key}") for key in keys]
