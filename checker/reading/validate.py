"""Check files against their schemas: the library's errors become findings with places and our own words.

The only `import jsonschema`. The published schema dispatches on `kind` with if/then; here each indicator is checked
against its own kind's part, which gives the same findings an order of magnitude faster. What plainly fits never gets
to the library, which is loaded for the first file with a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from checker import kinds
from checker.files.yamlfile import Document, colon_fault
from checker.model import Finding, Message, Where, finding
from checker.model.names import same
from checker.reading import meant, plainly
from checker.reading.schema import SHARED, VALUE, indicator_schema, plan_schema, submission_schema
from checker.reading.schema_parts import DATE, ID_FIELD

LONGEST_WORD = 80
"""Signs of a word for which the nearest right one is looked for."""
Told = tuple[tuple[object, ...], Finding]
"""A fault of shape with the route of the part that has it."""


def check_plan(document: Document, partial: bool = False) -> list[Finding]:
    """Check a plan's shape: its head and measures, then each indicator against its kind.

    `partial`: the file extends another and gives only what differs, so nothing is required of it.
    """
    return [found for _, found in _of_plan(document, partial)]


def faulty(document: Document) -> Iterator[tuple[object, ...]]:
    """Name the routes of the parts of a plan that have a fault of shape."""
    return (route for route, _ in _of_plan(document))


def _of_plan(document: Document, partial: bool = False) -> Iterator[Told]:
    yield from _errors(document, "partial" if partial else "plan", document.data, ())
    measures = document.data.get("measures") if isinstance(document.data, dict) else None
    for place, measure in enumerate(measures if isinstance(measures, list) and not partial else ()):
        items = measure.get("indicators") if isinstance(measure, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            yield from _of_indicator(document, item, ("measures", place, "indicators", index))


def plan_keys() -> frozenset[str]:
    """Name the keys of a plan."""
    return frozenset(plan_schema({})["properties"])


def measure_keys() -> frozenset[str]:
    """Name the keys of a measure."""
    return frozenset(plan_schema({})["properties"]["measures"]["items"]["properties"])


def indicator_keys(item: Any) -> frozenset[str]:
    """Name the keys that an indicator of its kind may have."""
    kind = item.get("kind") if isinstance(item, dict) else None
    known = kind in kinds.names() if isinstance(kind, str) else False
    return frozenset(indicator_schema(str(kind))["properties"]) if known else frozenset(("kind",))


def check_indicator(document: Document, item: Any, path: tuple[object, ...]) -> Iterator[Finding]:
    """Check one indicator against the schema of the kind it names."""
    return (found for _, found in _of_indicator(document, item, path))


def _of_indicator(document: Document, item: Any, path: tuple[object, ...]) -> Iterator[Told]:
    kind = item.get("kind") if isinstance(item, dict) else None
    if not isinstance(item, dict):
        colon = _colon(document, path, item) if isinstance(item, str) else None
        expected = Message("type.object")
        yield path, colon or finding("wrong-type", document.where(*path), found=_brief(item), expected=expected)
    elif kind is None:
        words = [Message("named", {"key": name, "name": Message(f"kind.{name}")}) for name in kinds.names()]
        listed = Message("list", {"words": words})
        yield path, finding("missing-key", document.where(*path), found="kind", known=listed)
    elif kind not in kinds.names():
        yield path, unknown("bad-choice", document, (*path, "kind"), str(kind), kinds.names())
    else:
        yield from _errors(document, f"kind:{kind}", item, path)


def check_submission(document: Document) -> list[Finding]:
    """Check a submission's head; its values are checked one by one."""
    return [found for _, found in _errors(document, "submission", document.data, ())]


def check_whole_submission(document: Document) -> list[Finding]:
    """Check head and values of a submission whose plan is not known."""
    found = check_submission(document)
    values = document.data.get("values") if isinstance(document.data, dict) else None
    if isinstance(values, dict):
        view = document.under("values")
        found += [fault for name, value in values.items() for fault in check_value(view, name, value)]
    return found


def check_value(view: Document, name: str, value: Any) -> list[Finding]:
    """Check the shape of one value (`view` lies at `values`): a number, a word or an object."""
    if isinstance(value, dict):
        return [found for _, found in _errors(view, "value", value, (name,))]
    if isinstance(value, list):
        return [finding("wrong-type", view.where(name), found=_brief(value), expected=Message("type.value"))]
    return []


def check_shared(document: Document, name: str) -> list[Finding]:
    """Check localities, domains, profiles or the calendar, by the file's name."""
    return [found for _, found in _errors(document, name, document.data, ())]


def unknown(code: str, document: Document, path: tuple[object, ...], found: str, known: Any,
            key: bool = False) -> Finding:  # fmt: skip
    """Make a finding for a word that is not in a list, with the nearest right one."""
    words = [str(word) for word in known]
    called = named(known)
    if not document.near():
        meaning = None
    elif called:
        meaning = meant.key(found, called) or next(iter(meant.near(found, called)), None)
    else:
        meaning = nearest(found, words)
    near: dict[str, Any] = {"nearest": _named(meaning, called)} if meaning else {}
    return finding(code, document.where(*path, key=key), found=found, known=listed(words[:40], called), **near)


