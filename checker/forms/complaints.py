"""Findings → a workbook to send back: one sheet a unit, each line with its place, what was found and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from checker import workbook
from checker.locale import Speaker
from checker.model import Finding, Plan

WIDTHS = {"book": 30, "sheet": 14, "cell": 9, "indicator": 26, "level": 8, "found": 50, "todo": 46}


def by_unit(findings: Sequence[Finding], plan: Plan | None, units: Mapping[str, str]) -> dict[str, list[Finding]]:
    """Group the findings: by the unit whose form it is, else by the units that the indicator asks."""
    asked = {i.id: m.asked for m, i in plan.indicators()} if plan else {}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        unit = units.get(finding.where.file.split("!")[0])
        for name in [unit] if unit else asked.get(finding.indicator) or [""]:
            groups.setdefault(name, []).append(finding)
    return groups


def render(groups: Mapping[str, Sequence[Finding]], plan: Plan | None, say: Speaker, on: date) -> bytes:
    """Draw the workbook."""
    book = workbook.new()
    names = {i.id: i.name for _, i in plan.indicators()} if plan else {}
    columns = tuple(workbook.Column(say(f"complaint.{name}"), width) for name, width in WIDTHS.items())
    taken: set[str] = set()
    for unit, findings in groups.items() or {"": ()}.items():
        shown = unit.replace("_", "") or say("complaint.nobody")
        rows = [_row(finding, names, say) for finding in findings]
        title = say("complaint.title", unit=shown)
        workbook.add_table(book, workbook.Table(_sheet_name(shown, taken), title, "", columns, rows), say("form.page"))
    return workbook.finish(book, on, say("complaint.nobody"))


def _row(finding: Finding, names: Mapping[str, str], say: Speaker) -> list[workbook.Cell]:
    file, sheet, cell = (*finding.where.file.split("!"), "", "")[:3]
    if not cell and re.fullmatch(r"[A-Z]{1,3}\d+", sheet):
        sheet, cell = "", sheet
    name = f"{finding.indicator} {names.get(finding.indicator, '')}".strip() or workbook.NONE
    mend = say.maybe(f"mend.{finding.code}")
    todo = mend.format_map({k: say.fact(v) for k, v in finding.facts.items()}) if mend else workbook.NONE
    return [file, sheet or workbook.NONE, cell or workbook.NONE, name, say(f"level.{finding.level}"),
            say(f"finding.{finding.code}", **finding.facts), todo]  # fmt: skip


def _sheet_name(text: str, taken: set[str]) -> str:
    stem = re.sub(r"[\[\]:*?/\\']", "_", text)[:26] or "_"
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name.casefold())
    return name
