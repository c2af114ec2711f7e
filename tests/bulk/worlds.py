"""Random plans and histories as tables of values, and what `run` says of each of their periods."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from checker.bulk import inputs, reference, run
from checker.bulk.reference import Task
from checker.judging.evaluate import Rules, evaluate
from checker.locale import speaker
from checker.model import Submission, periods
from checker.model.periods import Period
from tests.harness import SHARED
from tests.rules import histories, tables

Said = dict[tuple[str, str, str], tuple[str, str, str]]
"""(plan, indicator, period) → (light, reason, status)."""


@dataclass
class World:
    """A plan with what was reported, as submissions and as rows."""

    task: Task
    known: dict[Period, Submission]
    rows: list[dict[str, Any]]


def world(case: dict[str, Any], name: str) -> World | None:
    """Read a case; None where it is refused."""
    ran = tables.run(case)
    if ran.assessment is None:
        return None
    assert ran.plan is not None
    plan = ran.plan._replace(id=name)
    profile = SHARED.profiles[case.get("plan", {}).get("profile", "plancheck")]
    task = Task(plan, Rules(profile, SHARED.calendar, tuple(SHARED.domains)), case["on"])
    # a table cannot say that a file was there and held nothing
    known = {period: own._replace(partial=own.partial and bool(own.values)) for period, own in ran.known.items()}
    return World(task, known, list(_rows(case, name)))


def _rows(case: dict[str, Any], plan: str) -> Iterator[dict[str, Any]]:
    for text, own in case["reports"].items():
        usual = periods.parse(text)
        assert usual is not None
        partial = {"partial": True} if text in case.get("partial", []) else {}
        for indicator, raw in own.items():
            entry = dict(raw) if isinstance(raw, dict) else {"value": raw}
            row = {"plan": plan, "indicator": indicator, "period": text, **partial,
                   "submitted": entry.pop("submitted", usual.end + timedelta(2))}  # fmt: skip
            nodes = entry.pop("nodes", None)
            kind = next(i["kind"] for i in case["indicators"] if i["id"] == indicator)
            if kind == "milestone" and "value" in entry:
                entry["done"] = entry.pop("value")
            if kind == "qualitative" and "value" in entry:
                entry["grade"] = entry.pop("value")
            for node, day in (nodes or {}).items():
                yield {**row, **entry, "node": node, "done": day}
            if nodes == {}:
                entry["value"] = False
            if not nodes:
                yield row | entry


def written(rows: Iterable[dict[str, Any]], file: Path) -> Path:
    """Write rows as CSV; dates, numbers and flags as texts."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, inputs.COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _text(cell) for key, cell in row.items() if cell is not None})
    return file


def _text(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def by_run(made: World) -> Said:
    """What `run` says of every period, each judged as its newest on the day it was due to be judged."""
    task = made.task
    said: Said = {}
    filled = [periods.parse(row["period"]) for row in made.rows]
    first = min((period for period in filled if period), key=lambda p: p.end, default=None)
    for period in reference.spans(task, first):
        due = task.rules.calendar.due(task.plan.reporting, period)
        day = task.rules.calendar.after(due, task.plan.reporting.grace) + timedelta(1)
        on = task.on if period == task.last else min(task.on, day)
        for v in evaluate(task.plan, made.known, period, on, task.rules).verdicts:
            said[task.plan.id, v.indicator.id, str(period)] = (v.light, v.reason, v.status)
    return said


def by_engine(engine: str, worlds: Sequence[World], folder: Path) -> tuple[Said, run.Outcome]:
    """What an engine says of all of them in one run."""
    values = written((row for made in worlds for row in made.rows), folder / "values.csv")
    tasks = {made.task.plan.id: made.task for made in worlds}
    asked = run.Asked([values], tasks, SHARED, "csv", speaker("zh"), lambda done, of: None)
    outcome = run.judge(asked, engine, folder / engine)
    with (folder / engine / "verdicts.csv").open(encoding="utf-8", newline="") as stream:
        said = {(r["plan"], r["indicator"], r["period"]): (r["light"], r["reason"], r["status"])
                for r in csv.DictReader(stream)}  # fmt: skip
    return said, outcome


@st.composite
def cases(draw: Any, /, plain: bool = False, **more: Any) -> dict[str, Any]:
    """A random history, some of whose values lie exactly on the lines of targets, or a millionth beside them.

    `plain`: nothing in it that the steps would hand over to Python.
    """
    case: dict[str, Any] = draw(histories.cases(**more))
    if plain:
        case = _plain(case)
    of = {item["id"]: item for item in case["indicators"]}
    for own in case["reports"].values():
        for name, value in own.items():
            item = of[name]
            if item["kind"] in ("milestone", "qualitative", "rank") or draw(st.integers(0, 2)):
                continue
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                own[name] = draw(_near(item))
    return case


def _plain(case: dict[str, Any]) -> dict[str, Any]:
    items = [{k: v for k, v in item.items() if k not in ("revisions", "parts", "nodes")} for item in case["indicators"]]
    odd = {"falsified", "correction", "planned", "nodes", "progress"}
    reports = {text: {name: value for name, value in own.items() if not (isinstance(value, dict) and odd & value.keys())
                      and value not in ("约十", "-", "")}
               for text, own in case["reports"].items()}  # fmt: skip
    return {**case, "indicators": items, "reports": reports, "partial": []}


@st.composite
def _near(draw: Any, item: dict[str, Any]) -> Any:
    """A number on one of the target's lines or beside it; of a percentage also a share."""
    unit, target, start = item.get("unit", ""), float(item.get("target") or 10), float(item.get("baseline") or 0)
    whole = unit in ("个", "起")
    part = draw(st.sampled_from([1, 0.6, 0.5, 0.8, 0.3, 0.25, 0.75, 1 / 3, 2 / 3, 1 / 12, 7 / 12, 0]))
    number = round(start + (target - start) * part, 0 if whole else draw(st.sampled_from([0, 2, 6])))
    if whole:
        return max(int(number), 0)
    if unit == "%" and draw(st.booleans()):
        of = draw(st.sampled_from([3, 7, 8, 12, 100, 997]))
        return {"part": min(max(round(number * of / 100), 0), of), "whole": of}
    number += draw(st.sampled_from([0, 0, 0.000001, -0.000001]))
    return f"{max(number, 0):.6f}"