def named(known: Any) -> meant.Names:
    """The names of what a shared file lists (domains, localities), by key; nothing where words have no names."""
    entries = known.items() if isinstance(known, Mapping) else ()
    return {key: (entry["name"],) for key, entry in entries if isinstance(entry, Mapping) and "name" in entry}


def by_name(found: Finding, *lists: Any) -> Finding:
    """Where a name stands for a key (domain: 公共教育), say which key it has."""
    expected = found.facts.get("expected")
    if found.code != "bad-form" or not isinstance(expected, Message) or expected.id != "form.key":
        return found
    word = str(found.facts["found"])
    for called in map(named, lists):
        if meaning := meant.key(word, called) or next(iter(meant.near(word, called)), None):
            return found._replace(facts={**found.facts, "nearest": _named(meaning, called)})
    return found


def listed(words: Iterable[str], called: meant.Names) -> Message:
    """A list of keys, each with its name where it has one."""
    return Message("list", {"words": [_named(word, called) for word in words]})


def _named(key: str, called: meant.Names) -> Message | str:
    return Message("named", {"key": key, "name": called[key][0]}) if key in called else key


def nearest(found: str, words: list[str]) -> str | None:
    """Return the word that was probably meant."""
    from difflib import get_close_matches

    alike = [word for word in words if same(word) == same(found)]
    return next(iter(alike or get_close_matches(found[:LONGEST_WORD], words, 1, 0.5)), None)


@cache
def _schema(name: str) -> dict[str, Any]:
    """Build a schema once: `plan`, `partial`, `kind:<kind>`, `submission`, `value` or a shared file's name."""
    if name.startswith("kind:"):
        return indicator_schema(name.removeprefix("kind:"))
    if name in ("plan", "partial"):
        schema = plan_schema({})
        if name == "partial":
            schema = _optional(plan_schema({"type": "object", "properties": {"id": ID_FIELD}})) | {"required": ["plan"]}
        return schema
    if name in ("submission", "value"):
        return VALUE if name == "value" else submission_schema({})
    return SHARED[name.removesuffix(".yaml")]


@cache
def _validator(name: str) -> Any:
    """Build the library's validator of one of our schemas once."""
    return _quick()(_schema(name))


@cache
def _quick() -> Any:
    """The library's validator, quicker on plain values: the Huangshi plan takes 17 ms without, 5 with."""
    from jsonschema import Draft202012Validator, validators

    extend: Any = validators.extend
    return extend(Draft202012Validator, {"properties": _properties, "items": _items})


