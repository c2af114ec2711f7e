"""Findings → a workbook to send back: one sheet a unit, each line with its place, what was found and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from checker.files import workbook
from checker.forms.layout import NOBODY
from checker.locale import Speaker
from checker.model import Finding, Level, Plan, Where
from checker.model.amounts import NONE
from checker.model.tables import Cell, Column, Table
from checker.words.view import mended

LEVELS = (Level.FAULT, Level.RETURNED, Level.WARNING)
WIDTHS = {"book": 30, "sheet": 14, "cell": 9, "indicator": 26, "level": 8, "found": 50, "todo": 46}


def by_unit(findings: Sequence[Finding], plan: Plan | None, units: Mapping[str, str]) -> dict[str, list[Finding]]:
    """Group the findings: by the units whose forms it is about, else by the units that the indicator asks."""
    asked = {i.id: m.asked for m, i in plan.indicators()} if plan else {}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        places = (finding.where, *(fact for fact in finding.facts.values() if isinstance(fact, Where)))
        named = [unit for place in places if (unit := units.get(place.file))]
        for name in dict.fromkeys(named or asked.get(finding.indicator) or [""]):
            groups.setdefault(name, []).append(finding)
    return groups


def render(groups: Mapping[str, Sequence[Finding]], plan: Plan | None, say: Speaker, on: date, until: str) -> bytes:
    """Draw the workbook; `until` says of which period it is and by when mended forms are awaited."""
    book = workbook.new()
    names = {i.id: i.name for _, i in plan.indicators()} if plan else {}
    columns = tuple(Column(name, say(f"complaint.{name}"), width=width) for name, width in WIDTHS.items())
    taken: set[str] = set()
    for unit, findings in groups.items() or {"": ()}.items():
        shown = say("complaint.nobody") if unit in ("", NOBODY) else unit
        ranked = sorted(findings, key=lambda finding: LEVELS.index(finding.level))
        rows = [_row(finding, names, say) for finding in ranked]
        table = Table(_sheet_name(shown, taken), columns, (("", rows),), notes=(until,) if until else ())
        workbook.add_table(book, table, say("complaint.title", unit=shown), say("form.page"))
    return workbook.finish(book, on, say("complaint.nobody"))


def _row(finding: Finding, names: Mapping[str, str], say: Speaker) -> list[Cell]:
    where = finding.where
    name = f"{finding.indicator} {names.get(finding.indicator, '')}".strip() or NONE
    place = (Path(where.file).name, where.sheet or NONE, where.cell or NONE)
    text, how = say(f"finding.{finding.code}", **finding.facts), mended(finding, say)
    return [*place, name, say(f"level.{finding.level}"), text, how or NONE]


def _sheet_name(text: str, taken: set[str]) -> str:
    stem = re.sub(r"[\[\]:*?/\\']", "_", text)[:26] or "_"
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name.casefold())
    return name
