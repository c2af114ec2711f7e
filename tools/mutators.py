"""Ways to spoil a file: the tree that it holds, its bytes, the parts of an archive; each draws from a given source."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import yaml

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.5, 10**15, 10**40, -(10**20), "", " ", "—", "0." + "0" * 60 + "1", "1e99", "1/0",
    "16场", "１６", "9999-12-31", "1000-01-01", "2022-02-30", "2022-13", "2022-Q5", "9999-Q4", "0001-01-01", "完成",
    "=1+1", "\u202e绿", "\x1b[2K", "\x00", "\u200b", "局" * 200, "a" * 3000, [], {}, [[]], [None], [1, [2, [3]]],
    {"value": {}}, {"value": None, "part": 1}, {"done": True}, {"nodes": {}}, {"from": "2022-01-01"}, "%", "万",
    "../../etc/passwd",
    "{{ 1 }}", "a: b", "*a", "&a", "!!python/object:os.system", "<<", "７a", "1a", "1zz", "99a",
)  # fmt: skip
KEYS = (
    "target", "baseline", "by", "start", "per", "kind", "unit", "nodes", "schedule", "revisions", "parts", "every",
    "value", "part", "whole", "done", "none", "planned", "progress", "last_year", "n", "correction", "falsified",
    "reason", "lead", "responsible", "asks", "same_target", "same_as", "tolerance", "ceiling", "strict", "direction",
    "period", "plan", "submitted", "values", "extends", "exemptions", "reporting", "document", "measures", "no",
    "７a", "1a", "<<", "*x", "",
)  # fmt: skip
TOKENS = (
    b"\t", b"\n", b"\r", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b": ", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a",
    b"!!str ",
    b"'", b'"', b"#", b"|\n", b">\n", b"---\n", b"...\n", b"? ", b"%YAML 1.1\n", "：".encode(), "，".encode(), b",",
    b"\\",
    "局".encode("gb18030"), "\u2028".encode(), "\u202e".encode(), b"{{", b"}}", b"{%", b"%}", b"{#", b"<", b">",
    b"&", b";",
    b"&#0;", b"<c r='A1'/>", b"9" * 400, b"-", b"1e9999", b"=", b"\x1b[2K", b"0",
)  # fmt: skip

SAID = (
    "市人社局", "市卫健委", "场", "%", "件", "分", "元",
    "2022-Q1", "2022-Q2", "2022-Q3", "2022-H1", "正常", "缓慢", "停滞", "up",
    "down", "cumulative", "level", "maintain", "cap", "change", "rank", "qualitative", "milestone", "quarter", "month",
    "half", "year", "employment", "无", "1,200", "１２", "12%", "—",
)  # fmt: skip
SOUND: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("per", ("year", "quarter", "month", "week")), ("binding", (False,)), ("strict", (True,)), ("weight", (2, 0.5)),
    ("every", ("half", "year")), ("baseline", (0, 5, 80, 100, 500)), ("tolerance", (0, 1, 50)), ("ceiling", (25, 400)),
    ("discrete", (True, False)), ("unbounded", (True,)), ("direction", ("up", "down")), ("start", ("2022-03-01",)),
    ("by", ("2022-06-30", "2023-06-30", "2022-03-31")), ("reported_as", ("percent",)), ("same_target", ("1a", "2g")),
    ("parts", (["1a"], ["2g", "2h"])), ("schedule", ({"2022-Q1": 1, "2022-Q3": 9},)), ("lead", (["市卫健委"],)),
    ("revisions", ([{"from": "2022-04-01", "document": "补", "target": 30}], [{"from": "2022-05-01", "document": "补",
                   "by": "2023-03-31"}])),
)  # fmt: skip
WORDS = (
    b"0", b"-1", b"1048577", b"XFD1048576", b"A1:XFD1048576", b"9" * 30, b"", b"\xe5\xb1\x80" * 50, b"NaN", b"s",
    b"inlineStr",
)  # fmt: skip


def tree(text: str, random: Random) -> bytes:
    """Change up to three places of the data and write them anew, in one of the ways that people write YAML."""
    data = yaml.safe_load(text)
    change = _changed if random.random() < 0.35 else _gently
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = change(data, random)
    plain = random.random() < 0.8
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None if plain else True).encode(
        "utf-8", "surrogatepass"
    )


def _gently(data: Any, random: Random) -> Any:
    """Put another value of the same sort into one place, or say what may be left out: most of it can still be read."""
    if isinstance(data, dict) and data:
        key = random.choice(list(data))
        if "kind" in data and random.random() < 0.5:
            name, values = random.choice(SOUND)
            return {**data, name: random.choice(values)}
        return {**data, key: _gently(data[key], random)}
    if isinstance(data, list) and data:
        at = random.randrange(len(data))
        return [*data[:at], _gently(data[at], random), *data[at + 1 :]]
    if isinstance(data, bool):
        return not data
    if isinstance(data, int | float):
        return random.choice((0, 1, 2, 3, 5, 7, 20, 99, 100, 101, 300, 10**6, 0.5, 12.345, data + 1, data * 2, -data))
    if isinstance(data, date):
        return data + timedelta(days=random.choice((-400, -91, -30, -1, 1, 30, 91, 365, 3000)))
    return random.choice(SAID) if random.random() < 0.3 else data


def _changed(data: Any, random: Random) -> Any:
    """Change one place, somewhere below."""
    if isinstance(data, dict) and data:
        return _of_mapping(dict(data), random)
    if isinstance(data, list) and data:
        return _of_list(list(data), random)
    return random.choice(ODD)


def _of_mapping(data: dict[Any, Any], random: Random) -> Any:
    key = random.choice(list(data))
    match random.randint(0, 11):
        case 0:
            del data[key]
        case 1:
            data[random.choice(KEYS)] = random.choice(ODD)
        case 2:
            data[random.choice(KEYS)] = data.pop(key)
        case 3:
            data[str(key)[:-1] or "x"] = data.pop(key)
        case 4:
            return random.choice(ODD)
        case 5:
            other = random.choice(list(data))
            data[key], data[other] = data[other], data[key]
        case 6:
            data[key] = random.choice(ODD)
        case _:
            data[key] = _changed(data[key], random)
    return data


def _of_list(data: list[Any], random: Random) -> Any:
    place = random.randrange(len(data))
    match random.randint(0, 7):
        case 0:
            del data[place]
        case 1:
            data.insert(place, data[random.randrange(len(data))])
        case 2:
            data[place] = random.choice(ODD)
        case 3:
            data = data * random.choice((2, 20))
        case _:
            data[place] = _changed(data[place], random)
    return data


def raw(content: bytes, random: Random) -> bytes:
    """Change up to four places of the bytes, or the whole encoding."""
    for _ in range(random.choice((1, 1, 2, 4))):
        content = random.choice(_RAW)(content, random)
    return content


def _flip(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) or 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def _insert(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(TOKENS) * random.choice((1, 1, 1, 50)) + content[at:]


def _drop(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + content[at + random.choice((1, 1, 4, 40)) :]


def _double(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    return content[: at + 60] + content[at:]


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randint(0, len(content))]


def _line(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    kept = lines.pop(at)
    lines.insert(random.randint(0, len(lines)), kept)
    return b"\n".join(lines)


def _encoding(content: bytes, random: Random) -> bytes:
    name = random.choice(("gb18030", "utf-16", "utf-8-sig", "utf-32", "big5"))
    return content.decode("utf-8", "replace").encode(name, "replace")


_RAW: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _insert, _insert, _insert, _drop, _drop, _double, _cut, _line, _line, _encoding,
)  # fmt: skip


def archive(content: bytes, random: Random) -> bytes:
    """Change one part of an archive, leave it out, name it otherwise, or change the archive's own bytes."""
    if random.random() < 0.15:
        return raw(content, random)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        chosen = random.choice(old.namelist())
        way = random.random()
        for name in old.namelist():
            part = old.read(name)
            if name != chosen:
                new.writestr(name, part)
            elif way < 0.85:
                new.writestr(name, markup(part, random))
            elif way < 0.92:
                new.writestr(name + "x", part)
    return out.getvalue()


def markup(content: bytes, random: Random) -> bytes:
    """Change the values of a piece of XML, or its bytes."""
    if random.random() < 0.4:
        return raw(content, random)
    pieces = content.split(b'"')
    at = random.randrange(len(pieces))
    words = (
        b"0",
        b"-1",
        b"1048577",
        b"XFD1048576",
        b"A1:XFD1048576",
        b"9" * 30,
        b"",
        b"\xe5\xb1\x80" * 50,
        b"NaN",
        b"s",
        b"inlineStr",
    )
    pieces[at] = random.choice(words) if at % 2 else raw(pieces[at], random)
    return b'"'.join(pieces)
