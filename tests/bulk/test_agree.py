"""`run`, the Python engine and DuckDB say the same of every light, reason and status."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.bulk import worlds
from tests.bulk.worlds import World

FEW = settings(max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
               suppress_health_check=list(HealthCheck))  # fmt: skip


def read(cases: list[dict[str, Any]]) -> list[World]:
    made = (worlds.world(case, f"plan-{place:02}") for place, case in enumerate(cases))
    return [each for each in made if each is not None]


def agree(cases: list[dict[str, Any]], *engines: str) -> float:
    """All engines agree with `run`; returns the share that Python judged for the last of them."""
    made = read(cases)
    if not made:
        return 0
    expected = {key: said for each in made for key, said in worlds.by_run(each).items()}
    for engine in engines:
        with tempfile.TemporaryDirectory() as name:
            said, outcome = worlds.by_engine(engine, made, Path(name))
        assert {key: (expected.get(key), said.get(key)) for key in expected.keys() | said.keys()
                if expected.get(key) != said.get(key)} == {}  # fmt: skip
    return outcome.by_python / max(outcome.verdicts, 1)


@FEW
@given(st.lists(worlds.cases(late=True), min_size=3, max_size=3))
@pytest.mark.slow
def test_engines_and_run_agree(cases: list[dict[str, Any]]) -> None:
    agree(cases, "python", "duckdb")


@pytest.mark.slow
@settings(FEW, max_examples=40)
@given(st.lists(worlds.cases(), min_size=12, max_size=12))
def test_engines_and_run_agree_on_many(cases: list[dict[str, Any]]) -> None:
    agree(cases, "python", "duckdb")


@pytest.mark.slow
@settings(FEW, max_examples=40)
@given(
    st.lists(
        worlds.cases(late=True, kinds=("cumulative", "cap", "level", "change", "maintain")), min_size=12, max_size=12
    )
)
def test_engines_and_run_agree_on_late_numbers(cases: list[dict[str, Any]]) -> None:
    agree(cases, "duckdb")


def test_a_ratio_between_two_steps_of_the_cuts_is_judged_exactly() -> None:
    """30.000001 against 30 has risen, though its ratio lies nearer to 1 than the cuts can tell."""
    case = {
        "indicators": [{"id": "1a", "kind": "change", "by": date(2022, 12, 31), "unit": "万元", "target": -20, "baseline": 30}],
        "plan": {"every": "quarter", "start": date(2022, 1, 1), "end": date(2022, 12, 31), "profile": "plancheck",
                 "issued": "2021-12-20", "exemptions": []},
        "reports": {"2022-Q1": {"1a": 30.000001}, "2022-Q2": {"1a": 30}, "2022-Q3": {"1a": 29.999999}},
        "partial": [], "on": date(2023, 1, 9),
    }  # fmt: skip
    agree([case], "python", "duckdb")


def test_a_total_is_judged_by_its_parts_also_where_another_plan_has_the_same_target_without_any() -> None:
    plain = {"kind": "cumulative", "unit": "个", "by": date(2022, 12, 31)}
    alone = {"indicators": [{**plain, "id": "1a", "target": 40}], "reports": {"2022-Q2": {"1a": 20}}}
    parts = [{**plain, "id": "1a", "target": 40, "parts": ["1b", "1c"]}, {**plain, "id": "1b", "target": 30},
             {**plain, "id": "1c", "target": 10}]  # fmt: skip
    summed = {"indicators": parts, "reports": {"2022-Q2": {"1a": 20, "1b": 15, "1c": 4}}}
    cases = [{**case, "on": date(2022, 7, 20)} for case in (alone, summed)]
    for ordered in (cases, cases[::-1]):
        agree(ordered, "python", "duckdb")
    assert (worlds.by_run(read(cases)[1])["plan-01", "1a", "2022-Q2"][2]) == "returned"
