"""Many plans in processes of their own: what comes back, in which order, and what happens where one is ended.

The processes themselves are started in tests/cli/test_processes.py; here a pool stands in for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.files import processes
from checker.judging import jobs, many
from checker.reading import office
from checker.reading.library import Library
from tests.cli.test_compare import PLAN

NAMES = ("wuhan", "huangshi", "shiyan", "fang-county")
ON = date(2022, 7, 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / "indicators" / name).mkdir(parents=True)
        (tmp_path / "indicators" / name / "plan.yaml").write_text(PLAN.format(name=name, unit="人"), "utf-8")
        (tmp_path / "reports" / name).mkdir(parents=True)
        text = f"plan: {name}-plan\nperiod: 2022-Q2\nsubmitted: 2022-07-03\nvalues: {{1a: 20}}\n"
        (tmp_path / "reports" / name / "q2.yaml").write_text(text, "utf-8")
    return tmp_path


def asked(folder: Path) -> tuple[list[jobs.Asked], many.Work]:
    library = Library.at(folder / "indicators")
    plans, found = jobs.by_plan([folder / "reports" / name for name in NAMES], library)
    assert found == []
    return plans, many.Work(library, None, ON, "plancheck")


class Here:
    """A pool that works in this process, and is ended by the system after so many plans."""

    def __init__(self, survives: int) -> None:
        self.survives = survives

    def map(self, one: Callable[[Any], Any], items: Iterable[Any], chunksize: int) -> Iterator[Any]:
        for place, item in enumerate(items):
            if place == self.survives:
                raise BrokenProcessPool
            yield one(item)


@pytest.mark.parametrize("survives", [99, 2, 0])
def test_every_plan_comes_back_once_and_in_order(survives: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def pool(begin: Callable[..., object], *state: object) -> Iterator[Here]:
        begin(*state)
        yield Here(survives)

    plans, work = asked(folder)
    monkeypatch.setattr(processes, "pool", pool)
    made = list(many.judged(plans, work))
    assert [a.plan.locality for each in made for a in each.assessments] == list(NAMES)
    assert [a.verdicts[0].value for each in made for a in each.assessments] == [20] * 4
    assert made == [many.one(each, work) for each in plans]


def test_nothing_is_judged_beside_a_fault_of_the_plan_the_office_or_the_library(folder: Path) -> None:
    plans, work = asked(folder)
    (folder / "reports" / "huangshi" / "q2.yaml").write_text(
        "plan: huangshi-plan\nperiod: 2022-Q2\nsubmitted: 2022-07-03\nvalues: {9z: 20}\n", "utf-8"
    )
    (folder / "indicators" / "shiyan" / office.FILE).write_text("nmae: 甲\n", "utf-8")
    made = [many.one(each, work) for each in plans]
    assert [len(each.assessments) for each in made] == [1, 0, 0, 1]
    assert [[f.code for f in each.findings] for each in made] == [[], ["E7"], ["unknown-key"], []]
    (folder / "indicators" / "calendar.yaml").write_text("2022: x\n", "utf-8")
    broken = work._replace(library=Library.at(folder / "indicators"))
    assert many.one(plans[0], broken).assessments == []


@pytest.mark.parametrize(
    ("plans", "forks", "workers", "pays"),
    [(many.MANY, True, 2, True), (many.MANY - 1, True, 2, False), (99, False, 8, False), (99, True, 1, False)],
)
def test_processes_pay_for_a_dozen_plans_where_they_begin_with_what_is_loaded(
    plans: int, forks: bool, workers: int, pays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "forks", lambda: forks)
    monkeypatch.setattr(processes, "workers", lambda: workers)
    assert many.pays([jobs.Asked("a", (), False)] * plans) == pays
