"""An office's own layout: a small YAML file says which column holds what and which row is which indicator.

plan: huangshi-public-service
period: 2022-Q3
sheet: 三季度汇总                 # or several; left out: every sheet that has the heads
columns: {id: 事项, unit: 单位, value: 三季度/累计, note: 情况说明}   # a head in two rows by both
rows: {网络招聘会: 7a, 医疗!满意度: 14b}   # where rows have words instead of ids; 医疗! where two sheets share a word
cells: {7b: {value: E12}, 7c: {value: 就业!F3}}   # single cells, of the first sheet or of another

docs/mapping.md shows one with its ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import yamlfile
from checker.files.yamlfile import Document
from checker.forms import layout
from checker.model import Finding, Message, Where, finding, periods

KEYS = ("plan", "period", "sheet", "columns", "rows", "cells")
NAMES = ("id", "unit", *layout.FIELDS, *layout.EXTRA)
GROUP = "/"  # between a group's head and a column's
_CELL = re.compile(r"(?:'?[^'!]{1,31}'?!)?[A-Za-z]{1,3}[1-9]\d{0,6}", re.ASCII)


class OwnLayout(NamedTuple):
    """A mapping: head → field, word → id, id → field → cell; `places` are those of its ids, `place` the plan's.

    `words`: where each word stands that names a row.
    """

    plan: str = ""
    period: str = ""
    sheets: tuple[str, ...] = ()
    heads: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    cells: Mapping[str, Mapping[str, str]] = {}
    places: Mapping[str, Where] = {}
    place: Where = Where("")
    words: Mapping[str, Where] = {}


def read(path: Path, name: str) -> tuple[OwnLayout | None, list[Finding]]:
    """Read a mapping file; every wrong key is a finding with its place."""
    document, found = yamlfile.read(path, name)
    if document is None:
        return None, found
    data: Any = document.data
    if not isinstance(data, dict):
        return None, [*found, _wrong(document, (), "object")]
    data = {key: {} if item is None and key in ("columns", "rows", "cells") else item for key, item in data.items()}
    found += [_unknown(document, (key,), key, KEYS) for key in data if key not in KEYS]
    for key in ("columns", "rows", "cells"):
        if not isinstance(data.get(key, {}), dict):
            found.append(_wrong(document, (key,), "object"))
    if found:
        return None, found
    found += [*_columns(document, data.get("columns", {})), *_cells(document, data.get("cells", {}))]
    heads = {squeezed(str(head)): field for field, head in data.get("columns", {}).items()}
    names = {squeezed(str(word)): str(name) for word, name in data.get("rows", {}).items()}
    plan, period = (str(data.get(key) or "") for key in ("plan", "period"))
    sheets = data.get("sheet") or ()
    sheets = tuple(str(name) for name in (sheets if isinstance(sheets, list) else [sheets] if sheets else []))
    if period and periods.parse(period) is None:
        found.append(finding("map-period", document.where("period"), found=period))
    words = {squeezed(str(word)): document.where("rows", word, key=True) for word in data.get("rows", {})}
    places = {str(name): document.where("rows", word) for word, name in data.get("rows", {}).items()}
    places |= {str(name): document.where("cells", name, key=True) for name in data.get("cells", {})}
    if found:
        return None, found
    own = OwnLayout(
        plan, period, sheets, heads=heads, names=names, cells=_plain(data.get("cells", {})), places=places,
        place=document.where("plan"), words=words,
    )  # fmt: skip
    return own, []


def _columns(document: Document, columns: Mapping[str, Any]) -> Iterator[Finding]:
    """Check the heads: known fields, one head each."""
    said: dict[str, str] = {}
    for key, head in columns.items():
        place = document.where("columns", key)
        if key not in NAMES:
            yield _unknown(document, ("columns", key), key, NAMES)
        elif isinstance(head, (dict, list)) or head is None:
            yield finding("map-head", place, found=key)
        elif squeezed(str(head)) in said:
            yield finding("map-head-twice", place, found=str(head), first=said[squeezed(str(head))], field=key)
        else:
            said[squeezed(str(head))] = key


def _cells(document: Document, named: Mapping[str, Any]) -> Iterator[Finding]:
    """Check the single cells: known fields, names of cells."""
    for name, cells in named.items():
        if not isinstance(cells, dict):
            yield _wrong(document, ("cells", name), "object")
            continue
        for key, cell in cells.items():
            if key not in NAMES[2:]:
                yield _unknown(document, ("cells", name, key), key, NAMES[2:])
            elif not _CELL.fullmatch(str(cell)):
                yield finding("map-cell", document.where("cells", name, key), found=str(cell))


def _plain(cells: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Cells as 表名!E12, however the name of the sheet was quoted."""
    return {
        str(name): {key: str(cell).replace("'", "") for key, cell in parts.items()} for name, parts in cells.items()
    }


def squeezed(text: str) -> str:
    """A head without the spaces and line breaks that are there for looks."""
    return "".join(text.split())


def _unknown(document: Document, path: tuple[object, ...], found: str, known: tuple[str, ...]) -> Finding:
    from checker.reading.validate import unknown

    return unknown("unknown-key", document, path, found, known, key=True)


def _wrong(document: Document, path: tuple[object, ...], sort: str) -> Finding:
    expected, found = Message(f"type.{sort}"), document.data
    for key in path:
        found = found[key]
    shown = "[…]" if isinstance(found, list) else "{…}" if isinstance(found, dict) else str(found)[:40]
    return finding("wrong-type", document.where(*path), found=shown, expected=expected)
