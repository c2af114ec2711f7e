"""Adding values to an existing submission: only the lines of changed values are touched, so comments stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from checker.files.yamlfile import Document
from checker.forms import cells, telling, values
from checker.locale import Speaker
from checker.model.numbers import read_number


class Change(NamedTuple):
    """A value that is added (`old` empty) or replaced; `new` is its YAML, `old` and `shown` are for people.

    `differs`: the value itself, not only what is said about it. `of`: whose value is replaced by another unit's.
    """

    id: str
    old: str
    new: str
    shown: str
    differs: bool
    of: str = ""


def changes(document: Document, made: Mapping[str, values.Value], on: date, say: Speaker) -> list[Change]:
    """What adding the values changes in an existing submission; what comes on another day says so itself."""
    given = document.data.get("values") or {}
    late = {} if str(document.data.get("submitted")) == str(on) else {"submitted": str(on)}
    found = []
    for name, value in made.items():
        old = _entry(given.get(name))
        joined, differs = _joined(old, value.raw, late) if name in given else ({**late, **value.raw}, True)
        if value.says and joined != old:
            before = telling.told(old, say) if _carries(old) and name in given else ""
            of = str(old.get("by", "")) if before and differs and value.raw.get("by", "") != old.get("by", "") else ""
            found.append(Change(name, before, telling.line(joined), telling.told(joined, say), differs, of))
    return found


_MAIN = ("value", "part", "whole", "done", "none")
_BESIDE = ("nodes", "last_year", "progress", "planned")
_SIDE = ("note", "evidence", "n", "unknown", "confirmed", "correction", "reason")


def _entry(old: Any) -> dict[str, Any]:
    return old if isinstance(old, dict) else {"value": old}


def _carries(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry reports anything."""
    return any(not cells.is_blank(entry[name]) for name in (*_MAIN, "nodes", "progress", "planned") if name in entry)


def _joined(old: dict[str, Any], new: Mapping[str, Any], late: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Join a new report to the one that is there, and tell whether the value differs.

    What the new one leaves empty stays: single nodes, last year's amount, the value itself. What people found out about
    a value, and the day it came, stay with it as long as the value does, in whatever notation it comes again.
    """
    carried, differs = _value(old, new)
    if not differs:
        side = [
            name for name in _SIDE if name in new and not (old.get("falsified") and name in ("reason", "correction"))
        ]
        fresh = {name: new[name] for name in side if name not in old or not _same(old[name], new[name])}
        kept = {name: item for name, item in old.items() if name not in (*_MAIN, *_BESIDE)}
        return {**carried, **kept, **fresh}, False
    rest = {name: item for name, item in new.items() if name not in (*_MAIN, *_BESIDE)}
    return {**carried, **late, **rest}, True


def _value(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The carriers of both, the new ones first where they say something else; and whether they do."""
    carried: dict[str, Any] = {}
    differs = False
    mine, theirs = _meaning(old), _meaning(new)
    if "nodes" in new and not cells.is_blank(theirs):
        before = old.get("nodes") or {}
        filled = {name: day for name, day in new["nodes"].items() if not cells.is_blank(day)}
        carried["nodes"] = {**before, **filled}
        differs = not _same(carried["nodes"], before)
    else:
        differs = not cells.is_blank(theirs) and not _same(mine, theirs)
        source = new if differs else old
        carried |= {name: source[name] for name in (*_MAIN, "nodes") if name in source}
    for name in ("last_year", "progress", "planned"):
        given = [entry[name] for entry in (new, old) if not cells.is_blank(entry.get(name))]
        done = name == "progress" and not isinstance(carried.get("done", False), bool)
        if given and not done:
            carried[name] = given[0]
    for name in ("last_year", "planned"):
        differs = differs or (name in carried and not _same(carried[name], old.get(name)))
    return carried, differs


def _meaning(entry: Mapping[str, Any]) -> Any:
    """What an entry reports, whatever its notation: 95, 190/200, a day, the days of its nodes."""
    if entry.get("nodes"):
        return entry["nodes"]
    if entry.get("none"):
        return "未发生"
    part, whole = (read_number(entry.get(name))[0] for name in ("part", "whole"))
    if part is not None and whole:
        return part / whole * 100
    value = entry.get("value")
    return entry.get("done") if value is None else value


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return {str(k): str(v) for k, v in one.items()} == {str(k): str(v) for k, v in other.items()}
    if isinstance(one, list) and isinstance(other, list):
        return [str(v) for v in one] == [str(v) for v in other]
    left, right = (item if isinstance(item, Fraction) else read_number(item)[0] for item in (one, other))
    return left == right if left is not None and right is not None else cells.same(one, other)


def edited(document: Document, changes: Sequence[Change]) -> str:
    """Return the text with the changes made."""
    text, node = document.text, document.under("values").node
    pairs = {key.value: (key, value) for key, value in (node.value if node is not None and node.value else ())}
    flow = node is not None and bool(getattr(node, "flow_style", False))
    edits: list[tuple[int, int, str]] = []
    fresh: list[Change] = []
    for change in changes:
        if change.id in pairs:
            key, value = pairs[change.id]
            start = key.end_mark.index
            end = max(start, _end(text, value))
            edits.append((start, end, f": {change.new}"))
        else:
            fresh.append(change)
    if fresh:
        edits.append(_appended(text, node, pairs, flow, fresh))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _end(text: str, value: Any) -> int:
    """Where a value ends, without the blank lines and comments behind it; a # inside a text is no comment."""
    start, end = int(value.start_mark.index), int(value.end_mark.index)
    leaf = _last_leaf(value)
    if getattr(leaf, "style", None) in ("'", '"'):
        return int(leaf.end_mark.index)
    lines = text[start:end].splitlines(keepends=True)
    inner = _inner(text, leaf) if getattr(leaf, "style", None) else None
    while len(lines) > 1:
        last = lines[-1].strip()
        indent = len(lines[-1]) - len(lines[-1].lstrip(" "))
        if last and (not last.startswith("#") or (inner is not None and indent >= inner)):
            break
        lines.pop()
    return start + len("".join(lines).rstrip())


def _inner(text: str, leaf: Any) -> int:
    """How far the lines of a block scalar are indented."""
    body = text[int(leaf.start_mark.index) : int(leaf.end_mark.index)].splitlines()[1:]
    return next((len(line) - len(line.lstrip(" ")) for line in body if line.strip()), 0)


def _last_leaf(node: Any) -> Any:
    """The last scalar of a value that is written as a block."""
    while isinstance(node.value, list) and node.value and not getattr(node, "flow_style", False):
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    return node


def _appended(text: str, node: Any, pairs: Any, flow: bool, fresh: Sequence[Change]) -> tuple[int, int, str]:
    newline = "\r\n" if "\r\n" in text else "\n"
    if flow:
        end = node.end_mark.index - 1
        if pairs:
            last = list(pairs.values())[-1]
            stop = max(int(last[0].end_mark.index) + 1, int(last[1].end_mark.index))
            return stop, stop, "".join(f", {c.id}: {c.new}" for c in fresh)
        return node.start_mark.index, end + 1, "".join(f"{newline}  {c.id}: {c.new}" for c in fresh)
    last_key, last_value = list(pairs.values())[-1]
    indent = " " * last_key.start_mark.column
    end = max(last_key.end_mark.index + 1, _end(text, last_value))
    stop = text.find("\n", end)  # a comment behind the last value stays with it
    stop = len(text) if stop < 0 else stop - (newline == "\r\n")
    return stop, stop, "".join(f"{newline}{indent}{c.id}: {c.new}" for c in fresh)
