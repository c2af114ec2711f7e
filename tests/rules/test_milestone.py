"""Milestones and their nodes (rules 4), worked out by hand from the specification."""

from __future__ import annotations

import pytest

from tests.harness import judge
from tests.rules.targets import YEAR, light


@pytest.mark.parametrize(
    ("by", "reason"), [("2022-07-01", "due_soon"), ("2022-07-30", "due_soon"), ("2022-07-31", "on_pace")]
)
def test_milestone_open_and_due_within_thirty_days(by: str, reason: str) -> None:
    """Cut-off 06-30: 07-30 is 30 days away, 07-31 is 31."""
    assert judge({"kind": "milestone", "by": by}, {"2022-Q2": "false"}).reason == reason


def test_milestone_at_its_deadline() -> None:
    milestone = {"kind": "milestone", "by": "2022-06-30"}
    assert judge(milestone, {"2022-Q2": {"done": "2022-06-30"}}).reason == "completed"
    assert judge(milestone, {"2022-Q2": "false"}).reason == "overdue"
    assert judge(milestone, {"2022-Q2": {"progress": 99}}).reason == "overdue"


def test_milestone_done_after_the_cut_off_is_open_at_the_cut_off() -> None:
    milestone = {"kind": "milestone", "by": "2022-07-15"}
    assert judge(milestone, {"2022-Q2": {"done": "2022-07-01"}}).reason == "due_soon"
    assert judge({**milestone, "by": "2022-06-30"}, {"2022-Q2": {"done": "2022-07-01"}}).reason == "overdue"


def test_milestone_done_before_its_deadline_is_green() -> None:
    assert light({"kind": "milestone", "by": "2022-07-15"}, {"2022-Q2": {"done": "2022-06-30"}}) == "green"


def test_milestone_progress_is_never_judged() -> None:
    assert light({"kind": "milestone", "by": YEAR}, {"2022-Q2": {"progress": 0}}) == "green"
    assert light({"kind": "milestone", "by": "2022-07-15"}, {"2022-Q2": {"progress": 100}}) == "yellow"


NODES = {"kind": "milestone", "by": YEAR, "nodes": {"市": "2022-08-01", "县": "2022-09-15", "村": YEAR}}


@pytest.mark.parametrize(
    ("period", "done", "expected"),
    [
        ("2022-Q2", {}, "green"),  # the nearest node is 32 days away
        ("2022-Q3", {"市": "2022-08-01", "县": "2022-09-15"}, "green"),
        ("2022-Q3", {"市": "2022-08-09", "县": "2022-09-30"}, "green"),  # late, but done at the cut-off
        ("2022-Q3", {"市": "2022-08-01"}, "red"),
        ("2022-Q3", {"市": "2022-08-01", "县": "2022-10-01"}, "red"),  # done after the cut-off
        ("2022-Q4", {"市": "2022-08-01", "县": "2022-09-15", "村": "2022-12-31"}, "green"),
        ("2022-Q4", {"市": "2022-08-01", "县": "2022-09-15"}, "red"),
    ],
)
def test_milestone_every_node_due_by_the_cut_off_is_done(period: str, done: dict[str, str], expected: str) -> None:
    values = {name: done.get(name, "false") for name in ("市", "县", "村")}
    assert light(NODES, {period: {"nodes": values}}) == expected


def test_milestone_reasons_at_the_end_of_its_nodes() -> None:
    done = {"市": "2022-08-01", "县": "2022-09-15", "村": "2022-12-31"}
    assert judge(NODES, {"2022-Q4": {"nodes": done}}).reason == "completed"
    assert judge(NODES, {"2022-Q4": {"nodes": {**done, "村": "2023-01-01"}}}).reason == "overdue"


def test_milestone_node_due_soon_but_done_is_green() -> None:
    indicator = {"kind": "milestone", "by": YEAR, "nodes": {"市": "2022-07-15", "县": YEAR}}
    assert light(indicator, {"2022-Q2": {"nodes": {"市": "2022-06-20", "县": "false"}}}) == "green"
    assert light(indicator, {"2022-Q2": {"nodes": {"市": "false", "县": "false"}}}) == "yellow"
