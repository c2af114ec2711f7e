"""What must not be passed (rules 4), worked out by hand from the specification."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR


@pytest.mark.parametrize(
    ("period", "value", "reason"),
    [
        ("2022-Q1", "2", "within_cap"),
        ("2022-Q1", "2.01", "near_cap"),
        ("2022-Q1", "8", "near_cap"),
        ("2022-Q1", "8.01", "over_cap"),
        ("2022-Q4", "8", "within_cap"),
        ("2022-Q4", "8.01", "over_cap"),
    ],
)
def test_cap_green_to_t_times_p_yellow_to_t(period: str, value: str, reason: str) -> None:
    assert judge({"kind": "cap", "target": 8, "by": YEAR}, {period: value}).reason == reason


def test_cap_is_exact_where_floats_err() -> None:
    """T 0.7 at Q3: T·P = 0.525; T 1.1 at Q3: 0.825."""
    assert judge({"kind": "cap", "target": "0.7", "by": YEAR}, {"2022-Q3": "0.525"}).reason == "within_cap"
    assert judge({"kind": "cap", "target": "1.1", "by": YEAR}, {"2022-Q3": "0.825"}).reason == "within_cap"
    assert judge({"kind": "cap", "target": "1.1", "by": YEAR}, {"2022-Q3": "0.82500001"}).reason == "near_cap"


def test_cap_once_passed_stays_red() -> None:
    """Above T stays red to the end of the window; a breach that a correction takes back is none."""
    cap = {"kind": "cap", "target": 8, "by": YEAR}
    assert judge(cap, {"2022-Q1": 9, "2022-Q2": 9, "2022-Q4": 9}).reason == "over_cap"
    assert judge(cap, {"2022-Q1": 9, "2022-Q2": 1}).reason == "over_cap"
    down = {"value": 1, "correction": True, "reason": "退费"}
    assert judge(cap, {"2022-Q1": 9, "2022-Q2": down}).reason == "within_cap"
    assert judge(cap, {"2022-Q1": 9, "2022-Q2": down, "2022-Q4": 7}).reason == "within_cap"


def test_cap_reached_exactly_is_not_passed() -> None:
    cap = {"kind": "cap", "target": 8, "by": YEAR}
    assert judge(cap, {"2022-Q1": 8, "2022-Q4": 8}).reason == "within_cap"


def test_cap_of_a_new_window_starts_afresh() -> None:
    cap = {"kind": "cap", "target": 8, "per": "year"}
    span = ["2022-01-01", "2023-12-31"]
    assert judge(cap, {"2022-Q4": 9, "2023-Q1": 2}, plan=span).reason == "within_cap"


def test_cap_whose_window_ends_inside_the_period() -> None:
    """P is clipped to 1: past the deadline T·P is T, not more."""
    cap = {"kind": "cap", "target": 8, "by": "2022-08-15"}
    assert judge(cap, {"2022-Q3": 8}).reason == "within_cap"
    assert judge(cap, {"2022-Q3": 9}).reason == "over_cap"


def test_cap_ignores_a_returned_value() -> None:
    """A value with an E-check counts as not reported, so it did not pass the cap."""
    cap = {"kind": "cap", "target": 8, "by": YEAR, "unit": "万元"}
    assert judge(cap, {"2022-Q1": {"value": 9, "unit": "吨"}, "2022-Q2": 4}).reason == "within_cap"
