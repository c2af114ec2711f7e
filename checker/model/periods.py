"""Reporting periods: years, half-years, quarters and months, with exact bounds.

A period is written `2022`, `2022-H1`, `2022-Q3` or `2022-09` (rules 2.2); as people write it, it is read too:
2022年第三季度, 2022Q3, 2022年上半年, 2022年9月.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from unicodedata import normalize

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
# How often a target `per:` this unit recurs in a year (rules 3).
RECURRENCES = {"year": 1, "quarter": 4, "month": 12, "week": 52}
_TEXT = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_LETTER = {"half": "H", "quarter": "Q"}


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a part of it; `index` counts from 1 inside the year.

    `start` is the first day and `end` the last: the cut-off (考核时点). They are asked for all the time.
    """

    every: str
    year: int
    index: int = 1
    start: date = field(init=False, compare=False, repr=False)
    end: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        start, end = _bounds(self.every, self.year, self.index)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    def previous(self) -> Period:
        """The period just before, of the same rhythm."""
        return holding(self.start - timedelta(days=1), self.every)

    def following(self) -> Period:
        """The period just after, of the same rhythm."""
        return holding(self.end + timedelta(days=1), self.every)

    def __str__(self) -> str:
        if self.every == "year":
            return f"{self.year:04}"
        if self.every == "month":
            return f"{self.year:04}-{self.index:02}"
        return f"{self.year:04}-{_LETTER[self.every]}{self.index}"


@cache
def _bounds(every: str, year: int, index: int) -> tuple[date, date]:
    months = MONTHS[every]
    last = index * months
    return date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])


_SPOKEN = re.compile(
    r"([1-9]\d{3})(?:年?度?|(?:年|-)?(?:Q([1-4])|H([12])|第?([1-4一二三四])季度?|(上|下)半年)|(?:年|-)(0?[1-9]|1[0-2])月?份?)",
    re.ASCII,
)
WRITTEN = (
    r"^[1-9][0-9]{3}(-(H[12]|Q[1-4]|0[1-9]|1[0-2])|年度?|(年|-)?([Qq][1-4]|[Hh][12]|第?[1-4一二三四]季度?|[上下]半年)"
    r"|(年|-)(0?[1-9]|1[0-2])月?份?)?$"
)
"""A period as a file may hold it; what else is forgiven (spaces, full-width signs) is so on the command line only."""


LAST = 9990
"""The last year that is reckoned with: reports on later ones would fall due when no calendar has a day for them."""


def parse(text: str) -> Period | None:
    """Read a period, also as people write it; None where the text is none, or lies beyond all calendars."""
    found = _read(text)
    return found if found is None or found.year <= LAST else None


def _read(text: str) -> Period | None:
    found = _TEXT.fullmatch(text)
    if not found:
        return _spoken(text)
    if int(found[1]) < 1000:
        return None
    year, half, quarter, month = found.groups()
    if half:
        return Period("half", int(year), int(half))
    if quarter:
        return Period("quarter", int(year), int(quarter))
    return Period("month", int(year), int(month)) if month else Period("year", int(year))


def _spoken(text: str) -> Period | None:
    """Read 2022年第三季度, 2022 Q3, 2022年上半年, 2022年9月, 2022年."""
    found = _SPOKEN.fullmatch("".join(normalize("NFKC", text).upper().split()))
    if not found:
        return None
    year, letter, half, quarter, spoken, month = found.groups()
    if half or spoken:
        return Period("half", int(year), int(half or "上下".index(spoken) + 1))
    if letter or quarter:
        return Period("quarter", int(year), int(letter or quarter if letter or quarter.isdigit() else _COUNT[quarter]))
    return Period("month", int(year), int(month)) if month else Period("year", int(year))


_COUNT = {"一": 1, "二": 2, "三": 3, "四": 4}


@lru_cache(maxsize=4096)
def holding(day: date, every: str) -> Period:
    """Return the period of that rhythm which holds the day."""
    return Period(every, day.year, (day.month - 1) // MONTHS[every] + 1)


@lru_cache(maxsize=4096)  # the targets of a plan share a few windows
def passed(start: date, end: date, day: date, every: str) -> tuple[int, int, str]:
    """Count how much of [start, end] is over at the end of `day`: (done, all, "period" or "day").

    Whole reporting periods are counted when both ends fall on period bounds, days otherwise (rules 3).
    `done` is clipped to 0..all.
    """
    size = MONTHS[every]
    if holding(start, every).start == start and holding(end, every).end == end:
        first, after = _months(start), _months_over(end)
        here = min(max(_months_over(day), first), after)
        return (here - first) // size, (after - first) // size, "period"
    total = (end - start).days + 1
    return min(max((day - start).days + 1, 0), total), total, "day"


def recurrences(per: str, start: date, end: date) -> int:
    """Count the whole recurrences of `per` in the window; a year has 52 weeks."""
    if per == "week":
        return max((end - start).days + 1, 0) // 7
    size = MONTHS[per]
    return max((_months_over(end) // size) - _first_whole(start, size), 0)


def whole(per: str, start: date, end: date) -> tuple[date, date] | None:
    """Cut a window to its whole recurrences; None where it holds none. A whole year stays whole."""
    count = recurrences(per, start, end)
    if not count:
        return None
    if per == "week":
        return start, end if count == 52 else start + timedelta(days=7 * count - 1)
    size = MONTHS[per]
    first = _first_whole(start, size) * size
    last = first + count * size - 1
    days = calendar.monthrange(last // 12, last % 12 + 1)[1]
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, days)


def _first_whole(start: date, size: int) -> int:
    """The first recurrence that begins on the day or after it, counted from year 0."""
    months = _months(start)
    return -(-months // size) if start.day == 1 else months // size + 1


def _months(day: date) -> int:
    """Months begun before or on the day, counted from year 0: the first of a month is a bound."""
    return day.year * 12 + day.month - 1


def _months_over(day: date) -> int:
    """Months that are over at the end of the day, counted from year 0."""
    last = calendar.monthrange(day.year, day.month)[1]
    return _months(day) + (day.day == last)
