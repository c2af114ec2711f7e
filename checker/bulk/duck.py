"""The DuckDB engine: embedded, on one machine, in pieces of plans so that memory stays bounded."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.bulk import inputs, results, steps
from checker.bulk.inputs import COLUMNS, Row
from checker.bulk.lines import Counts, Line, Reject, told
from checker.bulk.stepwise import Tally
from checker.bulk.stepwise import judge as judge_piece
from checker.files.places import shown

if TYPE_CHECKING:
    import duckdb

    from checker.bulk.reference import Task
    from checker.bulk.run import Asked, Outcome

PIECE = 1_200_000
"""Rows of values that are judged at once."""
MEMORY, THREADS = "320MB", 2
_TYPES = {
    "INT": "INTEGER",
    "LONG": "BIGINT",
    "STR": "VARCHAR",
    "WORD": "VARCHAR",
    "NUM": "DECIMAL(18,6)",
    "BOOL": "BOOLEAN",
    "DATE": "DATE",
}
_LINE = {
    name: "DECIMAL(18,6)" if name in ("value", "target", "expected", "pace") else "VARCHAR" for name in Line._fields
}


_BY_PIECE = ("duties", "plans", "shown")


class Duck:
    """One connection; tables are temporary and go with it."""

    def __init__(self, scratch: Path, form: str) -> None:
        import duckdb

        self.form, self.scratch = form, scratch
        self.base: duckdb.DuckDBPyConnection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "threads": THREADS,
                "temp_directory": str(scratch),
                "preserve_insertion_order": False,
            }
        )
        self.base.execute("CREATE MACRO rlike(t, p) AS regexp_matches(t, p)")

    def make(self, name: str, text: str, keep: bool) -> None:
        """Make a table of what is read more than once, a view of the rest."""
        for kind in ("VIEW", "TABLE"):
            if self._is(name, kind):
                self.base.execute(f'DROP {kind} "{name}"')
        self.base.execute(f'CREATE TEMP {"TABLE" if keep else "VIEW"} "{name}" AS {text}')

    def _is(self, name: str, kind: str) -> bool:
        found = self.base.execute(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = ? AND (table_type = 'VIEW') = ?",
            [name, kind == "VIEW"],
        ).fetchone()
        return found is not None and found[0] > 0

    def rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Run a select and yield its rows."""
        cursor = self.base.execute(text)
        while found := cursor.fetchmany(10_000):
            yield from found

    def write(self, text: str, file: Path) -> str:
        """Write verdicts into a file of the format that was asked for."""
        made = file.with_name(f"{file.name}.{self.form}")
        options = "FORMAT parquet" if self.form == "parquet" else "FORMAT csv, HEADER"
        self.base.execute(f"COPY ({text}) TO {quoted(made)} ({options})")
        return self.table(made)

    def table(self, file: Path) -> str:
        """How a select names a file of verdicts."""
        return f"read_parquet({quoted(file)})" if self.form == "parquet" else _texts(file, _LINE)

    def add(self, lines: Sequence[Line], file: Path) -> None:
        """Write verdict rows that Python has judged."""
        made = file.with_name(f"{file.name}.csv")
        with made.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(Line._fields)
            writer.writerows((*line[:8], *map(told, line[8:])) for line in lines)
        if self.form == "parquet":
            pack(self.base, made, made.with_suffix(".parquet"))

    def load(self, name: str, rows: Sequence[Sequence[Any]], called: str) -> None:
        """Load a step table."""
        kinds = dict(column.split() for column in steps.TYPES[name].split(", "))
        plain = not {"NUM", "DATE"} & {*kinds.values()}  # then nothing is missing, and each cell is its own text
        file = self.scratch / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            cells = rows if plain else ([_cell(cell) for cell in row] for row in rows)
            csv.writer(stream, lineterminator="\n").writerows(cells)
        columns = {column: _TYPES[kind] for column, kind in kinds.items()}
        text = _texts(file, columns, null="NULL", header=False)
        self.base.execute(f'CREATE TEMP TABLE "{called}" AS SELECT * FROM {text}')
        file.unlink()
        for column, kind in kinds.items():
            if kind == "WORD" and rows:
                self._as_words(called, column)

    def _as_words(self, table: str, column: str) -> None:
        """Let a column hold places in a list of its words: carried and written with half the work of texts."""
        kind = f'"{table}.{column}"'
        self.base.execute(f'CREATE TYPE {kind} AS ENUM (SELECT DISTINCT "{column}" FROM "{table}")')
        self.base.execute(f'ALTER TABLE "{table}" ALTER "{column}" TYPE {kind}')


def _cell(cell: Any) -> str:
    if cell is None:
        return "NULL"
    return told(cell) if hasattr(cell, "numerator") and not isinstance(cell, (bool, int)) else str(cell)


def pack(base: duckdb.DuckDBPyConnection, file: Path, to: Path) -> None:
    """Turn verdict rows in CSV into Parquet."""
    base.execute(f"COPY (SELECT * FROM {_texts(file, _LINE)}) TO {quoted(to)} (FORMAT parquet)")
    file.unlink()


def _texts(file: Path, columns: Mapping[str, str], null: str = "", header: bool = True) -> str:
    """Name a table in CSV that we wrote ourselves; nothing of it is guessed."""
    typed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return (f"read_csv({quoted(file)}, auto_detect = false, header = {header}, columns = {{{typed}}}, delim = ',', "
            f"quote = '\"', escape = '\"', nullstr = '{null}', new_line = '\\n')")  # fmt: skip


