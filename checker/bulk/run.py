"""Judge tables of values into a folder, on an engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checker.bulk import inputs, reference, results
from checker.bulk.lines import Counts
from checker.bulk.reference import Task
from checker.judging.evaluate import Rules
from checker.locale import Speaker
from checker.reading.library import Library

ENGINES = ("duckdb", "spark", "python")
FORMATS = ("parquet", "csv")
Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class Asked(NamedTuple):
    """What is to be judged: tables, plans, the day, the first day of periods that come out, the format of verdicts."""

    files: Sequence[Path]
    tasks: Mapping[str, Task]
    library: Library
    form: str
    say: Speaker
    progress: Progress


class Outcome(NamedTuple):
    """How much there was: rows, verdicts, those judged by Python; lights of the newest periods; rejects by code."""

    rows: int
    verdicts: int
    by_python: int
    lights: Mapping[str, int]
    rejects: Mapping[str, int]


def tasks(library: Library, on: date, since: date, profile: str = "") -> Iterator[Task]:
    """Make a task of every plan of a library that can be read."""
    for path in library.files:
        plan, _ = library.load(path)
        if plan is not None:
            rules = Rules(library.profiles[profile or plan.profile], library.calendar, tuple(library.domains))
            yield Task(plan, rules, on, since)


def judge(asked: Asked, engine: str, out: Path) -> Outcome:
    """Judge everything into the folder `out`. Errors: Fault, OSError."""
    with results.folder(out) as made:
        counts = Counts()
        if engine == "python":
            outcome = _python(asked, made, counts)
        elif engine == "duckdb":
            from checker.bulk import duck

            outcome = duck.judge(asked, made, counts)
        else:
            from checker.bulk import spark

            outcome = spark.judge(asked, made, counts)
        results.summary(made, counts.rows(asked.library.localities, tuple(asked.library.domains)))
        results.about(made, {"engine": engine, "on": _on(asked.tasks), **outcome._asdict()})
    return outcome


def _on(tasks: Mapping[str, Task]) -> Any:
    return next((task.on.isoformat() for task in tasks.values()), None)


def _python(asked: Asked, made: Path, counts: Counts) -> Outcome:
    writer = results.Writer(made, asked.say, made / f"{results.VERDICTS}.csv")
    read = verdicts = 0
    codes, lights = Counter[str](), Counter[str]()

    def rows() -> Iterator[inputs.Row]:
        nonlocal read
        read = 0
        for row in inputs.rows(asked.files):
            read += 1
            yield row

    done = 0
    try:
        for judged in reference.judge_all(asked.tasks, rows):
            writer.lines(judged.lines)
            writer.rejects(judged.rejects)
            for line in judged.newest:
                counts.add(line)
                lights[line.light] += 1
            codes.update(reject.code for reject in judged.rejects)
            verdicts += len(judged.lines)
            done += bool(judged.lines)
            asked.progress(done, len(asked.tasks))
    finally:
        writer.close()
    if asked.form == "parquet":
        from checker.bulk import duck

        duck.packed(made / f"{results.VERDICTS}.csv")
    return Outcome(read, verdicts, verdicts, dict(lights), dict(codes))
