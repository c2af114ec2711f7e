"""What the tables of the ledger have in common: plan and period in front where there are several, heads, shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from checker.locale import Speaker
from checker.model.amounts import NONE
from checker.model.tables import Cell, Column, Look, Table
from checker.words.amounts import percent
from checker.words.tables import column
from checker.words.view import View, illustrative

Rows = Callable[[View], Iterable[Sequence[Cell]]]


def laid_out(
    views: Sequence[View], name: str, columns: Sequence[Column], rows: Rows, fixed: int, printed: int = 0
) -> Table:
    """One table over all assessments; where there are several, plan and period stand in front."""
    say, several = views[0].say, len(views) > 1
    front = (headed(say, "plan", 20), Column("period", say("head.period"), "centre", 14)) if several else ()
    made: list[Sequence[Cell]] = []
    for view in views:
        own = (view.assessment.plan.title, view.period()) if several else ()
        made += [(*own, *map(_blank, row, columns)) for row in rows(view)]
    extra = len(front)
    warning = (say("illustrative"),) if illustrative(views) else ()
    return Table(say(f"ledger.sheet.{name}"), (*front, *columns), (("", made),), warning, fixed + extra,
                 printed + extra if printed else 0)  # fmt: skip


_NUMBERS = ("target", "expected", "value", "completion", "pace", "gap", "streak", "score", "rank", "rate", "line",
            "column")  # fmt: skip


def _blank(cell: Cell, column: Column) -> Cell:
    """Leave a cell empty where a column of numbers has none, so that it sorts and adds up."""
    return "" if cell == NONE and column.key in _NUMBERS else cell


def headed(say: Speaker, name: str, width: float, look: Look = "text") -> Column:
    """Make a column of the ledger, with the ledger's own word where it has one."""
    return column(say, name, "ledger.column.", look, width)


def share(part: Fraction | None, lines: Iterable[Fraction] = (), most: int = 2) -> Cell:
    """A share of one in percent, apart from the lines that it misses."""
    return percent(part, lines, most) or NONE
