"""Order of decision (rules 4.10): at every step a case in which a later step would say something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.judging.order import ORDER
from tests.harness import MISSING, assess, judge, make_plan
from tests.rules.targets import CUMULATIVE, LONG_AFTER, TWO_YEARS, YEAR

MILESTONE = {"kind": "milestone", "by": YEAR}
FALSE = {"value": 40, "falsified": True, "by": "市人社局", "reason": "重复计算"}
EXEMPT = "exemptions:\n- {indicator: 1a, from: 2022-06-30, until: 2022-06-30, reason: 疫情, document: 黄政办发〔2022〕60号}\n"


def reason(indicator: dict[str, Any], values: dict[str, Any], **more: Any) -> str:
    return str(judge(indicator, values, **more).reason)


# --- 1 exempt -----------------------------------------------------------------------------------------------


def test_exempt_before_falsified() -> None:
    assert reason(CUMULATIVE, {"2022-Q2": FALSE}, extra=EXEMPT) == "exempt"


def test_exempt_before_completed_earlier() -> None:
    assert reason(CUMULATIVE, {"2022-Q1": 40, "2022-Q2": MISSING}, extra=EXEMPT) == "exempt"


def test_exempt_before_not_started() -> None:
    assert reason({**CUMULATIVE, "start": "2022-07-01"}, {"2022-Q2": MISSING}, extra=EXEMPT) == "exempt"


def test_exempt_before_unreported() -> None:
    assert reason(CUMULATIVE, {"2022-Q2": MISSING}, extra=EXEMPT, on=LONG_AFTER) == "exempt"


def test_exempt_before_overdue() -> None:
    assert reason({**CUMULATIVE, "by": "2022-06-30"}, {"2022-Q2": 1}, extra=EXEMPT) == "exempt"


# --- 2 falsified --------------------------------------------------------------------------------------------


def test_falsified_before_completed_earlier() -> None:
    assert reason(CUMULATIVE, {"2022-Q1": 40, "2022-Q2": {**FALSE, "value": 45}}) == "false_data"


def test_falsified_before_not_started() -> None:
    assert reason({**CUMULATIVE, "start": "2022-07-01"}, {"2022-Q2": FALSE}) == "false_data"


def test_falsified_before_not_due() -> None:
    assert reason({**CUMULATIVE, "every": "year"}, {"2022-Q2": FALSE}) == "false_data"


def test_falsified_before_small_sample() -> None:
    level = {"kind": "level", "direction": "up", "target": 90, "unit": "分", "by": YEAR}
    assert reason(level, {"2022-Q2": {**FALSE, "n": 5}}) == "false_data"


def test_falsified_before_completed() -> None:
    assert reason(CUMULATIVE, {"2022-Q4": FALSE}) == "false_data"


def test_falsified_is_red() -> None:
    assert judge(CUMULATIVE, {"2022-Q1": FALSE}).light == "red"


# --- 3 completed in an earlier submission -------------------------------------------------------------------


@pytest.mark.parametrize("value", [MISSING, "null", "无"])
def test_completed_earlier_needs_no_report(value: object) -> None:
    verdict = judge(CUMULATIVE, {"2022-Q2": 40, "2022-Q3": value}, on=LONG_AFTER)
    assert (verdict.light, verdict.reason) == ("green", "completed")


def test_completed_earlier_is_not_counted_unreported() -> None:
    result = assess(make_plan(CUMULATIVE), {"2022-Q2": {"1a": 40}, "2022-Q3": {}}, on=LONG_AFTER)
    assert result.totals.unreported == 0


def test_completed_two_periods_before() -> None:
    assert reason(CUMULATIVE, {"2022-Q1": 41, "2022-Q2": MISSING, "2022-Q3": MISSING}, on=LONG_AFTER) == "completed"


def test_completed_earlier_before_a_returned_value() -> None:
    """35 after 40 is returned (E4) and counts as not reported; no report is needed."""
    assert reason(CUMULATIVE, {"2022-Q1": 40, "2022-Q2": 35}, on=LONG_AFTER) == "completed"


def test_completed_by_an_earlier_submission_that_came_late() -> None:
    assert reason(CUMULATIVE, {"2022-Q1": {"value": 40, "submitted": "2022-06-01"}, "2022-Q2": MISSING}) == "completed"


def test_not_completed_by_a_submission_that_is_not_there_yet() -> None:
    """Run on 07-05; the value of Q1 comes on 07-20."""
    assert reason(CUMULATIVE, {"2022-Q1": {"value": 40, "submitted": "2022-07-20"}, "2022-Q2": MISSING}) == "pending"


def test_milestone_done_after_the_earlier_cut_off() -> None:
    """Q1's submission of 04-08 says done on 04-05: open at Q1, done before Q2."""
    values = {"2022-Q1": {"done": "2022-04-05", "submitted": "2022-04-08"}, "2022-Q2": MISSING}
    assert reason(MILESTONE, values, on=LONG_AFTER) == "completed"


