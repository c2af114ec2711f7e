"""A round as pages of tables: the marks, and the choice with its sentence for every case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from checker.cases import publicity
from checker.cases.choosing import Choice, Chosen, points
from checker.cases.round import Case, Round
from checker.cases.scoring import Mark
from checker.locale import Speaker
from checker.model.tables import Cell, Column, Look, Page, Table
from checker.reading.library import Library

_LOOKS: dict[str, Look] = dict.fromkeys(("number", "rank", "total", "experts", "departments", "counted"), "figure")
_ABOUT = ("number", "title", "unit", "locality")


def marks(made: Round, ranked: Sequence[Mark], say: Speaker, library: Library, day: date) -> Page:
    """The ranking with what each mark is made of."""
    columns = ("rank", *_ABOUT, "experts", "counted", "departments", "total")
    totals = [mark.total for mark in ranked]
    rows = [(mark.rank, *about(mark.case, library), _mean(mark.experts), mark.counted, _mean(mark.departments),
             points(mark.total, totals)) for mark in ranked]  # fmt: skip
    return _page(made, "cases.heading.score", columns, rows, say, day)


def choice(made: Round, chosen: Chosen, say: Speaker, library: Library, day: date) -> Page:
    """Every case with why it is in or out, the chosen ones first; one that an objection took out says so."""
    order, gone = {"in": 0, "open": 1, "out": 2, "apart": 3}, publicity.removed(made)
    columns = ("state", *_ABOUT, "why")
    told: list[Choice] = sorted(chosen.choices, key=lambda one: order[one.state])
    rows = [
        (say(f"cases.state.{one.state}" if one.case.number not in gone else "cases.state.removed"),
         *about(one.case, library), say.say(one.why)) for one in told
    ]  # fmt: skip
    return _page(made, "cases.heading.choose", columns, rows, say, day)


def shown(made: Round, cases: Sequence[Case], say: Speaker, library: Library, day: date) -> Page:
    """The cases of a publicity, in the register's order."""
    return _page(made, "cases.heading.shown", _ABOUT, [about(case, library) for case in cases], say, day)


def about(case: Case, library: Library) -> tuple[Cell, ...]:
    """Number, title, unit and locality of a case."""
    known = library.localities
    place = known[case.locality]["name"] if case.locality in known else case.locality
    return case.number, case.title, case.unit, place


def _mean(mean: Fraction | None) -> str:
    return "" if mean is None else points(mean)


def _page(made: Round, heading: str, keys: Sequence[str], rows: Sequence[Sequence[Cell]], say: Speaker,
          day: date) -> Page:  # fmt: skip
    columns = tuple(Column(key, say(f"cases.column.{key}"), _LOOKS.get(key, "text")) for key in keys)
    lines = (say("illustrative"),) if made.illustrative else ()
    data = {"round": made.id, "illustrative": made.illustrative,
            "cases": [dict(zip(keys, map(_plain, row), strict=True)) for row in rows]}  # fmt: skip
    table = Table(say(heading), columns, (("", rows),), fixed=2)
    return Page(made.title, lines, (table,), data, day, say.lang)


def _plain(cell: Cell) -> object:
    return cell if isinstance(cell, int) else str(cell)
