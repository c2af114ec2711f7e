"""Filters of the text templates: numbers and dates in the words of a paper. Pure functions of plain values.

They are documented for offices in the head of `reports/templates/<lang>/circular.txt.j2`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from checker.locale import Speaker

_NUMBER = re.compile(r"(?<![\d.])\d{5,24}(?:\.\d{1,6})?(?![\d.])")
_NOUGHT = re.compile(r"(?<![\d.])0(?![\d.])\D*")
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def filters(say: Speaker, day: date) -> Mapping[str, Callable[..., str]]:
    """The filters in a language; a date of the year of `day` is told without its year."""

    def month(found: date) -> str:
        return say(f"paper.period.month-{found.month}.short")

    def told(text: str) -> str:
        found = date.fromisoformat(text)
        if found.year != day.year:
            return say.day(found)
        return say("paper.day", month=found.month, day=found.day, name=month(found))

    def until(text: str) -> str:
        """年底前, 10月底前, 11月8日前; of another year with the year before."""
        found = date.fromisoformat(text)
        last = (found + timedelta(days=1)).day == 1
        which = "year" if (found.month, found.day) == (12, 31) else "month" if last else "day"
        own = "" if found.year == day.year else ".other"
        return say(f"paper.until.{which}{own}", year=found.year, month=found.month, day=found.day, name=month(found))

    def units(names: Sequence[str], most: int = 3) -> str:
        """All of up to three; of more the first and how many they are."""
        if len(names) <= most:
            return say("join").join(names)
        return say("paper.units", first=names[0], count=len(names))

    def some(names: Sequence[str], most: int = 6) -> str:
        """The first of many, and how many there are."""
        if len(names) <= most:
            return say("join").join(names)
        return say("paper.some", words=say("join").join(names[:most]), count=len(names))

    def span(text: Mapping[str, Any], year: bool = True) -> str:
        own = f"-{text['index']}" if text["every"] in ("quarter", "half", "month") else ""
        return say(f"paper.period.{text['every']}{own}{'' if year or text['every'] == 'year' else '.short'}", **text)

    return {
        "day": told, "full_day": lambda text: say.day(date.fromisoformat(text)), "until": until, "units": units,
        "some": some, "span": span, "plain": plain if say.lang == "zh" else str, "upto": upto, "cell": cell,
        "zero": lambda text: _NOUGHT.sub(say("paper.zero"), text),
    }  # fmt: skip


def plain(text: str) -> str:
    """200000人次 → 20万人次, 6.2工作日 → 6.2个工作日; what would need more than two decimals stays as it is."""
    return re.sub(r"(?<=\d)工作日", "个工作日", _NUMBER.sub(lambda match: _scaled(match[0]), text))


def _scaled(number: str) -> str:
    value = Decimal(number)
    for scale, word in _SCALES:
        found = value / scale
        if found >= 1 and found == round(found, 2):
            return f"{found.normalize():f}{word}"
    return number


def upto(low: str, high: str) -> str:
    """2所 up to 3所 → 2—3所; the lower one alone where there is no upper one."""
    number = re.match(r"[\d.]+", low)
    return f"{number[0]}—{high}" if high and number else low


def cell(text: str) -> str:
    """A text that stands in a cell of a table; — where there is none."""
    return text or "—"
