"""What a workbook's sheets rest on: where its parts are, its shared texts, how its styles show.

Source: ECMA-376 part 1, 18.4 (shared strings), 18.8 (styles); part 2, 9.3 (relationships).
"""

from __future__ import annotations

import posixpath
import zipfile
from typing import NamedTuple

from checker.files.book import LONGEST_FORMAT, MAX_FORMATS, MAX_STYLES, RAISED, STRUCK, Room, TooLarge
from checker.files.xmlwalk import walk

Run = tuple[str, str | None]
"""A piece of text and the mark of its font; None where it has none of its own."""
_NO = ("0", "false")


class Shown(NamedTuple):
    """A text in runs."""

    text: str
    runs: tuple[Run, ...] = ()


class Look(NamedTuple):
    """How a cell shows: its number format (None: the program's own, by its number) and the mark of its font."""

    shape: str | None = None
    number: int = 0
    mark: str = ""


class Texts:
    """Takes in texts (`si`, `is`) as they are walked over: plain, or in runs; how they sound is passed over."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._parts: list[str] | None = None
        self._mark: str | None = None
        self._sounds = False

    def started(self, name: str, said: dict[str, str]) -> None:
        """An element inside of a text begins."""
        if name == "t" and not self._sounds:
            self._parts = []
        elif name == "rPh":
            self._sounds = True
        elif name == "r":
            self._mark = None
        elif name == "rPr":
            self._mark = ""
        elif self._mark is not None:
            self._mark = font_mark(name, said) or self._mark

    def text(self, text: str) -> None:
        """A piece of it."""
        if self._parts is not None:
            self._parts.append(text)

    def ended(self, name: str) -> None:
        """An element inside of a text ends."""
        if name == "rPh":
            self._sounds = False
        elif name == "t" and self._parts is not None:
            self._runs.append(("".join(self._parts).replace("x005F_", ""), self._mark))
            self._parts = None

    def taken(self) -> Shown:
        """The text that has ended; the next one begins."""
        runs, self._runs, self._mark = self._runs, [], None
        text = "".join(part for part, _ in runs)
        return Shown(text, tuple(runs) if any(mark is not None for _, mark in runs) else ())


def font_mark(name: str, said: dict[str, str]) -> str:
    """The mark that one property of a font gives."""
    if name == "strike":
        return "" if said.get("val") in _NO else STRUCK
    return RAISED if name == "vertAlign" and said.get("val") in ("superscript", "subscript") else ""


def related(archive: zipfile.ZipFile, part: str, room: Room) -> list[tuple[str, str, str]]:
    """List what a part (empty: the whole) refers to inside the archive: (id, sort, name of the part)."""
    folder, name = posixpath.split(part)
    found: list[tuple[str, str, str]] = []

    def started(local: str, said: dict[str, str]) -> None:
        if local == "Relationship" and said.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, said["Target"])).lstrip("/")
            found.append((said.get("Id", ""), said.get("Type", "").rpartition("/")[2], target))
            if len(found) > MAX_STYLES:
                raise TooLarge("form-large")

    try:
        stream = archive.open(f"{folder}/_rels/{name}.rels".lstrip("/"))
    except KeyError:
        return found
    with stream:
        walk(stream, room, started, _nothing, _nothing)
    return found


def shared(archive: zipfile.ZipFile, part: str, room: Room) -> list[Shown]:
    """Read the texts that cells refer to by number."""
    texts, found = Texts(), list[Shown]()

    def ended(name: str) -> None:
        texts.ended(name)
        if name == "si":
            found.append(texts.taken())

    with archive.open(part) as stream:
        walk(stream, room, texts.started, ended, texts.text)
    return found


def looks(archive: zipfile.ZipFile, part: str, room: Room) -> list[Look]:
    """Read how each style of cells shows. Errors: TooLarge, ValueError, IndexError where they do not fit together."""
    shapes: dict[int, str] = {}
    marks, styles = list[str](), list[Look]()
    within = ""

    def started(name: str, said: dict[str, str]) -> None:
        nonlocal within
        if name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            within = name
        elif within == "numFmts" and name == "numFmt":
            shapes[int(said["numFmtId"])] = said.get("formatCode", "")
        elif within == "fonts" and name == "font":
            marks.append("")
        elif within == "fonts" and marks:
            marks[-1] = font_mark(name, said) or marks[-1]
        elif within == "cellXfs" and name == "xf":
            number, font = int(said.get("numFmtId", 0)), int(said.get("fontId", 0))
            styles.append(Look(shapes.get(number), number, marks[font] if font < len(marks) else ""))
        if len(shapes) > MAX_STYLES or len(marks) > MAX_STYLES or len(styles) > MAX_STYLES:
            raise TooLarge("form-styles")

    with archive.open(part) as stream:
        walk(stream, room, started, _nothing, _nothing)
    used = {look.shape for look in styles if look.shape is not None}
    if len(used) > MAX_FORMATS or any(len(shape) > LONGEST_FORMAT for shape in used):
        raise TooLarge("form-styles")
    return styles


def _nothing(_: str) -> None:
    """What ends, and texts between, say nothing here."""
