"""Lines as they were lifted → raw values of a plan's indicators: rows are matched by id, never by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from unicodedata import normalize

from checker import kinds
from checker.files.book import Filled, scales
from checker.files.workbook import inert
from checker.files.yamlfile import MAX_NEAR
from checker.forms import cells, layout
from checker.forms.lifting import Lifted, Line, Merged
from checker.forms.mapping import squeezed
from checker.locale import TAGS, speaker
from checker.model import Finding, Indicator, Message, Plan, Where, finding
from checker.model.numbers import read_number
from checker.model.units import UNIT_WORDS, is_unit
from checker.reading.validate import nearest

_TEXTS = ("note", "evidence", "correction", "reason", "by", "grade", "confirmed")
_WORDS = ("note", "evidence", "correction", "reason", "by")  # may be struck out in part, as texts are
_SHARES = "%％‰"
_HUNDREDFOLD = 10  # a thousand percent: 95 was pasted into a cell that shows it as 9500%
_AMOUNTS = ("value", "part", "whole", "last_year")
_DAYS = ("done", "submitted", "planned")


class Answer(NamedTuple):
    """The raw value of one row as it stood in one file: fields as YAML holds them, with their places.

    `digests` pairs the files that it came from with their SHA-256.
    """

    key: str
    fields: Mapping[str, Any]
    places: Mapping[str, Where]
    digests: tuple[tuple[str, str], ...]
    problems: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The indicator, whichever node of it the row is about."""
        return self.key.partition(layout.NODE)[0]

    @property
    def node(self) -> str:
        """The node, empty where the row is about the whole indicator."""
        return self.key.partition(layout.NODE)[2]

    @property
    def where(self) -> Where:
        """The place of the value itself."""
        return next(self.places[name] for name in (*layout.FIELDS, *self.places) if name in self.places)


class Answers(NamedTuple):
    """One file with the values that were read from it."""

    lifted: Lifted
    given: tuple[Answer, ...]


class Asked:
    """What a plan asks, looked up once for all files of a run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.indicators: dict[str, Indicator] = {i.id: i for _, i in plan.indicators()}
        keys = [i.id + layout.NODE + node for i in self.indicators.values() for node, _ in i.nodes]
        self.keys = {inert(key).strip(): key for key in (*self.indicators, *keys)}

    @cached_property
    def words(self) -> frozenset[str]:
        """The units of measurement that are known."""
        return UNIT_WORDS | {i.unit for i in self.indicators.values() if i.unit}

    @cached_property
    def labels(self) -> dict[str, set[str]]:
        """What a form writes as a row's name, in any language → the row keys that bear it."""
        made: dict[str, set[str]] = {}
        for key in self.keys.values():
            name, _, node = key.partition(layout.NODE)
            for lang in TAGS:
                more = speaker(lang)("bracket", text=node) if node else ""
                made.setdefault(f"{self.indicators[name].name}{more}", set()).add(key)
        return made

    def key(self, found: str) -> str | None:
        """The row key that a cell names: an id, or an id with one of its nodes; None where the plan has neither."""
        return self.keys.get(found)

    def title(self, key: str) -> str:
        """An indicator's id and name."""
        name = key.partition(layout.NODE)[0]
        return f"{name} {self.indicators[name].name}" if name in self.indicators else key


def read(lifted: Lifted, asked: Asked, names: Mapping[str, str]) -> tuple[list[Answer], list[Finding]]:
    """Read all values of a file; `names` are the words that stand for ids in an office's own layout.

    A row that is given twice differently, or whose value was merged with another's, goes back and is not read.
    """
    found = list[Finding]()
    rows: dict[str, list[Line]] = {}
    for line in lifted.lines:
        name = _named(line, names)
        if names and name == line.key and name not in asked.keys:
            continue  # a row that the mapping does not name: totals, other matters
        key = asked.key(name)
        if key is None:
            found.append(_unknown(line, name, lifted, asked, near=len(found) < MAX_NEAR))
        elif strange := _strange(line, key, asked, ours=bool(lifted.meta)):
            found.append(strange)
        else:
            rows.setdefault(key, []).append(line)
    spread = {key for _, _, keys in lifted.merged for key in keys}
    made = [_answer(key, lines, lifted, asked, found) for key, lines in rows.items() if key not in spread]
    return [answer for answer in made if answer and answer.fields], [*found, *_spread(lifted.merged, asked)]


def _named(line: Line, names: Mapping[str, str]) -> str:
    """The id that a row's word stands for: the sheet's own word first."""
    word = squeezed(line.key)
    return names.get(squeezed(f"{line.cells[0][1].sheet}!{line.key}"), names.get(word, line.key))


def _unknown(line: Line, name: str, lifted: Lifted, asked: Asked, *, near: bool) -> Finding:
    """An id that the plan does not have, or a row that was lost, goes back; a row of the unit's own is passed over."""
    where = line.cells[0][1]
    known = layout.ID_LIKE.fullmatch(name) is not None or line.name in asked.labels
    if not known:
        return finding("form-own-row", where, found=name[:40])
    meant = nearest(name[:40], list(asked.keys)) if near else None
    more: dict[str, Any] = {"nearest": meant} if meant else {}
    return finding("form-unknown-id" if lifted.meta else "E7", where, found=name[:40], **more)


