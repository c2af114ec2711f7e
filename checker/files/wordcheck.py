"""What is wrong in a Word template, and where: the paragraph or the table cell, in the reader's language.

Tags must stand whole in one paragraph. Looked for: full-width braces, unclosed tags, blocks without an end,
expressions that cannot be read, names that do not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import templates
from checker.files.templates import TemplateFault
from checker.message import Message

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
MAX_PARAGRAPHS = 20_000
_WIDE = re.compile(r"[{｛][｛{%％#]|[}｝%％#][｝}]")
_ENDS = {"endfor": "for", "endif": "if", "endset": "set"}


class Tag(NamedTuple):
    """A tag of a paragraph: its whole text and where it begins; an expression or a statement, a remark is neither."""

    text: str
    start: int
    expression: str | None = None
    statement: str | None = None


def tags(text: str) -> tuple[list[Tag], str]:
    """Cut the tags out of a text, in one walk, and return what is left of it too."""
    found, kept, at, dead = list[Tag](), list[str](), 0, set[str]()
    for opener in _OPENER.finditer(text):
        if opener.start() < at or opener[0] in dead:
            continue
        end = text.find(_CLOSERS[opener[0]], opener.end())
        if end < 0:  # nor will any later one of its sort be closed
            dead.add(opener[0])
            continue
        inner, whole = text[opener.end() : end], text[opener.start() : end + 2]
        kept.append(text[at : opener.start()])
        at = end + 2
        if opener[0] == "{{":
            found.append(Tag(whole, opener.start(), expression=inner))
        else:
            statement = inner.removeprefix("-").removesuffix("-") if opener[0] == "{%" else None
            found.append(Tag(whole, opener.start(), statement=statement))
    return found, "".join([*kept, text[at:]])


class Spot(NamedTuple):
    """A paragraph of the template with its text and its place in words."""

    place: Message
    text: str


def spots(document: Any) -> Iterator[Spot]:
    """Every paragraph: of the body, of table cells, text boxes, headers and footers."""
    yield from _in_body(document.element.body)
    seen = set()
    for section in document.sections:
        for name in ("header", "footer"):
            for kind in (name, f"even_page_{name}", f"first_page_{name}"):
                part = getattr(section, kind)
                if part.is_linked_to_previous or id(part._element) in seen:
                    continue
                seen.add(id(part._element))
                for n, paragraph in enumerate(part._element.iter(f"{_W}p"), 1):
                    yield Spot(Message(f"template.place.{name}", {"n": n}), _text(paragraph))


def _in_body(body: Any) -> Iterator[Spot]:
    tables = paragraphs = boxed = 0
    for element in body:
        if element.tag == f"{_W}p":
            paragraphs += 1
            yield Spot(Message("template.place.paragraph", {"n": paragraphs}), _text(element))
            for box in element.iter(f"{_W}txbxContent"):
                for paragraph in box.iter(f"{_W}p"):
                    boxed += 1
                    yield Spot(Message("template.place.box", {"n": boxed}), _text(paragraph))
        elif element.tag == f"{_W}tbl":
            tables += 1
            for row, cells in enumerate(element.iter(f"{_W}tr"), 1):
                for cell, content in enumerate(cells.iter(f"{_W}tc"), 1):
                    place = Message("template.place.cell", {"table": tables, "row": row, "cell": cell})
                    for paragraph in content.iter(f"{_W}p"):
                        yield Spot(place, _text(paragraph))


def _text(paragraph: Any) -> str:
    """The paragraph's own text, without that of boxes anchored in it."""
    inside = {id(t) for box in paragraph.iter(f"{_W}txbxContent") for t in box.iter(f"{_W}t")}
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t") if id(t) not in inside)


def bounded(file: Path, document: Any) -> list[Spot]:
    """List the paragraphs of a template. Errors: TemplateFault for too many of them, and where a part is missing."""
    try:
        found = list(islice(spots(document), MAX_PARAGRAPHS + 1))
    except Exception:  # a part that the file names may be missing, or be something else
        raise TemplateFault(file, Message("template.fault.not-word")) from None
    if len(found) > MAX_PARAGRAPHS:
        raise TemplateFault(file, Message("template.fault.too-much"))
    return found


