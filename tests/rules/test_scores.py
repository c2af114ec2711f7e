"""Over time (rules 6): past periods, streaks, the ladder, outlook, scores, ranks and totals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from checker.judging.evaluate import Rules
from checker.model import Assessment, Standing, Verdict
from tests.harness import MISSING, SHARED, assess, flow, judge, make_plan

YEAR = "2022-12-31"
CUMULATIVE = {"kind": "cumulative", "target": 40, "by": YEAR}
HELD = {"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1}
FALLING = {"kind": "level", "direction": "down", "baseline": 20, "target": 10, "by": YEAR}
POINTS = {"kind": "level", "direction": "up", "target": 100, "tolerance": 100, "unit": "分", "by": YEAR}
GREEN, YELLOW, RED = 96, 94, 90
PAPER = "黄政办发〔2022〕60号"
LATE = date(2022, 10, 18)
LONG_AFTER = date(2023, 6, 1)


def exempt(*days: str) -> str:
    """Exempt 1a at single cut-offs."""
    rows = "".join(f"- {{indicator: 1a, from: {day}, until: {day}, reason: 疫情, document: {PAPER}}}\n" for day in days)
    return f"exemptions:\n{rows}"


def measure(number: int, lead: str, *indicators: dict[str, Any], head: str = "", domain: str = "healthcare") -> str:
    """Write a further measure; `lead` is a list as YAML."""
    text = f"- number: {number}\n  title: 措施\n  domain: {domain}\n  clause: 一（二）\n  lead: {lead}\n{head}  indicators:\n"
    for place, item in enumerate(indicators):
        full = {"id": f"{number}{chr(97 + place)}", "name": "指标", "as_written": "原文", **item}
        text += f"  - {flow(full)}\n"
    return text


def unit(result: Assessment, name: str) -> Standing:
    found = [standing for standing in result.units if standing.name == name]
    assert len(found) == 1, [standing.name for standing in result.units]
    return found[0]


def points(*values: object, on: date | None = None, weights: tuple[int, ...] = ()) -> Standing:
    """The standing of a unit whose indicators score value ÷ 100 and are at worst yellow (Q3 2022: due 10-12, grace to 10-17)."""
    given = weights or (1,) * len(values)
    plan = make_plan(*({**POINTS, "weight": weight} for weight in given))
    reports = {f"1{chr(97 + place)}": value for place, value in enumerate(values) if value is not MISSING}
    return unit(assess(plan, {"2022-Q3": reports}, on=on), "市人社局")


def score(indicator: dict[str, Any], values: dict[str, Any], **more: Any) -> Fraction | None:
    return judge(indicator, values, **more).score


# --- earlier periods --------------------------------------------------------------------------------------------


def past(verdict: Verdict) -> dict[str, str]:
    return {item.period: str(item.light) for item in verdict.past}


def test_past_period_is_not_recoloured_by_a_later_value() -> None:
    verdict = judge(CUMULATIVE, {"2022-Q1": 5, "2022-Q2": 13, "2022-Q3": 40})
    assert verdict.light == "green"
    assert (past(verdict)["2022-Q1"], past(verdict)["2022-Q2"]) == ("red", "yellow")
    assert verdict.previous == "yellow"


def test_target_met_later_does_not_complete_an_earlier_period() -> None:
    plan = make_plan(CUMULATIVE)
    result = assess(plan, {"2022-Q1": {"1a": 5}, "2022-Q2": {}, "2022-Q3": {"1a": 40}}, period="2022-Q2", on=LONG_AFTER)
    assert result.verdicts[0].reason == "unreported"


def test_a_later_submission_in_the_folder_does_not_matter() -> None:
    plan = make_plan(CUMULATIVE)
    reports: dict[str, dict[str, Any]] = {"2022-Q1": {"1a": 10}, "2022-Q2": {"1a": 12}}
    alone = assess(plan, reports, period="2022-Q2")
    later = assess(plan, {**reports, "2022-Q3": {"1a": 40}}, period="2022-Q2")
    assert alone.verdicts == later.verdicts
    assert alone.totals == later.totals


def test_past_period_is_judged_as_of_its_own_reporting_date() -> None:
    """Q1 was due on 04-08; its value came on 06-01 and does not make the past green."""
    verdict = judge(CUMULATIVE, {"2022-Q1": {"value": 10, "submitted": "2022-06-01"}, "2022-Q2": 20})
    assert past(verdict)["2022-Q1"] != "green"


def test_past_period_keeps_its_light_when_the_run_is_late() -> None:
    verdict = judge(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 20}, on=LONG_AFTER)
    assert past(verdict)["2022-Q1"] == "green"


def test_cap_passed_later_does_not_redden_the_past() -> None:
    verdict = judge({"kind": "cap", "target": 8, "by": YEAR}, {"2022-Q1": 2, "2022-Q2": 9})
    assert verdict.reason == "over_cap"
    assert past(verdict)["2022-Q1"] == "green"


# --- streaks and the ladder ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "streak", "step"),
    [
        ([GREEN], 0, 0),
        ([YELLOW], 1, 1),  # first yellow
        ([YELLOW, YELLOW], 2, 2),  # second yellow running
        ([RED], 1, 2),  # first red
        ([RED, RED], 2, 3),
        ([RED, RED, RED], 3, 4),
        ([GREEN, YELLOW, YELLOW, RED], 1, 2),  # another light is another streak
        ([RED, YELLOW], 1, 1),
        ([RED, GREEN, RED], 1, 2),  # green resets
        ([YELLOW, GREEN, YELLOW], 1, 1),
        ([RED, RED, GREEN], 0, 0),
        ([RED, RED, RED, RED], 4, 4),
    ],
)
def test_streak_and_ladder(values: list[int], streak: int, step: int) -> None:
    verdict = judge(HELD, {f"2022-Q{place}": value for place, value in enumerate(values, 1)})
    assert (verdict.streak, verdict.step) == (streak, step)


@pytest.mark.parametrize(
    ("values", "days", "streak", "step"),
    [
        ([RED, RED, RED], ["2022-06-30"], 2, 3),
        ([YELLOW, YELLOW, YELLOW], ["2022-06-30"], 2, 2),
        ([RED, RED, RED, RED], ["2022-06-30", "2022-09-30"], 2, 3),
        ([GREEN, RED, RED], ["2022-06-30"], 1, 2),
    ],
)
def test_grey_neither_breaks_nor_extends_a_streak(values: list[int], days: list[str], streak: int, step: int) -> None:
    reports = {f"2022-Q{place}": value for place, value in enumerate(values, 1)}
    verdict = judge(HELD, reports, extra=exempt(*days))
    assert (verdict.streak, verdict.step) == (streak, step)


def test_grey_proposes_nothing() -> None:
    verdict = judge(HELD, {"2022-Q1": GREEN, "2022-Q2": RED}, extra=exempt("2022-06-30"))
    assert (verdict.light, verdict.step) == ("grey", 0)


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([RED, GREEN], "caught_up"),
        ([YELLOW, GREEN], "caught_up"),
        ([GREEN, YELLOW], "slipped_back"),
        ([GREEN, RED], "slipped_back"),
        ([GREEN, GREEN], ""),
        ([RED, RED], ""),
        ([GREEN], ""),
    ],
)
def test_trend_tags(values: list[int], trend: str) -> None:
    """追平 and 回落."""
    assert judge(HELD, {f"2022-Q{place}": value for place, value in enumerate(values, 1)}).trend == trend


# --- outlook ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "period", "value", "outlook", "meets"),
    [
        (CUMULATIVE, "2022-Q2", 15, 30, False),
        (CUMULATIVE, "2022-Q2", 20, 40, True),
        (CUMULATIVE, "2022-Q3", 30, 40, True),
        (CUMULATIVE, "2022-Q1", 11, 44, True),
        (FALLING, "2022-Q2", 17, 14, False),  # 20 − 3 · 2
        (FALLING, "2022-Q2", 15, 10, True),
        (FALLING, "2022-Q2", 14, 8, True),
        (FALLING, "2022-Q2", 21, 22, False),
    ],
)
def test_outlook_is_linear(indicator: dict[str, Any], period: str, value: int, outlook: int, meets: bool) -> None:
    verdict = judge(indicator, {period: value})
    assert verdict.outlook == outlook
    assert verdict.outlook_meets == meets


def test_outlook_is_not_mixed_into_the_light() -> None:
    """12 of the 20 expected lead to 24 of 40: not met, and yellow all the same."""
    verdict = judge(CUMULATIVE, {"2022-Q2": 12})
    assert (verdict.light, verdict.outlook_meets) == ("yellow", False)


# --- score of one indicator ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "period", "value", "expected"),
    [
        (CUMULATIVE, "2022-Q1", 6, "0.6"),  # r = 6/10
        (CUMULATIVE, "2022-Q1", 15, "1"),  # clipped
        (CUMULATIVE, "2022-Q1", 0, "0"),
        (CUMULATIVE, "2022-Q4", 39, "0.975"),  # c at the deadline
        ({**CUMULATIVE, "by": "2022-06-30"}, "2022-Q2", 30, "0.75"),
        (FALLING, "2022-Q2", 17, "0.6"),
        (FALLING, "2022-Q2", 21, "0"),
        (FALLING, "2022-Q4", 13, "0.7"),
        (HELD, "2022-Q2", 95, "1"),
        (HELD, "2022-Q2", 94, "0.6"),
        (HELD, "2022-Q2", 93, "0"),
        ({"kind": "qualitative"}, "2022-Q2", {"value": "normal", "confirmed": True}, "1"),
        ({"kind": "qualitative"}, "2022-Q2", {"value": "slow", "confirmed": True}, "0.6"),
        ({"kind": "qualitative"}, "2022-Q2", {"value": "stalled", "confirmed": True}, "0"),
        ({"kind": "rank", "baseline": 12}, "2022-Q2", 11, "1"),
        ({"kind": "rank", "baseline": 12}, "2022-Q2", 12, "0.6"),
        ({"kind": "rank", "baseline": 12}, "2022-Q2", 13, "0"),
        ({"kind": "change", "target": 5, "unit": "万元"}, "2022-Q2", {"value": 104, "last_year": 100}, "0.8"),
        ({"kind": "change", "target": 5, "unit": "万元"}, "2022-Q2", {"value": 120, "last_year": 100}, "1"),
        ({"kind": "change", "target": 5, "unit": "万元"}, "2022-Q2", {"value": 99, "last_year": 100}, "0"),
        ({"kind": "change", "target": -10, "unit": "万元"}, "2022-Q2", {"value": 95, "last_year": 100}, "0.5"),
        ({"kind": "change", "target": -10, "unit": "万元"}, "2022-Q2", {"value": 105, "last_year": 100}, "0"),
        ({"kind": "cap", "target": 8, "by": YEAR}, "2022-Q2", 4, "1"),
        ({"kind": "cap", "target": 8, "by": YEAR}, "2022-Q2", 6, "0.9999"),  # above T·P, not above T: yellow, not all
        ({"kind": "cap", "target": 8, "by": YEAR}, "2022-Q2", 10, "0.8"),
        (POINTS, "2022-Q2", 46, "0.46"),
        (POINTS, "2022-Q2", 120, "1"),
        ({"kind": "level", "direction": "down", "target": 10, "tolerance": 90, "by": YEAR}, "2022-Q2", 20, "0.5"),
        ({"kind": "level", "direction": "down", "target": 10, "tolerance": 90, "by": YEAR}, "2022-Q2", 5, "1"),
        (CUMULATIVE, "2022-Q2", {"value": 40, "falsified": True, "by": "市人社局", "reason": "虚报"}, "0"),
    ],
)
def test_score_of_an_indicator(indicator: dict[str, Any], period: str, value: object, expected: str) -> None:
    assert score(indicator, {period: value}) == Fraction(expected)


def test_score_of_a_milestone_is_done_of_due() -> None:
    """At Q3 two nodes are due; the third is not counted."""
    nodes = {"kind": "milestone", "by": YEAR, "nodes": {"市": "2022-08-01", "县": "2022-09-15", "村": YEAR}}
    assert score(nodes, {"2022-Q3": {"nodes": {"市": "2022-08-01", "县": "false", "村": "false"}}}) == Fraction(1, 2)
    assert score(nodes, {"2022-Q3": {"nodes": {"市": "2022-08-01", "县": "2022-09-01", "村": "false"}}}) == 1
    assert score(nodes, {"2022-Q4": {"nodes": {"市": "2022-08-01", "县": "2022-09-01", "村": "false"}}}) == Fraction(
        2, 3
    )
    assert score({"kind": "milestone", "by": "2022-06-30"}, {"2022-Q2": "false"}) == 0


def test_score_of_the_unreported_is_zero_and_of_grey_none() -> None:
    assert score(CUMULATIVE, {"2022-Q2": MISSING}, on=LONG_AFTER) == 0
    assert score(CUMULATIVE, {"2022-Q2": MISSING}) is None
    assert score({"kind": "qualitative"}, {"2022-Q2": "normal"}) is None
    asked = {"kind": "maintain", "direction": "up", "target": 9, "unit": "分"}
    assert score(asked, {"2022-Q2": {"value": 10, "n": 5}}) is None
    assert score({"kind": "level", "direction": "up", "target": 100, "by": YEAR}, {"2022-Q2": 46}) is None


def test_score_of_completed_earlier_is_full() -> None:
    assert score(CUMULATIVE, {"2022-Q1": 40, "2022-Q2": MISSING}, on=LONG_AFTER) == 1


def test_score_where_nothing_is_expected_yet_is_full() -> None:
    assert score({**CUMULATIVE, "schedule": {"2022-Q1": 0}}, {"2022-Q1": 0}) == 1


def test_score_is_the_ratio_in_a_gap_profile_too() -> None:
    rules = Rules(SHARED.profiles["yinchuan"], SHARED.calendar, tuple(SHARED.domains))
    assert score(CUMULATIVE, {"2022-Q2": 15}, rules=rules) == Fraction(3, 4)


# --- score of a unit ----------------------------------------------------------------------------------------------


def test_unit_score_is_the_weighted_mean() -> None:
    """(1·1 + 1·0.6 + 2·0.8) ÷ 4 = 0.8."""
    assert points(100, 60, 80, weights=(1, 1, 2)).score == 80


def test_unit_score_has_two_decimals() -> None:
    """(1 + 1 + 0.5) ÷ 3 = 83.33…; (1 + 0.5 + 0.5) ÷ 3 = 66.67."""
    first, second = points(100, 100, 50).score, points(100, 50, 50).score
    assert first is not None
    assert second is not None
    assert f"{float(first):.2f}" == "83.33"
    assert f"{float(second):.2f}" == "66.67"


def test_unit_score_loses_two_for_each_unreported() -> None:
    """(1 + 1 + 1 + 0) ÷ 4 = 75, less 2."""
    assert points(100, 100, 100, MISSING, on=LATE).score == 73


def test_unit_score_loses_half_for_each_late() -> None:
    late = {"value": 90, "submitted": "2022-10-18"}
    assert points(90, 90, late, on=date(2022, 10, 31)).score == Fraction("89.5")
    assert points(90, late, late, on=date(2022, 10, 31)).score == 89


def test_unit_score_loses_ten_at_most() -> None:
    """Six of twelve unreported: 50 less 10, not less 12."""
    assert points(*[100] * 6, *[MISSING] * 6, on=LATE).score == 40


def test_unit_score_is_never_below_zero() -> None:
    assert points(*[MISSING] * 6, on=LATE).score == 0


def test_grey_is_out_of_both_sums() -> None:
    small = {"value": 1, "n": 5}
    assert points(80, 80, 80, small).score == 80


def test_false_data_scores_zero_without_a_deduction() -> None:
    false = {"value": 100, "falsified": True, "by": "市人社局", "reason": "虚报"}
    assert points(100, 100, 100, false).score == 75


@pytest.mark.parametrize(
    ("value", "grade"),
    [("90", "A"), ("89.9", "B"), ("80", "B"), ("79.9", "C"), ("60", "C"), ("59.9", "D"), ("0", "D"), ("100", "A")],
)
def test_grades(value: str, grade: str) -> None:
    assert points(value, value, value).grade == grade


def test_grade_follows_the_deductions() -> None:
    """90 would be A; one late value makes it 89.5."""
    assert points(90, 90, {"value": 90, "submitted": "2022-10-18"}, on=date(2022, 10, 31)).grade == "B"


# --- ranks, leads and totals ----------------------------------------------------------------------------------------


def ranked(*scores: int, each: int = 3) -> Assessment:
    """Units 市人社局, 乙, 丙, 丁 … with so many indicators at each score."""
    names = ["", "乙", "丙", "丁", "戊"]
    extra, reports = "", {f"1{chr(97 + place)}": scores[0] for place in range(each)}
    for no, value in enumerate(scores[1:], 2):
        extra += measure(no, f"[{names[no - 1]}]", *[POINTS] * each)
        reports.update({f"{no}{chr(97 + place)}": value for place in range(each)})
    return assess(make_plan(*[POINTS] * each, extra=extra), {"2022-Q3": reports})


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ((90, 80, 80, 70), [1, 2, 2, 4]),
        ((80, 90, 70, 80), [2, 1, 4, 2]),
        ((90, 90, 80, 80), [1, 1, 3, 3]),
        ((70, 70, 70, 70), [1, 1, 1, 1]),
    ],
)
def test_equal_scores_share_a_rank(scores: tuple[int, ...], ranks: list[int]) -> None:
    result = ranked(*scores)
    assert [unit(result, name).rank for name in ("市人社局", "乙", "丙", "丁")] == ranks


def test_under_three_judged_indicators_is_not_ranked() -> None:
    assert points(90, 90).rank is None
    assert points(90, 90, 90).rank == 1
    assert points(90, 90, {"value": 90, "n": 5}).rank is None


def test_fewer_judged_than_half_is_not_ranked() -> None:
    small = {"value": 90, "n": 5}
    assert points(90, 90, 90, *[small] * 3).rank == 1
    assert points(90, 90, 90, *[small] * 4).rank is None


def test_no_grade_a_beside_a_red_light() -> None:
    """Nineteen of 98 and one found false: 93.1, and B all the same."""
    false = {"value": 100, "falsified": True, "by": "市人社局", "reason": "虚报"}
    assert points(*[98] * 20).grade == "A"
    beside = points(*[98] * 19, false)
    assert (beside.score, beside.grade) == (Fraction("93.1"), "B")


def test_a_unit_that_is_not_ranked_takes_no_place() -> None:
    extra = measure(2, "[乙]", POINTS, POINTS) + measure(3, "[丙]", POINTS, POINTS, POINTS)
    plan = make_plan(POINTS, POINTS, POINTS, extra=extra)
    values = {"1a": 80, "1b": 80, "1c": 80, "2a": 100, "2b": 100, "3a": 70, "3b": 70, "3c": 70}
    result = assess(plan, {"2022-Q3": values})
    assert [unit(result, name).rank for name in ("市人社局", "乙", "丙")] == [1, None, 2]


def test_several_leads_one_verdict_counted_once() -> None:
    plan = make_plan(HELD, extra=measure(2, "[乙, 丙]", HELD, HELD))
    result = assess(plan, {"2022-Q2": {"1a": GREEN, "2a": RED, "2b": YELLOW}})
    totals = result.totals
    assert len(result.verdicts) == 3
    assert (totals.indicators, totals.green, totals.yellow, totals.red, totals.grey) == (3, 1, 1, 1, 0)
    for name in ("乙", "丙"):
        tally = unit(result, name).tally
        assert (tally.indicators, tally.green, tally.yellow, tally.red) == (2, 0, 1, 1)


def test_domains_count_each_indicator_once() -> None:
    plan = make_plan(HELD, extra=measure(2, "[乙, 丙]", HELD, HELD, domain="employment"))
    result = assess(plan, {"2022-Q2": {"1a": GREEN, "2a": RED, "2b": YELLOW}})
    assert [(domain.name, domain.tally.indicators) for domain in result.domains if domain.tally.indicators] == [
        ("employment", 3)
    ]


def test_responsible_units_get_no_light() -> None:
    plan = make_plan(HELD, extra=measure(2, "[乙]", HELD, head="  responsible: [戊]\n"))
    result = assess(plan, {"2022-Q2": {"1a": GREEN, "2a": RED}})
    assert {standing.name for standing in result.units if standing.tally.indicators} == {"市人社局", "乙"}


def test_responsible_units_that_are_asked_are_listed() -> None:
    plan = make_plan(HELD, extra=measure(2, "[]", HELD, head="  responsible: [戊]\n  asks: responsible\n"))
    result = assess(plan, {"2022-Q2": {"1a": GREEN, "2a": RED}})
    assert unit(result, "戊").tally.red == 1


def test_no_lead_is_listed_apart_and_counted() -> None:
    """Listed under 未明确牵头单位, in the totals like any other."""
    plan = make_plan(HELD, extra=measure(2, "[]", HELD))
    result = assess(plan, {"2022-Q2": {"1a": GREEN, "2a": RED}})
    assert (result.totals.indicators, result.totals.red) == (2, 1)
    others = [standing for standing in result.units if standing.name != "市人社局"]
    assert [standing.tally.red for standing in others] == [1]


def test_totals_add_up() -> None:
    plan = make_plan(HELD, HELD, HELD, HELD, HELD, extra=exempt("2022-09-30"))
    values = {"1a": GREEN, "1b": GREEN, "1c": {"value": YELLOW, "submitted": "2022-10-18"}, "1d": RED}
    totals = assess(plan, {"2022-Q3": values}, on=date(2022, 10, 31)).totals
    assert (totals.indicators, totals.green, totals.yellow, totals.grey) == (5, 1, 1, 1)
    assert totals.green + totals.yellow + totals.red + totals.grey == totals.indicators
    assert (totals.unreported, totals.late) == (1, 1)
