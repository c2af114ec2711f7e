"""The calendar of working days, held against an independent one."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from checker.files.places import shipped
from checker.model.workdays import Calendar
from checker.reading.library import Library

CALENDAR = Library.at(shipped("indicators")).calendar


def test_every_day_agrees_with_an_independent_calendar() -> None:
    day, different = date(2022, 1, 1), []
    while day <= date(2026, 12, 31):
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            different.append(day)
        day += timedelta(days=1)
    assert different == []
    assert CALENDAR.years == {2022, 2023, 2024, 2025, 2026}


def test_due_day_after_the_national_holiday() -> None:
    # 1–7 October 2022 off, 8 and 9 October made up: the 5th working day after 30 September is the 12th
    assert CALENDAR.after(date(2022, 9, 30), 5) == date(2022, 10, 12)
    assert CALENDAR.after(date(2022, 10, 12), 3) == date(2022, 10, 17)


def test_in_an_unlisted_year_weekends_and_fixed_holidays_are_off() -> None:
    # Fri 2027-01-01 is off, then Mon 4 to Fri 8 January
    assert CALENDAR.unlisted(date(2026, 12, 31), date(2027, 1, 11)) == [2027]
    assert CALENDAR.after(date(2026, 12, 31), 5) == date(2027, 1, 8)
    fixed = {
        date(2030, 1, 1),
        date(2030, 5, 1),
        date(2030, 5, 2),
        date(2030, 10, 1),
        date(2030, 10, 2),
        date(2030, 10, 3),
    }
    days = [date(2030, 1, 1) + timedelta(days=n) for n in range(365)]
    assert {day for day in days if day.weekday() < 5 and not CALENDAR.is_workday(day)} == fixed
    assert not Calendar().is_workday(date(2022, 10, 3))
    assert CALENDAR.is_workday(date(2022, 10, 8))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_counting_on_is_the_same_as_counting_through(day: date, count: int) -> None:
    assert CALENDAR.after(CALENDAR.after(day, count), 3) == CALENDAR.after(day, count + 3)
