"""Windows, P, deadlines and what recurs (rules 3), counted by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.harness import judge
from tests.rules.targets import TWO_YEARS, YEAR, light


def pace(indicator: dict[str, Any], period: str, **more: Any) -> Fraction:
    return judge({"kind": "cumulative", "target": 100, **indicator}, {period: 1}, **more).moment.pace


# --- P by reporting periods or by days ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "period", "expected"),
    [
        ({"by": YEAR}, "2022-Q1", "1/4"),
        ({"start": "2022-04-01", "by": YEAR}, "2022-Q2", "1/3"),
        ({"start": "2022-04-01", "by": "2022-09-30"}, "2022-Q2", "1/2"),
        ({"start": "2022-07-01", "by": YEAR}, "2022-Q3", "1/2"),
        ({"by": "2022-11-30"}, "2022-Q2", "181/334"),  # the end is no quarter's end
        ({"start": "2022-03-02", "by": YEAR}, "2022-Q1", "30/305"),  # the start is no quarter's start
        ({"start": "2022-02-01", "by": YEAR}, "2022-Q2", "150/334"),  # a month's start, but reported by quarter
        ({"start": "2022-03-31", "by": "2022-04-09"}, "2022-Q1", "1/10"),  # both days included
    ],
)
def test_p_counts_periods_on_period_bounds_else_days(window: dict[str, str], period: str, expected: str) -> None:
    assert pace(window, period) == Fraction(expected)


@pytest.mark.parametrize(
    ("every", "window", "period", "expected"),
    [
        ("month", {"by": "2022-11-30"}, "2022-06", "6/11"),
        ("month", {"start": "2022-02-01", "by": YEAR}, "2022-02", "1/11"),
        ("month", {"start": "2022-02-02", "by": YEAR}, "2022-02", "27/333"),
        ("half", {"by": YEAR}, "2022-H1", "1/2"),
        ("half", {"start": "2022-04-01", "by": YEAR}, "2022-H1", "91/275"),  # April is no half's start
        ("year", {"by": "2024-12-31"}, "2022", "1/3"),
        ("year", {"start": "2022-07-01", "by": "2023-12-31"}, "2022", "184/549"),
    ],
)
def test_p_uses_the_plans_reporting_periods(every: str, window: dict[str, str], period: str, expected: str) -> None:
    assert pace(window, period, every=every, plan=["2022-01-01", "2024-12-31"]) == Fraction(expected)


def test_p_in_a_leap_year() -> None:
    """2024: 31 + 29 + 31 − 1 days from 01-02 to 03-31 of 365 from 01-02 to 12-31."""
    assert pace({"start": "2024-01-02", "by": "2024-12-31"}, "2024-Q1", plan=["2024-01-01", "2024-12-31"]) == Fraction(
        90, 365
    )


def test_p_by_days_decides_on_the_exact_line() -> None:
    """T 334 from 01-01 to 11-30: E 181 at Q2; by periods it would be another value."""
    indicator = {"kind": "cumulative", "target": 334, "by": "2022-11-30"}
    assert light(indicator, {"2022-Q2": 181}) == "green"
    assert light(indicator, {"2022-Q2": "180.99"}) == "yellow"
    assert light(indicator, {"2022-Q2": "108.6"}) == "yellow"
    assert light(indicator, {"2022-Q2": "108.59"}) == "red"


def test_p_by_periods_decides_on_the_exact_line() -> None:
    """T 365: E 182.5 at half-year by periods, 181 by days."""
    indicator = {"kind": "cumulative", "target": 365, "by": YEAR}
    assert light(indicator, {"2022-Q2": "182.5"}) == "green"
    assert light(indicator, {"2022-Q2": 182}) == "yellow"


def test_p_is_clipped_to_one() -> None:
    assert pace({"by": "2022-06-30"}, "2022-Q3") == 1


def test_window_never_starts_at_the_day_of_issue() -> None:
    """The document is of 2022-11-16, the plan starts 2022-01-01."""
    moment = judge({"kind": "cumulative", "target": 4}, {"2022-Q3": 3}).moment
    assert (moment.start, moment.end) == (date(2022, 1, 1), date(2022, 12, 31))


def test_start_of_the_indicator_is_the_window_s_start() -> None:
    moment = judge({"kind": "cumulative", "target": 4, "start": "2022-07-01"}, {"2022-Q3": 3}).moment
    assert moment.start == date(2022, 7, 1)


# --- deadlines ----------------------------------------------------------------------------------------------


def test_by_left_out_is_the_plans_end_and_assumed() -> None:
    assumed = judge({"kind": "cumulative", "target": 4}, {"2022-Q3": 3}).moment
    assert (assumed.end, assumed.assumed) == (date(2022, 12, 31), True)
    written = judge({"kind": "cumulative", "target": 4, "by": YEAR}, {"2022-Q3": 3}).moment
    assert (written.end, written.assumed) == (date(2022, 12, 31), False)


def test_by_after_the_plans_end_is_kept() -> None:
    """T 60 to 2023-06-30: six quarters, E 20 after two; not due at the plan's end (E 40)."""
    indicator = {"kind": "cumulative", "target": 60, "by": "2023-06-30"}
    assert judge(indicator, {"2022-Q2": 20}).moment.end == date(2023, 6, 30)
    assert light(indicator, {"2022-Q2": 20}) == "green"
    assert light(indicator, {"2022-Q2": "19.99"}) == "yellow"
    assert judge(indicator, {"2022-Q4": 39}).reason == "behind"


