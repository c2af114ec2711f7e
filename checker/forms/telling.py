"""A raw value → one line of YAML for a submission, and a few words for people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from checker.forms import cells
from checker.locale import Speaker
from checker.reading.submission import GRADES

_PLAIN = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", re.ASCII)
_TEXTS = ("note", "reason", "by", "evidence", "source", "unit")
# What a YAML file must not hold as it is: control characters, separators that editors do not count as lines.
_UNSEEN = re.compile("[\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")


def line(raw: Mapping[str, Any]) -> str:
    """Write a value as one line of YAML."""
    return "{" + ", ".join(f"{key}: {scalar(item, key in _TEXTS)}" for key, item in raw.items()) + "}"


def told(raw: Mapping[str, Any], say: Speaker) -> str:
    """A value as a person would say it: 16, 180/240, 2022-09-20, 市 2022-08-01、县 未完成, 正常, 50%."""
    part, whole = raw.get("part"), raw.get("whole")
    if part is not None or whole is not None:
        text = f"{part}/{whole}"
    elif raw.get("none"):
        text = say("form.none")
    elif isinstance(raw.get("nodes"), Mapping):
        text = say("join").join(f"{name} {_said(day, say)}" for name, day in raw["nodes"].items())
    else:
        text = next((_said(raw[name], say) for name in ("value", "done") if name in raw), "")
        if not text and "progress" in raw:
            text = say("form.progress", share=raw["progress"])
    if raw.get("planned"):
        text += say("bracket", text=f"{say('form.column.planned')} {raw['planned']}")
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
        return "{" + ", ".join(f"{scalar(key, quote=True)}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(scalar(item, quote) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if not quote and (_PLAIN.fullmatch(text) or cells.is_day(text)):
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
