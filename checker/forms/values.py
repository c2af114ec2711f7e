"""What stood in the cells of an indicator → one value as a submission holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker import kinds
from checker.forms import cells, layout
from checker.forms.rows import Entry
from checker.forms.tables import Spot
from checker.model import Finding, Indicator, Level, Message
from checker.model.numbers import exact, read_number

_SURE = {"true", "确认", "已确认", "已核实", "confirmed"}
_WORDS = ("correction", "note", "reason", "by", "evidence")
_NUMBERS = ("value", "part", "whole", "last_year")
LONGEST_NOTE, LONGEST_NAME = 2000, 120


class Value(NamedTuple):
    """One indicator's value with its places and what only cells can have wrong."""

    indicator: Indicator
    raw: dict[str, Any]
    spots: Mapping[str, Spot]
    problems: tuple[Finding, ...]

    @property
    def says(self) -> bool:
        """Tell whether anything was read, not only where it stood."""
        return bool(self.raw.keys() - {"source", "by"})

    def spot(self, found: object = None, share: bool = False) -> Spot:
        """The cell that holds what was found, both cells of a share, else the one of the value."""
        if share and {"part", "whole"} <= self.spots.keys():
            part, whole = self.spots["part"], self.spots["whole"]
            return part._replace(cell=f"{part.cell}:{whole.cell}")
        for name, spot in self.spots.items():
            if found is not None and str(self.raw.get(name)) == str(found):
                return spot
        return next(self.spots[name] for name in (*layout.ENTRIES, *self.spots) if name in self.spots)


def shaped(indicator: Indicator, entries: Sequence[Entry], unit: str = "") -> Value:
    """Join an indicator's rows (one, or one a node) into a value."""
    fields: dict[str, Any] = {}
    spots: dict[str, Spot] = {}
    problems: list[Finding] = []
    nodes: dict[str, Any] = {}
    for entry in entries:
        problems += entry.problems
        asked, unasked = _asked(indicator, entry)
        problems += unasked
        for name in asked:
            if entry.node and name in ("value", "done"):
                day = nodes[entry.node] = entry.fields[name]
                spots.setdefault("done", entry.spots[name])
                if not cells.is_day(day) and not cells.is_blank(day) and not entry.problems:
                    problems.append(_returned("E2-date", indicator, entry.spots[name], day))
            elif name not in fields:
                fields[name] = entry.fields[name]
                spots[name] = entry.spots[name]
            elif name in _WORDS and str(entry.fields[name]) not in str(fields[name]):
                fields[name] = f"{fields[name]}；{entry.fields[name]}"  # what each node's row says
        spots |= {name: spot for name, spot in entry.spots.items() if name not in spots}
    raw = _raw(indicator, fields, nodes, problems, spots)
    if unit and raw:
        raw["by"] = raw.get("by") or unit
    raw["source"] = _source(entries)
    return Value(indicator, raw, spots, tuple(problems))


def _asked(indicator: Indicator, entry: Entry) -> tuple[list[str], list[Finding]]:
    """Part the fields that an indicator has from those filled in though it has none: these are said."""
    taken = layout.taken(indicator)
    kept = [name for name in entry.fields if name in taken]
    carried = any(name in layout.CARRIERS for name in kept)
    found = []
    for name, raw in entry.fields.items():
        if name not in taken and not cells.is_blank(raw):
            facts = {"name": f"{indicator.id} {indicator.name}", "found": str(raw)[:60],
                     "column": Message(f"form.column.{name}")}  # fmt: skip
            level = Level.WARNING if carried else Level.RETURNED
            found.append(Finding("form-unasked", level, entry.spots[name].where(), facts, indicator.id))
    return kept, found


def _source(entries: Sequence[Entry]) -> str:
    """Where a value came from: file, sheet, cell and the file's SHA-256, of each file that has a part in it."""
    made: dict[str, str] = {}
    for entry in entries:
        for file, digest in entry.digests:
            if file not in made and (spot := _first(entry, file)):
                made[file] = f"{spot._replace(file=_base(file)).where()} sha256:{digest}"
    return "; ".join(made.values())


