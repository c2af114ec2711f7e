"""Running totals (rules 4), worked out by hand from the specification."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.harness import SHARED, judge
from tests.rules.targets import CUMULATIVE, YEAR, light, rules


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [
        ("2022-Q1", "10", "green"),
        ("2022-Q1", "9.99", "yellow"),
        ("2022-Q1", "6", "yellow"),
        ("2022-Q1", "5.99", "red"),
        ("2022-Q3", "30", "green"),
        ("2022-Q3", "29.999", "yellow"),
        ("2022-Q3", "18", "yellow"),
        ("2022-Q3", "17.999", "red"),
    ],
)
def test_cumulative_green_from_e_yellow_from_six_tenths_of_e(period: str, value: str, expected: str) -> None:
    assert light(CUMULATIVE, {period: value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("150", "green"), ("149.9", "yellow"), ("130", "yellow"), ("129.9", "red")]
)
def test_cumulative_counts_from_its_baseline(value: str, expected: str) -> None:
    """E = 100 + 100/2 = 150; yellow from 100 + 0.6·50 = 130."""
    indicator = {"kind": "cumulative", "baseline": 100, "target": 200, "by": YEAR}
    assert light(indicator, {"2022-Q2": value}) == expected


@pytest.mark.parametrize(
    ("target", "on_line", "below"),
    [("0.2", "0.08", "0.0799"), ("2.2", "0.88", "0.8799"), ("3", "1.2", "1.1999"), ("0.4", "0.16", "0.1599")],
)
def test_lines_are_exact_where_floats_err(target: str, on_line: str, below: str) -> None:
    """wuhan: green from 0.8·E, E = T/2; 0.8·E is above the decimal in binary floats."""
    indicator = {"kind": "cumulative", "target": target, "by": YEAR}
    assert light(indicator, {"2022-Q2": on_line}, "wuhan") == "green"
    assert light(indicator, {"2022-Q2": below}, "wuhan") == "yellow"


def test_expected_of_three_tenths_is_exact() -> None:
    """T = 0.3: at Q2 E = 0.15, yellow from 0.09; at Q3 E = 0.225, yellow from 0.135."""
    indicator = {"kind": "cumulative", "target": "0.3", "by": YEAR}
    assert light(indicator, {"2022-Q2": "0.15"}) == "green"
    assert light(indicator, {"2022-Q2": "0.09"}) == "yellow"
    assert light(indicator, {"2022-Q2": "0.0899999999"}) == "red"
    assert light(indicator, {"2022-Q3": "0.225"}) == "green"
    assert light(indicator, {"2022-Q3": "0.135"}) == "yellow"
    assert light(indicator, {"2022-Q3": "0.134999999999"}) == "red"


def test_a_third_of_the_window_is_exact() -> None:
    """T = 0.3 over three quarters: E = 0.1 after one; 0.3/3 < 0.1 in binary floats."""
    indicator = {"kind": "cumulative", "target": "0.3", "start": "2022-04-01", "by": YEAR}
    assert light(indicator, {"2022-Q2": "0.1"}) == "green"
    assert light(indicator, {"2022-Q2": "0.0999999"}) == "yellow"


def test_cumulative_needs_the_whole_target_at_the_deadline() -> None:
    assert judge(CUMULATIVE, {"2022-Q4": 40}).reason == "completed"
    assert judge(CUMULATIVE, {"2022-Q4": "39.99"}).reason == "overdue"


def test_cumulative_needs_the_whole_target_at_the_deadline_in_a_mild_profile() -> None:
    """wuhan's green line is 0.8, but at the deadline A ≥ T."""
    assert judge(CUMULATIVE, {"2022-Q4": 39}, rules=rules("wuhan")).reason == "overdue"
    assert judge(CUMULATIVE, {"2022-Q4": 39}, rules=rules("yinchuan")).reason == "overdue"


def test_cumulative_with_nothing_expected_yet_is_green() -> None:
    """E = B: green, for 0 too, in every profile."""
    indicator = {**CUMULATIVE, "schedule": {"2022-Q1": 0, "2022-Q2": 20}}
    for profile in SHARED.profiles:
        assert light(indicator, {"2022-Q1": 0}, profile) == "green", profile


def test_cumulative_numbers_behind_the_verdict() -> None:
    """T 40, A 15 at Q2: E 20, c 37.5 %, r 75 %, gap −12.5 points."""
    verdict = judge(CUMULATIVE, {"2022-Q2": 15})
    assert verdict.moment.pace == Fraction(1, 2)
    assert verdict.moment.expected == 20
    assert verdict.completion == Fraction(3, 8)
    assert verdict.ratio == Fraction(3, 4)
    assert verdict.gap == Fraction(-25, 2)


def test_zero_is_a_value() -> None:
    """Nothing reported is not zero, and zero is not nothing."""
    assert judge(CUMULATIVE, {"2022-Q1": 0}).reason == "far_behind"
