"""Over time (rules 6): past periods, streaks, the ladder, trends and the outlook."""

from __future__ import annotations

from typing import Any

import pytest

from checker.model import Verdict
from tests.harness import assess, judge, make_plan
from tests.rules.targets import CUMULATIVE, FALLING, GREEN, HELD, LONG_AFTER, RED, YEAR, YELLOW, exempt

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
