"""Working days after China's holiday notices (国务院办公厅关于节假日安排的通知), read from calendar.yaml.

The first day is not counted (民法典 201). In a year that is not listed only weekends and the holidays whose day the law
fixes are off (rules 3.3); it is named, so that the caller can warn (W-CAL), and never stops a run.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.model.periods import Period
    from checker.model.plan import Reporting


FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays that fall on the same day every year (全国年节及纪念日放假办法)."""


class Calendar(NamedTuple):
    """Holidays that fall on working weekdays and make-up days that fall on weekends, by listed years."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    file: str = ""

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        if day in self.makeup:
            return True
        if day.year not in self.years and (day.month, day.day) in FIXED:
            return False
        return day.weekday() < 5 and day not in self.off

    def after(self, day: date, count: int) -> date:
        """Return the day that lies `count` working days after `day`."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def due(self, reporting: Reporting, period: Period) -> date:
        """Return the day a period's report is due: working days after its end, or a day of its last month."""
        if not reporting.day:
            return self.after(period.end, reporting.due)
        return period.end.replace(day=min(reporting.day, period.end.day))

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to `end`: the inverse of `after`."""
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def unlisted(self, start: date, end: date) -> list[int]:
        """Name the years from start to end for which only weekends and fixed holidays are known."""
        return [year for year in range(start.year, end.year + 1) if year not in self.years]
