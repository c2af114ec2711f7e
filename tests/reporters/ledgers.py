"""What tests of the ledger share: workbooks of the example and of a small plan, opened and read."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from typing import Any

import openpyxl

from checker.locale import speaker
from checker.model import Assessment, Verdict
from checker.model.numbers import rounded
from checker.reporters import xlsx
from checker.words.view import Narrowing, View
from tests.command import Q3
from tests.examples import views
from tests.harness import SHARED, assess, make_plan

SHEETS = ["总览", "台账", "整改台账", "按单位", "按领域", "报送情况", "问题"]


def view(assessment: Assessment, lang: str = "zh", narrowing: Narrowing | None = None) -> View:
    return View(assessment, speaker(lang), SHARED, narrowing or Narrowing())


def listed(assessment: Assessment) -> list[Verdict]:
    """The verdicts in the order of the ledger: by domain, the overall goals last."""
    return [v for _, verdicts in view(assessment).by_domain() for v in verdicts]


def opened(*views: View) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(views)))


@cache
def third_quarter() -> Any:
    """The workbook of the example, which no test changes."""
    return opened(*views(Q3))


def read(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table below its head, by the head's words; the cells themselves."""
    head = sheet.auto_filter.ref.partition(":")[0].removeprefix("A")
    rows = list(sheet.iter_rows(min_row=int(head)))
    names = [str(cell.value).replace("\n", "") for cell in rows[0]]
    return [dict(zip(names, row, strict=True)) for row in rows[1:]]


def shown(cell: Any) -> str:
    """What a spreadsheet shows: a text as it stands, a number half up to the decimals of its format."""
    if cell.data_type == "s":
        return str(cell.value)
    form = cell.number_format.split(";")[0]
    sign = form.split('"')[1] if '"' in form else ""
    percent = "%" if form.endswith("%") else ""
    places = len(form.rstrip("%").partition(".")[2])
    number = rounded(Fraction(str(cell.value)) * (100 if percent else 1), places)
    plus = "+" if form.startswith("+") and number > 0 else ""
    return f"{sign}{plus}{number:f}{percent}"


def one(**changes: Any) -> Any:
    """The row of one cumulative indicator of a small plan."""
    made = {"kind": "cumulative", "target": 20, "unit": "场", "by": "2022-12-31", **changes.pop("indicator", {})}
    return assess(make_plan(made), {"2022-Q3": {"1a": changes["value"]}})


def jump() -> View:
    """A score that rose by 60 % without a word why."""
    made = make_plan({"kind": "maintain", "direction": "up", "target": 50})
    return view(assess(made, {"2022-Q1": {"1a": 50}, "2022-Q2": {"1a": 80}}))


HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "#N/A", "=", '=HYPERLINK("http://x.example")']


def hostile(text: str) -> View:
    """An assessment in which every text that people write is the given one."""
    a = one(value={"value": 16, "note": "x", "evidence": ["x"]})
    v: Verdict = a.verdicts[0]
    assert v.reported is not None
    indicator = v.indicator._replace(name=text, unit=text, clause=text, as_written=text, note=text)
    measure = v.measure._replace(title=text, lead=(text,), responsible=(text,), indicators=(indicator,))
    reported = v.reported._replace(note=text, evidence=(text,))
    plan = a.plan._replace(title=text, measures=(measure,))
    verdict = v._replace(indicator=indicator, measure=measure, reported=reported)
    units = tuple(s._replace(name=text) for s in a.units)
    return view(a._replace(plan=plan, verdicts=(verdict,), units=units))
