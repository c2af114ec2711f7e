"""Changes against a year before (rules 4), worked out by hand from the specification."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR, light


@pytest.mark.parametrize(
    ("value", "expected"),
    [("105", "green"), ("104.99", "yellow"), ("100", "yellow"), ("99.99", "red"), ("250", "green")],
)
def test_change_rising(value: str, expected: str) -> None:
    indicator = {"kind": "change", "target": 5, "unit": "万元"}
    assert light(indicator, {"2022-Q2": {"value": value, "last_year": 100}}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("90", "green"), ("80", "green"), ("90.01", "yellow"), ("100", "yellow"), ("100.01", "red")],
)
def test_change_falling_target_is_signed(value: str, expected: str) -> None:
    indicator = {"kind": "change", "target": -10, "unit": "万元"}
    assert light(indicator, {"2022-Q2": {"value": value, "last_year": 100}}) == expected


@pytest.mark.parametrize(
    ("target", "value", "base"), [(15, "115", "100"), (10, "0.77", "0.7"), (20, "0.36", "0.3"), (-30, "0.7", "1")]
)
def test_change_is_exact_where_floats_err(target: int, value: str, base: str) -> None:
    indicator = {"kind": "change", "target": target, "unit": "万元"}
    assert light(indicator, {"2022-Q2": {"value": value, "last_year": base}}) == "green"


def test_change_reasons() -> None:
    indicator = {"kind": "change", "target": 5, "unit": "万元"}
    assert judge(indicator, {"2022-Q2": {"value": 100, "last_year": 100}}).reason == "improving"
    assert judge(indicator, {"2022-Q2": {"value": 99, "last_year": 100}}).reason == "wrong_way"


def test_change_is_judged_by_its_band_at_the_deadline() -> None:
    """Decision 8 does not name `change`."""
    indicator = {"kind": "change", "target": 5, "unit": "件", "by": YEAR}
    assert judge(indicator, {"2022-Q4": {"value": 104, "last_year": 100}}).reason == "improving"


SPAN = ["2021-01-01", "2022-12-31"]
CHANGE = {"kind": "change", "target": 5, "unit": "万元"}


def test_change_base_is_the_same_period_a_year_before() -> None:
    """History 100 goes before `last_year` 50: 104 is +4 %, not +108 %."""
    values: dict[str, Any] = {"2021-Q1": 60, "2021-Q2": 100, "2022-Q1": 63, "2022-Q2": {"value": 104, "last_year": 50}}
    assert judge(CHANGE, values, plan=SPAN).reason == "improving"


def test_change_base_last_year_goes_before_baseline() -> None:
    indicator = {**CHANGE, "baseline": 50}
    assert judge(indicator, {"2022-Q2": {"value": 104, "last_year": 100}}).reason == "improving"


def test_change_base_baseline_comes_last() -> None:
    indicator = {**CHANGE, "baseline": 100}
    assert light(indicator, {"2022-Q2": 105}) == "green"
    assert light(indicator, {"2022-Q2": 104}) == "yellow"


def test_change_without_base_or_with_base_zero_has_no_basis() -> None:
    assert judge(CHANGE, {"2022-Q2": 104}).reason == "no_basis"
    assert judge(CHANGE, {"2022-Q2": {"value": 104, "last_year": 0}}).reason == "no_basis"
    assert judge({**CHANGE, "baseline": 0}, {"2022-Q2": 104}).reason == "no_basis"


def test_change_does_not_take_another_period_for_base() -> None:
    assert judge(CHANGE, {"2021-Q1": 100, "2022-Q2": 105}, plan=SPAN).reason == "no_basis"


def test_change_base_ignores_a_returned_value() -> None:
    """The 50 of a year before has another unit (E9) and counts as not reported: `last_year` is the base."""
    values: dict[str, Any] = {"2021-Q2": {"value": 50, "unit": "%"}, "2022-Q2": {"value": 104, "last_year": 100}}
    assert judge(CHANGE, values, plan=SPAN).reason == "improving"


def test_change_base_may_have_come_late() -> None:
    values: dict[str, Any] = {"2021-Q2": {"value": 100, "submitted": "2021-12-01"}, "2022-Q2": 104}
    assert judge(CHANGE, values, plan=SPAN).reason == "improving"


def test_change_reported_as_percent_is_the_change_itself() -> None:
    indicator = {"kind": "change", "target": 5, "unit": "%", "reported_as": "percent"}
    assert light(indicator, {"2022-Q2": 5}) == "green"
    assert light(indicator, {"2022-Q2": "4.99"}) == "yellow"
    assert light(indicator, {"2022-Q2": 0}) == "yellow"


def test_change_reported_as_percent_may_be_negative_or_above_a_hundred() -> None:
    """A change is no share: E3 does not apply."""
    indicator = {"kind": "change", "target": 5, "unit": "%", "reported_as": "percent"}
    assert judge(indicator, {"2022-Q2": "-0.1"}).reason == "wrong_way"
    assert light(indicator, {"2022-Q2": 150}) == "green"
    assert light({**indicator, "target": -10}, {"2022-Q2": "-10"}) == "green"
    assert light({**indicator, "target": -10}, {"2022-Q2": "-9.99"}) == "yellow"
