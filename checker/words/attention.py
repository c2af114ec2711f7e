"""What a reader must know before he uses what was made: what went back, is doubtful or missing, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Finding, Verdict
from checker.words.owed import Owed, by_leads, owed
from checker.words.view import View

MOST = 10
"""So many units are named, and so many places that belong to no unit."""


def lines(view: View) -> Iterator[str]:
    """How many values were returned, warned of and missing, and where first: one line a unit."""
    say, a, owing = view.say, view.assessment, owed(view)
    warned = [f for f in view.findings() if f.code.startswith("W")]
    counts = {"returned": len(owing.returned), "warned": len(warned), "missing": len(owing.missing)}
    parts = [say(f"attention.{name}", count=count) for name, count in counts.items() if count]
    if not parts:
        return
    yield say("attention", plan=a.plan.title, period=view.period(), parts=say("comma").join(parts))
    units = list(_units(view, owing, [f for f in warned if f.indicator]))
    yield from units[:MOST]
    if len(units) > MOST:
        yield "  " + say("attention.more", count=len(units) - MOST)
    for finding in [f for f in warned if not f.indicator][:MOST]:
        yield f"  {finding.where} [{finding.code}] {view.finding(finding)}"


def _units(view: View, owing: Owed, warned: Sequence[Finding]) -> Iterator[str]:
    """Each group of units that answer together: the ids of what is wanting, each kind with its first place."""
    ids = {f.indicator for f in warned}
    of_unit = [*owing.returned, *owing.missing]
    of_unit += [v for v in view.verdicts() if v.indicator.id in ids and v not in of_unit]
    for units, own in by_leads(of_unit).items():
        groups = {
            "returned": [v for v in own if v in owing.returned],
            "missing": [v for v in own if v in owing.missing],
            "warned": [v for v in own if v.indicator.id in ids and v not in owing.returned],
        }
        parts = [_part(view, name, found) for name, found in groups.items() if found]
        yield "  " + view.together(units) + view.say("colon") + view.say("semicolon").join(parts)


def _part(view: View, name: str, found: Sequence[Verdict]) -> str:
    places = [str(v.reported.where) for v in found if v.reported]
    text = view.say(f"attention.which.{name}", ids=view.say("join").join(v.indicator.id for v in found))
    return text + (view.say("bracket", text=places[0]) if places else "")
