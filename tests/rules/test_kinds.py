"""Kinds and lines (rules 4): each expectation is worked out by hand from the specification, not from the code.

Unless a test says otherwise the plan is the year 2022 and reports by quarter, so P is 1/4, 1/2, 3/4 and 1.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from checker.judging.evaluate import Rules
from tests.harness import SHARED, judge

Value = int | str | dict[str, Any]
YEAR = "2022-12-31"
CUMULATIVE = {"kind": "cumulative", "target": 40, "by": YEAR}
FALLING = {"kind": "level", "direction": "down", "baseline": 20, "target": 10, "by": YEAR}
RISING = {"kind": "level", "direction": "up", "baseline": 50, "target": 100, "by": YEAR}


def rules(profile: str) -> Rules:
    """The shipped rules under another profile."""
    return Rules(SHARED.profiles[profile], SHARED.calendar, tuple(SHARED.domains))


def light(indicator: dict[str, Any], values: dict[str, Any], profile: str = "plancheck", **more: Any) -> str:
    return str(judge(indicator, values, rules=rules(profile), **more).light)


# --- cumulative -------------------------------------------------------------------------------------------


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


# --- level with a baseline --------------------------------------------------------------------------------


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


# --- level without a baseline -----------------------------------------------------------------------------


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


# --- maintain ---------------------------------------------------------------------------------------------


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


# --- cap --------------------------------------------------------------------------------------------------


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


# --- change -----------------------------------------------------------------------------------------------


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


# --- milestone --------------------------------------------------------------------------------------------


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


# --- rank -------------------------------------------------------------------------------------------------


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


# --- qualitative ------------------------------------------------------------------------------------------


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


# --- profiles ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "green", "yellow"),
    [("plancheck", 100, 60), ("wuhan", 80, 60), ("tianjin", 100, 70), ("sanya", 100, 50), ("strict", 100, 80)],
)
def test_ratio_profiles_are_inclusive_below(profile: str, green: int, yellow: int) -> None:
    """T 200 at Q2: E 100, so the lines in percent are the values."""
    indicator = {"kind": "cumulative", "target": 200, "by": YEAR}
    assert light(indicator, {"2022-Q2": green}, profile) == "green"
    assert light(indicator, {"2022-Q2": f"{green - 1}.999"}, profile) == "yellow"
    assert light(indicator, {"2022-Q2": yellow}, profile) == "yellow"
    assert light(indicator, {"2022-Q2": f"{yellow - 1}.999"}, profile) == "red"


@pytest.mark.parametrize(
    ("profile", "green", "yellow"),
    [
        ("plancheck", "15", "17"),
        ("wuhan", "16", "17"),
        ("tianjin", "15", "16.5"),
        ("sanya", "15", "17.5"),
        ("strict", "15", "16"),
    ],
)
def test_ratio_profiles_mirrored(profile: str, green: str, yellow: str) -> None:
    """B 20, T 10 at Q2: E 15; a line g lies at 20 − 5·g."""
    assert light(FALLING, {"2022-Q2": green}, profile) == "green"
    assert light(FALLING, {"2022-Q2": f"{float(green) + 0.01:.2f}"}, profile) == "yellow"
    assert light(FALLING, {"2022-Q2": yellow}, profile) == "yellow"
    assert light(FALLING, {"2022-Q2": f"{float(yellow) + 0.01:.2f}"}, profile) == "red"


@pytest.mark.parametrize(
    ("value", "expected"), [("40.01", "green"), ("40", "yellow"), ("20", "yellow"), ("19.99", "red")]
)
def test_gap_profile(value: str, expected: str) -> None:
    """yinchuan at P 50 %: green above −10 points (not on it), yellow down to −30 included."""
    assert light({"kind": "cumulative", "target": 100, "by": YEAR}, {"2022-Q2": value}, "yinchuan") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("15.99", "green"), ("16", "yellow"), ("18", "yellow"), ("18.01", "red")]
)
def test_gap_profile_mirrored(value: str, expected: str) -> None:
    """B 20, T 10 at P 50 %: c − P = −10 points at 16, −30 points at 18."""
    assert light(FALLING, {"2022-Q2": value}, "yinchuan") == expected


def test_gap_profile_early_in_the_window() -> None:
    """At P 25 % even nothing done is 25 points behind: yellow."""
    assert light({"kind": "cumulative", "target": 100, "by": YEAR}, {"2022-Q1": 0}, "yinchuan") == "yellow"


def test_gap_profile_with_a_baseline_on_exact_lines() -> None:
    """B 0.1, T 0.4 at Q3 (P 75 %): −10 points at c 65 % = 0.295; −30 points at c 45 % = 0.235."""
    indicator = {"kind": "level", "direction": "up", "baseline": "0.1", "target": "0.4", "by": YEAR}
    assert light(indicator, {"2022-Q3": "0.2950001"}, "yinchuan") == "green"
    assert light(indicator, {"2022-Q3": "0.295"}, "yinchuan") == "yellow"
    assert light(indicator, {"2022-Q3": "0.235"}, "yinchuan") == "yellow"
    assert light(indicator, {"2022-Q3": "0.2349999"}, "yinchuan") == "red"


@pytest.mark.parametrize("profile", ["wuhan", "yinchuan", "strict"])
def test_profiles_do_not_touch_kinds_without_lines(profile: str) -> None:
    """g and y stand only in the rows `cumulative` and `level` with a baseline."""
    maintain = {"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1}
    assert light(maintain, {"2022-Q2": 94}, profile) == "yellow"
    assert light({"kind": "cap", "target": 8, "by": YEAR}, {"2022-Q1": 2}, profile) == "green"
    assert light({"kind": "cap", "target": 8, "by": YEAR}, {"2022-Q1": "2.01"}, profile) == "yellow"
    change = {"kind": "change", "target": 5, "unit": "万元"}
    assert light(change, {"2022-Q2": {"value": 104, "last_year": 100}}, profile) == "yellow"


# --- discrete, strict, ceiling, binding, parts of a whole ---------------------------------------------------


DISCRETE = {"kind": "cumulative", "target": 5, "by": "2024-12-31", "discrete": True}
THREE_YEARS = ["2022-01-01", "2024-12-31"]


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [
        ("2022-Q2", 0, "green"),  # 5 · 2/12 = 0.83 → 0
        ("2022-Q3", 0, "red"),  # 5 · 3/12 = 1.25 → 1
        ("2022-Q3", 1, "green"),
        ("2023-Q1", 1, "red"),  # 5 · 5/12 = 2.08 → 2: half
        ("2023-Q1", 2, "green"),
        ("2023-Q4", 2, "yellow"),  # 5 · 8/12 = 3.33 → 3: two thirds
        ("2024-Q3", 4, "green"),  # 5 · 11/12 = 4.58 → 4
    ],
)
def test_discrete_expectation_is_rounded_down(period: str, value: int, expected: str) -> None:
    assert light(DISCRETE, {period: value}, plan=THREE_YEARS) == expected


def test_discrete_target_is_whole_at_the_deadline() -> None:
    assert judge(DISCRETE, {"2024-Q4": 4}, plan=THREE_YEARS).reason == "overdue"
    assert judge(DISCRETE, {"2024-Q4": 5}, plan=THREE_YEARS).reason == "completed"


def test_strict_must_exceed() -> None:
    """突破700: 700 itself is not enough."""
    strict = {"kind": "cumulative", "target": 700, "strict": True, "by": YEAR}
    assert judge(strict, {"2022-Q4": 700}).reason == "overdue"
    assert judge(strict, {"2022-Q4": "700.01"}).reason == "completed"
    level = {**RISING, "strict": True}
    assert judge(level, {"2022-Q4": 100}).reason == "overdue"
    assert judge(level, {"2022-Q4": "100.01"}).reason == "completed"
    assert judge({**FALLING, "strict": True}, {"2022-Q4": 10}).reason == "overdue"
    assert judge({**FALLING, "strict": True}, {"2022-Q4": "9.99"}).reason == "completed"


def test_strict_maintain() -> None:
    assert light({"kind": "maintain", "direction": "up", "target": 95, "strict": True}, {"2022-Q2": 95}) != "green"
    assert light({"kind": "maintain", "direction": "up", "target": 95, "strict": True}, {"2022-Q2": "95.1"}) == "green"
    assert light({"kind": "maintain", "direction": "down", "target": 5, "strict": True}, {"2022-Q2": 5}) != "green"
    assert light({"kind": "maintain", "direction": "down", "target": 5, "strict": True}, {"2022-Q2": "4.9"}) == "green"


def test_ceiling_passed_is_green() -> None:
    """2—3所: target 2, ceiling 3; four are green (with W5, see test_rules_checks)."""
    indicator = {"kind": "cumulative", "target": 2, "ceiling": 3, "by": YEAR}
    assert light(indicator, {"2022-Q3": 4}) == "green"
    assert judge(indicator, {"2022-Q4": 4}).reason == "completed"
    assert judge(indicator, {"2022-Q4": 2}).reason == "completed"
    assert judge(indicator, {"2022-Q4": 1}).reason == "overdue"


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        (CUMULATIVE, 1),
        (FALLING, 30),
        ({"kind": "level", "direction": "up", "target": 92, "by": YEAR}, 1),
        ({"kind": "milestone", "by": YEAR}, "false"),
        ({"kind": "rank", "target": 10, "baseline": 12, "by": YEAR}, 13),
    ],
)
def test_not_binding_is_yellow_when_overdue(indicator: dict[str, Any], value: Value) -> None:
    """力争: binding false."""
    verdict = judge({**indicator, "binding": False}, {"2022-Q4": value})
    assert (verdict.light, verdict.reason) == ("yellow", "overdue_expected")


def test_not_binding_is_never_worse_than_yellow_before_the_deadline() -> None:
    hoped = {**CUMULATIVE, "binding": False}
    assert judge(hoped, {"2022-Q2": 1}).reason == "expected_missed"
    assert judge(hoped, {"2022-Q2": 12}).reason == "behind"
    assert judge(hoped, {"2022-Q2": 20}).reason == "on_pace"


def test_a_share_is_exact() -> None:
    """1 of 3 is more than 33.33 % and less than 33.34 %."""
    level = {"kind": "level", "direction": "up", "unit": "%", "by": YEAR}
    assert judge({**level, "target": "33.33"}, {"2022-Q4": {"part": 1, "whole": 3}}).reason == "completed"
    assert judge({**level, "target": "33.34"}, {"2022-Q4": {"part": 1, "whole": 3}}).reason == "overdue"
    assert judge({**level, "target": 75}, {"2022-Q4": {"part": 180, "whole": 240}}).reason == "completed"
    assert judge({**level, "target": 75}, {"2022-Q4": {"part": 180, "whole": 240}}).value == 75


@pytest.mark.parametrize(("value", "expected"), [(8, "green"), (9, "green"), (10, "red")])
def test_discrete_expectation_is_mirrored_where_lower_is_better(value: int, expected: str) -> None:
    """B 10, T 5 at Q1: 1.25 fewer are expected, of counted things 1: E 9; ten are none fewer."""
    indicator = {"kind": "level", "direction": "down", "baseline": 10, "target": 5, "by": YEAR, "discrete": True}
    assert light(indicator, {"2022-Q1": value}) == expected


def test_discrete_expectation_of_nothing_is_green_under_a_gap_profile() -> None:
    """5 · 2/12 = 0.83 → 0: E = B is green, though 0 is 16.7 points behind P."""
    assert light(DISCRETE, {"2022-Q2": 0}, "yinchuan", plan=THREE_YEARS) == "green"