def test_a_target_raised_since_is_not_completed_earlier() -> None:
    """10 met the T of Q1, not the 40 in force at Q2."""
    paper = {"from": "2022-06-01", "document": "黄政办发〔2022〕60号", "target": 40}
    raised = {**CUMULATIVE, "target": 10, "revisions": [paper]}
    assert reason(raised, {"2022-Q1": 10, "2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"


def test_completed_earlier_before_not_due() -> None:
    assert reason({**CUMULATIVE, "every": "half"}, {"2022-Q2": 40, "2022-Q3": MISSING}) == "completed"


def test_completed_earlier_at_the_deadline() -> None:
    assert reason(CUMULATIVE, {"2022-Q3": 40, "2022-Q4": MISSING}, on=LONG_AFTER) == "completed"


def test_milestone_completed_earlier_needs_no_report() -> None:
    values = {"2022-Q1": {"done": "2022-03-31"}, "2022-Q2": MISSING}
    assert reason(MILESTONE, values, on=LONG_AFTER) == "completed"
    nodes = {**MILESTONE, "nodes": {"市": "2022-06-30", "县": YEAR}}
    done = {"nodes": {"市": "2022-05-01", "县": "2022-09-01"}}
    assert reason(nodes, {"2022-Q3": done, "2022-Q4": MISSING}, on=LONG_AFTER) == "completed"


def test_milestone_with_an_open_node_is_not_completed_earlier() -> None:
    nodes = {**MILESTONE, "nodes": {"市": "2022-06-30", "县": YEAR}}
    done = {"nodes": {"市": "2022-05-01", "县": "false"}}
    assert reason(nodes, {"2022-Q3": done, "2022-Q4": MISSING}, on=LONG_AFTER) == "unreported"


def test_completed_earlier_only_in_the_same_window() -> None:
    indicator = {"kind": "cumulative", "target": 2, "per": "month"}
    values = {"2022-Q3": 24, "2022-Q4": MISSING, "2023-Q1": MISSING}
    assert reason(indicator, values, plan=TWO_YEARS, on=date(2023, 5, 31)) == "unreported"
    assert reason(indicator, dict(list(values.items())[:2]), plan=TWO_YEARS, on=LONG_AFTER) == "completed"


def test_completed_earlier_needs_a_value_that_counts() -> None:
    """A falsified and a returned value (E9) did not meet the target."""
    assert reason(CUMULATIVE, {"2022-Q1": FALSE, "2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"
    counted = {**CUMULATIVE, "unit": "场"}
    assert reason(counted, {"2022-Q1": {"value": 40, "unit": "吨"}, "2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"


def test_completed_earlier_is_for_cumulative_and_milestone_only() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 100, "by": YEAR}
    assert reason(level, {"2022-Q1": 100, "2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"
    assert reason({**level, "by": "2022-06-30"}, {"2022-Q2": 99, "2022-Q3": 99}) == "overdue"
    rank = {"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}
    assert reason(rank, {"2022-Q1": 9, "2022-Q2": 13}) == "wrong_way"


def test_strict_target_is_not_completed_earlier_by_reaching_it() -> None:
    assert reason({**CUMULATIVE, "strict": True}, {"2022-Q1": 40, "2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"
    assert reason({**CUMULATIVE, "strict": True}, {"2022-Q1": 41, "2022-Q2": MISSING}, on=LONG_AFTER) == "completed"


# --- 4 not started ------------------------------------------------------------------------------------------


def test_not_started_until_the_start_is_reached() -> None:
    assert reason({**CUMULATIVE, "start": "2022-07-01"}, {"2022-Q2": 1}) == "not_started"
    assert reason({**CUMULATIVE, "start": "2022-06-30"}, {"2022-Q2": 1}) != "not_started"


def test_not_started_before_not_due() -> None:
    assert reason({**CUMULATIVE, "start": "2022-07-01", "every": "half"}, {"2022-Q1": MISSING}) == "not_started"


def test_not_started_before_unreported() -> None:
    verdict = judge({**CUMULATIVE, "start": "2022-07-01"}, {"2022-Q2": MISSING}, on=LONG_AFTER)
    assert (verdict.light, verdict.reason) == ("grey", "not_started")


def test_not_started_before_no_basis_and_pending_review() -> None:
    change = {"kind": "change", "target": 5, "unit": "万元", "start": "2022-07-01"}
    assert reason(change, {"2022-Q2": 5}) == "not_started"
    assert reason({"kind": "qualitative", "start": "2022-07-01"}, {"2022-Q2": "normal"}) == "not_started"


def test_not_started_before_the_band() -> None:
    assert reason({"kind": "cap", "target": 8, "start": "2022-07-01", "by": YEAR}, {"2022-Q2": 9}) == "not_started"


# --- 5 not due ----------------------------------------------------------------------------------------------


def test_not_due_before_unreported() -> None:
    verdict = judge({**CUMULATIVE, "every": "half"}, {"2022-Q3": MISSING}, on=LONG_AFTER)
    assert (verdict.light, verdict.reason) == ("grey", "not_due")


def test_not_due_before_small_sample_and_the_band() -> None:
    level = {
        "kind": "level",
        "direction": "up",
        "baseline": 50,
        "target": 90,
        "unit": "分",
        "by": YEAR,
        "every": "half",
    }
    assert reason(level, {"2022-Q3": {"value": 1, "n": 5}}) == "not_due"
    assert reason(level, {"2022-Q3": 1}) == "not_due"


# --- 6 no valid value ---------------------------------------------------------------------------------------


def test_missing_before_no_basis_and_pending_review() -> None:
    change = {"kind": "change", "target": 5, "unit": "万元"}
    assert reason(change, {"2022-Q2": MISSING}) == "pending"
    assert reason(change, {"2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"
    assert reason({"kind": "qualitative"}, {"2022-Q2": MISSING}, on=LONG_AFTER) == "unreported"


def test_missing_before_overdue() -> None:
    assert reason(CUMULATIVE, {"2022-Q4": MISSING}) == "pending"
    assert reason(CUMULATIVE, {"2022-Q4": MISSING}, on=LONG_AFTER) == "unreported"
    assert reason(MILESTONE, {"2022-Q4": MISSING}, on=LONG_AFTER) == "unreported"


def test_missing_before_overdue_expected() -> None:
    """力争 is mild about the target, not about the report."""
    assert judge({**CUMULATIVE, "binding": False}, {"2022-Q4": MISSING}, on=LONG_AFTER).light == "red"


def test_missing_milestone_before_due_soon() -> None:
    assert reason({**MILESTONE, "by": "2022-07-15"}, {"2022-Q2": MISSING}) == "pending"


# --- 7 no basis, small sample, pending review ---------------------------------------------------------------


def test_grey_of_step_seven_is_grey() -> None:
    assert judge({"kind": "change", "target": 5, "unit": "万元"}, {"2022-Q4": 5}).light == "grey"
    assert judge({"kind": "qualitative"}, {"2022-Q4": "stalled"}).light == "grey"


# --- 8 the deadline -----------------------------------------------------------------------------------------


def test_overdue_before_a_yellow_band() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 100, "by": YEAR}
    assert reason(level, {"2022-Q4": 90}) == "overdue"
    tolerant = {"kind": "level", "direction": "up", "target": 100, "tolerance": 5, "by": YEAR}
    assert reason(tolerant, {"2022-Q4": 96}) == "overdue"
    assert reason({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, {"2022-Q4": 11}) == "overdue"


def test_not_binding_before_a_red_band() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 100, "by": YEAR, "binding": False}
    assert reason(level, {"2022-Q4": 40}) == "overdue_expected"


# --- 9 the band ---------------------------------------------------------------------------------------------


WITHOUT_STEP_EIGHT: list[tuple[dict[str, Any], object, str]] = [
    ({"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1, "by": YEAR}, 94, "slipping"),
    ({"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1, "by": YEAR}, 90, "not_held"),
    ({"kind": "cap", "target": 8, "by": YEAR}, 9, "over_cap"),
    ({"kind": "change", "target": 5, "unit": "万元", "by": YEAR}, {"value": 99, "last_year": 100}, "wrong_way"),
    ({"kind": "qualitative"}, {"value": "stalled", "confirmed": True}, "stalled"),
    ({"kind": "rank", "baseline": 12, "by": YEAR}, 13, "wrong_way"),
]


def test_kinds_without_step_eight_keep_their_band_at_the_deadline() -> None:
    for indicator, value, expected in WITHOUT_STEP_EIGHT:
        assert reason(indicator, {"2022-Q4": value}) == expected


def test_band_reasons_before_the_deadline() -> None:
    assert reason(CUMULATIVE, {"2022-Q2": 20}) == "on_pace"
    assert reason(CUMULATIVE, {"2022-Q2": 12}) == "behind"
    assert reason(CUMULATIVE, {"2022-Q2": 11}) == "far_behind"


def test_a_cap_passed_earlier_before_missing() -> None:
    """Not to report is no way out of a limit that was passed."""
    cap = {"kind": "cap", "target": 8, "by": YEAR}
    assert reason(cap, {"2022-Q1": 9, "2022-Q2": MISSING}) == "over_cap"
    assert reason(cap, {"2022-Q1": 9, "2022-Q2": MISSING}, on=LONG_AFTER) == "over_cap"
    assert reason(cap, {"2022-Q1": 8, "2022-Q2": MISSING}) == "pending"


@pytest.mark.parametrize(("n", "expected"), [(29, "unreported"), (30, "overdue"), (0, "unreported")])
def test_small_sample_is_no_way_out_at_a_deadline(n: int, expected: str) -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 90, "unit": "分", "by": YEAR}
    assert reason(level, {"2022-Q4": {"value": 80, "n": n}}, on=LONG_AFTER) == expected


def test_small_sample_that_was_confirmed_before_overdue_and_completed() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 90, "unit": "分", "by": YEAR}
    for value in (80, 95):
        assert reason(level, {"2022-Q4": {"value": value, "n": 29, "confirmed": True}}) == "small_sample"


def test_the_size_of_a_sample_means_nothing_for_what_is_counted() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 90, "unit": "个", "by": YEAR}
    assert reason(level, {"2022-Q4": {"value": 80, "n": 5}}) == "overdue"


def test_small_sample_before_the_band() -> None:
    level = {"kind": "level", "direction": "up", "baseline": 50, "target": 90, "unit": "分", "by": YEAR}
    assert reason(level, {"2022-Q3": {"value": 95, "n": 29}}) == "small_sample"
    assert reason(level, {"2022-Q3": {"value": 95, "n": 30}}) == "on_pace"
    maintain = {"kind": "maintain", "direction": "up", "target": 90, "unit": "分"}
    assert reason(maintain, {"2022-Q2": {"value": 1, "n": 29}}) == "small_sample"
    assert reason(maintain, {"2022-Q2": {"value": 1, "n": 30}}) == "not_held"


def test_kinds_without_step_eight_are_never_red_where_they_are_hoped_for() -> None:
    for indicator, value, expected in WITHOUT_STEP_EIGHT:
        verdict = judge({**indicator, "binding": False}, {"2022-Q4": value})
        hoped = "slipping" if expected == "slipping" else "expected_missed"
        assert (verdict.light, verdict.reason) == ("yellow", hoped)


# --- what explain names -------------------------------------------------------------------------------------

STEPS = {1: {"exempt"}, 2: {"found_false"}, 3: {"met_before"}, 4: {"not_started"},
         5: {"not_due", "not_given", "none_occurred"}, 6: {"absent_till_due", "absent_in_grace", "absent"},
         7: {"small_sample", "first_report", "undated", "without_basis", "unconfirmed"},
         8: {"deadline_met", "deadline_missed"}, 9: {"limit_passed_before", "compared"}}  # fmt: skip
"""The specification's nine steps; a limit that was passed before is the band of its kind, said before a report is missed."""


@pytest.mark.parametrize("step", STEPS)
def test_a_decision_bears_the_number_of_its_step(step: int) -> None:
    assert {row.fact for row in ORDER if row.rule == step} == STEPS[step]


def test_the_steps_follow_each_other() -> None:
    numbers = [row.rule for row in ORDER if row.fact != "limit_passed_before"]
    assert numbers == sorted(numbers)
    assert {row.rule for row in ORDER} == set(STEPS)
