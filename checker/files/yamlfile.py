"""Strict YAML: text → `Document` (data and marks) and findings. The only module that imports yaml.

Plans and submissions are text that many hands edit, so only what a reader sees is accepted: no duplicate keys,
no anchors or aliases, no tags; `no`, `12:30`, `0123` and dates stay text; numbers are exact. Sizes are bounded.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from checker.files import disk, syntax
from checker.model import Finding, Where, finding
from checker.model.names import kept, seen, unbearable

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 16
MAX_NODES = 1_000_000
MAX_NEAR = 300
"""Unknown words of a file for which the nearest right one is looked for."""
_INT = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+", re.ASCII)
# A lone % cannot begin a word of YAML, yet everybody writes `unit: %`: it is composed as its full-width twin.
_PERCENT, _WIDE_PERCENT = re.compile(r"(?<![\w.-])(unit: +)%(?=[ \t]*(?:[,}\n\r]|#|$))"), "％"
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    _WIDE_PERCENT: "%", "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# Behind a letter or digit these are part of a text (form.xlsx!Sheet!C7), elsewhere they may mark a node.
_MARKED = re.compile(r"(?<!\w)[&*!]")
# key: {…} on one line with nothing nested in it, not even in quotes; a quote counts only where a text must begin or end
_ONE_LINE = re.compile(r'^[ \w.-]+: \{(?:[^{}\[\]"\'#\\\n]|(?<=: )"[^"{}\[\]#\\\n]*"(?=[,}]))*\}[ \t]*$', re.MULTILINE)
MAX_OPENED = 1000
# Spaces of all kinds and joiners are no signs that print, but texts may hold them.
_ALLOWED = frozenset(
    "\t\n\r\xa0\xad\u3000\u200b\u200c\u200d\u200e\u200f\u2060" + "".join(map(chr, range(0x2000, 0x200B)))
)
_REFUSED = frozenset("\ufeff\ufffe\uffff")
_LADDER = re.compile(r"^ *(?:[-?] +){40}|^ {400}", re.MULTILINE)
# An archive, as .xlsx and .ods are, and the container of .xls and .et.
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_STANDARD = "tag:yaml.org,2002:"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes only; scalars are resolved here, by YAML 1.2's short list of plain words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 — PyYAML looks this name up on the class

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """Give every node the same tag: marks were refused before, and what a scalar is, `plain` decides."""
        return _STANDARD

    def descend_resolver(self, current: object, index: object) -> None:
        """Resolve nothing by its path."""

    def ascend_resolver(self) -> None:
        """Resolve nothing by its path."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data with a way back to the place of every part of it."""

    file: str
    text: str
    data: Any
    node: Any
    asked: Iterator[int] = field(default_factory=count, compare=False, repr=False, kw_only=True)

    def near(self) -> bool:
        """Tell whether the nearest right word is still looked for: of hundreds of unknown ones nobody reads it."""
        return next(self.asked) < MAX_NEAR

    def where(self, *path: object, key: bool = False) -> Where:
        """Return the place of the value (or of its key) under a route of keys and list positions."""
        node, mark = self.node, None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            label, node = found
            mark = label.start_mark if key or node.start_mark.index == node.end_mark.index else node.start_mark
        mark = mark or getattr(node, "start_mark", None)
        return Where(self.file, mark.line + 1, mark.column + 1) if mark else Where(self.file, 1, 1)

    def named(self, key: str) -> str | None:
        """Return the word under a key at the top; None where there is none."""
        word = self.data.get(key) if isinstance(self.data, dict) else None
        return str(word) if isinstance(word, str | int) and not isinstance(word, bool) else None

    def under(self, *path: object) -> Document:
        """Return a view whose places are looked up below `path`: one walk for many look-ups."""
        node = self.node
        for step in path:
            found = _child(node, step)
            node = found[1] if found else None
        return Document(self.file, self.text, None, node, asked=self.asked)