def test_deadline_inside_a_period_has_passed_at_its_cut_off() -> None:
    indicator = {"kind": "cumulative", "target": 100, "by": "2022-07-01"}
    assert judge(indicator, {"2022-Q2": 98}).reason == "behind"  # E = 100·181/182
    assert judge(indicator, {"2022-Q3": 99}).reason == "overdue"


def test_target_met_after_the_deadline_is_completed() -> None:
    indicator = {"kind": "cumulative", "target": 100, "by": "2022-06-30"}
    assert judge(indicator, {"2022-Q2": 90, "2022-Q3": 100}).reason == "completed"
    assert judge(indicator, {"2022-Q2": 90, "2022-Q3": 99}).reason == "overdue"


def test_deadline_does_not_move_for_holidays() -> None:
    """2022-12-31 is a holiday (notice for 2023); 年底前 ends on it all the same."""
    assert judge({"kind": "cumulative", "target": 4}, {"2022-Q4": 3}).reason == "overdue"


# --- recurring windows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("per", "times"), [("year", 1), ("quarter", 4), ("month", 12), ("week", 52)])
def test_per_multiplies_the_target_for_the_calendar_year(per: str, times: int) -> None:
    indicator = {"kind": "cumulative", "target": 2, "per": per}
    moment = judge(indicator, {"2022-Q2": times}, plan=TWO_YEARS).moment
    assert (moment.start, moment.end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert moment.target == 2 * times
    assert moment.expected == times
    assert moment.pace == Fraction(1, 2)


@pytest.mark.parametrize(("per", "line"), [("quarter", 4), ("month", 12), ("week", 52)])
def test_per_lines(per: str, line: int) -> None:
    """Two each: half the year's target is expected at Q2, the value being year-to-date."""
    indicator = {"kind": "cumulative", "target": 2, "per": per}
    assert light(indicator, {"2022-Q2": line}) == "green"
    assert light(indicator, {"2022-Q2": f"{line - 1}.9"}) == "yellow"


def test_per_starts_afresh_with_the_calendar_year() -> None:
    indicator = {"kind": "cumulative", "target": 2, "per": "month"}
    verdict = judge(indicator, {"2022-Q4": 24, "2023-Q1": 6}, plan=TWO_YEARS)
    assert (verdict.light, verdict.moment.start) == ("green", date(2023, 1, 1))
    assert verdict.moment.target == 24
    assert light(indicator, {"2022-Q4": 24, "2023-Q1": 5}, plan=TWO_YEARS) == "yellow"


def test_per_is_due_at_each_years_end() -> None:
    indicator = {"kind": "cumulative", "target": 2, "per": "quarter"}
    assert judge(indicator, {"2022-Q4": 7}, plan=TWO_YEARS).reason == "overdue"
    assert judge(indicator, {"2022-Q4": 8}, plan=TWO_YEARS).reason == "completed"


@pytest.mark.parametrize(
    ("per", "start", "recurrences"),
    [
        ("month", "2022-03-01", 10),
        ("month", "2022-03-15", 9),  # April to December
        ("quarter", "2022-04-01", 3),
        ("quarter", "2022-02-01", 3),  # Q2 to Q4
        ("week", "2022-07-04", 25),  # Monday 07-04 to 12-31: 181 days
        ("year", "2022-01-01", 1),
    ],
)
def test_per_in_a_part_year_counts_whole_recurrences(per: str, start: str, recurrences: int) -> None:
    indicator = {"kind": "cumulative", "target": 4, "per": per}
    moment = judge(indicator, {"2022-Q3": 1}, plan=[start, "2023-12-31"]).moment
    assert (moment.start, moment.end) == (date.fromisoformat(start), date(2022, 12, 31))
    assert moment.target == 4 * recurrences


def test_per_in_the_last_part_year() -> None:
    """The plan ends 2023-06-30: six months, two quarters."""
    span = ["2022-01-01", "2023-06-30"]
    moment = judge({"kind": "cumulative", "target": 4, "per": "month"}, {"2023-Q1": 1}, plan=span).moment
    assert (moment.end, moment.pace) == (date(2023, 6, 30), Fraction(1, 2))
    assert moment.target == 24
    assert judge({"kind": "cumulative", "target": 4, "per": "quarter"}, {"2023-Q2": 8}, plan=span).reason == "completed"


def test_per_in_a_part_year_by_days() -> None:
    """From 03-01, which is no quarter's start: 122 of 306 days at Q2, T 20, E 7.97…"""
    indicator = {"kind": "cumulative", "target": 2, "per": "month"}
    span = ["2022-03-01", "2022-12-31"]
    assert judge(indicator, {"2022-Q2": 8}, plan=span).moment.expected == Fraction(20 * 122, 306)
    assert light(indicator, {"2022-Q2": 8}, plan=span) == "green"
    assert light(indicator, {"2022-Q2": "7.97"}, plan=span) == "yellow"
