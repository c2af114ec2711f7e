"""The folder of results: written beside its place and moved there at the end, so that nothing half is ever seen."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from checker.bulk.lines import Count, Line, Reject, told, why
from checker.files import inert
from checker.locale import Speaker

VERDICTS, SUMMARY, REJECTS, ABOUT = "verdicts", "summary.csv", "rejects.csv", "about.json"


@contextmanager
def folder(out: Path) -> Iterator[Path]:
    """Give a folder to write into; what it holds in the end moves to `out`, nothing where the work was broken off.

    Verdicts of an earlier run in another format go, as they would pass for this one's. Errors: OSError.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".bulk-", dir=out))
    try:
        yield made
        names = [file.name for file in made.iterdir()]
        for old in out.glob(f"{VERDICTS}.*"):
            if old.name not in names:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        for file in sorted(made.iterdir()):
            if file.is_dir():
                shutil.rmtree(out / file.name, ignore_errors=True)
            else:
                _synced(file)
            file.replace(out / file.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _synced(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


class Writer:
    """Writes verdict rows and rejects as they come."""

    def __init__(self, made: Path, say: Speaker, verdicts: Path | None = None) -> None:
        self._say = say
        self._verdicts = (verdicts or Path(os.devnull)).open("w", encoding="utf-8", newline="")
        self._rejects = (made / REJECTS).open("w", encoding="utf-8-sig", newline="")
        self._lines, self._refused = csv.writer(self._verdicts, lineterminator="\n"), csv.writer(self._rejects)
        self._lines.writerow(Line._fields)
        self._refused.writerow((*Reject._fields, "why"))

    def lines(self, lines: Iterable[Line]) -> None:
        """Write verdict rows."""
        self._lines.writerows((*line[:8], *map(told, line[8:])) for line in lines)

    def rejects(self, rejects: Iterable[Reject]) -> None:
        """Write rejects, each with its reason; what a spreadsheet would take for a formula is shielded."""
        for reject in rejects:
            self._refused.writerow((*map(_inert, reject), _inert(why(reject, self._say))))

    def close(self) -> None:
        """Close both files."""
        self._verdicts.close()
        self._rejects.close()


def _inert(text: str) -> str:
    return inert.csv(text) if len(text) > 1 else text  # one sign alone computes nothing


def joined(folder: Path) -> None:
    """Join the parts of a folder of CSV into one file of its name, with one head."""
    parts = sorted(folder.iterdir())
    whole = folder.with_name(f"{folder.name}.whole")
    with whole.open("wb") as out:
        for place, part in enumerate(parts):
            with part.open("rb") as stream:
                head = stream.readline()
                if not place:
                    out.write(head)
                shutil.copyfileobj(stream, out)
    shutil.rmtree(folder)
    whole.replace(folder)


def summary(made: Path, counts: Iterable[Count]) -> None:
    """Write the counts by locality and domain."""
    _table(made / SUMMARY, Count._fields, counts)


def about(made: Path, facts: Mapping[str, Any]) -> None:
    """Write how the results came about."""
    text = json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    (made / ABOUT).write_text(text, encoding="utf-8")


def _table(file: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(heads)
        writer.writerows(rows)