class _Faults(Exception):
    """Findings that end the reading of one file."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = findings


def read(path: Path, name: str | None = None) -> tuple[Document | None, list[Finding]]:
    """Read one file. A file that cannot be read gives no document and at least one finding."""
    name = name or str(path)
    try:
        raw = disk.content(path, MAX_BYTES)
    except OSError as error:
        return None, [finding("unreadable", Where(name, 1, 1), why=disk.why(error))]
    if len(raw) > MAX_BYTES:
        return None, [finding("too-large", Where(name, 1, 1), limit=MAX_BYTES // 1024 // 1024)]
    if raw.startswith(_BOOKS):
        return None, [finding("a-workbook", Where(name, 1, 1))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [finding("not-utf8", _at_end_of(raw[: error.start].decode("utf-8", "replace"), name))]
    return parse(text, name)


def _at_end_of(text: str, name: str) -> Where:
    """The place just behind a text."""
    return Where(name, text.count("\n") + 1, len(text) - text.rfind("\n"))


def parse(text: str, name: str) -> tuple[Document | None, list[Finding]]:
    """Parse a text; every duplicate key, anchor, alias and tag is found in one pass."""
    try:
        with _quiet_collector():
            if (bad := _first_unheld(text)) is not None:
                raise _Faults(finding("bad-character", _at_end_of(text[:bad], name)))
            shown = _PERCENT.sub(rf"\1{_WIDE_PERCENT}", text)
            if _MARKED.search(text) or _may_be_deep(text):
                _refuse_marks(shown, name)
            node = _compose(shown, name)
            if node is None:
                raise _Faults(finding("empty-file", Where(name, 1, 1)))
            if isinstance(node, yaml.ScalarNode) and (colon := colon_fault(node.value, node.start_mark, name)):
                raise _Faults(colon)
            walk = _Walk(name)
            data = walk.value(node, 0)
    except _Faults as faults:
        return None, list(faults.findings)
    return Document(name, text, data, node), walk.findings


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Keep the cyclic collector from walking a growing tree over and over (three times faster, measured)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _first_unheld(text: str) -> int | None:
    """Find the first character that YAML cannot hold, or a line separator that editors do not count as a line.

    Looking at each different character once is quicker than a pattern, which takes longer to compile than to use.
    """
    unheld = [char for char in set(text) if char in _REFUSED or not (char.isprintable() or _held(char))]
    return min((text.index(char) for char in unheld), default=None)


def _held(char: str) -> bool:
    """Tell whether a sign that does not print may stand in a text: spaces, joiners, an office's own characters."""
    return char in _ALLOWED or "\ue000" <= char <= "\uf8ff"


def _may_be_deep(text: str) -> bool:
    """Tell whether composing might nest so deep that the C library runs out of stack; cheap and never too trusting."""
    opened = text.count("[") + text.count("{")
    if opened > MAX_OPENED:
        # one value a line, closed on the same line, leaves nothing open, in whatever quotes it may stand
        opened -= sum(1 for _ in _ONE_LINE.finditer(text))
    return opened > MAX_OPENED or _LADDER.search(text) is not None


def colon_fault(text: str, mark: Any, name: str) -> Finding | None:
    """Find a plain text that was meant as `key: value`: a full-width colon, or none of the space behind it."""
    found = re.match(r"[\w.-]{1,24}(：|:(?=\S))", text)
    if not found:
        return None
    code = "full-width-colon" if found[1] == "：" else "colon-without-space"
    return finding(code, Where(name, mark.line + 1, mark.column + found.end()))


def _compose(text: str, name: str) -> Any:
    try:
        return _Loader(text).get_single_node()
    except yaml.YAMLError as error:
        raise _Faults(syntax.said(error, text, name, MAX_DEPTH)) from None
    except RecursionError:
        raise _Faults(finding("too-deep", Where(name, 1, 1), limit=MAX_DEPTH)) from None