def _properties(validator: Any, properties: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword `properties`, passing over values that are plainly right; the library judges all others."""
    if isinstance(instance, dict):
        for name, part in properties.items():
            if name in instance and not _passes(part)(instance[name]):
                yield from validator.descend(instance[name], part, path=name, schema_path=name)


def _items(validator: Any, part: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword `items` in the same way."""
    if isinstance(instance, list):
        passes = _passes(part)
        for place, value in enumerate(instance):
            if not passes(value):
                yield from validator.descend(value, part, path=place)


def _passes(part: dict[str, Any]) -> plainly.Fits:
    """What tells at a glance that a value fits a part of a schema; made once for each of the few parts there are."""
    known = _FITS.get(id(part))
    if known is None or known[0] is not part:
        known = _FITS[id(part)] = part, plainly.fits(part)
    return known[1]


_FITS: dict[int, tuple[Any, plainly.Fits]] = {}


def _optional(schema: Any) -> Any:
    if isinstance(schema, dict):
        inner = {key: _optional(item) for key, item in schema.items() if key not in ("required", "minItems")}
        own = inner.get("properties", {})
        if "indicators" in own or list(own) == ["id"]:
            inner["required"] = ["number" if "indicators" in own else "id"]
        return inner
    return [_optional(item) for item in schema] if isinstance(schema, list) else schema


def _errors(document: Document, name: str, data: Any, path: tuple[object, ...]) -> Iterator[Told]:
    """Turn the library's errors into findings with places and our own words; what plainly fits has none."""
    schema = _schema(name)
    if not _passes(schema)(data):
        for error in _validator(name).iter_errors(data):
            yield from _finding(document, error, (*path, *error.absolute_path))
    yield from _bad_dates(document, schema, data, path)


# Keys that were called otherwise. Readers of YAML 1.1 turn the key `no` into false.
_RENAMED = {"no": "number"}


def _extra_keys(document: Document, error: Any, path: tuple[object, ...]) -> Iterator[Told]:
    allowed = list(error.schema.get("properties", {}))
    for extra in sorted(set(error.instance) - set(allowed)):
        if (now := _RENAMED.get(extra)) in allowed:
            where = document.where(*path, extra, key=True)
            yield path, finding("renamed-key", where, found=extra, now=now)
        else:
            yield (*path, extra), unknown("unknown-key", document, (*path, extra), extra, allowed, key=True)


def _wrong_type(document: Document, error: Any, path: tuple[object, ...]) -> Finding:
    where, found = document.where(*path), error.instance
    types = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    if found is None and types[0] in ("object", "array") and path:
        return finding("empty-key", where, found=str(path[-1]), expected=Message(f"type.{types[0]}"))
    if error.schema.get("form"):
        return finding("bad-form", where, found=_brief(found), expected=Message(f"form.{error.schema['form']}"))
    if isinstance(found, str) and types[0] in ("object", "array") and (colon := _colon(document, path, found)):
        return colon
    return finding("wrong-type", where, found=_brief(found), expected=Message(f"type.{types[0]}"))


def _finding(document: Document, error: Any, path: tuple[object, ...]) -> Iterator[Told]:
    where, rule, found = document.where(*path), error.validator, error.instance
    if rule == "additionalProperties":
        yield from _extra_keys(document, error, path)
    elif rule == "required":
        # one error for every missing key, each repeating the same list
        missing = next(key for key in error.validator_value if f"'{key}' is a required" in error.message)
        if not any(_RENAMED.get(key) == missing for key in found):  # the old word was said to be old
            yield path or (missing,), finding("missing-key", where, found=missing, **_choices(error.schema, missing))
    elif rule in ("enum", "const"):
        known = error.validator_value if rule == "enum" else [error.validator_value]
        yield path, unknown("bad-choice", document, path, str(found), known)
    elif rule in ("pattern", "anyOf") and "form" in error.schema:
        at = document.where(*path, found, key=True) if isinstance(error.parent, object) and _is_name(error) else where
        yield path, _bad_form(at, error)
    elif rule == "type":
        yield path, _wrong_type(document, error, path)
    elif rule == "uniqueItems":
        place = _second(found)
        yield path, finding("rule-uniqueItems", document.where(*path, place), found=_brief(found[place]))
    else:
        yield path, finding(f"rule-{rule}", where, found=_brief(found), limit=error.validator_value)


def _bad_form(where: Where, error: Any) -> Finding:
    """A word that is not written as it must be; typed in full-width letters it would be right."""
    found, schema = error.instance, error.schema
    narrow = unicodedata.normalize("NFKC", found).strip() if isinstance(found, str) else ""
    meant = narrow != found and "pattern" in schema and re.search(schema["pattern"], narrow)
    near = {"nearest": narrow} if meant else {}
    return finding("bad-form", where, found=_brief(found), expected=Message(f"form.{schema['form']}"), **near)


def _choices(schema: Any, key: str) -> dict[str, Any]:
    """The words that may stand under a key that is missing, where it takes only some."""
    part = schema.get("properties", {}).get(key, {})
    words = part.get("enum") or (["true", "false"] if part.get("type") == "boolean" else [])
    return {"known": Message("list", {"words": list(words)})} if words else {}


def _second(found: list[Any]) -> int:
    """The place of the first item that stands there before."""
    seen: set[str] = set()
    for place, item in enumerate(found):
        text = repr(item)
        if text in seen:
            return place
        seen.add(text)
    return 0


def _colon(document: Document, path: tuple[object, ...], found: str) -> Finding | None:
    """A text where keys and values belong: was a colon meant?"""
    where = document.where(*path)
    mark = SimpleNamespace(line=where.line - 1, column=where.column - 1)
    return colon_fault(found, mark, where.file)


def _is_name(error: Any) -> bool:
    return bool(error.parent is not None and error.parent.validator == "propertyNames") or (
        "propertyNames" in error.absolute_schema_path
    )


def _brief(found: Any) -> object:
    if isinstance(found, dict):
        return Message("type.object")
    if isinstance(found, list):
        return Message("type.array")
    if isinstance(found, bool):
        return str(found).lower()
    return "null" if found is None else str(found)[:60]


def _bad_dates(document: Document, schema: Any, data: Any, path: tuple[object, ...]) -> Iterator[Told]:
    """Find well-formed dates that no calendar has (2022-02-30), wherever the schema asks for a date."""
    if not _asks_dates(schema):
        return
    if isinstance(data, dict):
        properties, rest = schema.get("properties", {}), schema.get("additionalProperties")
        for key, item in data.items():
            if _asks_dates(part := properties.get(key, rest)):
                yield from _bad_dates(document, part, item, (*path, key))
    elif isinstance(data, list):
        for place, item in enumerate(data):
            yield from _bad_dates(document, schema.get("items"), item, (*path, place))
    elif isinstance(data, str) and schema.get("form") in ("date", "done") and re.search(DATE["pattern"], data):
        try:
            date.fromisoformat(data)
        except ValueError:
            yield path, finding("no-such-day", document.where(*path), found=data)


def _asks_dates(schema: Any) -> bool:
    """Tell whether a schema asks for a date anywhere; looked up once for each of the few that there are."""
    if not isinstance(schema, dict):
        return False
    known = _DATED.get(id(schema))
    if known is None or known[0] is not schema:
        inner = (*schema.get("properties", {}).values(), schema.get("additionalProperties"), schema.get("items"))
        known = schema, schema.get("form") in ("date", "done") or any(map(_asks_dates, inner))
        _DATED[id(schema)] = known
    return known[1]


_DATED: dict[int, tuple[Any, bool]] = {}
