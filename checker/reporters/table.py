"""The table for the wall and the terminal: as wide as the terminal, Chinese aligned (tabulate), what matters last.

It counts by domain and unit, lists what is yellow and ends with what is owed, what is red, and the totals. With
`Narrowing.full`, and where only a part is shown, every indicator is listed by domain before that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from checker.locale import Speaker
from checker.model import Light, Verdict
from checker.model.tables import Page, Table
from checker.papers.shortfall import short, told
from checker.words import owed as owing
from checker.words.gravity import gravest
from checker.words.tables import Groups, Teller, indicators, standings
from checker.words.text import WIDTH, cut, width, wrapped
from checker.words.view import SYMBOLS, View

if TYPE_CHECKING:
    from tabulate import TableFormat

SUFFIX = "txt"
_COLUMNS = ("light", "id", "name", "amounts", "by", "lead", "reason")
_BAD = ("light", "id", "name", "amounts", "gap", "lead", "reason")
# the light takes what its words need, the name what is left, and the lead what the longest name leaves over
_LIMITS = {"id": 5, "amounts": 22, "by": 12, "gap": 14, "lead": 17, "reason": 18}
_LEAST_NAME = 10
_NARROW = {"amounts": 17, "gap": 12, "lead": 13, "reason": 14, "unit": 22}
_COUNTED = ("all", "green", "yellow", "red", "grey", "missing", "returned", "score")
_NARROWEST, _WIDEST = 4, 120  # columns of a page's tables, and of its lines where they need more than others


def render(views: Sequence[View], template: Path | None = None, wide: int = WIDTH) -> str:
    """One assessment after the other, in so many columns."""
    return ("\n\n").join(_one(view, wide) for view in views)


def _one(view: View, wide: int) -> str:
    part = any((view.narrowing.light, view.narrowing.unit, view.narrowing.domain))
    full = part or view.narrowing.full
    parts = [_head(view, wide), _all(view, wide) if full else "", "" if part else _standings(view, wide),
             _findings(view, wide), "" if full else _bad(view, Light.YELLOW, wide), *_owed(view, wide),
             "" if view.narrowing.light else _bad(view, Light.RED, wide), _foot(view, full, wide)]  # fmt: skip
    return "\n\n".join(text for text in parts if text) + "\n"


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
    groups = ((f"【{name}】" if name else "", rows) for name, rows in table.groups)
    return table._replace(columns=columns, groups=(("", lines[1:]), *groups))


def _fitting(table: Table) -> dict[str, int]:
    """The widest columns of texts are cut first, till all fit on a line; figures and lights are never cut."""
    cells = [[str(cell) for cell in row] for row in table.rows] or [[""] * len(table.columns)]
    widths = [max(_NARROWEST, *(width(row[place]) for row in cells)) for place in range(len(table.columns))]
    texts = [place for place, column in enumerate(table.columns) if column.look == "text"]
    while sum(widths) + len(widths) - 1 > _WIDEST and any(widths[place] > _NARROWEST for place in texts):
        widths[max(texts, key=lambda place: widths[place])] -= 1
    return {column.key: most for column, most in zip(table.columns, widths, strict=True)}


def _head(view: View, wide: int) -> str:
    made = [view.head()[0][1], "═" * wide]
    made += [f"{label}{view.say('colon')}{text}" for label, text in view.head()[1:]]
    if view.assessment.illustrative:
        made.append(view.say("illustrative"))
    return "\n".join(line for text in made for line in wrapped(text, wide))


def _foot(view: View, full: bool, wide: int) -> str:
    made = [view.totals()] if full else [view.totals(), view.say("table.full")]
    return "\n".join(line for text in made for line in wrapped(text, wide))


def _all(view: View, wide: int) -> str:
    """Every indicator that is shown, by domain."""
    groups = [(view.say("table.group", name=view.domain(key)), verdicts) for key, verdicts in view.by_domain()]
    if not groups:
        return view.say("nothing-to-show")
    # where a line is short the deadline has no room; `explain` and `due` tell it
    columns = tuple(name for name in _COLUMNS if name != "by" or wide >= WIDTH)
    legend = wrapped(view.say("table.legend" if "by" in columns else "table.legend.expected"), wide)
    return "\n".join([*_grouped(fitted(view, groups, columns, wide), wide), *legend])


def _bad(view: View, light: Light, wide: int) -> str:
    """The indicators of one light: in the plan's order, the red ones in the order of their gravity."""
    found = [v for v in view.verdicts() if v.light is light and not v.same]
    if not found:
        return ""
    if light is Light.RED:
        found = gravest(found)
    made = _grouped(fitted(view, [("", found)], _BAD, wide), wide)
    return "\n".join([view.say(f"table.{light}", count=len(found)), *made])


def _gap(view: View, v: Verdict) -> str:
    apart = short(v)
    if apart is None:
        return ""
    return view.say.say(told(v, apart)) if apart.unit else view.say("table.points", points=str(apart))


def _reason(view: View, v: Verdict) -> str:
    """The reason, and for how many periods running; of the first one whether it has just slipped."""
    return view.cause(v) + view.say("table.running", count=v.streak) if v.streak > 1 else view.reason(v)


