"""What is to be held (rules 4), worked out by hand from the specification."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR


@pytest.mark.parametrize(
    ("value", "reason"), [("95", "held"), ("94.99", "slipping"), ("94", "slipping"), ("93.99", "not_held")]
)
@pytest.mark.parametrize("period", ["2022-Q1", "2022-Q4"])
def test_maintain_in_every_period(period: str, value: str, reason: str) -> None:
    """Not among the kinds of decision 8: at the deadline it is held, slipping or not held all the same."""
    indicator = {"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1, "by": YEAR}
    assert judge(indicator, {period: value}).reason == reason


@pytest.mark.parametrize(("value", "reason"), [("5", "held"), ("6", "slipping"), ("6.01", "not_held"), ("0", "held")])
def test_maintain_mirrored(value: str, reason: str) -> None:
    indicator = {"kind": "maintain", "direction": "down", "target": 5, "tolerance": 1}
    assert judge(indicator, {"2022-Q2": value}).reason == reason


def test_maintain_tolerance_is_exact_where_floats_err() -> None:
    """1.1 − 0.1 = 1.0, and 0.3 − 0.1 = 0.2 (binary floats say 0.19999…)."""
    indicator = {"kind": "maintain", "direction": "down", "target": "0.2", "tolerance": "0.1"}
    assert judge(indicator, {"2022-Q2": "0.3"}).reason == "slipping"
    assert judge(indicator, {"2022-Q2": "0.300000000001"}).reason == "not_held"


def test_maintain_tolerance_is_zero_by_default() -> None:
    indicator = {"kind": "maintain", "direction": "up", "target": 95}
    assert judge(indicator, {"2022-Q2": "94.99"}).reason == "not_held"
