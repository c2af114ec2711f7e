"""What stood in the cells of an indicator → one value as a submission holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.forms import cells, layout
from checker.forms.answers import Answer
from checker.forms.arranging import TEXTS, Arranging
from checker.model import Finding, Indicator, Message, Where, as_warning


class Value(NamedTuple):
    """One indicator's value with its places and what only cells can have wrong."""

    indicator: Indicator
    raw: dict[str, Any]
    places: Mapping[str, Where]
    problems: tuple[Finding, ...]

    @property
    def says(self) -> bool:
        """Tell whether anything was read, not only where it stood."""
        return bool(self.raw.keys() - {"source", "by"})

    def where(self, field: str = "") -> Where:
        """The cell of a field, both cells of a share; that of the value where the field has none of its own."""
        if field == "share" and {"part", "whole"} <= self.places.keys():
            part, whole = self.places["part"], self.places["whole"]
            return part._replace(cell=f"{part.cell}:{whole.cell}")
        return next(self.places[name] for name in (field, *layout.FIELDS, *self.places) if name in self.places)


def arranged(indicator: Indicator, answers: Sequence[Answer], unit: str = "") -> Value:
    """Join an indicator's rows (one, or one a node) into a value."""
    fields: dict[str, Any] = {}
    places: dict[str, Where] = {}
    nodes: dict[str, Any] = {}
    arranging = Arranging(indicator, places)
    for answer in answers:
        arranging.problems += answer.problems
        for name in _asked(answer, arranging):
            if answer.node and name in ("value", "done"):
                day = nodes[answer.node] = answer.fields[name]
                places.setdefault("done", answer.places[name])
                places[f"nodes.{answer.node}"] = answer.places[name]
                if not cells.is_day(day) and not cells.is_blank(day) and not answer.problems:
                    arranging.complain("E2-date", f"nodes.{answer.node}", day)
            elif name not in fields:
                fields[name] = answer.fields[name]
                places[name] = answer.places[name]
            elif name in TEXTS and str(answer.fields[name]) not in str(fields[name]):
                fields[name] = f"{fields[name]}；{answer.fields[name]}"  # what each node's row says
        places |= {name: where for name, where in answer.places.items() if name not in places}
    raw = arranging.raw(fields, nodes)
    if unit and raw:
        raw["by"] = raw.get("by") or unit
    raw["source"] = _source(answers)
    return Value(indicator, raw, places, tuple(arranging.problems))


def _asked(answer: Answer, arranging: Arranging) -> list[str]:
    """Part the fields that an indicator has from those filled in though it has none: these are said."""
    taken = layout.taken(arranging.indicator)
    kept = [name for name in answer.fields if name in taken]
    beside = any(name in layout.CARRIERS for name in kept)
    for name, raw in answer.fields.items():
        if name not in taken and not cells.is_blank(raw):
            column = Message(f"form.column.{name}")
            found = arranging.finding("form-unasked", name, raw, answer.places[name], column=column)
            arranging.problems.append(as_warning(found) if beside else found)
    return kept


def _source(answers: Sequence[Answer]) -> str:
    """Where a value came from: file, sheet, cell and the file's SHA-256, of each file that has a part in it."""
    made: dict[str, str] = {}
    for answer in answers:
        for file, digest in answer.digests:
            if file not in made and (where := _first(answer, file)):
                made[file] = f"{where._replace(file=_base(file))} sha256:{digest}"
    return "; ".join(made.values())


def _first(answer: Answer, file: str) -> Where | None:
    """The first filled cell that a row has in a file, else the first cell."""
    names = dict.fromkeys((*layout.FIELDS, *answer.places))
    own = [name for name in names if name in answer.places and answer.places[name].file == file]
    return answer.places[next((name for name in own if name in answer.fields), own[0])] if own else None


@cache
def _base(file: str) -> str:
    return Path(file).name
