"""Tell without the library whether data fits a schema: a sound file, as most are, needs no more than this.

A schema becomes one function. It knows the keywords that our own schemas use and is never too trusting: where it is in
doubt it says no, and the library judges (`validate`). Loading that takes longer than judging a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Fits = Callable[[Any], bool]

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, Decimal), "integer": (int,),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
# what a file can hold: anything else is left to the library
_KNOWN = frozenset(kind for kinds in _TYPES.values() for kind in kinds)
_WHOLE = ("properties", "required", "additionalProperties", "propertyNames")
"""Keywords on the keys of an object, read together."""


def fits(schema: Mapping[str, Any]) -> Fits:
    """Make the function that tells whether a value surely fits a schema; False also where it is in doubt."""
    rules = [_RULES.get(rule, _doubt)(bound) for rule, bound in schema.items() if rule not in (*_WHOLE, "form")]
    if any(rule in schema for rule in _WHOLE):
        rules.append(_object(schema))
    if len(rules) == 1:
        return rules[0]
    if len(rules) == 2:
        first, second = rules
        return lambda value: first(value) and second(value)
    return lambda value: all(rule(value) for rule in rules)


def _doubt(bound: object) -> Fits:  # noqa: ARG001
    """A keyword that is not known here."""
    return lambda value: False  # noqa: ARG005


def _for(kinds: tuple[type, ...], test: Fits) -> Fits:
    """A keyword that speaks of values of some types only; it says nothing of the others that a file can hold."""
    return lambda value: test(value) if type(value) in kinds else type(value) in _KNOWN


def _type(bound: str | list[str]) -> Fits:
    kinds = frozenset(kind for name in ([bound] if isinstance(bound, str) else bound) for kind in _TYPES[name])
    return lambda value: type(value) in kinds


def _enum(bound: list[str]) -> Fits:
    return lambda value: type(value) is str and value in bound


def _pattern(bound: str) -> Fits:
    search = re.compile(bound).search
    return _for((str,), lambda value: search(value) is not None)


def _items(bound: Mapping[str, Any]) -> Fits:
    inner = fits(bound)
    return _for((list,), lambda value: all(map(inner, value)))


def _unique(bound: bool) -> Fits:
    """Texts or whole numbers only: values of different types may be equal all the same."""
    return _for((list,), lambda value: not bound or (_alike(value) and len(set(value)) == len(value)))


def _alike(value: list[Any]) -> bool:
    kinds = set(map(type, value))
    return kinds <= {str} or kinds == {int}


def _any_of(bound: list[Mapping[str, Any]]) -> Fits:
    inner = list(map(fits, bound))
    return lambda value: any(fit(value) for fit in inner)


_NUMBERS = (int, Decimal)
_RULES: dict[str, Callable[[Any], Fits]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "items": _items,
    "uniqueItems": _unique,
    "anyOf": _any_of,
    "minLength": lambda bound: _for((str,), lambda value: len(value) >= bound),
    "maxLength": lambda bound: _for((str,), lambda value: len(value) <= bound),
    "minItems": lambda bound: _for((list,), lambda value: len(value) >= bound),
    "minProperties": lambda bound: _for((dict,), lambda value: len(value) >= bound),
    "minimum": lambda bound: _for(_NUMBERS, lambda value: value >= bound),
    "maximum": lambda bound: _for(_NUMBERS, lambda value: value <= bound),
    "exclusiveMinimum": lambda bound: _for(_NUMBERS, lambda value: value > bound),
}


def _object(schema: Mapping[str, Any]) -> Fits:
    """The keys of an object: those that it must have, those that it may have with what fits each, and the names."""
    known = {name: fits(part) for name, part in schema.get("properties", {}).items()}
    required = frozenset(schema.get("required", ()))
    rest = schema.get("additionalProperties", {})
    other = _doubt(rest) if rest is False else fits(rest)
    named = fits(schema["propertyNames"]) if "propertyNames" in schema else None

    def fit(value: dict[str, Any]) -> bool:
        if not required <= value.keys() or (named is not None and not all(map(named, value))):
            return False
        return all(known.get(name, other)(item) for name, item in value.items())

    return _for((dict,), fit)
