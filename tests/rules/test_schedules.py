"""What a schedule expects at its nodes and between them (rules 3), counted by hand."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR, light

SCHEDULE = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q2": 10, "2022-Q3": 16}}


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [
        ("2022-Q2", "10", "green"),
        ("2022-Q2", "9.99", "yellow"),
        ("2022-Q2", "6", "yellow"),
        ("2022-Q2", "5.99", "red"),
        ("2022-Q3", "16", "green"),
        ("2022-Q3", "9.6", "yellow"),
        ("2022-Q3", "9.59", "red"),
        ("2022-Q1", "5", "green"),  # before the first node linear from 0
        ("2022-Q1", "4.9", "yellow"),
    ],
)
def test_schedule_gives_the_expected_value_at_its_nodes(period: str, value: str, expected: str) -> None:
    assert light(SCHEDULE, {period: value}) == expected


def test_schedule_does_not_replace_the_target_at_the_deadline() -> None:
    assert judge(SCHEDULE, {"2022-Q4": "39.9"}).reason == "overdue"


@pytest.mark.parametrize(("value", "expected"), [("20", "green"), ("19.9", "yellow")])
def test_schedule_is_linear_between_two_nodes(value: str, expected: str) -> None:
    """10 at Q1 and 40 at Q4: 20 at Q2 (19.93 if counted by days)."""
    indicator = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q1": 10, "2022-Q4": 40}}
    assert light(indicator, {"2022-Q2": value}) == expected


@pytest.mark.parametrize(("value", "expected"), [("25", "green"), ("24.99", "yellow")])
def test_schedule_is_linear_to_t_after_its_last_node(value: str, expected: str) -> None:
    """10 at Q2, T 40 at Q4: 25 at Q3, by quarters and by days (92 of 184)."""
    indicator = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q2": 10}}
    assert light(indicator, {"2022-Q3": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("55", "green"), ("54.9", "yellow"), ("53", "yellow"), ("52.9", "red")]
)
def test_schedule_is_linear_from_b_before_its_first_node(value: str, expected: str) -> None:
    """B 50, 60 at Q2: 55 at Q1; yellow from 50 + 0.6·5 = 53."""
    indicator = {
        "kind": "level",
        "direction": "up",
        "baseline": 50,
        "target": 100,
        "by": YEAR,
        "schedule": {"2022-Q2": 60},
    }
    assert light(indicator, {"2022-Q1": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("18", "green"), ("18.1", "yellow"), ("18.8", "yellow"), ("18.81", "red")]
)
def test_schedule_mirrored(value: str, expected: str) -> None:
    """B 20, T 10, 18 at Q1: yellow up to 20 − 0.6·2 = 18.8."""
    indicator = {
        "kind": "level",
        "direction": "down",
        "baseline": 20,
        "target": 10,
        "by": YEAR,
        "schedule": {"2022-Q1": 18},
    }
    assert light(indicator, {"2022-Q1": value}) == expected


def test_schedule_of_counted_things_is_rounded_down() -> None:
    """1 at Q1 and 2 at Q3: 1.5 at Q2, of schools 1."""
    indicator = {
        "kind": "cumulative",
        "target": 5,
        "by": YEAR,
        "discrete": True,
        "schedule": {"2022-Q1": 1, "2022-Q3": 2},
    }
    assert light(indicator, {"2022-Q2": 1}) == "green"
