"""Adding values to an existing submission: only the lines of changed values are touched, so comments stay."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from checker.forms import values
from checker.numbers import read_number
from checker.yamlfile import Document


class Change(NamedTuple):
    """A value that is added (`old` empty) or replaced; `new` is its YAML."""

    id: str
    old: str
    new: str


def changes(document: Document, made: Mapping[str, values.Value]) -> list[Change]:
    """What adding the values changes in an existing submission."""
    given = document.data.get("values") or {}
    found = []
    for name, value in made.items():
        old, new = given.get(name), values.line(value.raw)
        if name not in given:
            found.append(Change(name, "", new))
        elif not _equal(old, value.raw):
            found.append(Change(name, brief(old), new))
    return found


def _equal(old: Any, new: Mapping[str, Any]) -> bool:
    """Tell whether the content is the same; who sent it and where it stood do not count."""
    before = old if isinstance(old, dict) else {"value": old}
    leave = ("source", "by", "submitted")
    a = {k: _plain(v) for k, v in before.items() if k not in leave}
    b = {k: _plain(v) for k, v in new.items() if k not in leave}
    return a == b


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    number, _ = read_number(value)
    return number if number is not None else str(value)


def brief(value: Any) -> str:
    """Show an old value."""
    if isinstance(value, dict):
        shown = {k: v for k, v in value.items() if k not in ("source", "by", "evidence")}
        return values.seen(json.dumps(shown, ensure_ascii=False, default=str))[:80]
    return "null" if value is None else values.seen(str(value))[:80]


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
    """Where a value ends, without the blank lines and comments behind a block."""
    start, end = int(value.start_mark.index), int(value.end_mark.index)
    kept = text[start:end]
    while True:
        body, _, last = kept.rpartition("\n")
        if not body or (last.strip() and not last.lstrip().startswith("#")):
            return start + len(kept.rstrip())
        kept = body


def _appended(text: str, node: Any, pairs: Any, flow: bool, fresh: Sequence[Change],
              document: Document) -> tuple[int, int, str]:  # fmt: skip
    newline = "\r\n" if "\r\n" in text else "\n"
    if flow:
        end = node.end_mark.index - 1
        if pairs:
            return end, end, "".join(f", {c.id}: {c.new}" for c in fresh)
        return node.start_mark.index, end + 1, "".join(f"{newline}  {c.id}: {c.new}" for c in fresh)
    last_key, last_value = list(pairs.values())[-1]
    indent = " " * last_key.start_mark.column
    end = max(last_key.end_mark.index + 1, _end(text, last_value))
    stop = text.find("\n", end)  # a comment behind the last value stays with it
    stop = len(text) if stop < 0 else stop - (newline == "\r\n")
    return stop, stop, "".join(f"{newline}{indent}{c.id}: {c.new}" for c in fresh)
