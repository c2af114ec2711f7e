"""`--format csv`: one line an indicator, for spreadsheets: UTF-8 with a mark so that Excel reads Chinese.

A text that starts like a formula is shielded with an apostrophe (outputs 2).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from checker.files import inert
from checker.model import Verdict
from checker.model.amounts import Amount
from checker.model.numbers import DIGITS, json_number
from checker.model.tables import Cell, Column, Page, Table
from checker.words.amounts import numbers
from checker.words.view import View

SUFFIX = "csv"
COLUMNS = ("plan", "period", "domain", "measure", "indicator", "name", "kind", "unit", "light", "reason", "status",
           "value", "target", "expected", "pace", "completion", "gap", "by", "by_assumed", "lead", "previous",
           "streak", "step", "sentence", "illustrative")  # fmt: skip


def render(views: Sequence[View], template: Path | None = None) -> str:
    """All verdicts of all assessments under one head."""
    rows = [_row(view, verdict) for view in views for verdict in view.verdicts()]
    return "\ufeff" + drawn(Table("", tuple(Column(name, name) for name in COLUMNS), (("", rows),)))


def page(page: Page) -> str:
    """The tables one after the other, each under its heading and with its groups in a first column."""
    return "\ufeff" + "\r\n".join(f"{inert.csv(table.heading)}\r\n{drawn(_grouped(table))}" for table in page.tables)


def _grouped(table: Table) -> Table:
    """Say of each row to which group it belongs, where there are groups."""
    if not any(name for name, _ in table.groups):
        return table
    rows = [[name, *row] for name, own in table.groups for row in own]
    return table._replace(columns=(Column("group", ""), *table.columns), groups=(("", rows),))


def drawn(table: Table) -> str:
    """Draw a table for programs: amounts are exact numbers, nothing that is missing is marked."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, Amount):
        return str(json_number(cell.number))
    return str(cell) if isinstance(cell, int) else inert.csv(str(cell))


def _row(view: View, v: Verdict) -> list[Cell]:
    a, moment = view.assessment, v.moment
    figures = [*numbers(v), moment.pace, v.completion, v.gap]
    return [
        a.plan.id, str(a.period), v.measure.domain, v.measure.number, v.indicator.id, v.indicator.name,
        v.indicator.kind, v.unit, v.light, v.reason, v.status,
        *("" if number is None else Amount(number, DIGITS) for number in figures),
        moment.end.isoformat(), str(moment.assumed).lower(), "、".join(v.measure.asked), v.previous or "",
        v.streak, v.step, view.sentence(v), str(a.illustrative).lower(),
    ]  # fmt: skip
