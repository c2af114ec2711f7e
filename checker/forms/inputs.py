"""The cells to fill in: how they look, and the rules that warn where a person types. What is read decides again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from checker import kinds
from checker.files import workbook
from checker.files.book import column_letters
from checker.forms import layout
from checker.judging.checks import least, whole
from checker.locale import Speaker
from checker.model import Indicator

GRADES = ("normal", "slow", "stalled")
_TEXTS = ("note", "evidence", "correction")
_MOST = "1E+14"


def look(indicator: Indicator, name: str, quiet: bool) -> str:
    """The look of a cell: texts, days and choices stay what was typed, percentages show as such; finished ones grey."""
    sort = "quiet" if quiet else "blank"
    if name in _TEXTS:
        return f"{sort}-text"
    if name == "planned" or (name == "value" and kinds.of(indicator).REPORTS in ("done", "grade")):
        return f"{sort}-word"
    return f"{sort}-share" if layout.is_share(indicator, name) else sort


def fill(cell: Any, value: Any, share: bool) -> None:
    """Type into a cell: a number into one of percentages as a spreadsheet takes it, 95 as 95%."""
    if isinstance(value, str):
        cell.value = workbook.inert(value)
        cell.data_type = "s"
    elif share and isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value = float(Decimal(repr(value)) / 100)
    else:
        cell.value = value


def rules(
    rows: Sequence[layout.Row], columns: Sequence[str], first: int, say: Speaker
) -> Iterator[tuple[workbook.Rule, list[str]]]:
    """Yield each rule with the areas that it lies over; one that speaks of its first cell lies over one area."""
    areas: dict[tuple[str, str, str], list[str]] = {}
    for place, name in enumerate(columns, 2):
        letter, number = column_letters(place), first
        asked = [_wanted(row.indicator, name) if name in layout.fields(row.indicator) else ("", "", "") for row in rows]
        for wanted, run in groupby(asked):
            length = len(list(run))
            if wanted[0]:
                areas.setdefault(wanted, []).append(f"{letter}{number}:{letter}{number + length - 1}")
            number += length
    for (sort, low, high), where in areas.items():
        if sort in ("list", "decimal", "whole", "textLength"):
            yield _plain(sort, low, high, say), where
        else:
            for area in where:
                yield _spoken(sort, low, high, area.partition(":")[0], say), [area]


def _wanted(indicator: Indicator, name: str) -> tuple[str, str, str]:
    """What a cell takes: a sort of rule with its bounds."""
    reports = kinds.of(indicator).REPORTS
    if name == "correction":
        return "textLength", "0", "500"
    if name == "planned":
        return "planned", "", ""
    if name == "n":
        return "whole", "0", _MOST
    if name == "value" and reports == "grade":
        return "list", "", ""
    if name == "value" and reports == "done":
        return "done", "", ""
    low, high = _bounds(indicator, name)
    sort = "whole" if name in ("value", "part", "whole", "last_year") and whole(indicator) else "decimal"
    spoken = name == "value" and layout.may_be_none(indicator)
    return ("share-or-none" if high == "1" else "number-or-none") if spoken else sort, low, high


def _bounds(indicator: Indicator, name: str) -> tuple[str, str]:
    """The least and the most that may be; nothing negative where nothing can be."""
    if name == "progress":
        return "0", "1"
    if name in ("part", "whole"):
        return "0", _MOST
    bound = least(indicator)
    low = f"-{_MOST}" if bound is None else str(bound)
    return low, "1" if layout.is_share(indicator, name) and bound == 0 and not indicator.unbounded else _MOST


def _plain(sort: str, low: str, high: str, say: Speaker) -> workbook.Rule:
    if sort == "list":  # only a choice is banned, since 暂无 and 未完成 are answers, too
        choices = ",".join([*(say(f"grade.{grade}") for grade in GRADES), say("form.none")])
        return workbook.Rule("list", f'"{choices}"', None, say("form.rule.grade"), bans=True)
    if sort == "textLength":
        return workbook.Rule(sort, low, high, say("form.rule.text"))
    return workbook.Rule(sort, low, high, _said(low, high, say))


def _said(low: str, high: str, say: Speaker) -> str:
    if high == "1":
        return say("form.rule.percent")
    return say("form.rule.number" if low.startswith("-") else "form.rule.amount", least=low)


def _spoken(sort: str, low: str, high: str, cell: str, say: Speaker) -> workbook.Rule:
    """A rule that takes a word beside days or numbers."""
    day = f"ISNUMBER({cell}),ISNUMBER(DATEVALUE({cell}))"
    if sort == "planned":
        return workbook.Rule("custom", f"OR({day})", None, say("form.rule.planned"))
    if sort == "done":
        return workbook.Rule("custom", f'OR({day},{cell}="{say("node.open")}")', None, say("form.rule.date"))
    within = f"AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high})"
    text = f"{_said(low, high, say)}{say('form.rule.none')}"
    return workbook.Rule("custom", f'OR({within},{cell}="{say("form.none")}")', None, text)
