"""When a report is due, when it is late, and who owes none (rules 3.3), counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.harness import MISSING, assess, codes, judge, make_plan

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


def test_in_a_year_not_in_the_calendar_only_fixed_holidays_and_weekends_are_off() -> None:
    """2021 is not listed: Fri 10-01 is off by law, Mon 10-04 is not known to be; the run goes on with W-CAL."""
    plan = make_plan({"kind": "cumulative", "target": 40}, start="2021-01-01", end="2021-12-31")
    result = assess(plan, {"2021-Q3": {"1a": 30}})
    assert (result.due, result.grace_end) == (date(2021, 10, 8), date(2021, 10, 13))
    assert "W-CAL" in codes(result.findings)
    assert result.verdicts[0].light == "green"


def test_reporting_dates_in_a_year_not_in_the_calendar() -> None:
    """Q4 2026 is due in January 2027, which is not listed: Fri 01-01 is off by law; Mon 04 … Fri 08."""
    plan = make_plan({"kind": "cumulative", "target": 40}, start="2026-01-01", end="2026-12-31")
    result = assess(plan, {"2026-Q4": {"1a": 40}})
    assert result.due == date(2027, 1, 8)
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
