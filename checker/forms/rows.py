"""Lines as they were lifted → raw values of a plan's indicators: rows are matched by id, never by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checker.forms import cells, layout
from checker.forms.book import Cell
from checker.forms.mapping import squeezed
from checker.forms.tables import Lifted, Line, Merged, Spot
from checker.model import Finding, Indicator, Level, Message, Plan
from checker.validate import nearest
from checker.yamlfile import fault

_TEXTS = ("note", "evidence", "correction", "reason", "by", "grade", "confirmed")
_DAYS = ("done", "submitted")


class Entry(NamedTuple):
    """The raw value of one row as it stood in one file: fields as YAML holds them, with their places."""

    key: str
    fields: Mapping[str, Any]
    spots: Mapping[str, Spot]
    digest: str
    problems: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The indicator, whichever node of it the row is about."""
        return self.key.partition(layout.NODE)[0]

    @property
    def node(self) -> str:
        """The node, empty where the row is about the whole indicator."""
        return self.key.partition(layout.NODE)[2]

    def spot(self) -> Spot:
        """The place of the value itself."""
        return next(self.spots[name] for name in (*layout.ENTRIES, *self.spots) if name in self.spots)


class Form(NamedTuple):
    """One file with the values that were read from it."""

    lifted: Lifted
    entries: tuple[Entry, ...]


class Asked:
    """What a plan asks, looked up once for all files of a run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.indicators: dict[str, Indicator] = {i.id: i for _, i in plan.indicators()}
        self.keys = self.indicators.keys() | {
            i.id + layout.NODE + node for i in self.indicators.values() for node, _ in i.nodes
        }

    def key(self, found: str) -> str | None:
        """The row key that a cell names: an id, or an id with one of its nodes; None where the plan has neither."""
        if found in self.keys:
            return found
        name = found.split(layout.NODE)[0]
        return name if name in self.keys else None

    def title(self, key: str) -> str:
        """An indicator's id and name."""
        name = key.partition(layout.NODE)[0]
        return f"{name} {self.indicators[name].name}" if name in self.indicators else key


def entries(lifted: Lifted, asked: Asked, names: Mapping[str, str]) -> tuple[list[Entry], list[Finding]]:
    """Read all values of a file; `names` are the words that stand for ids in an office's own layout."""
    found = list[Finding]()
    rows: dict[str, list[Line]] = {}
    for line in lifted.lines:
        name = names.get(squeezed(line.key), line.key)
        if names and name == line.key and name not in asked.keys:
            continue  # a row that the mapping does not name: totals, other matters
        key = asked.key(name)
        if key is None:
            near = nearest(name[:40], list(asked.indicators))
            facts = {"nearest": near} if near else {}
            found.append(fault("E7", line.cells[0][1].where(), found=name[:40], **facts))
        else:
            rows.setdefault(key, []).append(line)
    made = [_entry(key, lines, lifted, asked, found) for key, lines in rows.items()]
    return [entry for entry in made if entry.fields], [*found, *_spread(lifted.merged, asked)]


def _entry(key: str, lines: list[Line], lifted: Lifted, asked: Asked, found: list[Finding]) -> Entry:
    """Join the cells of one row key; a field given twice differently is E8."""
    fields, spots, problems = dict[str, Any](), dict[str, Spot](), list[Finding]()
    indicator = asked.indicators[key.partition(layout.NODE)[0]]
    for line in lines:
        for name, spot, cell in line.cells:
            read = _read(cell, name, indicator, lifted.epoch1904)
            if read.raw is None and not read.problem:
                spots.setdefault(name, spot)
            elif name not in fields:
                problems += _problems(read, spot, indicator)
                fields[name], spots[name] = read.raw, spot
            elif fields[name] != read.raw:
                found.append(fault("E8", spot.where(), found=key, first=str(spots[name].where())))
    return Entry(key, fields, spots, lifted.digest, tuple(problems))


def _read(cell: Cell, name: str, indicator: Indicator, early: bool) -> cells.Read:
    if name in _TEXTS:
        return cells.text(cell)
    if name in _DAYS:
        return cells.day(cell, early)
    percent = name == "progress" or (name == "value" and (indicator.unit == "%" or indicator.reported_as == "percent"))
    read = cells.number(cell, percent)
    if percent and name == "value" and not cell.percent and isinstance(cell.value, float) and 0 < cell.value < 1:
        return read._replace(hint="form-fraction")
    return read


def _problems(read: cells.Read, spot: Spot, indicator: Indicator) -> Iterator[Finding]:
    facts = {"name": f"{indicator.id} {indicator.name}", "found": str(read.raw)[:60]}
    if read.problem:
        yield Finding(read.problem, Level.RETURNED, spot.where(), facts, indicator.id)
    if read.hint:
        yield Finding(read.hint, Level.WARNING, spot.where(), facts, indicator.id)


def _spread(areas: tuple[Merged, ...], asked: Asked) -> Iterator[Finding]:
    """Say which indicators a merged value was meant for."""
    for spot, _, shown, keys in areas:
        titles = [asked.title(key) for key in keys]
        yield fault("form-merged-value", spot.where(), found=shown, names=Message("list", {"words": titles}))