def _first(entry: Entry, file: str) -> Spot | None:
    """The first filled cell that a row has in a file, else the first cell."""
    own = [name for name in (*layout.ENTRIES, *entry.spots) if name in entry.spots and entry.spots[name].file == file]
    return entry.spots[next((name for name in own if name in entry.fields), own[0])] if own else None


@cache
def _base(file: str) -> str:
    return Path(file).name


def _raw(indicator: Indicator, fields: dict[str, Any], nodes: dict[str, Any], problems: list[Finding],
         spots: Mapping[str, Spot]) -> dict[str, Any]:  # fmt: skip
    """Arrange the fields as a submission holds them; what does not fit its place stays visible as `value`."""
    made: dict[str, Any] = {}
    reports = kinds.load(indicator.kind).REPORTS
    if reports == "grade":
        if given := _one(indicator, fields, ("grade", "value"), spots, problems):
            made["value"] = given[0]
    elif reports == "done":
        made |= _done(indicator, fields, nodes, spots, problems)
    else:
        made |= {name: _forgiven(indicator, fields[name], spots[name], problems) for name in _NUMBERS if name in fields}
        _one_share(indicator, made, problems, spots)
        if "last_year" in made and cells.is_blank(made.get("value")) and not cells.is_blank(made["last_year"]):
            problems.append(_returned("form-no-value", indicator, spots["last_year"], made["last_year"]))
    if "progress" in fields and "value" not in made:
        made["progress"] = fields["progress"]
        if read_number(fields["progress"])[0] == 100 and not made.get("done"):
            problems.append(_returned("form-progress", indicator, spots["progress"], fields["progress"], Level.WARNING))
    made |= _words(fields)
    for name in _WORDS:
        if len(str(fields.get(name, ""))) > LONGEST_NOTE:
            problems.append(_returned("form-cut", indicator, spots[name], str(fields[name])[:20], Level.WARNING))
    for name, read in (("n", _count), ("unknown", _count), ("confirmed", _sure), ("submitted", _day)):
        raw = fields.get(name)
        if not cells.is_blank(raw):
            code, item = read(raw)
            if code == "E2":  # how many were asked decides whether the value counts: all of it goes back
                problems.append(_returned(code, indicator, spots[name], raw))
                made["value"] = f"{made.get('value', '')}（{name}: {raw}）"
                made = {key: kept for key, kept in made.items() if key not in ("part", "whole", "done", "nodes")}
            elif code:
                problems.append(_returned(code, indicator, spots[name], raw, Level.WARNING))
            else:
                made[name] = item
    return made


