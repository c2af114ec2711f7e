"""`--format csv`: one line an indicator, for spreadsheets: UTF-8 with a mark so that Excel reads Chinese.

A text that starts like a formula is shielded with an apostrophe (rules 8).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from checker.model import Verdict
from checker.model.numbers import json_number
from checker.words.amounts import numbers
from checker.words.view import View

SUFFIX = "csv"
COLUMNS = ("plan", "period", "domain", "measure", "indicator", "name", "kind", "unit", "light", "reason", "status",
           "value", "target", "expected", "pace", "completion", "gap", "by", "by_assumed", "lead", "previous",
           "streak", "step", "sentence", "illustrative")  # fmt: skip


def render(views: Sequence[View], template: Path | None = None) -> str:
    """All verdicts of all assessments under one head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in views:
        writer.writerows(_row(view, verdict) for verdict in view.verdicts())
    return "\ufeff" + out.getvalue()


def _row(view: View, v: Verdict) -> list[str]:
    a, moment = view.assessment, v.moment
    texts = [a.plan.id, str(a.period), v.measure.domain, str(v.measure.number), v.indicator.id, v.indicator.name,
             v.indicator.kind, v.unit, v.light, v.reason, v.status]  # fmt: skip
    figures = [*numbers(v), moment.pace, v.completion, v.gap]
    rest = [moment.end.isoformat(), str(moment.assumed).lower(), "、".join(v.measure.asked), v.previous or "",
            str(v.streak), str(v.step), view.sentence(v), str(a.illustrative).lower()]  # fmt: skip
    return [*map(inert, texts), *map(_number, figures), *map(inert, rest)]


def _number(number: Fraction | None) -> str:
    found = json_number(number)
    return "" if found is None else str(found)


def inert(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
