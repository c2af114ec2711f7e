"""What DuckDB and Spark share: the selects run one after the other, then Python judges what they set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from checker.bulk import inputs, reference, results, sql
from checker.bulk.cuts import step_of
from checker.bulk.inputs import COLUMNS, Row
from checker.bulk.lines import Counts, Line, Reject
from checker.bulk.reference import Judged, Task
from checker.model.periods import holding

CHUNK = 50_000
"""Verdict rows of Python's that are written at once."""


class Engine(Protocol):
    """What runs the selects."""

    def make(self, name: str, text: str, keep: bool) -> None:
        """Give a select a name; `keep` what is read more than once."""

    def rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Run a select and yield its rows."""

    def write(self, text: str, file: Path) -> str:
        """Run a select into verdicts and return how the engine calls what it wrote."""

    def add(self, lines: Sequence[Line], file: Path) -> None:
        """Write verdict rows that Python has judged."""


class Tally:
    """What came of all pieces so far."""

    def __init__(self, counts: Counts, writer: results.Writer) -> None:
        self.counts, self.writer = counts, writer
        self.rows = self.verdicts = self.by_python = 0
        self.lights, self.codes = Counter[str](), Counter[str]()

    def refuse(self, rejects: Iterable[Reject]) -> None:
        """Write rejects and count them by code."""
        kept = list(rejects)
        self.writer.rejects(kept)
        self.codes.update(reject.code for reject in kept)

    def count(self, locality: str, domain: str, light: str, reason: str, status: str, times: int = 1) -> None:
        """Count verdicts of newest periods."""
        self.counts.add_many(locality, domain, light, reason, status, times)
        self.lights[light] += times


def judge(
    engine: Engine, tasks: Mapping[str, Task], types: Mapping[str, str], source: str, place: Path, tally: Tally
) -> None:
    """Judge the rows of a table; its verdicts go into files beside `place`, named after it."""
    engine.make("reported", sql.raw(types, source), False)
    for name, text, keep in sql.ORDER:
        engine.make(name, text, keep)
    written = engine.write(sql.VERDICTS, place)
    tally.rows += next(engine.rows("SELECT COUNT(*) FROM reported"))[0]
    tally.verdicts += next(engine.rows(f"SELECT COUNT(*) FROM {written}"))[0]
    for row in engine.rows(sql.counted(written)):
        tally.count(*row)
    lines: list[Line] = []
    part = 0
    for judged in _aside(engine, tasks, types, source):
        lines += judged.lines
        tally.refuse(judged.rejects)
        for line in judged.newest:
            tally.count(line.locality, line.domain, line.light, line.reason, line.status)
        tally.by_python += len(judged.lines)
        tally.verdicts += len(judged.lines)
        if len(lines) >= CHUNK:
            engine.add(lines, place.with_name(f"{place.name}-python-{part:03}"))
            lines, part = [], part + 1
    if lines:
        engine.add(lines, place.with_name(f"{place.name}-python-{part:03}"))


def _aside(engine: Engine, tasks: Mapping[str, Task], types: Mapping[str, str], source: str) -> Iterator[Judged]:
    """Let Python judge what the steps set aside, and say why rows were not taken."""
    wanted: dict[str, tuple[int, set[str]]] = {}
    for plan, indicator, step in engine.rows(sql.SET_ASIDE):
        wanted.setdefault(plan, (step, set()))[1].add(indicator)
    names = [name for name in COLUMNS if name in types]
    found = engine.rows(sql.aside(types, source))
    for plan, group in groupby(found, key=lambda row: row[1]):
        made = [(code, Row("", dict(_filled(names, cells)))) for code, *cells in group]
        yield Judged(
            [], [], [Reject.of(row, code, "dropped" if code == "blank" else "returned") for code, row in made if code]
        )
        rows = [row for code, row in made if not code]
        if plan not in tasks:
            yield Judged([], [], [Reject.of(row, "unknown-plan") for row in rows])
            continue
        yield _by_python(tasks[plan], rows, wanted.pop(plan, (0, set())))
    for plan, asked in wanted.items():  # nothing was reported for them
        yield _by_python(tasks[plan], [], asked)


def _by_python(task: Task, rows: Iterable[Row], asked: tuple[int, set[str]]) -> Judged:
    step, wanted = asked
    first = holding(task.plan.start, task.plan.reporting.every)
    while step and step_of(first) < step:
        first = first.following()
    return reference.judge(task, rows, wanted, first if step else None)


def _filled(names: Sequence[str], cells: Sequence[Any]) -> Iterator[tuple[str, object]]:
    """The cells that are filled, as our own reader takes them."""
    for name, cell in zip(names, cells, strict=True):
        made = inputs.plain(cell)
        if made is not None:
            yield name, made
