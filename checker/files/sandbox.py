"""Where every template runs: plain values and pure functions, its own folder, and so many steps.

A template is a text like any other input. Jinja's sandbox keeps it from the program's insides; what is added here keeps
it from the neighbours of its folder and from work without end: each step of a loop, each call, each piece of text costs
something of what a rendering may spend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, meta, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.loaders import BaseLoader, split_template_path
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from checker.files import disk, filters
from checker.files.budget import LONGEST, MAX_BYTES, Budget, TooMuch, small, within
from checker.message import Message

RANGE = 10_000
INCLUDED = (".j2", ".css", ".js", ".svg")
"""What a template may include: never a neighbour that is no part of a page."""

_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset((
        "startswith", "endswith", "strip", "lstrip", "rstrip", "lower", "upper", "split", "splitlines", "isdigit",
        "count", "find", "removeprefix", "removesuffix", "partition", "rpartition",
    ))),
    (Mapping, frozenset(("items", "keys", "values", "get"))),
    (date, frozenset(("year", "month", "day", "isoformat"))),
    (list, frozenset(("index", "count"))),
    (tuple, frozenset(("index", "count"))),
)  # fmt: skip


class _Folder(BaseLoader):
    """Loads templates of some folders by name; a link that leads out of its folder is as good as missing."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """Read a template. Errors: TemplateNotFound, UnicodeDecodeError."""
        parts = split_template_path(template)  # refuses ..
        for folder in self.folders:
            file = folder.joinpath(*parts).resolve()
            if file.is_relative_to(folder) and file.suffix in INCLUDED and file.is_file():
                return text_of(file), str(file), None
        raise TemplateNotFound(template)


def text_of(file: Path) -> str:
    """Read a template's text within bounds. Errors: OSError, TooMuch, UnicodeDecodeError."""
    raw = disk.content(file, MAX_BYTES)
    if len(raw) > MAX_BYTES:
        raise TooMuch
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


class _Counted(NodeTransformer):
    """Rewrites a template so that loops, texts, joined and cut pieces are paid for."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        """Pay for the steps of a loop."""
        self.generic_visit(node)
        node.iter = _filter(node.iter, "_steps", node.lineno)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        """Pay for the template's own text each time it is written."""
        self.generic_visit(node)
        length = sum(len(part.data) for part in node.nodes if isinstance(part, nodes.TemplateData))
        if length:
            paid = _filter(nodes.Const(length, lineno=node.lineno), "_text", node.lineno)
            node.nodes = [*node.nodes, paid]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Join pieces by `~` in a function of our own."""
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "_joined", node.lineno)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        """Pay for a piece that is cut out."""
        self.generic_visit(node)
        return _filter(node, "_cut", node.lineno) if isinstance(node.arg, nodes.Slice) else node


def _filter(node: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


class Sandbox(SandboxedEnvironment):
    """The environment of one rendering after the other; `budget` is begun anew for each.

    What is not `counted` pays for nothing but filters and calls: for the program's own templates, whose work grows with
    what they are given and no faster.
    """

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, folders: Iterable[Path] = (), *, autoescape: bool = True,
                 more: Mapping[str, Callable[..., Any]] = {}, counted: bool = True) -> None:  # fmt: skip
        super().__init__(loader=_Folder(folders), undefined=StrictUndefined, autoescape=autoescape,
                         keep_trailing_newline=True, auto_reload=False, optimized=counted,
                         finalize=filters.shown if counted else None)  # fmt: skip
        self.counted = counted
        self.budget = Budget()
        own = {name: self._paying(self.filters[name], lazy=name in filters.LAZY) for name in filters.PLAIN}
        own |= {name: self._paying(function) for name, function in (*filters.OWN.items(), *more.items())}
        self.filters = own | {f"_{paying.__name__}": paying for paying in filters.PAYING}
        kept = {name: self.globals[name] for name in ("dict", "namespace", "cycler", "joiner")}
        self.globals = {**kept, "range": _range}

    def own(self, file: Path, empty: str = "") -> Template:
        """Load the file that was named, whatever it is called; its empty lines become `empty`.

        Errors: OSError, and whatever a template does wrong.
        """
        source = text_of(file)
        if empty:
            source = re.sub(r"(?m)^[ \t]*$", empty, source)
        code = self.compile(source, str(file), str(file))
        return self.template_class.from_code(self, code, self.make_globals(None))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if not self.counted:
            return tree
        made = _Counted().visit(tree)
        assert isinstance(made, nodes.Template)
        made.set_environment(self)
        return made

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002
        self.budget.spend(1)
        return super()._load_template(name, globals)

    def _paying(self, function: Callable[..., Any], lazy: bool = False) -> Callable[..., Any]:
        """Let a filter's result be paid for; what comes piece by piece is paid for by who takes it."""

        @wraps(function)
        def paying(*given: Any, **named: Any) -> Any:
            made = function(*given, **named)
            return self.steps(made) if lazy else self.budget.pay(made)

        return paying

    def steps(self, values: Any) -> Any:
        """Pay for going through values, before or while it happens."""
        if isinstance(values, str | list | tuple | dict | range):
            self.budget.spend(len(values))
            return values
        return self._one_by_one(iter(values))

    def _one_by_one(self, values: Iterator[Any]) -> Iterator[Any]:
        for value in values:
            self.budget.spend(1)
            yield value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up: in data its keys come first, and of other values few methods are known."""
        return self._looked_up(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key or a place up."""
        try:
            return obj[argument]
        except (TypeError, LookupError, AttributeError):
            return (
                self._looked_up(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=argument)
            )

    def _looked_up(self, obj: Any, name: str) -> Any:
        if isinstance(obj, Mapping) and name in obj:
            return obj[name]
        if type(obj).__module__.startswith("jinja2."):  # loop, a macro, a template that was imported
            return super().getattr(obj, name)
        known = next((names for kind, names in _METHODS if isinstance(obj, kind)), frozenset[str]())
        if name in known:
            return getattr(obj, name)
        return self.unsafe_undefined(obj, name) if hasattr(obj, name) else self.undefined(obj=obj, name=name)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a function or macro; a loop that goes on below itself pays for its steps."""
        if isinstance(__obj, LoopContext):
            args = tuple(map(__self.steps, args))
        return __self.budget.pay(super().call(__context, __obj, *args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon, where the result stays small enough."""
        sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        if operator == "%" and isinstance(left, str):
            return self.budget.pay(filters.formatted(left, *(right if isinstance(right, tuple) else (right,))))
        if operator == "*" and sizes:
            times = max((side for side in (left, right) if isinstance(side, int)), default=1)
            within(max(sizes) * max(times, 0))
        elif operator == "**":
            _within_bits(left, right)
        elif operator == "*" and isinstance(left, int) and isinstance(right, int):
            small(left.bit_length() + right.bit_length())
        elif operator == "+" and sizes:
            within(sum(sizes))
        return self.budget.pay(super().call_binop(context, operator, left, right))


