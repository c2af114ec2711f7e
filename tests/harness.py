"""Builds small plans and submissions in the users' own language (YAML) and judges them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from checker.files import yamlfile
from checker.files.places import shipped
from checker.judging.evaluate import Rules, evaluate
from checker.model import Assessment, Finding, Level, Plan, Verdict, periods
from checker.model.numbers import read_number
from checker.model.periods import Period
from checker.model.workdays import Calendar
from checker.reading import plans, submission, validate
from checker.reading.library import Library
from checker.reading.plan_checks import check_plan

SHARED = Library.at(shipped("indicators"))
RULES = Rules(SHARED.profiles["plancheck"], SHARED.calendar, tuple(SHARED.domains))

HEAD = """\
plan: small
title: 小方案
locality: huangshi
document: {{number: 黄政办发〔2021〕58号, issuer: 黄石市人民政府办公室, issued: 2021-12-20}}
period: {{start: {start}, end: {end}}}
reporting: {{every: {every}, due: 5, grace: 3}}
measures:
- number: 1
  title: 措施
  domain: employment
  clause: 一（一）
  lead: [市人社局]
  indicators:
"""


def flow(value: Any) -> str:
    """Write a value of a test as flow YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}'" if text in ("%", "", "-", "/") or "," in text else text


def make_plan(
    *indicators: dict[str, Any],
    start: str = "2022-01-01",
    end: str = "2022-12-31",
    every: str = "quarter",
    extra: str = "",
) -> Plan:
    """Read a plan of one measure; ids are 1a, 1b … where none is given."""
    lines = [HEAD.format(start=start, end=end, every=every)]
    for place, item in enumerate(indicators):
        full = {"id": f"1{chr(97 + place)}", "name": "指标", "as_written": "原文", **item}
        lines.append("  - " + flow(full) + "\n")
    document, found = yamlfile.parse("".join(lines) + extra, "small.yaml")
    assert document is not None, found
    found += validate.check_plan(document)
    assert not found, found
    plan = plans.read_plan(document)
    faults = [f for f in check_plan(plan, document) if f.level is Level.FAULT]
    assert not faults, faults
    return plan


def read_values(plan: Plan, period: str, values: dict[str, Any], submitted: date | None = None) -> Any:
    """Read one submission of a plan; handed in two days after the period's end unless said."""
    found = periods.parse(str(period))
    assert found is not None
    day = submitted or found.end + timedelta(days=2)
    text = f"plan: {plan.id}\nperiod: {period}\nsubmitted: {day}\nvalues:\n"
    text += "".join(f"  {name}: {flow(value)}\n" for name, value in values.items()) or "  {}\n"
    document, faults = yamlfile.parse(text, f"{period}.yaml")
    assert document is not None, faults
    read, faults = submission.read(document, plan)
    assert read is not None, faults
    return read, [*faults]


def assess(
    plan: Plan,
    reports: dict[str, dict[str, Any]],
    on: date | None = None,
    rules: Rules = RULES,
    period: str | None = None,
    **days: date,
) -> Assessment:
    """Judge the last period given (or the one named), five days after its end unless said."""
    known = {}
    for text, values in reports.items():
        read, _ = read_values(plan, text, values, days.get(f"d{text.replace('-', '_')}"))
        known[read.period] = read
    last: Period | None = periods.parse(period) if period else max(known, key=lambda p: p.end)
    assert last is not None
    return evaluate(plan, known, last, on or last.end + timedelta(days=5), rules)


def judge(
    indicator: dict[str, Any],
    values: dict[str, Any],
    plan: list[Any] | None = None,
    on: date | None = None,
    rules: Rules = RULES,
    after: timedelta | None = None,
    **more: Any,
) -> Verdict:
    """Judge one indicator whose values are given by period."""
    span = {"start": plan[0], "end": plan[1]} if plan else {}
    made = make_plan(indicator, **span, **more)
    reports = {str(period): {} if value is MISSING else {"1a": value} for period, value in values.items()}
    last = periods.parse(list(reports)[-1])
    assert last is not None
    day = on or last.end + (after or timedelta(days=5))
    return assess(made, reports, day, rules, str(last)).verdicts[0]


MISSING = object()


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Name the findings."""
    return [finding.code for finding in findings]


__all__ = ["MISSING", "RULES", "SHARED", "Calendar", "assess", "codes", "judge", "make_plan", "read_number"]
