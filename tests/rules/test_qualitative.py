"""Grades that a person confirms (rules 4), worked out by hand from the specification."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import light


@pytest.mark.parametrize("period", ["2022-Q2", "2022-Q4"])
@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("normal", "green"),
        ("slow", "yellow"),
        ("stalled", "red"),
        ("正常", "green"),
        ("缓慢", "yellow"),
        ("停滞", "red"),
    ],
)
def test_qualitative(period: str, grade: str, expected: str) -> None:
    assert light({"kind": "qualitative"}, {period: {"value": grade, "confirmed": True}}) == expected


@pytest.mark.parametrize("grade", ["normal", "slow", "stalled"])
def test_qualitative_unconfirmed_waits_for_review(grade: str) -> None:
    assert judge({"kind": "qualitative"}, {"2022-Q2": grade}).reason == "pending_review"
    assert judge({"kind": "qualitative"}, {"2022-Q2": {"value": grade, "confirmed": False}}).reason == "pending_review"


def test_qualitative_reasons() -> None:
    assert judge({"kind": "qualitative"}, {"2022-Q2": {"value": "slow", "confirmed": True}}).reason == "slow"
    assert judge({"kind": "qualitative"}, {"2022-Q2": {"value": "stalled", "confirmed": True}}).reason == "stalled"