def _within_bits(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        small(left.bit_length() * max(right, 0))


def _range(*given: int) -> range:
    made = range(*given)
    within(len(made) * (LONGEST // RANGE))
    return made


def names_used(source: str) -> set[str]:
    """Name what a template expects to be given; empty where it cannot be read."""
    try:
        return meta.find_undeclared_variables(Sandbox().parse(source))
    except (TemplateError, RecursionError):
        return set()


def attributes(source: str) -> list[tuple[str, int]]:
    """The names behind a dot that a template uses, each with its line; none where it cannot be read."""
    try:
        return [(node.attr, node.lineno) for node in Sandbox().parse(source).find_all(nodes.Getattr)]
    except (TemplateError, RecursionError):
        return []


def met(error: Exception, file: str) -> tuple[str, int, Message]:
    """Say what was met, and in which file and line of a template (0 if unknown)."""
    name, line = _place(error, file)
    found = str(error)
    match error:
        case TemplateSyntaxError():
            name, line = error.filename or error.name or name, error.lineno
            what = Message("template.fault.line", {"found": _line(error.source, line), "why": error.message or ""})
        case TemplateNotFound():
            what = Message("template.fault.not-found", {"found": error.name or found})
        case SecurityError():
            what = Message("template.fault.forbidden", {"found": found[:200]})
        case UndefinedError():
            unknown = re.search(r"^'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?", found)
            names = [part for part in (unknown.groups() if unknown else ()) if part]
            what = Message("template.fault.unknown-name", {"found": names[0] if names else found[:200]})
        case UnicodeDecodeError():
            what = Message("template.fault.not-utf8")
        case TooMuch() | MemoryError() | OverflowError():
            what = Message("template.fault.too-much")
        case RecursionError():
            what = Message("template.fault.endless")
        case _:
            what = Message("template.fault.other", {"found": f"{type(error).__name__}: {found}"[:200]})
    return name, line, what


def _line(source: str | None, line: int) -> str:
    lines = (source or "").splitlines()
    return lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""


def _place(error: BaseException, file: str) -> tuple[str, int]:
    """Find the innermost line of a template that the error passed through."""
    trace, found = error.__traceback__, (file, 0)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == file or Path(name).suffix in INCLUDED:
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found
