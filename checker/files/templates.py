"""Jinja templates: found, loaded in the sandbox, and their faults said in our own words (outputs 2).

An office's own template is a text like any other input: it cannot reach out of the sandbox, a name that does not
exist is an error, and an error names the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from checker.files import places
from checker.message import Fault, Message


class TemplateFault(Fault):
    """A template is wrong: `file`, `line` (0 if unknown) and what was found.

    Where the fault was recognised, `what` says it, `place` says where, and `known` are the names that exist.
    """

    def __init__(
        self, file: Path, line: int, found: str, what: Message | None = None, place: Message | None = None,
        known: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(_told(file, line, found, what, place, known))
        self.file, self.line, self.found, self.place, self.known = file, line, found, place, known


def _told(file: Path, line: int, found: str, what: Message | None, place: Message | None,
          known: tuple[str, ...]) -> Message:  # fmt: skip
    """The fault as a message."""
    if what is None or place is None:
        return Message("error.template", {"file": file, "line": line, "found": found})
    names = Message("template.known", {"names": Message("list", {"words": known})}) if known else ""
    return Message("template.fault", {"file": file, "place": place, "text": what, "known": names})


def shipped(name: str) -> Path:
    """Return the path of a template that comes with the program."""
    return places.shipped("templates") / name


class Page:
    """A loaded template; rendering turns the engine's exceptions into `TemplateFault`."""

    def __init__(self, file: Path, template: Any) -> None:
        self.file, self._template = file, template

    def render(self, context: dict[str, Any]) -> str:
        """Fill the template in."""
        from jinja2 import TemplateError

        try:
            return str(self._template.render(context))
        except TemplateError as error:
            raise TemplateFault(self.file, _line(error, self.file), str(error)) from None


def clean(value: Any) -> Any:
    """Take out of texts what no XML may hold and what would break a line or begin a tag."""
    if isinstance(value, str):
        return " ".join("".join(c if c.isprintable() or c == "\u3000" else " " for c in value).split(" "))
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return clean(value._asdict())
    return [clean(item) for item in value] if isinstance(value, Iterable) else value


def sandbox(autoescape: bool = True, *folders: Path, text: bool = False) -> Any:
    """Make the environment in which every template runs: nothing reaches out of it, no name is empty by chance.

    In a `text` the empty lines of the template itself are marked by `BREAK`.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=FileSystemLoader(list(folders)), undefined=StrictUndefined, autoescape=autoescape,
        keep_trailing_newline=True, extensions=[_marking()] if text else [],
    )  # fmt: skip


BREAK = "\x1e"
"""What an empty line of a template of plain words becomes: no fact holds it, and a line left empty by a tag is none."""


@cache
def _marking() -> Any:
    """An extension for plain words: the empty lines that the template itself has are marked."""
    from jinja2.ext import Extension

    class Marking(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            return re.sub(r"(?m)^[ \t]*$", BREAK, source)

    return Marking


def reads(source: str) -> bool:
    """Tell whether the engine can read a piece of a template."""
    from jinja2 import TemplateSyntaxError

    try:
        sandbox().parse(source)
    except TemplateSyntaxError:
        return False
    return True


def names_used(source: str) -> set[str]:
    """Name what a template expects to be given; empty where it cannot be read."""
    from jinja2 import TemplateSyntaxError, meta

    try:
        return meta.find_undeclared_variables(sandbox().parse(source))
    except TemplateSyntaxError:
        return set()


def only(file: Path, allowed: set[str], parts: frozenset[str] = frozenset()) -> None:
    """Raise `TemplateFault` for the first name that a template uses and is not given.

    With `parts`, the names behind a dot must be among them too.
    """
    text = file.read_text("utf-8")
    for name in sorted(names_used(text) - allowed):
        lines = [n for n, line in enumerate(text.splitlines(), 1) if name in line]
        _unknown(file, name, lines[0] if lines else 0, allowed)
    for name, line in attributes(text) if parts else ():
        if name not in parts:
            _unknown(file, name, line, parts)


def attributes(source: str) -> list[tuple[str, int]]:
    """The names behind a dot that a template uses, each with its line; none where it cannot be read."""
    from jinja2 import TemplateSyntaxError, nodes

    try:
        return [(node.attr, node.lineno) for node in sandbox().parse(source).find_all(nodes.Getattr)]
    except TemplateSyntaxError:
        return []


def head(source: str) -> str:
    """The comment that a template opens with."""
    found = re.match(r"\s*\{#(.*?)#\}", source, re.DOTALL)
    return found[1] if found else ""


def _unknown(file: Path, name: str, line: int, known: Iterable[str]) -> None:
    what = Message("template.fault.unknown-name", {"found": name})
    place = Message("template.place.line", {"n": line})
    raise TemplateFault(file, line, name, what, place, tuple(sorted(known)))


def load(
    file: Path, autoescape: bool = True, *, text: bool = False, filters: Mapping[str, Callable[..., str]] | None = None
) -> Page:
    """Load one template file; it may include its neighbours. Errors: OSError, TemplateFault.

    `text`: a template of plain words (see `sandbox`); `filters` are pure functions that it may use.
    """
    from jinja2 import TemplateSyntaxError

    file.read_bytes()  # a missing or forbidden file is said as such
    environment = sandbox(autoescape, file.parent, places.shipped("templates"), text=text)
    environment.filters.update(filters or {})
    try:
        return Page(file, environment.get_template(file.name))
    except TemplateSyntaxError as error:
        raise TemplateFault(file, error.lineno, error.message or "") from None


def _line(error: BaseException, file: Path) -> int:
    """Find the line of the template in which rendering failed."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(file.name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
