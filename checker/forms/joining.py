"""The rows of all forms → one raw value an indicator; what two files say differently is a fault of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker import kinds
from checker.forms import arranging, cells, layout, values
from checker.forms.answers import Answer, Answers, Asked
from checker.model import Finding, Level, Message, finding
from checker.model.numbers import read_number
from checker.reading.submission import GRADES

_TEXTS = ("note", "evidence", "correction", "reason")
_SIDE = ("n", "unknown", "confirmed")
_Owned = tuple[Answer, Answers]


def joined(files: Sequence[Answers], asked: Asked) -> tuple[dict[str, _Owned], list[Finding]]:
    """Merge the rows of all forms by id; numbers that differ, or stand in two files by halves, go back to both.

    Of two forms for one indicator, what cannot be read in one of them does not stand against what the other one says.
    """
    made: dict[str, _Owned] = {}
    found: list[Finding] = []
    for owner in files:
        for answer in owner.given:
            new = answer, owner
            if answer.key not in made:
                made[answer.key] = new
                continue
            old = made[answer.key]
            sound = [_sound(each, asked) for each, _ in (old, new)]
            if all(sound) or not any(sound):
                found += _disputes(old, new, asked)
                made[answer.key] = _both(old, new)
            else:
                (good, of), (bad, _) = (old, new) if sound[0] else (new, old)
                made[answer.key] = good._replace(problems=(*good.problems, *_said_anyway(bad, asked))), of
    disputed = {said.indicator for said in found}
    return {key: owned for key, owned in made.items() if owned[0].id not in disputed}, found


def _sound(answer: Answer, asked: Asked) -> bool:
    """Tell whether what a row reports can be read; a row that reports nothing is no hindrance."""
    if any(problem.level is Level.RETURNED for problem in answer.problems):
        return False
    reports = kinds.of(asked.indicators[answer.id]).REPORTS
    for name in _filled(answer):
        raw = answer.fields[name]
        if name == "progress" or name in ("part", "whole", "last_year") or reports in ("number", "change"):
            good = read_number(raw)[0] is not None or cells.is_none(raw)
        elif reports == "done":
            good = cells.is_day(raw)
        else:
            good = str(raw).strip() in GRADES or cells.is_none(raw)
        if not good:
            return False
    return True


def _said_anyway(answer: Answer, asked: Asked) -> list[Finding]:
    """What is wrong with the row that does not count."""
    if any(problem.level is Level.RETURNED for problem in answer.problems):
        return list(answer.problems)
    raw, where = next((answer.fields[name], answer.places[name]) for name in layout.CARRIERS if name in _filled(answer))
    facts = {"name": asked.title(answer.id), "found": _said(raw)}
    return [*answer.problems, finding("form-not-read", where, indicator=answer.id, field="value", **facts)]


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
