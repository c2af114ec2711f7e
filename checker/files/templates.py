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
from checker.locale import Speaker
from checker.message import Fault, Message

_FACT = re.compile(r"\{[a-z_]+\}")
WHOLE = Message("template.place.whole")


class TemplateFault(Fault):
    """A template is wrong: `what` was found at a `place` of the `file`; `known` are the names that exist."""

    def __init__(self, file: Path, what: Message, place: Message = WHOLE, known: tuple[str, ...] = ()) -> None:
        names: Message | str = Message("template.known", {"names": Message("list", {"words": known})}) if known else ""
        if what.id == "template.fault.unknown-name" and not known:
            names = Message("template.look")  # met while filling in, where nobody has a list
        super().__init__(Message("template.fault", {"file": file, "place": place, "text": what, "known": names}))
        self.file, self.what, self.place = file, what, place


def shipped(name: str) -> Path:
    """Return the path of a template that comes with the program."""
    return places.shipped("templates") / name


class Misused(Exception):
    """A function that a template may use was used wrongly; `what` says how."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.id)
        self.what = what


def words(say: Speaker, prefix: str = "") -> Callable[..., str]:
    """Make the function by which a template says messages: known ids only, with all the facts that they need."""

    def word(name: str, /, **facts: object) -> str:
        if not isinstance(name, str) or not say.has(prefix + name):
            raise Misused(Message("template.fault.unknown-message", {"found": str(name)[:60]}))
        try:
            text = say(prefix + name, **{key: str(fact) for key, fact in facts.items()})
        except (KeyError, IndexError, ValueError):
            text = ""
        if not text or (not facts and _FACT.search(text)):
            raise Misused(Message("template.fault.missing-fact", {"found": name}))
        return text

    return word


class Page:
    """A loaded template; rendering turns whatever goes wrong in it into `TemplateFault`."""

    def __init__(self, file: Path, template: Any) -> None:
        self.file, self._template = file, template

    def render(self, context: dict[str, Any]) -> str:
        """Fill the template in."""
        from checker.files.budget import Budget

        given = plain(context)
        environment = self._template.environment
        environment.budget = Budget(given, environment.counted)
        try:
            return str(self._template.render(given))
        except Exception as error:  # whatever the engine meets in a template is the template's fault
            raise explained(self.file, error) from None


def plain(value: Any) -> Any:
    """Turn records into mappings, or into the text that they are: a template sees data and nothing behind it."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        says_itself = any("__str__" in vars(kind) for kind in type(value).__mro__[:-2])
        return str(value) if says_itself else {key: plain(item) for key, item in value._asdict().items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def clean(value: Any) -> Any:
    """Take out of texts what no XML may hold and what would break a line or begin a tag."""
    if isinstance(value, str):
        return " ".join("".join(c if c.isprintable() or c == "\u3000" else " " for c in value).split(" "))
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return clean(value._asdict())
    return [clean(item) for item in value] if isinstance(value, Iterable) else value


def sandbox(
    autoescape: bool = True, *folders: Path, filters: Mapping[str, Callable[..., Any]] = {}, given: object = (),
    counted: bool = True,
) -> Any:  # fmt: skip
    """Make the environment in which every template runs; what it may spend grows with what it is `given`."""
    from checker.files.budget import Budget
    from checker.files.sandbox import Sandbox

    made = Sandbox(folders, autoescape=autoescape, more=filters, counted=counted)
    made.budget = Budget(given)
    return made


def reads(source: str) -> bool:
    """Tell whether the engine can read a piece of a template."""
    try:
        sandbox().parse(source)
    except Exception:  # a piece that nests too deep is none that can be read either
        return False
    return True


def names_used(source: str) -> set[str]:
    """Name what a template expects to be given; empty where it cannot be read."""
    from checker.files.sandbox import names_used

    return names_used(source)


def only(file: Path, allowed: set[str], parts: frozenset[str] = frozenset()) -> None:
    """Raise `TemplateFault` for the first name that a template uses and is not given.

    With `parts`, the names behind a dot must be among them too.
    """
    from checker.files.sandbox import attributes

    text = file.read_text("utf-8-sig")
    for name in sorted(names_used(text) - allowed):
        line = next((n for n, line in enumerate(text.splitlines(), 1) if name in line), 0)
        what = Message("template.fault.unknown-name", {"found": name})
        raise TemplateFault(file, what, _line(line), tuple(sorted(allowed)))
    for name, line in attributes(text) if parts else ():
        if name not in parts:
            what = Message("template.fault.unknown-name", {"found": name})
            raise TemplateFault(file, what, _line(line), tuple(sorted(parts)))


def head(source: str) -> str:
    """The comment that a template opens with."""
    found = re.match(r"\s*\{#-?(.*?)-?#\}", source, re.DOTALL)
    return found[1] if found else ""


BREAK = "\x1e"
"""What an empty line of a template of plain words becomes: no fact holds it, and a line left empty by a tag is none."""


def load(
    file: Path, autoescape: bool = True, filters: Mapping[str, Callable[..., Any]] = {}, *, text: bool = False
) -> Page:
    """Load one template file; it may include what lies beside it. Errors: OSError, TemplateFault.

    A shipped one is read once in a process: making code of a template takes as long as filling it in. In a `text` of
    plain words the empty lines that the template itself has are marked by `BREAK`.
    """
    if not filters and not text and places.shipped("templates") in file.parents:
        return _once(file, autoescape)
    environment = sandbox(autoescape, file.parent, places.shipped("templates"), filters=filters)
    return _loaded(file, environment, BREAK if text else "")


@cache
def _once(file: Path, autoescape: bool) -> Page:
    return _loaded(file, sandbox(autoescape, file.parent, places.shipped("templates"), counted=False), "")


def _loaded(file: Path, environment: Any, empty: str) -> Page:
    try:
        return Page(file, environment.own(file, empty))
    except OSError:  # a missing or forbidden file is said as such
        raise
    except Exception as error:
        raise explained(file, error) from None


def explained(file: Path, error: Exception) -> TemplateFault:
    """Turn what the engine met into a fault with its place: the line, of a neighbour that is included too."""
    from checker.files.sandbox import met

    name, line, what = met(error, str(file))
    return TemplateFault(Path(name), error.what if isinstance(error, Misused) else what, _line(line))


def _line(line: int) -> Message:
    """The place of a line, of the whole file where it is not known."""
    return Message("template.place.line", {"n": line}) if line else WHOLE
