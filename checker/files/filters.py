"""Filters of templates that could make much out of little, bounded; and those that pay for what a template does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jinja2 import pass_context, pass_eval_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.filters import do_batch, do_indent, do_round
from jinja2.runtime import markup_join, str_join
from markupsafe import Markup, escape

from checker.files.budget import LONGEST, PIECE, TooMuch, within

# Jinja's own whose result is about as large as what they are given; others are bounded below, or absent (random).
PLAIN = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "groupby",
    "int", "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "safe",
    "select", "selectattr", "sort", "string", "title", "trim", "truncate", "unique", "upper", "urlencode", "wordcount",
)  # fmt: skip
LAZY = ("map", "select", "reject", "selectattr", "rejectattr")


def plain_text(value: Any) -> Any:
    """Hand on what can be written: a list in a list can be without end. Errors: SecurityError."""
    if isinstance(value, list | tuple | dict | set | frozenset):
        raise SecurityError(type(value).__name__)
    return value


@pass_context
def shown(context: Any, value: Any) -> Any:
    """What `{{ }}` writes."""
    context.environment.budget.pay(plain_text(value))
    return value


@pass_context
def steps(context: Any, values: Any) -> Any:
    """Pay for the steps of a loop."""
    return context.environment.steps(values)


@pass_context
def cut(context: Any, piece: Any) -> Any:
    """Pay for a piece that was cut out of something."""
    return context.environment.budget.pay(piece)


@pass_context
def text(context: Any, length: int) -> str:
    """Pay for so many characters of the template's own."""
    context.environment.budget.spend(1 + length // PIECE)
    return ""


@pass_context
def joined(context: Any, pieces: Sequence[Any]) -> str:
    """`a ~ b`."""
    return _concat(context, pieces, "")


def _concat(context: Any, pieces: Iterable[Any], between: str) -> str:
    budget = context.environment.budget
    kept = [budget.pay(plain_text(piece)) for piece in pieces]
    within(sum(len(str(piece)) for piece in kept) + len(between) * len(kept))
    parts = [part for piece in kept for part in (between, piece)][1:] if between else kept
    return markup_join(parts) if context.eval_ctx.autoescape else str_join(parts)


@pass_context
def _join(context: Any, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    if attribute is not None:
        value = [context.environment.getitem(item, attribute) for item in context.environment.steps(value)]
    return _concat(context, context.environment.steps(value), d)


@pass_eval_context
def _replace(eval_ctx: Any, value: Any, old: str, new: str) -> str:
    whole, old, new = (str(part) for part in (value, old, new))
    if eval_ctx.autoescape and isinstance(value, Markup):
        old, new = str(escape(old)), str(escape(new))
    within(len(whole) + whole.count(old) * len(new))
    made = whole.replace(old, new)
    return Markup(made) if isinstance(value, Markup) else made


def formatted(pattern: Any, *given: Any, **named: Any) -> str:
    """`"%.1f" | format(x)`, without widths that fill a memory."""
    if re.search(r"\d{3}|\*", str(pattern)):
        raise TooMuch
    if given and named:
        raise UndefinedError("format")
    return str(pattern) % (named or tuple(map(plain_text, given)))


def _round(value: Any, precision: int = 0, method: str = "common") -> Any:
    within(abs(precision) * (LONGEST // 20))
    return do_round(value, precision, method)  # type: ignore[arg-type]


def _indent(value: Any, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    within((width if isinstance(width, int) else len(width)) * (str(value).count("\n") + 1))
    return do_indent(value, width, first, blank)


def _center(value: Any, width: int = 80) -> str:
    within(width)
    return str(value).center(width)


def _batch(value: Any, linecount: int, fill_with: Any = None) -> list[list[Any]]:
    within(linecount)
    return list(do_batch(value, linecount, fill_with))


def _sum(value: Iterable[Any], attribute: str | None = None) -> Any:
    """Add numbers up."""
    return sum(item[attribute] if attribute is not None else item for item in value)


OWN: Mapping[str, Callable[..., Any]] = {
    "join": _join, "replace": _replace, "format": formatted, "round": _round, "indent": _indent, "center": _center,
    "batch": _batch, "sum": _sum,
}  # fmt: skip
PAYING = (steps, text, joined, cut)
"""What a template is rewritten with."""