def fitted(view: View, groups: Groups, columns: Sequence[str], wide: int) -> Aligned:
    """Set verdicts in so many columns: names in full if they have room, then units."""
    tellers: dict[str, Teller] = {"gap": _gap, "reason": _reason if "gap" in columns else View.reason}
    limits = {name: _LIMITS[name] for name in columns if name in _LIMITS}
    if wide < WIDTH:
        tellers["reason"] = View.cause
        limits |= {name: _NARROW[name] for name in limits if name in _NARROW}
    limits["light"] = max(width(view.light(light)) for light in Light)
    if wide < WIDTH and "gap" in columns:  # the heading says the light's word
        tellers["light"] = lambda _, v: SYMBOLS[v.light]
    narrow = indicators(view, groups, columns, tellers={**tellers, "lead": _lead(limits["lead"])})
    longest = {column.key: max(width(str(row[place])) for row in (narrow.heads, *narrow.rows))
               for place, column in enumerate(narrow.columns)}  # fmt: skip
    limits = {name: min(limits[name], longest[name]) for name in limits}
    left = wide - len(columns) + 1 - sum(limits.values())
    limits["name"] = min(longest["name"], max(left, _LEAST_NAME))
    limits["lead"] += max(left - limits["name"], 0)
    table = indicators(view, groups, columns, tellers={**tellers, "lead": _lead(limits["lead"])})
    return aligned(table, limits)


def _lead(room: int) -> Teller:
    """The leads by their usual names; where there is no room for all, the first and how many there are."""

    def told(view: View, verdict: Verdict) -> str:
        asked = verdict.measure.asked
        before = view.say("asked-short") if verdict.measure.asks_responsible else ""
        every = before + view.say("join").join(map(view.usual, asked))
        if not asked:
            return view.leads(verdict)
        if width(every) <= room:
            return every
        more = view.say("lead.more", count=len(asked), others=len(asked) - 1) if len(asked) > 1 else ""
        return cut(before + view.usual(asked[0]), room - width(more)) + more

    return told


def _standings(view: View, wide: int) -> str:
    return _counts(view, "domain", wide) + "\n\n" + _counts(view, "unit", wide)


def _counts(view: View, what: str, wide: int) -> str:
    """Lights, score, grade and rank by domain or by unit."""
    table = standings(view, what, (*_COUNTED, "grade", "rank") if what == "unit" else _COUNTED)
    if wide < WIDTH:  # the symbol of a light is enough
        bare = (column._replace(head=str(column.head).split()[0]) if column.key in set(Light) else column
                for column in table.columns)  # fmt: skip
        table = table._replace(columns=tuple(bare))
    return "\n".join([table.heading, *drawn(table, {what: 36 if wide >= WIDTH else _NARROW["unit"]})])


def _owed(view: View, wide: int) -> list[str]:
    """What went back, and what never came: each unit or group of units with its indicators."""
    return ["\n".join([view.say(f"heading.{name}"), *owing.lines(view, verdicts, wide)]) if verdicts else ""
            for name, verdicts in owing.owed(view)._asdict().items()]  # fmt: skip


def _findings(view: View, wide: int) -> str:
    """Returned values and warnings, each with its place."""
    found = view.findings()
    if not found:
        return ""
    made = [view.say("heading.findings")]
    for finding in found:
        tag = _tag(view.say, finding.explained) if finding.code.startswith("W") and finding.indicator else ""
        about = f"{finding.indicator} " if finding.indicator else ""
        text = f"{finding.where} [{finding.code}] {about}{view.finding(finding)}{tag}"
        made += wrapped(text, wide, "    ")
    return "\n".join(made)


def _tag(say: Speaker, explained: bool) -> str:
    return say("tag", tag=say("explained" if explained else "to-explain"))


def drawn(table: Table, limits: Mapping[str, int]) -> list[str]:
    """Align a table in columns, one space apart, after its heads; `limits` cuts what a column's cells are too long.

    The name of a group stands, as it is, in a line of its own over the group's rows.
    """
    return _grouped(aligned(table, limits), 0)


def _grouped(made: Aligned, rule: int) -> list[str]:
    """The heads, a rule if one is asked for, and the groups under their names."""
    heads, groups = made
    lines = [heads, "─" * rule] if rule else [heads]
    for name, own in groups:
        lines += [name] if name else []
        lines += own
    return lines


Aligned = tuple[str, list[tuple[str, list[str]]]]
"""The heads of a table, and each group's name with its rows, all aligned with each other."""


def aligned(table: Table, limits: Mapping[str, int]) -> Aligned:
    """Align a table in columns, one space apart; `limits` cuts what a column's cells are too long."""
    from tabulate import tabulate

    most = [limits.get(column.key) for column in table.columns]
    heads, *rows = [[str(cell) if limit is None else cut(str(cell), limit)
                     for cell, limit in zip(row, most, strict=True)]
                    for row in (table.heads, *table.rows)]  # fmt: skip
    align = ["right" if column.look == "figure" else "left" for column in table.columns]
    text = tabulate([heads, *rows], tablefmt=_plain(), disable_numparse=True, colalign=align)
    head, *made = (line.rstrip() for line in text.split("\n"))
    groups = []
    for name, own in table.groups:
        groups.append((name, made[: len(own)]))
        made = made[len(own) :]
    return head, groups


def _plain() -> TableFormat:
    """Columns apart by one space and nothing else."""
    from tabulate import DataRow, TableFormat

    row = DataRow("", " ", "")
    return TableFormat(None, None, None, None, row, row, 0, None)
