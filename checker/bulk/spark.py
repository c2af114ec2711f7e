"""The Spark engine: the same selects on a cluster, or on one machine in local mode."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.bulk import inputs, results, steps
from checker.bulk.lines import Counts, Line, Reject, told
from checker.bulk.stepwise import Tally
from checker.bulk.stepwise import judge as judge_table
from checker.message import fault

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from checker.bulk.run import Asked, Outcome

_TYPES = {
    "INT": "INT",
    "LONG": "BIGINT",
    "STR": "STRING",
    "WORD": "STRING",
    "NUM": "DECIMAL(18,6)",
    "BOOL": "BOOLEAN",
    "DATE": "DATE",
}
_AMOUNTS = ("value", "target", "expected", "pace")
_LINE = ", ".join(f"{name} {'DECIMAL(18,6)' if name in _AMOUNTS else 'STRING'}" for name in Line._fields)


class Spark:
    """One session; what is read more than once is cached, as Spark would work it out again at each use."""

    def __init__(self, session: SparkSession, form: str) -> None:
        self.session, self.form = session, form
        self._kept: list[str] = []

    def make(self, name: str, text: str, keep: bool) -> None:
        """Make a view, cached where it is read more than once."""
        self.session.sql(text).createOrReplaceTempView(name)
        if keep:
            self.session.sql(f"CACHE LAZY TABLE {name}")
            self._kept.append(name)

    def rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Run a select and yield its rows."""
        yield from map(tuple, self.session.sql(text).toLocalIterator())

    def write(self, text: str, file: Path) -> str:
        """Write verdicts into a folder of the format that was asked for."""
        self._written(self.session.sql(text), file)
        made = self.session.read.schema(_LINE)
        made = made if self.form == "parquet" else made.option("header", "true")
        made.format(self.form).load(f"{_location(file)}").createOrReplaceTempView("verdicts")
        return "verdicts"

    def _written(self, frame: Any, file: Path) -> None:
        frame.write.mode("append").option("header", "true").option("emptyValue", "").format(self.form).save(
            _location(file)
        )

    def add(self, lines: Sequence[Line], file: Path) -> None:
        """Write verdict rows that Python has judged."""
        rows = [(*map(str, line[:8]), *(None if n is None else Decimal(told(n)) for n in line[8:])) for line in lines]
        self._written(self.session.createDataFrame(rows, _LINE), file)

    def load(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Ship a step table to the cluster."""
        columns = steps.TYPES[name]
        typed = ", ".join(f"{column.split()[0]} {_TYPES[column.split()[1]]}" for column in columns.split(", "))
        made = self.session.createDataFrame([tuple(map(_cell, row)) for row in rows], typed)
        made.createOrReplaceTempView(name)
        self.session.sql(f"CACHE LAZY TABLE {name}")


def _location(file: Path) -> str:
    return file.parent.resolve().as_uri()


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool | int) or cell is None or not hasattr(cell, "numerator"):
        return str(cell) if isinstance(cell, str) else cell
    return Decimal(told(cell))


def opened() -> SparkSession:
    """Open a session as the environment or `spark-submit` says; a mode that makes wrong numbers empty is refused."""
    import warnings

    # Arrow is not used: what pyspark says of it would only frighten
    warnings.filterwarnings("ignore", module="pyspark")
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("plancheck bulk").getOrCreate()
    if session.conf.get("spark.sql.ansi.enabled") != "true":
        raise fault("bulk.not-ansi")
    if session.sparkContext.getConf().get("spark.sql.shuffle.partitions") is None:
        # Spark's own 200 parts take more time than the work where the cluster is small
        session.conf.set("spark.sql.shuffle.partitions", str(2 * session.sparkContext.defaultParallelism))
    return session


def judge(asked: Asked, made: Path, counts: Counts) -> Outcome:
    """Judge everything at once; the cluster parts the work."""
    from checker.bulk.run import Outcome

    folder = made / f"{results.VERDICTS}.{asked.form}"
    scratch = made / "scratch"
    scratch.mkdir()
    session = opened()
    engine, writer = Spark(session, asked.form), results.Writer(made, asked.say)
    tally = Tally(counts, writer)
    try:
        types = _source(session, asked, scratch, tally)
        tables = steps.make(asked.tasks[name] for name in sorted(asked.tasks))
        for name in steps.TYPES:
            engine.load(name, getattr(tables, name))
        asked.progress(1, 3)
        folder.mkdir()
        judge_table(engine, asked.tasks, types, "given_values", folder / "part", tally)
        asked.progress(3, 3)
    finally:
        writer.close()
        session.catalog.clearCache()
    shutil.rmtree(scratch)
    for mark in [*folder.glob(".*"), *folder.glob("_*")]:
        mark.unlink()
    if asked.form == "csv":
        results.joined(folder)
    return Outcome(tally.rows, tally.verdicts, tally.by_python, dict(tally.lights), dict(tally.codes))


def _source(session: SparkSession, asked: Asked, scratch: Path, tally: Tally) -> Mapping[str, str]:
    """Name what the values are read from, with the types of its columns; texts are read by our own reader first."""
    packed = [file for file in asked.files if file.suffix == ".parquet"]
    texts = [file for file in asked.files if file.suffix != ".parquet"]
    frames = []
    for file in packed:
        frames.append(session.read.parquet(file.resolve().as_uri()))
        inputs.checked(frames[-1].columns, file)
    if texts:
        copy, broken = inputs.copied(texts, scratch / "values.csv")
        tally.refuse(Reject.of(row, "bulk-line") for row in broken)
        tally.rows += len(broken)
        typed = ", ".join(f"{name} STRING" for name in inputs.COLUMNS)
        reader = session.read.schema(typed).option("header", "true").option("escape", '"').option("multiLine", "true")
        frames.append(reader.csv(copy.resolve().as_uri()))
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionByName(frame, allowMissingColumns=True)
    whole.createOrReplaceTempView("given_values")
    return {name: _kind(kind) for name, kind in whole.dtypes}


def _kind(name: str) -> str:
    """Tell exact numbers that lie on the grid from what is read as a text."""
    if name.startswith("decimal"):
        return "DEC" if int(name.rstrip(")").split(",")[1]) <= 6 else "TEXT"
    if name in ("tinyint", "smallint", "int", "bigint"):
        return "INT"
    return {"boolean": "BOOL", "date": "DATE"}.get(name, "TEXT")
