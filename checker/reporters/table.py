"""The table for the wall and the terminal: grouped by domain, within 100 columns, Chinese aligned (tabulate)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.locale import Speaker
from checker.model import Light, Verdict
from checker.words.owed import unit_lines
from checker.words.text import WIDTH, cut, width, wrapped
from checker.words.view import View

if TYPE_CHECKING:
    from tabulate import TableFormat

SUFFIX = "txt"
# id, amounts, deadline, lead, reason; the light takes what its words need and the name what is left
_ID, _AMOUNTS, _BY, _LEAD, _REASON = 4, 22, 12, 13, 18


def render(views: Sequence[View], template: Path | None = None) -> str:
    """One assessment after the other."""
    return ("\n\n").join(_one(view) for view in views)


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
    say = view.say
    heads = [say(f"column.{name}") for name in ("light", "id", "name", "amounts", "by", "lead", "reason")]
    groups = view.by_domain()
    rows = [_row(view, verdict) for _, verdicts in groups for verdict in verdicts]
    if not rows:
        return say("nothing-to-show")
    lines = tabulated([heads, *rows])
    out, place = [lines[0], "─" * WIDTH], 1
    for domain, verdicts in groups:
        out.append(f"【{view.domain(domain)}】")
        out += lines[place : place + len(verdicts)]
        place += len(verdicts)
    out.append(say("table.legend"))
    return "\n".join(out)


def _row(view: View, verdict: Verdict) -> list[str]:
    light = max(width(view.light(light)) for light in Light)
    name = WIDTH - light - _ID - _AMOUNTS - _BY - _LEAD - _REASON - 6
    widths = (light, _ID, name, _AMOUNTS, _BY, _LEAD, _REASON)
    cells = (view.light(verdict.light), verdict.indicator.id, verdict.indicator.name, view.compact(verdict),
             view.deadline(verdict), _first(view, verdict), view.reason(verdict))  # fmt: skip
    return [cut(cell, limit) for cell, limit in zip(cells, widths, strict=True)]


def _first(view: View, verdict: Verdict) -> str:
    """The first lead and how many there are."""
    asked = verdict.measure.asked
    if not asked:
        return view.leads(verdict)
    more = view.say("lead.more", count=len(asked)) if len(asked) > 1 else ""
    before = view.say("asked-short") if verdict.measure.asks_responsible else ""
    return cut(before + asked[0], _LEAD - width(more)) + more


def _standings(view: View) -> str:
    if any((view.narrowing.light, view.narrowing.unit, view.narrowing.domain)):
        return ""
    return _counts(view, "domain") + "\n\n" + _counts(view, "unit")


def _counts(view: View, what: str) -> str:
    """Lights, score, grade and rank by domain or by unit."""
    say, by_unit = view.say, what == "unit"
    keys = [what, "all", "green", "yellow", "red", "grey", "unreported", "score"]
    keys += ["grade", "rank"] if by_unit else []
    rows = [[say(f"column.{key}") for key in keys]]
    for s in view.assessment.units if by_unit else view.assessment.domains:
        t = s.tally
        name = cut(view.unit(s.name) if by_unit else view.domain(s.name), 36)
        counts = [t.indicators, t.green, t.yellow, t.red, t.grey, t.unreported]
        row = [name, *map(str, counts), view.score(s)]
        rows.append(row + ([s.grade or "—", str(s.rank or "—")] if by_unit else []))
    return say(f"heading.by-{what}") + "\n" + "\n".join(tabulated(rows, numbers=True))


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
    shown = {v.indicator.id for v in view.verdicts()}
    found = [f for f in view.assessment.findings if not f.indicator or f.indicator in shown]
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


def tabulated(rows: Sequence[Sequence[str]], numbers: bool = False) -> list[str]:
    """Align rows in columns, one space apart; `numbers` aligns all but the first column right."""
    from tabulate import tabulate

    align = ("left", *["right"] * (len(rows[0]) - 1)) if numbers else None
    text = tabulate(rows, tablefmt=_plain(), disable_numparse=True, colalign=align)
    return [line.rstrip() for line in text.split("\n")]


def _plain() -> TableFormat:
    """Columns apart by one space and nothing else."""
    from tabulate import DataRow, TableFormat

    row = DataRow("", " ", "")
    return TableFormat(None, None, None, None, row, row, 0, None)