def _strange(line: Line, key: str, asked: Asked, ours: bool) -> Finding | None:
    """Refuse a row of a form whose name is another row's, and of any table one whose unit is another one."""
    indicator, where = asked.indicators[key.partition(layout.NODE)[0]], line.cells[0][1]
    facts = {"indicator": indicator.id, "name": asked.title(key)}
    if ours and key not in asked.labels.get(line.name, {key}):
        return finding("form-other-name", where, found=line.name, **facts)
    if squeezed(normalize("NFKC", line.unit)) not in ("", "—", indicator.unit):
        return finding("E9", where, found=line.unit, unit=indicator.unit or "—", **facts)
    for name, place, _ in line.cells:
        unit = normalize("NFKC", line.units.get(name, ""))
        if name in _AMOUNTS and unit != indicator.unit and is_unit(unit, asked.words):
            return finding("E9", place, found=unit, unit=indicator.unit or "—", **facts)
    return None


def _answer(key: str, lines: list[Line], lifted: Lifted, asked: Asked, found: list[Finding]) -> Answer | None:
    """Join the cells of one row key; None where a field is given twice differently."""
    fields, places, problems = dict[str, Any](), dict[str, Where](), list[Finding]()
    indicator = asked.indicators[key.partition(layout.NODE)[0]]
    differs = False
    for line in lines:
        for name, where, cell in line.cells:
            read = _read(cell, name, indicator, lifted.epoch1904)
            if read.raw is None and not read.problem:
                places.setdefault(name, where)
            elif cells.is_blank(fields.get(name)) and (name not in fields or not cells.is_blank(read.raw)):
                problems += _problems(read, where, indicator, name)
                fields[name], places[name] = read.raw, where
            elif name not in ("by", "submitted") and not _agree(fields[name], read.raw):
                facts: dict[str, Any] = {"name": asked.title(key), "found": str(read.raw)[:40],
                                         "other": str(fields[name])[:40], "first": places[name]}  # fmt: skip
                found.append(finding("form-row-twice", where, indicator=indicator.id, field=name, **facts))
                differs = True
    return None if differs else Answer(key, fields, places, ((lifted.file, lifted.digest),), tuple(problems))


def _agree(one: object, other: object) -> bool:
    return cells.is_blank(other) or cells.same(one, other)


def _read(cell: Filled, name: str, indicator: Indicator, early: bool) -> cells.Read:
    reports = kinds.of(indicator).REPORTS if name == "value" else ""
    if cell.marked and name not in _WORDS:
        return cells.Read(cell.marked, "form-marked")
    if name in _TEXTS or reports == "grade":
        return cells.text(cell)
    if name in _DAYS or reports == "done":
        return cells.day(cell, early)
    percent = layout.is_share(indicator, name)
    read = cells.number(cell, percent)
    if cell.beside != indicator.unit and (scales(cell.beside) or any(sign in cell.beside for sign in _SHARES)):
        shown = f"{read.raw}{cell.beside}"
        return cells.Read(f"{read.raw}“{cell.beside}”" if read_number(shown)[0] else shown, "form-format")
    if percent and cell.percent and isinstance(cell.value, (int, float)) and abs(cell.value) >= _HUNDREDFOLD:
        return cells.Read(f"{read.raw}%（{cell.value}）", "form-hundredfold")
    if read.problem == "" and (digits := _digits(read.raw)) > cells.DIGITS:
        return cells.Read(f"{read.raw}（{digits}）", "form-digits")
    share, forgiven = read_number(read.raw)
    if not percent or share is None or not 0 < share < 1 or "percent" in forgiven:
        return read
    if not cell.percent:
        return read._replace(hint="form-fraction")
    # below 1 only its sign tells a percentage from a fraction; how far a task is needs none
    return read._replace(raw=f"{read.raw}%") if name == "value" and indicator.unit == "%" else read


def _digits(raw: object) -> int:
    """How many digits a number has that is nothing but a number; a spreadsheet keeps fifteen."""
    plain = str(raw).replace(",", "").lstrip("-")
    return len(plain.replace(".", "").lstrip("0")) if re.fullmatch(r"\d+(\.\d+)?", plain, re.ASCII) else 0


def _problems(read: cells.Read, where: Where, indicator: Indicator, field: str) -> Iterator[Finding]:
    facts = {"name": f"{indicator.id} {indicator.name}", "found": str(read.raw)[:60]}
    for code in filter(None, (read.problem, read.hint)):
        yield finding(code, where, indicator=indicator.id, field=field, **facts)


def _spread(areas: tuple[Merged, ...], asked: Asked) -> Iterator[Finding]:
    """Say which indicators a merged value was meant for."""
    for where, shown, keys in areas:
        titles = [asked.title(key) for key in keys]
        ids = [key.partition(layout.NODE)[0] for key in keys if asked.key(key)]
        names = Message("list", {"words": titles})
        yield finding("form-merged-value", where, indicator=ids[0] if ids else "", found=shown, names=names)
