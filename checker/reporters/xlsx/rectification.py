"""The sheet of what is to be put right (整改台账): red and repeated yellow items, with blanks for answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.model import Light, Verdict
from checker.model.tables import Cell, Column, Lit, Look, Table
from checker.reporters.xlsx.layout import headed, laid_out
from checker.words.gravity import gravest
from checker.words.view import View

_COLUMNS: dict[str, tuple[float, Look]] = {
    "id": (6, "centre"), "name": (22, "text"), "light": (9, "centre"), "streak": (7, "figure"), "lead": (18, "text"),
    "problem": (38, "text"), "cause": (28, "text"), "measures": (28, "blank-text"), "in_charge": (16, "blank-text"),
    "until": (12, "blank-text"), "closed": (10, "blank-text"),
}  # fmt: skip


def rectification(views: Sequence[View]) -> Table:
    """Make the sheet: what the lights say is filled in, with the unit's own reason; the last four are the unit's."""
    columns: list[Column] = [headed(views[0].say, name, width, look) for name, (width, look) in _COLUMNS.items()]
    return laid_out(views, "rectification", columns, _rows, 2)


def wanting(view: View) -> list[Verdict]:
    """What is to be put right: all that is red, the gravest first, then what has been yellow more than once."""
    found = [v for v in view.verdicts() if not v.same]
    red = gravest(v for v in found if v.light is Light.RED)
    return red + gravest(v for v in found if v.light is Light.YELLOW and v.streak > 1)


def _rows(view: View) -> Iterable[Sequence[Cell]]:
    for v in wanting(view):
        told = v.reported and (v.reported.note or v.reported.reason)
        yield [v.indicator.id, v.indicator.name, Lit(v.light, view.light(v.light)), v.streak, view.leads(v),
               view.sentence(v), told or "", "", "", "", ""]  # fmt: skip
