"""What stood in the cells of an indicator → one value as a submission holds it, and its YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker import kinds
from checker.forms import cells, layout
from checker.forms.rows import Entry
from checker.forms.tables import Spot
from checker.locale import Speaker
from checker.model import Finding, Indicator, Level, Message
from checker.numbers import exact, read_number
from checker.submission import GRADES

_PLAIN = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", re.ASCII)
_TEXTS = ("note", "reason", "by", "evidence", "source", "unit")
_SURE = {"true", "确认", "已确认", "已核实", "confirmed"}
_WORDS = ("correction", "note", "reason", "by", "evidence")
_NUMBERS = ("value", "part", "whole", "last_year")
# What a YAML file must not hold as it is: control characters, separators that editors do not count as lines.
_UNSEEN = re.compile("[\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
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
                if not _is_day(day) and not cells.is_blank(day) and not entry.problems:
                    problems.append(_returned("E2-date", indicator, entry.spots[name], day))
            elif name not in fields:
                fields[name] = entry.fields[name]
                spots[name] = entry.spots[name]
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
        if "grade" in fields or "value" in fields:
            made["value"] = fields.get("grade", fields.get("value"))
    elif reports == "done":
        made |= _done(indicator, fields, nodes)
    else:
        made |= {name: _forgiven(indicator, fields[name], spots[name], problems) for name in _NUMBERS if name in fields}
        _one_share(indicator, made, problems, spots)
    if "progress" in fields and "value" not in made:
        made["progress"] = fields["progress"]
        if read_number(fields["progress"])[0] == 100 and not made.get("done"):
            problems.append(_returned("form-progress", indicator, spots["progress"], fields["progress"], Level.WARNING))
    fields = {name: raw for name, raw in fields.items() if name not in _WORDS or not cells.is_blank(raw)}
    if text := fields.get("correction"):
        made |= {"correction": True, "reason": str(text)[:LONGEST_NOTE]}
    for name in ("note", "reason", "by"):
        if fields.get(name):
            made[name] = str(fields[name])[: LONGEST_NAME if name == "by" else LONGEST_NOTE]
    if fields.get("evidence"):
        made["evidence"] = [
            part[:LONGEST_NOTE] for p in re.split(r"[;；\n]", str(fields["evidence"])) if (part := p.strip())
        ]
    for name in ("n", "unknown"):
        if name in fields:
            number, _ = read_number(fields[name])
            if number is not None and number.denominator == 1 and number >= 0:
                made[name] = str(number)
            elif not cells.is_blank(fields[name]):
                problems.append(_returned("E2", indicator, spots[name], fields[name]))
    sure = str(fields.get("confirmed", "")).strip().lower()
    if sure in cells.YES | _SURE:
        made["confirmed"] = True
    elif not cells.is_blank(sure) and sure not in cells.NO | {"false"}:
        problems.append(_returned("form-unsure", indicator, spots["confirmed"], sure))
    day = fields.get("submitted")
    if _is_day(day) and not isinstance(day, bool):
        made["submitted"] = day
    elif not cells.is_blank(day):
        problems.append(_returned("E2-date", indicator, spots["submitted"], day))
    return {name: value for name, value in made.items() if value != []}


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


def _done(indicator: Indicator, fields: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
    """Days as days; a text that is none goes under `value`, where it is returned and not a fault of the file."""
    if nodes and all(_is_day(day) for day in nodes.values()):
        return {"nodes": nodes}
    if nodes:
        filled = {name: day for name, day in nodes.items() if not cells.is_blank(day)}
        if filled and all(_is_day(day) for day in filled.values()):
            return {"nodes": filled}
        return {"value": "；".join(f"{name}: {day}" for name, day in filled.items()) or next(iter(nodes.values()))}
    given = [fields[name] for name in ("done", "value") if name in fields]
    days = [raw for raw in given if not cells.is_blank(raw)] or ([] if "progress" in fields else given)
    return {"done" if _is_day(days[0]) else "value": days[0]} if days else {}


def _is_day(raw: object) -> bool:
    if isinstance(raw, bool) or not re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d", str(raw), re.ASCII):
        return isinstance(raw, bool)
    try:
        return bool(date.fromisoformat(str(raw)))
    except ValueError:
        return False


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


def line(raw: Mapping[str, Any]) -> str:
    """Write a value as one line of YAML."""
    return "{" + ", ".join(f"{key}: {scalar(item, key in _TEXTS)}" for key, item in raw.items()) + "}"


def told(raw: Mapping[str, Any], say: Speaker) -> str:
    """A value as a person would say it: 16, 180/240, 2022-09-20, 市 2022-08-01、县 未完成, 正常, 50%."""
    part, whole = raw.get("part"), raw.get("whole")
    if part is not None or whole is not None:
        text = f"{part}/{whole}"
    elif isinstance(raw.get("nodes"), Mapping):
        text = say("join").join(f"{name} {_said(day, say)}" for name, day in raw["nodes"].items())
    else:
        text = next((_said(raw[name], say) for name in ("value", "done") if name in raw), "")
        if not text and "progress" in raw:
            text = say("form.progress", share=raw["progress"])
    if raw.get("last_year") is not None:
        text += say("bracket", text=f"{say('form.column.last_year')} {raw['last_year']}")
    if raw.get("note"):
        text += say("bracket", text=f"{say('form.column.note')}{say('colon')}{str(raw['note'])[:30]}")
    for name in ("confirmed", "falsified"):
        text += say("bracket", text=say(f"told.{name}")) if raw.get(name) else ""
    return seen(text)[:100] or "—"


def _said(value: object, say: Speaker) -> str:
    if value is False:
        return say("node.open")
    if str(value) in GRADES:
        return say(f"grade.{GRADES[str(value)]}")
    return "—" if value is None else str(value)


def seen(text: str) -> str:
    """A text as it may be printed: what nobody sees shows as a sign."""
    return re.sub(r"[\x00-\x1f]", "\ufffd", _UNSEEN.sub("\ufffd", text))


def scalar(value: Any, quote: bool = False) -> str:
    """Write one part: numbers as numbers, days plain, all texts in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(scalar(item, quote) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if not quote and (_PLAIN.fullmatch(text) or _is_day(text)):
        return text
    quoted = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    # in quotes any sign may be written by its number: all that an editor does not show
    return "".join(c if c.isprintable() or c == "\u3000" else _numbered(c) for c in _UNSEEN.sub(_escape, quoted))


def _escape(found: re.Match[str]) -> str:
    return _numbered(found[0])


def _numbered(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
