"""How the cells of an OpenDocument spreadsheet show: what their formats write beside a number, what is struck out.

Source: OpenDocument 1.3 part 3, sections 16.27 to 16.29 (styles of numbers and texts), 20.380 (style:text-position).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from checker.files.book import RAISED, STRUCK, scales

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _STYLE = _SPACE % "table", _SPACE % "style"
_FORMAT = _SPACE % "datastyle"
_WRITTEN = {f"{_FORMAT}{name}" for name in ("text", "currency-symbol", "embedded-text")}
_FORMATS = {f"{_FORMAT}{name}-style" for name in ("number", "percentage", "currency", "text")}
_DEPTH, _CHOICES = 9, 9  # styles above a style; formats that one chooses from
_SIGNS = 99  # parts of a format


class Look(NamedTuple):
    """What is written beside a number or a text, and the mark of its signs."""

    beside: str = ""
    mark: str = ""


class Looks:
    """The looks of a document's styles by name."""

    def __init__(self, *roots: Element) -> None:
        styles = [style for root in roots for style in root.iter(f"{_STYLE}style")]
        self._styles = {(style.get(f"{_STYLE}family"), style.get(f"{_STYLE}name")): style for style in styles}
        found = [part for root in roots for part in root.iter() if part.tag in _FORMATS]
        self._formats = {part.get(f"{_STYLE}name", ""): part for part in found}
        self._known: dict[tuple[str, str], Look] = {}
        self._written: dict[str, str] = {}
        self.hidden = {
            name for (family, name), style in self._styles.items() if family == "table"
            for part in style.iter(f"{_STYLE}table-properties") if part.get(f"{_TABLE}display") == "false"
        }  # fmt: skip

    def of(self, name: str, family: str = "table-cell") -> Look:
        """The look of a style; a plain one where there is no such style."""
        if (family, name) not in self._known:
            self._known[family, name] = self._made(name, family)
        return self._known[family, name]

    def _made(self, name: str, family: str) -> Look:
        chain = list(self._chain(name, family))
        shapes = (style.get(f"{_STYLE}data-style-name") for style in chain)
        shape = next(filter(None, shapes), "")
        fonts = (style.find(f"{_STYLE}text-properties") for style in chain)
        marks = (_mark(part) for part in fonts if part is not None)
        return Look(self._beside(shape), next((mark for mark in marks if mark is not None), ""))

    def _chain(self, name: str, family: str) -> Iterator[Element]:
        """A style and those that it takes from."""
        for _ in range(_DEPTH):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{_STYLE}parent-style-name", "")

    def _beside(self, name: str) -> str:
        """What a format writes; of the formats that it chooses from by the number, one that writes a power of ten."""
        if name not in self._written:
            shape = self._formats.get(name)
            others = [] if shape is None else shape.findall(f"{_STYLE}map")[:_CHOICES]
            shapes = (shape, *(self._formats.get(part.get(f"{_STYLE}apply-style-name", "")) for part in others))
            written = [_literal(each) for each in shapes if each is not None]
            self._written[name] = next((text for text in written if scales(text)), written[0] if written else "")
        return self._written[name]


def _literal(shape: Element) -> str:
    text = "".join(part.text or "" for part in islice(shape.iter(), _SIGNS) if part.tag in _WRITTEN).strip()
    return text.replace("%", "").strip() if shape.tag.endswith("percentage-style") else text


def _mark(part: Element) -> str | None:
    """The mark of a font; None where it says nothing of it."""
    line, sort = (part.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type"))
    position = part.get(f"{_STYLE}text-position", "")
    if (line or sort or "none") != "none" and sort != "none":
        return STRUCK
    if position.startswith(("super", "sub")) or position.partition("%")[0].strip("-0"):
        return RAISED
    return "" if line or position else None
