"""Periods and windows, by property."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.model import periods
from checker.model.periods import MONTHS, WRITTEN, Period, holding, parse, passed

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
EVERY = st.sampled_from(list(MONTHS))


@given(DAYS, EVERY)
def test_a_day_lies_in_the_period_that_holds_it(day: date, every: str) -> None:
    period = holding(day, every)
    assert period.start <= day <= period.end
    assert parse(str(period)) == period


@given(DAYS, EVERY)
def test_periods_follow_each_other_without_gap(day: date, every: str) -> None:
    period = holding(day, every)
    following = holding(period.end + timedelta(days=1), every)
    assert following.start == period.end + timedelta(days=1)


def test_what_is_no_period() -> None:
    for text in (
        "",
        "22",
        "2022-Q5",
        "2022-13",
        "2022-00",
        "2022-H3",
        "20229",
        "2022年第五季度",
        "2022年13月",
        "22年第三季度",
        "三季度",
        "0000",
    ):
        assert parse(text) is None, text


def test_a_period_is_read_as_people_write_it() -> None:
    for text in (
        "2022年第三季度",
        "2022年第3季度",
        "2022年三季度",
        "2022Q3",
        "2022-q3",
        "2022 Q3",
        "２０２２年第３季度",
    ):
        assert parse(text) == Period("quarter", 2022, 3), text
    for text in ("2022年上半年", "2022H1", "2022-h1", "2022上半年"):
        assert parse(text) == Period("half", 2022, 1), text
    for text in ("2022年9月", "2022年09月份", "2022-9"):
        assert parse(text) == Period("month", 2022, 9), text
    for text in ("2022年", "2022年度", "２０２２"):
        assert parse(text) == Period("year", 2022), text


@given(DAYS, EVERY)
def test_what_the_schema_lets_in_is_a_period(day: date, every: str) -> None:
    period = holding(day, every)
    spoken = {"quarter": f"{period.year}年第{'一二三四'[(period.index - 1) % 4]}季度", "month": f"{period.year}年{period.index}月",
              "half": f"{period.year}年{'上下'[(period.index - 1) % 2]}半年", "year": f"{period.year}年"}[every]  # fmt: skip
    for text in (spoken, str(period), str(period).lower()):
        assert re.search(WRITTEN, text), text
        assert parse(text) == period, text


@given(DAYS, st.integers(0, 900), DAYS, EVERY)
def test_pace_never_leaves_nought_to_one_and_never_falls(start: date, length: int, day: date, every: str) -> None:
    end = start + timedelta(days=length)
    done, whole, _ = passed(start, end, day, every)
    later, _, _ = passed(start, end, day + timedelta(days=40), every)
    assert 0 <= done <= whole
    assert whole > 0
    assert later >= done


@given(DAYS, st.integers(0, 900), EVERY)
def test_pace_is_whole_from_the_last_day_on_and_nought_before_the_first(start: date, length: int, every: str) -> None:
    end = start + timedelta(days=length)
    done, whole, _ = passed(start, end, end, every)
    assert done == whole
    assert passed(start, end, start - timedelta(days=1), every)[0] == 0


def test_days_are_counted_where_the_window_is_off_the_periods() -> None:
    done, whole, counted = passed(date(2022, 6, 11), date(2022, 9, 18), date(2022, 6, 30), "quarter")
    assert (Fraction(done, whole), counted) == (Fraction(20, 100), "day")


def test_whole_recurrences_of_a_part_year() -> None:
    half = (date(2022, 7, 1), date(2022, 12, 31))
    assert [periods.recurrences(per, *half) for per in ("quarter", "month", "week", "year")] == [2, 6, 26, 0]
    odd = (date(2022, 2, 10), date(2022, 12, 31))
    assert [periods.recurrences(per, *odd) for per in ("quarter", "month", "week")] == [3, 10, 46]


@given(st.integers(2000, 2060))
def test_whole_years_have_the_usual_recurrences(year: int) -> None:
    bounds = (date(year, 1, 1), date(year, 12, 31))
    assert [periods.recurrences(per, *bounds) for per in periods.RECURRENCES] == list(periods.RECURRENCES.values())


def test_a_period_says_its_bounds() -> None:
    assert (Period("half", 2022, 2).start, Period("half", 2022, 2).end) == (date(2022, 7, 1), date(2022, 12, 31))
    assert Period("month", 2024, 2).end == date(2024, 2, 29)


def test_only_one_whole_calendar_year_has_52_weeks() -> None:
    weeks = {(date(2022, 1, 1), date(2022, 12, 31)): 52, (date(2024, 1, 1), date(2024, 12, 31)): 52,
             (date(2022, 1, 1), date(2023, 12, 31)): 104, (date(2022, 2, 1), date(2022, 12, 31)): 47,
             (date(2022, 1, 2), date(2022, 12, 31)): 52, (date(2022, 1, 1), date(2022, 11, 30)): 47,
             (date(2022, 1, 1), date(2022, 12, 30)): 52, (date(2022, 3, 1), date(2022, 3, 6)): 0,
             (date(2022, 3, 1), date(2022, 3, 7)): 1, (date(2022, 3, 7), date(2022, 3, 1)): 0}  # fmt: skip
    assert {bounds: periods.recurrences("week", *bounds) for bounds in weeks} == weeks


def test_a_window_is_cut_to_its_whole_months_and_quarters() -> None:
    assert periods.whole("month", date(2022, 1, 15), date(2023, 1, 10)) == (date(2022, 2, 1), date(2022, 12, 31))
    assert periods.whole("month", date(2024, 1, 31), date(2024, 3, 1)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert periods.whole("month", date(2015, 12, 31), date(2016, 3, 30)) == (date(2016, 1, 1), date(2016, 2, 29))
    assert periods.whole("quarter", date(2022, 2, 1), date(2022, 12, 30)) == (date(2022, 4, 1), date(2022, 9, 30))
    assert periods.whole("week", date(2022, 3, 1), date(2022, 3, 16)) == (date(2022, 3, 1), date(2022, 3, 14))
    assert periods.whole("year", date(2022, 2, 1), date(2023, 11, 30)) is None


def test_years_lie_between_1000_and_the_last_that_calendars_reckon_with() -> None:
    read = {"1000": "1000", "0999": None, "9990": "9990", "9991": None}
    assert {text: str(found) if (found := parse(text)) else None for text in read} == read


def test_a_period_is_shown_by_what_it_was_made_of() -> None:
    assert repr(Period("quarter", 2022, 3)) == "Period(every='quarter', year=2022, index=3)"