def _words(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The texts; words for nothing are none."""
    said = {name: str(fields[name])[:LONGEST_NOTE] for name in _WORDS if not cells.is_blank(fields.get(name))}
    made: dict[str, Any] = {}
    if said.get("correction", "no").strip().lower() not in cells.NO | {"false", "no"}:
        made |= {"correction": True, "reason": said["correction"]}
    made |= {name: said[name] for name in ("note", "reason") if name in said}
    if "by" in said:
        made["by"] = said["by"][:LONGEST_NAME]
    parts = (
        [part.strip() for part in re.split(r"[;；\n]", str(fields.get("evidence", "")))] if "evidence" in said else []
    )
    if any(parts):
        made["evidence"] = [part[:LONGEST_NOTE] for part in parts if part]
    return made


def _count(raw: object) -> tuple[str, Any]:
    number, _ = read_number(raw)
    good = number is not None and number.denominator == 1 and number >= 0
    return ("", str(number)) if good else ("E2", None)


def _sure(raw: object) -> tuple[str, Any]:
    word = str(raw).strip().lower()
    if word in cells.YES | _SURE:
        return "", True
    return ("", False) if word in cells.NO | {"false"} else ("form-unsure", None)


def _day(raw: object) -> tuple[str, Any]:
    return ("", raw) if cells.is_day(raw) and not isinstance(raw, bool) else ("E2-date", None)


def _forgiven(indicator: Indicator, raw: Any, spot: Spot, problems: list[Finding]) -> Any:
    """Write out what was meant where there is no doubt (1,234 and ９５％), and say so."""
    number, forgiven = read_number(raw)
    percent = indicator.unit == "%" or bool(indicator.reported_as)
    if number is None or not forgiven or ("percent" in forgiven and not percent):
        return raw
    exact_one = exact(number)
    if exact_one is None:
        return raw
    facts = {"name": f"{indicator.id} {indicator.name}", "found": str(raw)[:60], "read": cells.plain(exact_one)}
    problems.append(Finding("forgiven", Level.WARNING, spot.where(), facts, indicator.id))
    return cells.plain(exact_one)


def _done(indicator: Indicator, fields: dict[str, Any], nodes: dict[str, Any], spots: Mapping[str, Spot],
          problems: list[Finding]) -> dict[str, Any]:  # fmt: skip
    """Days as days; a text that is none goes under `value`, where it is returned and not a fault of the file."""
    if nodes and all(cells.is_day(day) for day in nodes.values()):
        return {"nodes": nodes}
    if nodes:
        filled = {name: day for name, day in nodes.items() if not cells.is_blank(day)}
        if filled and all(cells.is_day(day) for day in filled.values()):
            return {"nodes": filled}
        return {"value": "；".join(f"{name}: {day}" for name, day in filled.items()) or next(iter(nodes.values()))}
    given = _one(indicator, fields, ("done", "value"), spots, problems)
    if not given or ("progress" in fields and cells.is_blank(given[0])):
        return {}
    return {"done" if cells.is_day(given[0]) else "value": given[0]}


def _one(indicator: Indicator, fields: Mapping[str, Any], names: tuple[str, ...], spots: Mapping[str, Spot],
         problems: list[Finding]) -> list[Any]:  # fmt: skip
    """What stands in one of two cells for the same thing; where both say something else, it goes back."""
    given = [name for name in names if name in fields]
    filled = [name for name in given if not cells.is_blank(fields[name])]
    if len(filled) == 2 and not cells.same(fields[filled[0]], fields[filled[1]]):
        text = "；".join(str(fields[name]) for name in filled)
        problems.append(_returned("form-two-cells", indicator, spots[filled[1]], text))
        return [text]
    return [fields[name] for name in (filled or given)[:1]]


def _one_share(indicator: Indicator, made: dict[str, Any], problems: list[Finding], spots: Mapping[str, Spot]) -> None:
    """A percentage beside its part and whole must say the same; blank words beside a value do not count."""
    for name in _NUMBERS:
        if name in made and cells.is_blank(made[name]) and len(made) > 1:
            del made[name]
    if not {"value", "part", "whole"} <= made.keys():
        return
    value, part, whole = (read_number(made[name])[0] for name in ("value", "part", "whole"))
    if value is None or part is None or not whole:
        return
    if same_share(value, part, whole):
        del made["value"]
        return
    text = f"{made['value']}（{made['part']}/{made['whole']}）"
    problems.append(_returned("form-share", indicator, spots["value"], text))
    del made["part"], made["whole"]
    made["value"] = text


def same_share(value: Fraction, part: Fraction, whole: Fraction) -> bool:
    """Tell whether a percentage is that of part and whole, rounded to a tenth."""
    return abs(value - part / whole * 100) * 10 <= 1


def _returned(code: str, indicator: Indicator, spot: Spot, found: object, level: Level = Level.RETURNED) -> Finding:
    facts = {"name": f"{indicator.id} {indicator.name}", "found": str(found)[:60]}
    return Finding(code, level, spot.where(), facts, indicator.id)