def check(file: Path, document: Any, context: Mapping[str, Any]) -> None:
    """Raise the first fault of a template."""
    blocks: list[tuple[str, Spot, str]] = []
    for spot in bounded(file, document):
        wide = next((m for m in _WIDE.finditer(spot.text) if set(m[0]) & set("｛｝％")), None)
        if wide:
            raise _fault(file, spot.place, "full-width", _around(spot.text, wide.start()))
        found, rest = tags(spot.text)
        odd = re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}", rest)
        if odd:
            raise _fault(file, spot.place, "unclosed", _around(spot.text, spot.text.find(rest[odd.start() :][:6])))
        for tag in found:
            _check_tag(file, spot, tag, blocks)
    if blocks:
        raise _fault(file, blocks[-1][1].place, "unended", blocks[-1][2])
    _check_names(file, document, context)


def _check_tag(file: Path, spot: Spot, tag: Tag, blocks: list[tuple[str, Spot, str]]) -> None:
    """Follow the blocks, and let the engine read each tag by itself."""
    text = tag.text
    if tag.statement is None:
        if tag.expression is not None and not templates.reads(f"{{{{{tag.expression.removeprefix('r ')}}}}}"):
            raise _fault(file, spot.place, "syntax", text)
        return
    words = re.sub(r"^(p|tr|tc|r|cellbg|colspan|hm|vm)\b", "", tag.statement.strip()).split()
    word = words[0] if words else ""
    if word in _ENDS:
        if not blocks or blocks[-1][0] != _ENDS[word]:
            raise _fault(file, spot.place, "unopened", text)
        blocks.pop()
    elif word in ("for", "if") or (word == "set" and "=" not in text):
        if not templates.reads(f"{{% {' '.join(words)} %}}{{% end{word} %}}"):
            raise _fault(file, spot.place, "syntax", text)
        blocks.append((word, spot, text))
    elif word in ("include", "import", "from", "extends", "macro", "call", "filter", "block"):
        raise _fault(file, spot.place, "forbidden", text)


def _check_names(file: Path, document: Any, context: Mapping[str, Any]) -> None:
    """Name the first top-level name that the context lacks."""
    found = list(spots(document))
    source = " ".join(_plain_tags(spot.text) for spot in found)
    for name in sorted(templates.names_used(source) - set(context)):
        place = _place(found, name)
        raise _fault(file, place, "unknown-name", name, tuple(context))


def _plain_tags(text: str) -> str:
    """The tags of a paragraph as the engine reads them, without the Word library's own words."""
    made = []
    for tag in tags(text)[0]:
        if tag.statement is None:
            made.append(tag.text.replace("{{r ", "{{ "))
            continue
        inner = tag.statement.strip()
        own = re.match(r"(cellbg|colspan|hm|vm)\b(.*)", inner)
        made.append(f"{{{{ {own[2]} }}}}" if own and own[2].strip() else
                    "{% " + re.sub(r"^(p|tr|tc|r)\s", "", inner) + " %}" if not own else "")  # fmt: skip
    return "".join(made)


def explained(file: Path, document: Any, context: Mapping[str, Any], error: Exception) -> TemplateFault:
    """Turn what the engine met while filling in into a fault with its place."""
    told = templates.explained(file, error).what
    if told.id != "template.fault.unknown-name":
        return TemplateFault(file, told)
    name = str(told.facts["found"])
    known = dict.fromkeys(name.rpartition(".")[2] for name in names(templates.clean(dict(context))) if "." in name)
    return TemplateFault(file, told, _place(list(spots(document)), name), tuple(known))


def _place(found: list[Spot], name: str) -> Message:
    word = re.compile(rf"(?<![\w'\"]){re.escape(name)}(?!\w)")
    for spot in found:
        if any(word.search(tag.text) for tag in tags(spot.text)[0]):
            return spot.place
    return templates.WHOLE


def names(context: Mapping[str, Any], prefix: str = "") -> list[str]:
    """Name what a template may use: `number`, and `items[].state` for what each of several has."""
    made = []
    for key, value in context.items():
        made.append(prefix + key)
        if isinstance(value, Mapping):
            made += names(value, f"{prefix}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            made += names(value[0], f"{prefix}{key}[].")
    return made


def _fault(file: Path, place: Message, name: str, found: str, known: tuple[str, ...] = ()) -> TemplateFault:
    return TemplateFault(file, Message(f"template.fault.{name}", {"found": found}), place, known)


def _around(text: str, at: int) -> str:
    return text[max(at - 12, 0) : max(at, 0) + 24]