def packed(file: Path) -> None:
    """Turn the verdicts of the Python engine into a folder of Parquet."""
    import duckdb

    folder = file.with_suffix(".parquet")
    folder.mkdir()
    with duckdb.connect() as base:
        pack(base, file, folder / "part-000.parquet")


def stream(file: Path) -> Iterator[Row]:
    """Read Parquet row by row, plan after plan."""
    import duckdb

    with duckdb.connect() as base:
        cursor = base.execute(f"SELECT * FROM read_parquet({quoted(file)})")
        names = [column[0] for column in cursor.description or ()]
        inputs.checked(names, file)
        name = shown(file)
        while found := cursor.fetchmany(10_000):
            for row in found:
                yield Row(name, {n: plain for n, cell in zip(names, row, strict=True)
                                 if (plain := inputs.plain(cell)) is not None})  # fmt: skip


def quoted(text: object) -> str:
    """A text in SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def judge(asked: Asked, made: Path, counts: Counts) -> Outcome:
    """Judge everything, piece by piece."""
    from checker.bulk.run import Outcome

    scratch, folder = made / "scratch", made / f"{results.VERDICTS}.{asked.form}"
    scratch.mkdir()
    folder.mkdir()
    engine, writer = Duck(scratch, asked.form), results.Writer(made, asked.say)
    tally = Tally(counts, writer)
    try:
        source, types = _source(engine, asked, tally)
        _load(engine, asked.tasks)
        ranges = _pieces(engine, sorted(asked.tasks), source)
        for done, (where, plans) in enumerate(ranges):
            engine.make("piece", f"SELECT * FROM {source} WHERE {where}", False)
            for name in ("duties", "plans"):
                engine.make(name, f"SELECT * FROM all_{name} WHERE {where}", True)
            engine.make("shown", "SELECT s.* FROM all_shown s JOIN duties d ON d.duty = s.duty", True)
            tasks = {name: asked.tasks[name] for name in plans}
            judge_piece(engine, tasks, types, "piece", folder / f"part-{done:03}", tally)
            asked.progress(done + 1, len(ranges))
    finally:
        writer.close()
        engine.base.close()
    shutil.rmtree(scratch)
    if asked.form == "csv":
        results.joined(folder)
    return Outcome(tally.rows, tally.verdicts, tally.by_python, dict(tally.lights), dict(tally.codes))


def _load(engine: Duck, tasks: Mapping[str, Task]) -> None:
    """Make the step tables and load them."""
    made = steps.make(tasks[name] for name in sorted(tasks))
    for name in steps.TYPES:
        engine.load(name, getattr(made, name), f"all_{name}" if name in _BY_PIECE else name)


def _source(engine: Duck, asked: Asked, tally: Tally) -> tuple[str, dict[str, str]]:
    """Name what the values are read from, with the types of its columns; texts are read by our own reader first."""
    packed = [file for file in asked.files if file.suffix == ".parquet"]
    texts = [file for file in asked.files if file.suffix != ".parquet"]
    parts = [f"SELECT * FROM read_parquet([{', '.join(map(quoted, packed))}], union_by_name = true)"] if packed else []
    if texts:
        file, broken = inputs.copied(texts, engine.scratch / "values.csv")
        tally.refuse(Reject.of(row, "bulk-line") for row in broken)
        tally.rows += len(broken)
        parts.append(f"SELECT * FROM {_texts(file, dict.fromkeys(COLUMNS, 'VARCHAR'))}")
    engine.make("given_values", " UNION ALL BY NAME ".join(parts), False)
    types = {row[0]: _kind(row[1]) for row in engine.rows("DESCRIBE given_values")}
    for file in packed:
        inputs.checked([row[0] for row in engine.rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(file)})")], file)
    return "given_values", types


def _kind(name: str) -> str:
    """Tell exact numbers that lie on the grid from what is read as a text."""
    if name.startswith("DECIMAL"):
        return name if int(name.rstrip(")").split(",")[1]) <= 6 else "TEXT"
    if name.endswith("INT") or name == "INTEGER":
        return f"INT {name}"
    return {"BOOLEAN": "BOOL", "DATE": "DATE"}.get(name, "TEXT")


def _pieces(engine: Duck, plans: Sequence[str], source: str) -> list[tuple[str, list[str]]]:
    """Part the plans into ranges of some size; the first and the last take what names no plan."""
    counts = dict(engine.rows(f"SELECT COALESCE(plan, ''), COUNT(*) FROM {source} GROUP BY 1"))
    groups: list[list[str]] = [[]]
    size = 0
    for name in plans:
        if size and size + counts.get(name, 0) > PIECE:
            groups.append([])
            size = 0
        groups[-1].append(name)
        size += counts.get(name, 0)
    bounds = [group[-1] for group in groups[:-1]]
    made = []
    for place, group in enumerate(groups):
        low = f"plan > {quoted(bounds[place - 1])}" if place else ""
        high = f"plan <= {quoted(bounds[place])}" if place < len(bounds) else ""
        where = " AND ".join(filter(None, (low, high))) or "TRUE"
        made.append((where if place else f"({where} OR plan IS NULL)", group))
    return made
