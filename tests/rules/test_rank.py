"""Places (rules 4), worked out by hand from the specification."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR, light


@pytest.mark.parametrize(("value", "expected"), [(9, "green"), (10, "green"), (11, "yellow"), (12, "red"), (13, "red")])
def test_rank_with_target_and_baseline(value: int, expected: str) -> None:
    """A lower place is better. T 10, B 12: missed but better than 12 is yellow."""
    assert light({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, {"2022-Q2": value}) == expected


@pytest.mark.parametrize("period", ["2022-Q2", "2022-Q4"])
@pytest.mark.parametrize(("value", "expected"), [(11, "green"), (12, "yellow"), (13, "red")])
def test_rank_without_target_is_held_against_the_baseline(period: str, value: int, expected: str) -> None:
    """Decision 8 names only a rank with a target."""
    assert light({"kind": "rank", "baseline": 12, "by": YEAR}, {period: value}) == expected


def test_rank_with_target_at_the_deadline() -> None:
    rank = {"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}
    assert judge(rank, {"2022-Q4": 10}).reason == "completed"
    assert judge(rank, {"2022-Q4": 11}).reason == "overdue"


def test_rank_reasons() -> None:
    assert judge({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, {"2022-Q2": 11}).reason == "improving"
    assert judge({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, {"2022-Q2": 13}).reason == "wrong_way"
