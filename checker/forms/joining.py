"""The rows of all forms → one raw value an indicator; what two files say differently is a fault of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.forms import arranging, cells, layout, values
from checker.forms.answers import Answer, Answers, Asked
from checker.model import Finding, Message, finding
from checker.model.numbers import read_number

_TEXTS = ("note", "evidence", "correction", "reason")
_SIDE = ("n", "unknown", "confirmed")
_Owned = tuple[Answer, Answers]


def joined(files: Sequence[Answers], asked: Asked) -> tuple[dict[str, _Owned], list[Finding]]:
    """Merge the rows of all forms by id; numbers that differ, or stand in two files by halves, are faults of both."""
    made: dict[str, _Owned] = {}
    found: list[Finding] = []
    for owner in files:
        for answer in owner.given:
            if answer.key in made:
                found += _disputes(made[answer.key], (answer, owner), asked)
                made[answer.key] = _both(made[answer.key], (answer, owner))
            else:
                made[answer.key] = answer, owner
    return made, found


def _filled(answer: Answer) -> set[str]:
    """The fields that carry a value."""
    return {name for name in layout.CARRIERS if name in answer.fields and not cells.is_blank(answer.fields[name])}


def _disputes(one: _Owned, two: _Owned, asked: Asked) -> Iterator[Finding]:
    """Compare what two files say of a row. One that says the same and more is no dispute."""
    (first, _), (second, _) = one, two
    mine, theirs = _filled(first), _filled(second)
    for name in (*layout.CARRIERS, *_SIDE):
        left, right = first.fields.get(name), second.fields.get(name)
        if not cells.is_blank(left) and not cells.is_blank(right) and not cells.same(left, right):
            yield _dispute("form-twice", one, two, (name, name), asked)
    if mine and theirs and not (mine <= theirs or theirs <= mine) and not _one_share(first, second):
        names = [next(n for n in layout.CARRIERS if n in extra) for extra in (mine - theirs, theirs - mine)]
        yield _dispute("form-halves", one, two, (names[0], names[1]), asked)


def _dispute(code: str, one: _Owned, two: _Owned, names: tuple[str, str], asked: Asked) -> Finding:
    units = [_unit(owner) for _, owner in (one, two)]
    if units[0] == units[1] and units[0]:
        code = {"form-twice": "form-twice-own", "form-halves": "form-halves-own"}[code]
    (first, _), (second, _) = one, two
    facts: dict[str, Any] = {
        "name": asked.title(first.id),
        "found": _said(second.fields[names[1]]), "other": _said(first.fields[names[0]]),
        "first": first.places[names[0]], "unit": units[1] or "—", "other_unit": units[0] or "—",
        "column": Message(f"form.column.{names[1]}"), "other_column": Message(f"form.column.{names[0]}"),
    }  # fmt: skip
    return finding(code, second.places[names[1]], indicator=first.id, field=names[1], **facts)


def _said(raw: object) -> object:
    return Message("node.open") if raw is False else str(raw)[:40]


def _one_share(first: Answer, second: Answer) -> bool:
    """Tell whether one file gives the percentage of the other's part and whole."""
    numbers = {name: read_number(raw)[0] for answer in (first, second) for name, raw in answer.fields.items()
               if name in ("value", "part", "whole")}  # fmt: skip
    value, part, whole = (numbers.get(name) for name in ("value", "part", "whole"))
    if value is None or part is None or not whole:
        return False
    return arranging.same_share(value, part, whole)


def _both(one: _Owned, two: _Owned) -> _Owned:
    """Take the fuller row, with the notes of both."""
    (first, owner), (second, other) = one, two
    if not _filled(first) and _filled(second):
        owner = other
    fields, places = dict(first.fields), dict(first.places)
    for name, raw in second.fields.items():
        if name not in fields or (cells.is_blank(fields[name]) and not cells.is_blank(raw)):
            fields[name], places[name] = raw, second.places[name]
        elif name in _TEXTS and str(raw) not in str(fields[name]):
            fields[name] = f"{fields[name]}；{raw}"
    return Answer(first.key, fields, places, first.digests + second.digests, (*first.problems, *second.problems)), owner


def arranged(answers: Mapping[str, _Owned], asked: Asked) -> dict[str, values.Value]:
    """Shape the merged rows into values, in the order of the plan."""
    rows: dict[str, list[_Owned]] = {}
    for answer, owner in answers.values():
        rows.setdefault(answer.id, []).append((answer, owner))
    return {
        name: values.arranged(indicator, [answer for answer, _ in rows[name]], _unit(rows[name][0][1]))
        for name, indicator in asked.indicators.items()
        if name in rows
    }


def _unit(owner: Answers) -> str:
    """The unit whose form it is; names of persons stay in the workbook."""
    return layout.named(owner.lifted.meta)[: arranging.LONGEST_NAME]
