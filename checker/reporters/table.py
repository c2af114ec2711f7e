"""The table for the wall and the terminal: grouped by domain, within 100 columns, Chinese aligned (tabulate)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from checker.locale import Speaker
from checker.model import Light, Verdict
from checker.model.tables import Page, Table
from checker.words.owed import unit_lines
from checker.words.tables import indicators, standings
from checker.words.text import WIDTH, cut, width, wrapped
from checker.words.view import View

if TYPE_CHECKING:
    from tabulate import TableFormat

SUFFIX = "txt"
_COLUMNS = ("light", "id", "name", "amounts", "by", "lead", "reason")
# the light takes what its words need and the name what is left
_LIMITS = {"id": 4, "amounts": 22, "by": 12, "lead": 13, "reason": 18}
_NARROWEST, _WIDEST = 4, 120  # columns of a page's tables, and of its lines where they need more than others
_COUNTED = ("all", "green", "yellow", "red", "grey", "unreported", "score")


def render(views: Sequence[View], template: Path | None = None) -> str:
    """One assessment after the other."""
    return ("\n\n").join(_one(view) for view in views)


def page(page: Page) -> str:
    """A page of tables, each under its heading; columns are narrowed till a line fits."""
    parts = ["\n".join([page.title, "═" * WIDTH, *(line for text in page.lines for line in wrapped(text, WIDTH))])]
    for table in page.tables:
        most = _fitting(table)
        lines = [table.heading, *drawn(_stacked(table, most), most)]
        parts.append("\n".join([*lines, *(line for note in table.notes for line in wrapped(note, WIDTH))]))
    return "\n\n".join(parts) + "\n"


def _stacked(table: Table, most: Mapping[str, int]) -> Table:
    """Break heads that are too wide; what does not stand on the first line goes into rows of its own."""
    heads = [list(wrapped(str(column.head), most[column.key])) for column in table.columns]
    lines = list(zip_longest(*heads, fillvalue=""))
    columns = tuple(column._replace(head=head) for column, head in zip(table.columns, lines[0], strict=True))
    return table._replace(columns=columns, groups=(("", lines[1:]), *table.groups))


def _fitting(table: Table) -> dict[str, int]:
    """The widest columns of texts are cut first, till all fit on a line; figures and lights are never cut."""
    cells = [[str(cell) for cell in row] for row in table.rows] or [[""] * len(table.columns)]
    widths = [max(_NARROWEST, *(width(row[place]) for row in cells)) for place in range(len(table.columns))]
    texts = [place for place, column in enumerate(table.columns) if column.look == "text"]
    while sum(widths) + len(widths) - 1 > _WIDEST and any(widths[place] > _NARROWEST for place in texts):
        widths[max(texts, key=lambda place: widths[place])] -= 1
    return {column.key: most for column, most in zip(table.columns, widths, strict=True)}


def _one(view: View) -> str:
    parts = [_head(view), _main(view), view.totals(), _standings(view), _owed(view), _findings(view)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(view: View) -> str:
    lines = [view.head()[0][1], "═" * WIDTH]
    lines += [f"{label}{view.say('colon')}{text}" for label, text in view.head()[1:]]
    if view.assessment.illustrative:
        lines.append(view.say("illustrative"))
    return "\n".join(line for text in lines for line in wrapped(text, WIDTH))


def _main(view: View) -> str:
    groups = [(view.domain(key), verdicts) for key, verdicts in view.by_domain()]
    if not groups:
        return view.say("nothing-to-show")
    table = indicators(view, groups, _COLUMNS, tellers={"lead": _first})
    light = max(width(view.light(light)) for light in Light)
    name = WIDTH - light - sum(_LIMITS.values()) - len(_LIMITS) - 1
    heads, *lines = drawn(table, {**_LIMITS, "light": light, "name": name})
    return "\n".join([heads, "─" * WIDTH, *lines, view.say("table.legend")])


def _first(view: View, verdict: Verdict) -> str:
    """The first lead and how many there are."""
    asked = verdict.measure.asked
    if not asked:
        return view.leads(verdict)
    more = view.say("lead.more", count=len(asked)) if len(asked) > 1 else ""
    before = view.say("asked-short") if verdict.measure.asks_responsible else ""
    return cut(before + asked[0], _LIMITS["lead"] - width(more)) + more


def _standings(view: View) -> str:
    if any((view.narrowing.light, view.narrowing.unit, view.narrowing.domain)):
        return ""
    return _counts(view, "domain") + "\n\n" + _counts(view, "unit")


def _counts(view: View, what: str) -> str:
    """Lights, score, grade and rank by domain or by unit."""
    table = standings(view, what, (*_COUNTED, "grade", "rank") if what == "unit" else _COUNTED)
    return "\n".join([table.heading, *drawn(table, {what: 36})])


def _owed(view: View) -> str:
    owed = view.owed()
    if not owed:
        return ""
    lines = [view.say("heading.owed")]
    for unit, verdicts in owed:
        lines += unit_lines(view, view.unit(unit), verdicts)
    return "\n".join(lines)


def _findings(view: View) -> str:
    """Returned values and warnings, each with its place."""
    found = view.findings()
    if not found:
        return ""
    lines = [view.say("heading.findings")]
    for finding in found:
        tag = _tag(view.say, finding.explained) if finding.code.startswith("W") and finding.indicator else ""
        about = f"{finding.indicator} " if finding.indicator else ""
        text = f"{finding.where} [{finding.code}] {about}{view.finding(finding)}{tag}"
        lines += wrapped(text, WIDTH, "    ")
    return "\n".join(lines)


def _tag(say: Speaker, explained: bool) -> str:
    return say("tag", tag=say("explained" if explained else "to-explain"))


def drawn(table: Table, limits: Mapping[str, int]) -> list[str]:
    """Align a table in columns, one space apart, after its heads; `limits` cuts what a column's cells are too long.

    The name of a group stands in a line of its own over the group's rows.
    """
    from tabulate import tabulate

    most = [limits.get(column.key) for column in table.columns]
    rows = [[str(cell) if limit is None else cut(str(cell), limit) for cell, limit in zip(row, most, strict=True)]
            for row in table.rows]  # fmt: skip
    align = ["right" if column.look == "figure" else "left" for column in table.columns]
    text = tabulate([table.heads, *rows], tablefmt=_plain(), disable_numparse=True, colalign=align)
    heads, *lines = (line.rstrip() for line in text.split("\n"))
    made = [heads]
    for name, own in table.groups:
        made += [f"【{name}】"] if name else []
        made += lines[: len(own)]
        lines = lines[len(own) :]
    return made


def _plain() -> TableFormat:
    """Columns apart by one space and nothing else."""
    from tabulate import DataRow, TableFormat

    row = DataRow("", " ", "")
    return TableFormat(None, None, None, None, row, row, 0, None)
