"""Tables of values → rows: CSV, JSON Lines and Parquet, read as a stream. Errors: Fault for a file that is no table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from checker.files.places import shown
from checker.message import fault

NEEDED = ("plan", "indicator", "period")
COLUMNS = (
    *NEEDED, "value", "part", "whole", "done", "grade", "last_year", "n", "planned", "none", "submitted", "correction",
    "falsified", "confirmed", "partial", "reason", "by", "unit", "unknown", "progress", "node",
)  # fmt: skip
"""The columns that are read; all but the first three may be missing. Of several nodes each has a row of its own."""
SUFFIXES = (".csv", ".jsonl", ".ndjson", ".parquet")
_MOST = 1 << 20
"""Characters of a line of JSON."""


class Row(NamedTuple):
    """One row as it was read: its filled cells by column; `broken`: the line could not be read."""

    file: str
    cells: Mapping[str, object]
    broken: bool = False

    def text(self, column: str) -> str:
        """A cell as a text; empty where it is not filled."""
        found = self.cells.get(column)
        return "" if found is None else f"{found:f}" if isinstance(found, Decimal) else str(found)


def tables(paths: Iterable[Path]) -> list[Path]:
    """List the files that are named or lie in a named folder."""
    made: list[Path] = []
    for path in paths:
        found = sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES) if path.is_dir() else [path]
        made += found
        if not found or any(p.suffix not in SUFFIXES for p in found):
            raise fault("bulk.no-table", file=shown(path), known=", ".join(SUFFIXES))
    return made


def rows(files: Iterable[Path]) -> Iterator[Row]:
    """Read all rows of all files."""
    for file in files:
        yield from {".csv": _csv, ".parquet": _parquet}.get(file.suffix, _json)(file)


def checked(names: Sequence[str], file: Path) -> None:
    """Refuse a table that lacks a column that is needed, or has one that would be passed over."""
    for name in NEEDED:
        if name not in names:
            raise fault("bulk.no-column", file=shown(file), column=name)
    for name in names:
        if name not in COLUMNS:
            raise fault("bulk.unknown-column", file=shown(file), column=name, known=", ".join(COLUMNS))


def _csv(file: Path) -> Iterator[Row]:
    name = shown(file)
    with file.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.reader(stream)
        heads = next(reader, [])
        checked(heads, file)
        for cells in reader:
            filled = {head: cell for head, cell in zip(heads, cells, strict=False) if cell != ""}
            if cells:
                yield Row(name, filled, broken=len(cells) != len(heads))


def _json(file: Path) -> Iterator[Row]:
    name = shown(file)
    with file.open(encoding="utf-8-sig", errors="replace") as stream:
        while line := stream.readline(_MOST):
            if not line.isspace():
                yield _object(name, line)


def _object(name: str, line: str) -> Row:
    try:
        found = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        return Row(name, {"value": line.strip()[:40]}, broken=True)
    if not isinstance(found, dict) or any(key not in COLUMNS for key in found):
        return Row(name, {"value": line.strip()[:40]}, broken=True)
    return Row(name, {key: cell for key, cell in found.items() if cell is not None and cell != ""})


def _parquet(file: Path) -> Iterator[Row]:
    from checker.bulk.duck import stream

    yield from stream(file)


def plain(cell: object) -> object:
    """A cell of a typed table as our own reader takes it: exact, without zeros behind; None where it is empty."""
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if isinstance(cell, Decimal):
        return cell.quantize(Decimal(1)) if cell == cell.to_integral_value() else cell.normalize()
    return None if cell == "" else cell


def copied(files: Iterable[Path], to: Path) -> tuple[Path, list[Row]]:
    """Write the rows of texts into one table that an engine reads as it stands; lines that cannot be read come back."""
    broken: list[Row] = []
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows(files):
            if row.broken:
                broken.append(row)
            else:
                writer.writerow([_told(row.cells.get(name)) for name in COLUMNS])
    return to, broken


def _told(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
