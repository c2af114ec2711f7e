"""Adding values to an existing submission: only the lines of changed values are touched, so comments stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from checker.forms import cells, telling, values
from checker.locale import Speaker
from checker.yamlfile import Document


class Change(NamedTuple):
    """A value that is added (`old` empty) or replaced; `new` is its YAML, `old` and `shown` are for people."""

    id: str
    old: str
    new: str
    shown: str


def changes(document: Document, made: Mapping[str, values.Value], on: date, say: Speaker) -> list[Change]:
    """What adding the values changes in an existing submission; what comes on another day says so itself."""
    given = document.data.get("values") or {}
    late = {} if str(document.data.get("submitted")) == str(on) else {"submitted": str(on)}
    found = []
    for name, value in made.items():
        old, new = _entry(given.get(name)), value.raw
        if not value.says or (name in given and _equal(old, new)):
            continue
        if _carries(old) and not _carries(new):  # a note or a confirmation joins the value, nothing takes its place
            joined = {**old, **{key: item for key, item in new.items() if key in KEPT and key not in old}}
        else:
            # what people decided or counted about a value stays with it as long as the value does
            kept = KEPT if _same_value(old, new) else ()
            joined = {**new, **{key: item for key, item in old.items() if key in kept and key not in new}, **late}
        if joined != old:
            before = telling.told(old, say) if name in given else ""
            found.append(Change(name, before, telling.line(joined), telling.told(joined, say)))
    return found


KEPT = ("confirmed", "falsified", "n", "unknown", "note", "reason", "evidence", "correction")
_CARRIERS = ("value", "part", "whole", "last_year", "done", "nodes", "progress")


def _entry(old: Any) -> dict[str, Any]:
    return old if isinstance(old, dict) else {"value": old}


def _carries(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry reports anything."""
    return any(not cells.is_blank(entry[name]) for name in _CARRIERS if name in entry)


def _same_value(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    a, b = ({name: entry[name] for name in _CARRIERS if entry.get(name) is not None} for entry in (old, new))
    return a.keys() == b.keys() and all(_same(a[name], b[name]) for name in a)


def _equal(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether nothing is new; who sent it and where it stood do not count."""
    rest = [name for name in new if name not in (*_CARRIERS, "source", "by", "submitted")]
    return _same_value(old, new) and all(name in old and _same(old[name], new[name]) for name in rest)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return {str(k): str(v) for k, v in one.items()} == {str(k): str(v) for k, v in other.items()}
    if isinstance(one, list) and isinstance(other, list):
        return [str(v) for v in one] == [str(v) for v in other]
    return cells.same(one, other)


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
        edits.append(_appended(text, node, pairs, flow, fresh, document))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _end(text: str, value: Any) -> int:
    """Where a value ends, without the blank lines and comments behind a block; a # inside a text is no comment."""
    start, end = int(value.start_mark.index), int(value.end_mark.index)
    kept = text[start:end]
    if getattr(_last_leaf(value), "style", None):
        return start + len(kept.rstrip())
    while True:
        body, _, last = kept.rpartition("\n")
        if not body or (last.strip() and not last.lstrip().startswith("#")):
            return start + len(kept.rstrip())
        kept = body


def _last_leaf(node: Any) -> Any:
    """The last scalar of a value that is written as a block."""
    while isinstance(node.value, list) and node.value and not getattr(node, "flow_style", False):
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    return node


def _appended(text: str, node: Any, pairs: Any, flow: bool, fresh: Sequence[Change],
              document: Document) -> tuple[int, int, str]:  # fmt: skip
    newline = "\r\n" if "\r\n" in text else "\n"
    if flow:
        end = node.end_mark.index - 1
        if pairs:
            stop = len(text[:end].rstrip())
            first = "" if text[:stop].endswith(",") else ","
            return stop, stop, first + ",".join(f" {c.id}: {c.new}" for c in fresh)
        return node.start_mark.index, end + 1, "".join(f"{newline}  {c.id}: {c.new}" for c in fresh)
    last_key, last_value = list(pairs.values())[-1]
    indent = " " * last_key.start_mark.column
    end = max(last_key.end_mark.index + 1, _end(text, last_value))
    stop = text.find("\n", end)  # a comment behind the last value stays with it
    stop = len(text) if stop < 0 else stop - (newline == "\r\n")
    return stop, stop, "".join(f"{newline}{indent}{c.id}: {c.new}" for c in fresh)
