"""Time (rules 3): windows, P, schedules, revisions, exemptions, deadlines and reporting dates, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.harness import MISSING, assess, codes, judge, make_plan

YEAR = "2022-12-31"
TWO_YEARS = ["2022-01-01", "2023-12-31"]


def light(indicator: dict[str, Any], values: dict[str, Any], **more: Any) -> str:
    return str(judge(indicator, values, **more).light)


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


# --- schedule -----------------------------------------------------------------------------------------------


SCHEDULE = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q2": 10, "2022-Q3": 16}}


@pytest.mark.parametrize(
    ("period", "value", "expected"),
    [
        ("2022-Q2", "10", "green"),
        ("2022-Q2", "9.99", "yellow"),
        ("2022-Q2", "6", "yellow"),
        ("2022-Q2", "5.99", "red"),
        ("2022-Q3", "16", "green"),
        ("2022-Q3", "9.6", "yellow"),
        ("2022-Q3", "9.59", "red"),
        ("2022-Q1", "5", "green"),  # before the first node linear from 0
        ("2022-Q1", "4.9", "yellow"),
    ],
)
def test_schedule_gives_the_expected_value_at_its_nodes(period: str, value: str, expected: str) -> None:
    assert light(SCHEDULE, {period: value}) == expected


def test_schedule_does_not_replace_the_target_at_the_deadline() -> None:
    assert judge(SCHEDULE, {"2022-Q4": "39.9"}).reason == "overdue"


@pytest.mark.parametrize(("value", "expected"), [("20", "green"), ("19.9", "yellow")])
def test_schedule_is_linear_between_two_nodes(value: str, expected: str) -> None:
    """10 at Q1 and 40 at Q4: 20 at Q2 (19.93 if counted by days)."""
    indicator = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q1": 10, "2022-Q4": 40}}
    assert light(indicator, {"2022-Q2": value}) == expected


@pytest.mark.parametrize(("value", "expected"), [("25", "green"), ("24.99", "yellow")])
def test_schedule_is_linear_to_t_after_its_last_node(value: str, expected: str) -> None:
    """10 at Q2, T 40 at Q4: 25 at Q3, by quarters and by days (92 of 184)."""
    indicator = {"kind": "cumulative", "target": 40, "by": YEAR, "schedule": {"2022-Q2": 10}}
    assert light(indicator, {"2022-Q3": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("55", "green"), ("54.9", "yellow"), ("53", "yellow"), ("52.9", "red")]
)
def test_schedule_is_linear_from_b_before_its_first_node(value: str, expected: str) -> None:
    """B 50, 60 at Q2: 55 at Q1; yellow from 50 + 0.6·5 = 53."""
    indicator = {
        "kind": "level",
        "direction": "up",
        "baseline": 50,
        "target": 100,
        "by": YEAR,
        "schedule": {"2022-Q2": 60},
    }
    assert light(indicator, {"2022-Q1": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("18", "green"), ("18.1", "yellow"), ("18.8", "yellow"), ("18.81", "red")]
)
def test_schedule_mirrored(value: str, expected: str) -> None:
    """B 20, T 10, 18 at Q1: yellow up to 20 − 0.6·2 = 18.8."""
    indicator = {
        "kind": "level",
        "direction": "down",
        "baseline": 20,
        "target": 10,
        "by": YEAR,
        "schedule": {"2022-Q1": 18},
    }
    assert light(indicator, {"2022-Q1": value}) == expected


def test_schedule_of_counted_things_is_rounded_down() -> None:
    """1 at Q1 and 2 at Q3: 1.5 at Q2, of schools 1."""
    indicator = {
        "kind": "cumulative",
        "target": 5,
        "by": YEAR,
        "discrete": True,
        "schedule": {"2022-Q1": 1, "2022-Q3": 2},
    }
    assert light(indicator, {"2022-Q2": 1}) == "green"


# --- revisions ----------------------------------------------------------------------------------------------


PAPER = "黄政办发〔2022〕60号"


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


# --- every --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "due"), [("half", [False, True, False, True]), ("year", [False, False, False, True])]
)
def test_every_is_reported_less_often(every: str, due: list[bool]) -> None:
    indicator = {"kind": "cumulative", "target": 40, "every": every}
    reasons = [judge(indicator, {f"2022-Q{q}": 0}).reason for q in (1, 2, 3, 4)]
    assert [reason != "not_due" for reason in reasons] == due


def test_every_owes_nothing_in_between() -> None:
    indicator = {"kind": "cumulative", "target": 40, "every": "half"}
    verdict = judge(indicator, {"2022-Q1": MISSING}, on=date(2022, 12, 1))
    assert (verdict.light, verdict.reason, verdict.status) == ("grey", "not_due", "not_due")


# --- reporting dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "period", "due", "grace"),
    [
        # Fri 04-01, Sat 04-02 (make-up), Wed 04-06, 07, Fri 04-08 | Mon 11, 12, 13
        ("quarter", "2022-Q1", "2022-04-08", "2022-04-13"),
        # Fri 07-01, Mon 04, 05, 06, Thu 07 | Fri 08, Mon 11, Tue 12
        ("quarter", "2022-Q2", "2022-07-07", "2022-07-12"),
        # holiday 10-01…07; make-up Sat 08 and Sun 09, Mon 10, Tue 11, Wed 12 | Thu 13, Fri 14, Mon 17
        ("quarter", "2022-Q3", "2022-10-12", "2022-10-17"),
        # holiday to 01-02; Tue 01-03, 04, 05, Fri 06, Mon 09 | Tue 10, 11, Thu 12
        ("quarter", "2022-Q4", "2023-01-09", "2023-01-12"),
        # holiday 01-31…02-06; Mon 02-07 … Fri 11 | Mon 14, 15, Wed 16
        ("month", "2022-01", "2022-02-11", "2022-02-16"),
        # Tue 03-01 … Mon 03-07 | 08, 09, 10
        ("month", "2022-02", "2022-03-07", "2022-03-10"),
        # holiday to 05-04; Thu 05, Fri 06, Sat 07 (make-up), Mon 09, Tue 10 | 11, 12, 13
        ("month", "2022-04", "2022-05-10", "2022-05-13"),
        # Wed 06-01, Thu 02, holiday 03…05, Mon 06, 07, Wed 08 | 09, 10, Mon 13
        ("month", "2022-05", "2022-06-08", "2022-06-13"),
        ("half", "2022-H1", "2022-07-07", "2022-07-12"),
        ("year", "2022", "2023-01-09", "2023-01-12"),
        # 2023: holiday to 10-06; make-up Sat 07 and Sun 08, Mon 09, 10, Wed 11 | 12, 13, Mon 16
        ("quarter", "2023-Q3", "2023-10-11", "2023-10-16"),
        # Mon 2024-01-01 holiday; Tue 02, 03, 04, 05, Mon 08 | 09, 10, 11
        ("quarter", "2023-Q4", "2024-01-08", "2024-01-11"),
    ],
)
def test_due_and_grace_are_working_days_after_the_period(every: str, period: str, due: str, grace: str) -> None:
    plan = make_plan({"kind": "cumulative", "target": 40}, every=every, end="2023-12-31")
    result = assess(plan, {period: {"1a": 1}})
    assert (str(result.due), str(result.grace_end)) == (due, grace)
    assert "W-CAL" not in codes(result.findings)


def test_year_not_in_the_calendar_counts_weekends_only() -> None:
    """2021 is not listed: 10-01 is a Friday like another; the run goes on with W-CAL."""
    plan = make_plan({"kind": "cumulative", "target": 40}, start="2021-01-01", end="2021-12-31")
    result = assess(plan, {"2021-Q3": {"1a": 30}})
    assert (result.due, result.grace_end) == (date(2021, 10, 7), date(2021, 10, 12))
    assert "W-CAL" in codes(result.findings)
    assert result.verdicts[0].light == "green"


def test_reporting_dates_in_a_year_not_in_the_calendar() -> None:
    """Q4 2026 is due in January 2027, which is not listed: Fri 01-01, Mon 04 … Thu 07."""
    plan = make_plan({"kind": "cumulative", "target": 40}, start="2026-01-01", end="2026-12-31")
    result = assess(plan, {"2026-Q4": {"1a": 40}})
    assert result.due == date(2027, 1, 7)
    assert "W-CAL" in codes(result.findings)


@pytest.mark.parametrize(
    ("on", "light_", "reason"),
    [
        ("2022-10-01", "grey", "pending"),
        ("2022-10-12", "grey", "pending"),
        ("2022-10-13", "yellow", "unreported_grace"),
        ("2022-10-17", "yellow", "unreported_grace"),
        ("2022-10-18", "red", "unreported"),
    ],
)
@pytest.mark.parametrize("value", [MISSING, "null", "-"])
def test_missing_value_around_due_and_grace(value: object, on: str, light_: str, reason: str) -> None:
    """Q3 2022: due 10-12, grace to 10-17."""
    verdict = judge({"kind": "cumulative", "target": 40}, {"2022-Q3": value}, on=date.fromisoformat(on))
    assert (verdict.light, verdict.reason) == (light_, reason)


def test_unreported_is_missing_and_counted_apart() -> None:
    plan = make_plan({"kind": "cumulative", "target": 40}, {"kind": "cumulative", "target": 40})
    result = assess(plan, {"2022-Q3": {"1a": 1}}, on=date(2022, 10, 18))
    assert [(v.reason, v.status) for v in result.verdicts] == [("far_behind", "on_time"), ("unreported", "missing")]
    assert result.totals.unreported == 1
    assert result.totals.indicators == 2


@pytest.mark.parametrize(("day", "status"), [("2022-10-12", "on_time"), ("2022-10-18", "late")])
def test_late_value_is_judged_and_marked(day: str, status: str) -> None:
    verdict = judge(
        {"kind": "cumulative", "target": 40}, {"2022-Q3": {"value": 30, "submitted": day}}, on=date(2022, 10, 31)
    )
    assert (verdict.light, verdict.status) == ("green", status)


def test_the_day_of_a_value_goes_before_the_day_of_the_submission() -> None:
    plan = make_plan({"kind": "cumulative", "target": 40}, {"kind": "cumulative", "target": 40})
    values = {"1a": 30, "1b": {"value": 30, "submitted": "2022-10-10"}}
    result = assess(plan, {"2022-Q3": values}, on=date(2022, 10, 31), d2022_Q3=date(2022, 10, 20))
    assert [verdict.status for verdict in result.verdicts] == ["late", "on_time"]
    assert result.totals.late == 1


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2022-10-12", "pending"),
        ("2022-10-14", "unreported_grace"),
        ("2022-10-19", "unreported"),
        ("2022-10-20", "on_pace"),
    ],
)
def test_value_submitted_after_the_run_date_is_not_there_yet(on: str, reason: str) -> None:
    value = {"value": 30, "submitted": "2022-10-20"}
    assert judge({"kind": "cumulative", "target": 40}, {"2022-Q3": value}, on=date.fromisoformat(on)).reason == reason


@pytest.mark.parametrize(
    ("days", "reason"), [(12, "pending"), (13, "unreported_grace"), (17, "unreported_grace"), (18, "unreported")]
)
def test_returned_value_counts_as_not_reported(days: int, reason: str) -> None:
    """101 % is no share (E3)."""
    indicator = {"kind": "maintain", "direction": "up", "target": 95, "unit": "%"}
    verdict = judge(indicator, {"2022-Q3": 101}, on=date(2022, 9, 30) + timedelta(days=days))
    assert (verdict.reason, verdict.status) == (reason, "returned")
