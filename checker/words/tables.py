"""The tables that outputs share: indicators with their lights, and the standings of units and domains.

An output names the columns it wants; what a column says of a verdict is said here once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from checker.locale import Speaker
from checker.model import Reason, Standing, Status, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.tables import Cell, Column, Lit, Look, Table
from checker.words.amounts import amounts
from checker.words.view import View

Teller = Callable[[View, Verdict], Cell]
Groups = Sequence[tuple[str, Sequence[Verdict]]]

_TELLERS: Mapping[str, Teller] = {
    "light": lambda view, v: Lit(v.light, view.light(v.light)),
    "id": lambda view, v: v.indicator.id,
    "name": lambda view, v: v.indicator.name,
    "amounts": lambda view, v: view.compact(v),
    "by": lambda view, v: view.deadline(v),
    "lead": lambda view, v: view.leads(v),
    "reason": lambda view, v: view.reason(v),
    "sentence": lambda view, v: view.sentence(v),
}
_AMOUNTS = ("value", "target", "expected")
_COUNTS = {"all": "indicators"} | {key: key for key in ("green", "yellow", "red", "grey", "unreported", "late")}


def column(say: Speaker, key: str, own: str = "", look: Look = "text", width: float = 0) -> Column:
    """Make a column; its head is the output's own word (message `<own><key>`) where there is one."""
    head = say.maybe(own + key) if own else None
    return Column(key, head or say(f"column.{key}"), look, width)


def indicators(
    view: View, groups: Groups, keys: Sequence[str], own: str = "", tellers: Mapping[str, Teller] | None = None
) -> Table:
    """List verdicts, one a row; `tellers` say what only this output says, or says otherwise."""
    known = {**_TELLERS, **(tellers or {})}
    rows = tuple((name, [_row(view, v, keys, known) for v in verdicts]) for name, verdicts in groups)
    return Table("", tuple(column(view.say, key, own) for key in keys), rows)


def _row(view: View, v: Verdict, keys: Sequence[str], known: Mapping[str, Teller]) -> list[Cell]:
    shown = dict(zip(_AMOUNTS, amounts(v), strict=True)) if "value" in keys else {}
    return [view.cell(shown[key]) if key in shown else known[key](view, v) for key in keys]


def standings(view: View, what: str, keys: Sequence[str]) -> Table:
    """Count the lights by `unit` or by `domain`; `keys` name the columns behind the name.

    `unreported` counts all that is red for want of a value; `missing` and `returned` are its two parts.
    """
    say, a, units = view.say, view.assessment, what == "unit"
    back = Counter(name for v in a.counted if v.reason is Reason.UNREPORTED and v.status is Status.RETURNED
                   for name in (v.measure.asked if units else (v.measure.domain,)))  # fmt: skip
    rows = [[view.unit(s.name) if units else view.domain(s.name), *(_told(s, key, back[s.name]) for key in keys)]
            for s in (a.units if units else a.domains)]  # fmt: skip
    columns = (column(say, what), *(column(say, key, look="figure") for key in keys))
    return Table(say(f"heading.by-{what}"), columns, (("", rows),))


def _told(standing: Standing, key: str, returned: int) -> Cell:
    """A count, or the score, grade or rank."""
    if key in ("missing", "returned"):
        return returned if key == "returned" else standing.tally.unreported - returned
    if key in _COUNTS:
        return int(getattr(standing.tally, _COUNTS[key]))
    if key == "score":
        return NONE if standing.score is None else Amount(standing.score, 2)
    return (standing.grade if key == "grade" else standing.rank) or NONE
