"""Where the specification is silent: what a quality office would expect, decided once and held here."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from checker.judging.evaluate import evaluate
from checker.model import Light, Reason
from tests.harness import MISSING, RULES, assess, judge, make_plan, read_values

YEAR = "2022-12-31"


def test_a_correction_reopens_what_had_been_completed() -> None:
    target = {"kind": "cumulative", "target": 10, "by": YEAR}
    fallen = {"2022-Q1": 10, "2022-Q2": {"value": 5, "correction": True, "reason": "重复计数"}}
    assert judge(target, fallen).reason is Reason.ON_PACE
    later = judge(target, {**fallen, "2022-Q3": MISSING}, on=date(2022, 11, 1))
    assert later.reason is Reason.UNREPORTED


def test_nodes_once_done_need_not_be_reported_again() -> None:
    nodes = {"kind": "milestone", "nodes": {"甲": "2022-03-31", "乙": "2022-06-30"}}
    verdict = judge(nodes, {"2022-Q1": {"nodes": {"甲": "2022-03-01"}}, "2022-Q2": {"nodes": {"乙": "2022-06-01"}}})
    assert (verdict.light, verdict.value) == (Light.GREEN, Fraction(2))
    open_again = {"nodes": {"甲": False, "乙": "2022-06-01"}}
    unsaid = judge(nodes, {"2022-Q1": {"nodes": {"甲": "2022-03-01"}}, "2022-Q2": open_again})
    assert unsaid.status == "returned"  # what was done is not undone without a word
    corrected = open_again | {"correction": True, "reason": "材料不实"}
    taken_back = judge(nodes, {"2022-Q1": {"nodes": {"甲": "2022-03-01"}}, "2022-Q2": corrected})
    assert taken_back.light is Light.RED


def test_a_level_met_at_its_deadline_is_not_asked_again() -> None:
    level = {"kind": "level", "direction": "up", "target": 300, "by": "2022-06-30"}
    met = judge(level, {"2022-Q2": 300, "2022-Q3": MISSING}, on=date(2022, 11, 1))
    assert (met.light, met.reason) == (Light.GREEN, Reason.COMPLETED)
    missed = judge(level, {"2022-Q2": 299, "2022-Q3": MISSING}, on=date(2022, 11, 1))
    assert missed.reason is Reason.UNREPORTED
    # what was promised for a day was there on that day; a later fall misses no deadline, a correction does
    fallen = judge(level, {"2022-Q2": 300, "2022-Q3": 200}, on=date(2022, 11, 1))
    assert (fallen.light, fallen.reason) == (Light.GREEN, Reason.COMPLETED)
    corrected = {"value": 200, "correction": True, "reason": "核减"}
    assert judge(level, {"2022-Q2": 300, "2022-Q3": corrected}, on=date(2022, 11, 1)).reason is Reason.OVERDUE


def test_a_standing_duty_is_not_judged_after_its_window() -> None:
    held = {"kind": "maintain", "direction": "up", "target": 95, "by": "2022-06-30"}
    assert judge(held, {"2022-Q2": 90}).light is Light.RED
    assert judge(held, {"2022-Q3": MISSING}, on=date(2022, 11, 1)).reason is Reason.NOT_DUE


def test_a_cap_once_passed_is_scored_by_its_worst_value() -> None:
    cap = {"kind": "cap", "target": 8, "by": YEAR}
    verdict = judge(cap, {"2022-Q1": 10, "2022-Q2": MISSING})
    assert (verdict.light, verdict.score) == (Light.RED, Fraction(8, 10))
    more = judge(cap, {"2022-Q1": 10, "2022-Q2": 16})
    assert (more.light, more.score) == (Light.RED, Fraction(8, 16))
    corrected = judge(cap, {"2022-Q1": 10, "2022-Q2": {"value": 4, "correction": True, "reason": "核减"}})
    assert (corrected.light, corrected.score) == (Light.GREEN, Fraction(1))


def test_nothing_is_computed_from_a_false_value() -> None:
    verdict = judge(
        {"kind": "cumulative", "target": 10, "by": YEAR},
        {"2022-Q2": {"value": 9, "falsified": True, "by": "督查室", "reason": "虚报"}},
    )
    assert (verdict.light, verdict.value, verdict.completion, verdict.outlook) == (Light.RED, None, None, None)


def test_a_score_shown_as_ninety_is_graded_as_ninety() -> None:
    # 89.9995 rounds to two decimals before the grade is given
    plan = make_plan({"kind": "cumulative", "target": 400000, "by": YEAR})
    unit = assess(plan, {"2022-Q2": {"1a": 179999}}).units[0]
    assert (unit.score, unit.grade) == (Fraction(90), "A")


def test_a_completed_target_shows_the_report_that_completed_it() -> None:
    verdict = judge({"kind": "cumulative", "target": 10, "by": YEAR}, {"2022-Q1": 12, "2022-Q2": MISSING})
    assert verdict.reason is Reason.COMPLETED
    assert verdict.reported is not None
    assert verdict.reported.where.file == "2022-Q1.yaml"


def test_a_gap_in_the_reports_raises_no_alarm_about_growth() -> None:
    plan = make_plan({"kind": "cumulative", "target": 100, "by": YEAR, "unit": "场"})
    whole = assess(plan, {"2022-Q1": {"1a": 20}, "2022-Q2": {"1a": 40}, "2022-Q3": {"1a": 80}})
    assert [f.code for f in whole.findings] == ["W1-added"]
    gap = assess(plan, {"2022-Q1": {"1a": 20}, "2022-Q2": {}, "2022-Q3": {"1a": 80}})
    assert [f.code for f in gap.findings] == []


def test_an_assessment_with_made_up_history_is_marked() -> None:
    plan = make_plan({"kind": "cumulative", "target": 10, "by": YEAR})
    first, _ = read_values(plan, "2022-Q1", {"1a": 3})
    second, _ = read_values(plan, "2022-Q2", {"1a": 6})
    known = {first.period: first._replace(illustrative=True), second.period: second}
    assert evaluate(plan, known, second.period, date(2022, 7, 20), RULES).illustrative
    assert not evaluate(plan, {second.period: second}, second.period, date(2022, 7, 20), RULES).illustrative


def test_a_share_of_nothing_is_reported_but_cannot_be_judged() -> None:
    share = {"kind": "maintain", "direction": "up", "target": 100, "unit": "%"}
    verdict = judge(share, {"2022-Q2": {"part": 0, "whole": 0}})
    assert (verdict.light, verdict.reason, verdict.status) == (Light.GREY, Reason.NO_BASIS, "on_time")


def test_the_outlook_of_a_scheduled_target_follows_its_schedule() -> None:
    late = {"kind": "cumulative", "target": 100, "by": YEAR, "schedule": {"2022-Q1": 0, "2022-Q2": 10, "2022-Q3": 40}}
    verdict = judge(late, {"2022-Q2": 10})
    assert (verdict.outlook, verdict.outlook_meets) == (Fraction(100), True)