def _refuse_marks(text: str, name: str) -> None:
    """Find anchors, aliases, tags and depth from the events, before anything is composed: no bomb is unfolded."""
    findings: list[Finding] = []
    depth = 0
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        for number, event in enumerate(events):
            anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 1:
                where = Where(name, event.start_mark.line + 1, event.start_mark.column + 1)
                raise _Faults(*findings, finding("too-deep", where, limit=MAX_DEPTH))
            if anchor or tag:
                where = Where(name, event.start_mark.line + 1, event.start_mark.column + 1)
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                found = f"{sign}{anchor}" if anchor else str(tag).replace(_STANDARD, "!!")
                findings.append(finding("alias" if anchor else "tag", where, found=found))
            if number > 2 * MAX_NODES:  # no sound file has more events than that
                findings.append(finding("too-many", Where(name, event.start_mark.line + 1, 1), limit=MAX_NODES))
            if number > 2 * MAX_NODES or len(findings) >= 100:
                break
    except (yaml.YAMLError, RecursionError) as error:
        if mark := syntax.nesting_limit(error):
            # The scanner looks up to a line ahead for a key, so it stops before it has told where the depth begins;
            # up to that point it tells everything.
            _refuse_marks(text[: mark.index], name)
        if not findings:
            return  # composing will meet the same error and say it
    if findings:
        raise _Faults(*findings)


class _Walk:
    """Turns nodes into plain data, collecting findings on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.nodes = 0
        self.keys: set[str] = set()  # plain keys of this file in which nothing was found: most come again and again

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            code, limit = ("too-deep", MAX_DEPTH) if depth > MAX_DEPTH else ("too-many", MAX_NODES)
            raise _Faults(finding(code, self._at(node), limit=limit))
        if isinstance(node, yaml.ScalarNode):
            return plain(node.value) if not node.style else seen(self._held(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _held(self, node: Any) -> str:
        """Return a text in quotes; no escape may bring in what would write on a screen or turn a line round."""
        text = str(node.value)
        if node.style == '"' and not text.isprintable() and unbearable(text):
            self.findings.append(finding("bad-character", self._at(node)))
        return text

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first_of: dict[str, Any] = {}
        for label, item in node.value:
            key = self._key(label)
            value = self.value(item, depth + 1)
            if key is not None and not label.style and value is None:
                colon = colon_fault(label.value, label.start_mark, self.name)
                if colon:  # go on with what was meant, so that it is the only thing said
                    self.findings.append(colon)
                    key, _, rest = key.replace("：", ":", 1).partition(":")
                    value = plain(rest.strip())
            if key is None:
                continue
            if key in data:
                first = first_of[key].start_mark.line + 1
                self.findings.append(finding("duplicate-key", self._at(label), found=key, first=first))
                continue
            data[key], first_of[key] = kept(key, value), label
        return data

    def _key(self, label: Any) -> str | None:
        if isinstance(label, yaml.ScalarNode):
            if not label.style and label.value in self.keys:
                return str(label.value)
            text = self._held(label)
            sound = seen(text) == text
            if not sound:
                self.findings.append(finding("bad-character", self._at(label)))
            if label.style or not (text in _WORDS or _FLOAT.fullmatch(text) or text == "<<"):
                if sound and not label.style:
                    self.keys.add(text)
                return text
        else:
            text = "[…]"
        self.findings.append(finding("bad-key", self._at(label), found=text))
        return None

    def _at(self, node: Any) -> Where:
        return Where(self.name, node.start_mark.line + 1, node.start_mark.column + 1)


def plain(text: str) -> object:
    """Resolve an unquoted scalar: null, true/false, integers, decimals; everything else stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= 40:
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return Decimal(text)
    return seen(text)


def _child(node: Any, step: object) -> tuple[Any, Any] | None:
    """Return (key node, value node) one step down; the last of equal keys never counts, as in the data."""
    if isinstance(node, yaml.MappingNode):
        return _children(node).get(str(step))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _children(node: Any) -> dict[str, tuple[Any, Any]]:
    """The pairs of a mapping by their keys, laid out once: many places of one node are asked for."""
    known: dict[str, tuple[Any, Any]] | None = getattr(node, "children", None)
    if known is None:
        pairs = [(key, value) for key, value in node.value if isinstance(getattr(key, "value", None), str)]
        known = node.children = {key.value: (key, value) for key, value in reversed(pairs)}
    return known
