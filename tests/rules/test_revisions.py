"""What a later document changes: revised targets and deadlines, exemptions (rules 3)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.harness import assess, judge, make_plan
from tests.rules.targets import PAPER, YEAR, light


@pytest.mark.parametrize(("since", "target"), [("2022-06-30", 20), ("2022-07-01", 40), ("2022-04-01", 20)])
def test_revised_target_counts_for_cut_offs_from_its_day_on(since: str, target: int) -> None:
    indicator = {
        "kind": "cumulative",
        "target": 40,
        "by": YEAR,
        "revisions": [{"from": since, "document": PAPER, "target": 20}],
    }
    assert judge(indicator, {"2022-Q2": 10}).moment.target == target
    assert light(indicator, {"2022-Q2": 10}) == ("green" if target == 20 else "red")


def test_revised_target_leaves_earlier_periods_alone() -> None:
    """Q1: 5 of 10 expected is red under T 40; T 20 of July would make it green."""
    indicator = {
        "kind": "cumulative",
        "target": 40,
        "by": YEAR,
        "revisions": [{"from": "2022-07-01", "document": PAPER, "target": 20}],
    }
    verdict = judge(indicator, {"2022-Q1": 5, "2022-Q3": 15})
    assert verdict.light == "green"
    assert {past.period: past.light for past in verdict.past}["2022-Q1"] == "red"


def test_revised_deadline() -> None:
    """From 10-01 the deadline is 2023-12-31: at Q4 E = 40·4/8 = 20, not overdue; at Q3 E = 30."""
    indicator = {
        "kind": "cumulative",
        "target": 40,
        "by": YEAR,
        "revisions": [{"from": "2022-10-01", "document": PAPER, "by": "2023-12-31"}],
    }
    assert judge(indicator, {"2022-Q4": 20}).reason == "on_pace"
    assert judge(indicator, {"2022-Q4": "19.9"}).reason == "behind"
    assert judge(indicator, {"2022-Q3": 20}).reason == "behind"


def test_revision_may_move_the_deadline_forward() -> None:
    indicator = {
        "kind": "cumulative",
        "target": 40,
        "by": YEAR,
        "revisions": [{"from": "2022-09-30", "document": PAPER, "by": "2022-09-30"}],
    }
    assert judge(indicator, {"2022-Q3": 30}).reason == "overdue"


def test_the_last_revision_in_force_counts() -> None:
    first = {"from": "2022-04-01", "document": PAPER, "target": 20}
    second = {"from": "2022-07-01", "document": PAPER, "target": 60}
    indicator = {"kind": "cumulative", "target": 40, "by": YEAR, "revisions": [first, second]}
    assert [judge(indicator, {f"2022-Q{q}": 1}).moment.target for q in (1, 2, 3)] == [40, 20, 60]


def test_a_revision_of_the_deadline_keeps_the_target_of_the_one_before() -> None:
    first = {"from": "2022-04-01", "document": PAPER, "target": 20}
    second = {"from": "2022-07-01", "document": PAPER, "by": "2023-12-31"}
    moment = judge(
        {"kind": "cumulative", "target": 40, "by": YEAR, "revisions": [first, second]}, {"2022-Q3": 1}
    ).moment
    assert moment.target == 20
    assert moment.end == date(2023, 12, 31)


def test_revised_by_is_no_longer_assumed() -> None:
    indicator = {
        "kind": "cumulative",
        "target": 40,
        "revisions": [{"from": "2022-04-01", "document": PAPER, "by": "2023-12-31"}],
    }
    assert not judge(indicator, {"2022-Q2": 1}).moment.assumed


# --- exemptions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2022-06-30", "2022-06-30", "exempt"),
        ("2022-06-01", "2022-06-30", "exempt"),
        ("2022-06-30", "2022-12-31", "exempt"),
        ("2022-07-01", "2022-12-31", "far_behind"),
        ("2022-01-01", "2022-06-29", "far_behind"),
    ],
)
def test_exemption_includes_both_days(first: str, last: str, expected: str) -> None:
    extra = f"exemptions:\n- {{indicator: 1a, from: {first}, until: {last}, reason: 疫情, document: {PAPER}}}\n"
    verdict = judge({"kind": "cumulative", "target": 40, "by": YEAR}, {"2022-Q2": 1}, extra=extra)
    assert verdict.reason == expected


def test_exemption_is_of_one_indicator() -> None:
    extra = f"exemptions:\n- {{indicator: 1b, from: 2022-01-01, until: 2022-12-31, reason: 疫情, document: {PAPER}}}\n"
    plan = make_plan({"kind": "cumulative", "target": 40}, {"kind": "cumulative", "target": 40}, extra=extra)
    reasons = [verdict.reason for verdict in assess(plan, {"2022-Q2": {"1a": 1, "1b": 1}}).verdicts]
    assert reasons == ["far_behind", "exempt"]
