"""The Python engine takes a table plan by plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from checker.bulk import reference, run
from checker.bulk.inputs import Row
from checker.bulk.lines import Line
from checker.bulk.reference import Task
from checker.message import Fault
from checker.reading.library import Library
from tests.cli.test_compare import PLAN


def row(plan: str, period: str, value: str = "10") -> Row:
    return Row("values.csv", {"plan": plan, "indicator": "1a", "period": period, "value": value})


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Task]:
    root = tmp_path_factory.mktemp("library")
    for name in ("wuhan", "huangshi"):
        (root / name).mkdir()
        (root / name / "plan.yaml").write_text(PLAN.format(name=name, unit="人"), "utf-8")
    return {task.plan.id: task for task in run.tasks(Library.at(root), date(2022, 10, 20), date.min)}


SORTED = [row("wuhan-plan", "2022-Q1"), row("wuhan-plan", "2022-Q2"), row("huangshi-plan", "2022-Q1")]


def read(rows: Sequence[Row], seen: list[str]) -> Iterator[Row]:
    for each in rows:
        seen.append(each.text("plan"))
        yield each


def test_a_plan_is_judged_before_the_rows_of_the_next_are_read(tasks: dict[str, Task]) -> None:
    readings: list[list[str]] = []

    def start() -> Iterator[Row]:
        readings.append([])
        return read(SORTED, readings[-1])

    first = next(iter(reference.judge_all(tasks, start)))
    assert {line.plan for line in first.lines} == {"wuhan-plan"}
    assert readings == [["wuhan-plan", "wuhan-plan", "huangshi-plan"], ["wuhan-plan", "wuhan-plan"]]


def test_rows_in_any_order_say_the_same(tasks: dict[str, Task]) -> None:
    def lines(rows: Sequence[Row]) -> list[Line]:
        return sorted(line for each in reference.judge_all(tasks, lambda: iter(rows)) for line in each.lines)

    mixed = [SORTED[0], SORTED[2], SORTED[1]]
    assert lines(mixed) == lines(SORTED)
    assert len(lines(SORTED)) == sum(3 * len(task.plan.indicators()) for task in tasks.values())


def test_a_table_that_grows_while_it_is_read_is_refused(tasks: dict[str, Task]) -> None:
    readings = iter([SORTED[:1], [*SORTED[:1], SORTED[1]]])
    with pytest.raises(Fault) as found:
        list(reference.judge_all(tasks, lambda: iter(next(readings))))
    assert found.value.message.id == "bulk.changed"
