"""What discrete, strict, ceiling, binding and part of a whole change, whatever the kind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness import judge
from tests.rules.targets import CUMULATIVE, FALLING, RISING, THREE_YEARS, YEAR, light

Value = int | str | dict[str, Any]


DISCRETE = {"kind": "cumulative", "target": 5, "by": "2024-12-31", "discrete": True}


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [
        ("2022-Q2", 0, "green"),  # 5 · 2/12 = 0.83 → 0
        ("2022-Q3", 0, "red"),  # 5 · 3/12 = 1.25 → 1
        ("2022-Q3", 1, "green"),
        ("2023-Q1", 1, "red"),  # 5 · 5/12 = 2.08 → 2: half
        ("2023-Q1", 2, "green"),
        ("2023-Q4", 2, "yellow"),  # 5 · 8/12 = 3.33 → 3: two thirds
        ("2024-Q3", 4, "green"),  # 5 · 11/12 = 4.58 → 4
    ],
)
def test_discrete_expectation_is_rounded_down(period: str, value: int, expected: str) -> None:
    assert light(DISCRETE, {period: value}, plan=THREE_YEARS) == expected


def test_discrete_target_is_whole_at_the_deadline() -> None:
    assert judge(DISCRETE, {"2024-Q4": 4}, plan=THREE_YEARS).reason == "overdue"
    assert judge(DISCRETE, {"2024-Q4": 5}, plan=THREE_YEARS).reason == "completed"


def test_strict_must_exceed() -> None:
    """突破700: 700 itself is not enough."""
    strict = {"kind": "cumulative", "target": 700, "strict": True, "by": YEAR}
    assert judge(strict, {"2022-Q4": 700}).reason == "overdue"
    assert judge(strict, {"2022-Q4": "700.01"}).reason == "completed"
    level = {**RISING, "strict": True}
    assert judge(level, {"2022-Q4": 100}).reason == "overdue"
    assert judge(level, {"2022-Q4": "100.01"}).reason == "completed"
    assert judge({**FALLING, "strict": True}, {"2022-Q4": 10}).reason == "overdue"
    assert judge({**FALLING, "strict": True}, {"2022-Q4": "9.99"}).reason == "completed"


def test_strict_maintain() -> None:
    assert light({"kind": "maintain", "direction": "up", "target": 95, "strict": True}, {"2022-Q2": 95}) != "green"
    assert light({"kind": "maintain", "direction": "up", "target": 95, "strict": True}, {"2022-Q2": "95.1"}) == "green"
    assert light({"kind": "maintain", "direction": "down", "target": 5, "strict": True}, {"2022-Q2": 5}) != "green"
    assert light({"kind": "maintain", "direction": "down", "target": 5, "strict": True}, {"2022-Q2": "4.9"}) == "green"


def test_ceiling_passed_is_green() -> None:
    """2—3所: target 2, ceiling 3; four are green (with W5, see test_checks)."""
    indicator = {"kind": "cumulative", "target": 2, "ceiling": 3, "by": YEAR}
    assert light(indicator, {"2022-Q3": 4}) == "green"
    assert judge(indicator, {"2022-Q4": 4}).reason == "completed"
    assert judge(indicator, {"2022-Q4": 2}).reason == "completed"
    assert judge(indicator, {"2022-Q4": 1}).reason == "overdue"


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        (CUMULATIVE, 1),
        (FALLING, 30),
        ({"kind": "level", "direction": "up", "target": 92, "by": YEAR}, 1),
        ({"kind": "milestone", "by": YEAR}, "false"),
        ({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, 13),
    ],
)
def test_not_binding_is_yellow_when_overdue(indicator: dict[str, Any], value: Value) -> None:
    """力争: binding false."""
    verdict = judge({**indicator, "binding": False}, {"2022-Q4": value})
    assert (verdict.light, verdict.reason) == ("yellow", "overdue_expected")


def test_a_share_is_exact() -> None:
    """1 of 3 is more than 33.33 % and less than 33.34 %."""
    level = {"kind": "level", "direction": "up", "unit": "%", "by": YEAR}
    assert judge({**level, "target": "33.33"}, {"2022-Q4": {"part": 1, "whole": 3}}).reason == "completed"
    assert judge({**level, "target": "33.34"}, {"2022-Q4": {"part": 1, "whole": 3}}).reason == "overdue"
    assert judge({**level, "target": 75}, {"2022-Q4": {"part": 180, "whole": 240}}).reason == "completed"
    assert judge({**level, "target": 75}, {"2022-Q4": {"part": 180, "whole": 240}}).value == 75


@pytest.mark.parametrize(("value", "expected"), [(8, "green"), (9, "green"), (10, "red")])
def test_discrete_expectation_is_mirrored_where_lower_is_better(value: int, expected: str) -> None:
    """B 10, T 5 at Q1: 1.25 fewer are expected, of counted things 1: E 9; ten are none fewer."""
    indicator = {"kind": "level", "direction": "down", "baseline": 10, "target": 5, "by": YEAR, "discrete": True}
    assert light(indicator, {"2022-Q1": value}) == expected


def test_discrete_expectation_of_nothing_is_green_under_a_gap_profile() -> None:
    """5 · 2/12 = 0.83 → 0: E = B is green, though 0 is 16.7 points behind P."""
    assert light(DISCRETE, {"2022-Q2": 0}, "yinchuan", plan=THREE_YEARS) == "green"


def test_not_binding_is_never_worse_than_yellow_before_the_deadline() -> None:
    hoped = {**CUMULATIVE, "binding": False}
    assert judge(hoped, {"2022-Q2": 1}).reason == "expected_missed"
    assert judge(hoped, {"2022-Q2": 12}).reason == "behind"
    assert judge(hoped, {"2022-Q2": 20}).reason == "on_pace"
