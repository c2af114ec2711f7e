"""Levels with and without a baseline (rules 4), worked out by hand from the specification."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.harness import judge
from tests.rules.targets import FALLING, RISING, YEAR, light


@pytest.mark.parametrize(
    ("value", "expected"), [("75", "green"), ("74.99", "yellow"), ("65", "yellow"), ("64.99", "red"), ("49", "red")]
)
def test_level_rising(value: str, expected: str) -> None:
    """B 50, T 100: E 75 at Q2, yellow from 50 + 0.6·25 = 65."""
    assert light(RISING, {"2022-Q2": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("15", "green"), ("14", "green"), ("15.01", "yellow"), ("17", "yellow"), ("17.01", "red"), ("21", "red")],
)
def test_level_falling_is_mirrored(value: str, expected: str) -> None:
    """B 20, T 10: E 15 at Q2, yellow up to 20 − 0.6·5 = 17."""
    assert light(FALLING, {"2022-Q2": value}) == expected


def test_level_falling_numbers() -> None:
    """A 17: c = (17−20)/(10−20) = 30 %, r = (17−20)/(15−20) = 60 %, gap −20."""
    verdict = judge(FALLING, {"2022-Q2": 17})
    assert (verdict.completion, verdict.ratio) == (Fraction(3, 10), Fraction(3, 5))
    assert verdict.gap == -20


def test_from_an_inferred_start_nobody_tells_how_much_of_the_way_is_gone() -> None:
    indicator = {"kind": "level", "direction": "up", "target": 100, "by": YEAR}
    verdict = judge(indicator, {"2022-Q1": 40, "2022-Q2": 50})
    assert (verdict.light, verdict.moment.first) == ("yellow", "2022-Q1")
    assert (verdict.completion, verdict.gap) == (None, None)
    assert verdict.ratio == Fraction(1, 2)  # 10 of the 20 expected by now: what the light rests on


@pytest.mark.parametrize(
    ("base", "target", "line"), [("0.1", "1.2", "0.43"), ("1.1", "1.4", "1.19"), ("2.7", "3.7", "3")]
)
def test_level_yellow_line_is_exact_where_floats_err(base: str, target: str, line: str) -> None:
    """At Q2 the yellow line is B + 0.6·(T−B)/2 = B + 0.3·(T−B)."""
    indicator = {"kind": "level", "direction": "up", "baseline": base, "target": target, "by": YEAR}
    assert light(indicator, {"2022-Q2": line}) == "yellow"
    assert light(indicator, {"2022-Q2": f"{float(line) - 0.001:.3f}"}) == "red"


def test_level_falling_line_is_exact_where_floats_err() -> None:
    """B 1.2, T 0.9: E 1.05 at Q2, yellow up to 1.2 − 0.6·0.15 = 1.11."""
    indicator = {"kind": "level", "direction": "down", "baseline": "1.2", "target": "0.9", "by": YEAR}
    assert light(indicator, {"2022-Q2": "1.05"}) == "green"
    assert light(indicator, {"2022-Q2": "1.0500001"}) == "yellow"
    assert light(indicator, {"2022-Q2": "1.11"}) == "yellow"
    assert light(indicator, {"2022-Q2": "1.1100001"}) == "red"


def test_level_at_the_deadline_meets_t_or_is_overdue() -> None:
    assert judge(FALLING, {"2022-Q4": 10}).reason == "completed"
    assert judge(FALLING, {"2022-Q4": "10.01"}).reason == "overdue"
    assert judge(RISING, {"2022-Q4": 100}).reason == "completed"
    assert judge(RISING, {"2022-Q4": "99.99"}).reason == "overdue"


def test_level_worse_than_its_baseline_is_red_even_when_nothing_is_expected() -> None:
    """E = B at Q1: 49.9 is worse than B = 50; B itself is what is expected."""
    rising = {**RISING, "schedule": {"2022-Q1": 50}}
    assert light(rising, {"2022-Q1": "49.9"}) == "red"
    assert light(rising, {"2022-Q1": 50}) == "green"
    falling = {**FALLING, "schedule": {"2022-Q1": 20}}
    assert light(falling, {"2022-Q1": "20.1"}) == "red"
    assert light(falling, {"2022-Q1": 20}) == "green"


def test_level_worse_than_its_baseline_is_red_under_a_gap_profile() -> None:
    """yinchuan at Q1: B itself has gap −25 (yellow); 49.9 has c −0.2 %, gap −25.2, but is worse than B."""
    assert light(RISING, {"2022-Q1": 50}, "yinchuan") == "yellow"
    assert light(RISING, {"2022-Q1": "49.9"}, "yinchuan") == "red"
    assert light(FALLING, {"2022-Q1": 20}, "yinchuan") == "yellow"
    assert light(FALLING, {"2022-Q1": "20.1"}, "yinchuan") == "red"


@pytest.mark.parametrize(
    ("value", "expected"), [("92", "green"), ("91.99", "yellow"), ("90", "yellow"), ("89.99", "red")]
)
def test_level_without_baseline_is_yellow_within_tolerance(value: str, expected: str) -> None:
    indicator = {"kind": "level", "direction": "up", "target": 92, "tolerance": 2, "by": YEAR}
    assert light(indicator, {"2022-Q2": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("10", "green"), ("10.01", "yellow"), ("12", "yellow"), ("12.01", "red")]
)
def test_level_without_baseline_mirrored(value: str, expected: str) -> None:
    indicator = {"kind": "level", "direction": "down", "target": 10, "tolerance": 2, "by": YEAR}
    assert light(indicator, {"2022-Q2": value}) == expected


def test_level_without_baseline_or_tolerance_is_yellow_at_any_value_before_the_deadline() -> None:
    """The first value is a start (grey); after it nothing is worse than yellow, not even a worse value."""
    indicator = {"kind": "level", "direction": "up", "target": 92, "by": YEAR}
    assert judge(indicator, {"2022-Q3": 0}).reason == "first_report"
    assert judge(indicator, {"2022-Q2": 50, "2022-Q3": 0}).reason == "not_yet"
    down = {**indicator, "direction": "down"}
    assert judge(down, {"2022-Q3": 9000}).reason == "first_report"
    assert judge(down, {"2022-Q2": 500, "2022-Q3": 9000}).reason == "not_yet"


def test_level_without_baseline_has_no_tolerance_at_the_deadline() -> None:
    indicator = {"kind": "level", "direction": "up", "target": 92, "tolerance": 2, "by": YEAR}
    assert judge(indicator, {"2022-Q4": 91}).reason == "overdue"
    assert judge(indicator, {"2022-Q4": 92}).reason == "completed"
