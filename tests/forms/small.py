"""A small plan of every kind, its form, and what is collected from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.files import yamlfile
from checker.forms import collecting, sheet
from checker.judging.jobs import Job
from checker.locale import speaker
from checker.model import Plan, Reported, Submission, periods
from checker.reading import submission
from checker.reading.library import Library
from checker.words.view import View
from tests.harness import SHARED, make_plan

ZH = speaker("zh")
PLAN = make_plan(
    {"kind": "cumulative", "unit": "场", "target": 20},
    {"kind": "level", "unit": "%", "target": 95, "direction": "up"},
    {"kind": "change", "unit": "小时", "target": -5},
    {"kind": "milestone", "by": "2022-09-30"},
    {"kind": "milestone", "nodes": {"市": "2022-06-30", "县（市、区）": "2022-12-31"}},
    {"kind": "qualitative"},
    {"kind": "rank", "target": 10},
)


PERIOD = periods.parse("2022-Q4")
UNIT = "市人社局"
ON = date(2023, 1, 9)


def blank(plan: Plan = PLAN) -> sheet.Form:
    assert PERIOD is not None
    return sheet.plan_form(View(Job(plan, PERIOD, {}).judged(SHARED, PERIOD.end), ZH, SHARED), UNIT)


FORM = blank()


def shelf(plan: Plan) -> Library:
    """A library that holds one plan, made in memory."""
    return SHARED._replace(ids={plan.id: (Path(plan.file),)}, load=lambda _: (plan, ()))


def submitted(content: bytes, plan: Plan = PLAN) -> Submission:
    """Collect a form's bytes the way the command does, and read what was written as `run` does."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        file.write_bytes(content)
        request = collecting.Request([file], ON, output=Path(folder) / "q4.yaml")
        made = collecting.collected(request, shelf(plan), ZH, lambda items, _: items)
    assert not made.faults
    document, found = yamlfile.parse(made.text, "q4.yaml")
    assert document is not None, found
    result, found = submission.read(document, plan)
    assert result is not None, found
    return result


def collected(content: bytes, plan: Plan = PLAN) -> Mapping[str, Reported]:
    """The values that come of a form."""
    return submitted(content, plan).values
