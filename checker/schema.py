"""JSON Schemas of the files, built from the shared fields and each kind's own. The only `import jsonschema`.

The published schema (`plancheck schema`, for editors) dispatches on `kind` with if/then; here each indicator is
checked against its own kind's part, which gives the same verdicts an order of magnitude faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from checker import kinds, shape
from checker.model import Finding, Message
from checker.yamlfile import Document, fault

ID = r"^(0|[1-9][0-9]{0,3})[a-z]{1,2}$"
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PERIOD = r"^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
RHYTHMS = ["year", "half", "quarter", "month"]
MAX_WRITTEN = 24

_DATE = {"type": "string", "form": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 2000}
_NAME = {"type": "string", "minLength": 1, "maxLength": 120}
_NUMBER = {"type": "number"}
_FLAG = {"type": "boolean"}
_UNITS = {"type": "array", "items": _NAME, "uniqueItems": True}
_ID = {"type": "string", "form": "id", "pattern": ID}
_KEY = {"type": "string", "form": "key", "pattern": KEY}


def _object(properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required),
            "properties": properties, **more}  # fmt: skip


_PERIODS = {"type": "object", "minProperties": 1, "additionalProperties": _NUMBER,
            "propertyNames": {"form": "period", "pattern": PERIOD}}  # fmt: skip
_SHARED: dict[str, Any] = {
    "id": _ID,
    "name": _NAME,
    "unit": {"type": "string", "minLength": 1, "maxLength": 20},
    "kind": {},
    "start": _DATE,
    "by": _DATE,
    "every": {"enum": RHYTHMS},
    "binding": _FLAG,
    "weight": {"type": "number", "exclusiveMinimum": 0},
    "revisions": {
        "type": "array",
        "items": _object({"from": _DATE, "document": _NAME, "target": _NUMBER, "by": _DATE}, ("from", "document")),
    },
    "same_as": _KEY,
    "clause": _NAME,
    "as_written": {"type": "string", "minLength": 1, "maxLength": MAX_WRITTEN},
    "note": _TEXT,
}
_SOME: dict[str, Any] = {
    "target": _NUMBER,
    "baseline": _NUMBER,
    "direction": {"enum": ["up", "down"]},
    "tolerance": {"type": "number", "minimum": 0},
    "ceiling": _NUMBER,
    "per": {"enum": ["year", "quarter", "month", "week"]},
    "discrete": _FLAG,
    "strict": _FLAG,
    "schedule": _PERIODS,
    "nodes": {"type": "object", "minProperties": 1, "additionalProperties": _DATE},
    "parts": {"type": "array", "minItems": 2, "uniqueItems": True, "items": _ID},
    "reported_as": {"enum": ["percent"]},
}
_AMOUNT = {"type": ["number", "string", "null"]}
_DONE = {"anyOf": [_DATE, {"type": ["boolean", "null"]}], "form": "done"}
VALUE = _object({
    "value": {"type": ["number", "string", "null"]}, "part": _AMOUNT, "whole": _AMOUNT, "last_year": _AMOUNT,
    "done": _DONE, "nodes": {"type": "object", "additionalProperties": _DONE}, "progress": _AMOUNT,
    "confirmed": _FLAG, "unit": _NAME, "n": {"type": "integer", "minimum": 0},
    "unknown": {"type": "integer", "minimum": 0}, "falsified": _FLAG, "correction": _FLAG,
    "submitted": _DATE, "by": _NAME, "note": _TEXT, "reason": _TEXT,
    "evidence": {"type": "array", "items": _TEXT},
})  # fmt: skip


def indicator_schema(kind: str) -> dict[str, Any]:
    """Build the schema of an indicator of one kind; fields of other kinds are unknown keys."""
    module = kinds.load(kind)
    own = {name: {**_SOME[name], **extra} for name, extra in module.FIELDS.items()}
    return _object({**_SHARED, "kind": {"enum": [kind]}, **own}, ("id", "name", "kind", *module.REQUIRED))


def plan_schema(indicator: dict[str, Any]) -> dict[str, Any]:
    """Build the schema of a plan around a given schema of its indicators."""
    measure = _object({
        "no": {"type": "integer", "minimum": 0, "maximum": 9999}, "title": _NAME, "domain": _KEY, "clause": _NAME,
        "lead": _UNITS, "responsible": _UNITS, "asks": {"enum": ["responsible"]},
        "indicators": {"type": "array", "minItems": 1, "items": indicator},
    }, ("no", "title", "domain", "indicators"))  # fmt: skip
    document = _object(dict.fromkeys(("number", "issuer", "source"), _NAME) | {"issued": _DATE},
                       ("number", "issuer", "issued"))  # fmt: skip
    exemption = _object({"indicator": _ID, "from": _DATE, "until": _DATE, "reason": _TEXT, "document": _NAME},
                        ("indicator", "from", "until", "reason", "document"))  # fmt: skip
    days = {"type": "integer", "minimum": 0, "maximum": 60}
    return _object({
        "plan": _KEY, "extends": {"type": "string", "minLength": 1}, "title": _NAME, "locality": _KEY,
        "document": document, "period": _object({"start": _DATE, "end": _DATE}, ("start", "end")),
        "reporting": _object({"every": {"enum": RHYTHMS}, "due": days, "grace": days}, ("every", "due", "grace")),
        "profile": {"type": "string", "minLength": 1}, "exemptions": {"type": "array", "items": exemption},
        "measures": {"type": "array", "minItems": 1, "items": measure},
    }, ("plan", "title", "locality", "document", "period", "reporting", "measures"))  # fmt: skip


def submission_schema(value: dict[str, Any]) -> dict[str, Any]:
    """Build the schema of a submission around a given schema of one value."""
    return _object({
        "plan": _KEY, "period": {"type": ["string", "integer"], "form": "period", "pattern": PERIOD},
        "submitted": _DATE, "illustrative": _FLAG, "note": _TEXT,
        "values": {"type": "object", "additionalProperties": value},
    }, ("plan", "period", "submitted", "values"))  # fmt: skip


LOCALITIES = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "name": _NAME, "english": _NAME, "code": {"type": "string", "form": "code", "pattern": r"^[0-9]{6}$"},
    "level": {"enum": ["province", "city", "district", "county"]}, "parent": _KEY,
}, ("name", "english", "code", "level"))}  # fmt: skip
DOMAINS = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "name": _NAME, "english": _NAME, "official": _FLAG,
}, ("name", "english"))}  # fmt: skip
PROFILES = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "basis": {"enum": ["ratio", "gap"]}, "green": _NUMBER, "yellow": _NUMBER, "source": _TEXT,
}, ("basis", "green", "yellow", "source"))}  # fmt: skip
_DAYS = {"type": "array", "items": _DATE, "uniqueItems": True}
CALENDAR = {"type": "object", "propertyNames": {"form": "year", "pattern": r"^[0-9]{4}$"},
            "additionalProperties": _object({"notice": _NAME, "source": _TEXT, "holidays": _DAYS, "workdays": _DAYS},
                                            ("notice", "holidays", "workdays"))}  # fmt: skip
SHARED = {"localities": LOCALITIES, "domains": DOMAINS, "profiles": PROFILES, "calendar": CALENDAR}
NAMES = ("plan", "submission", "assessment", *SHARED)


def published(name: str, describe: Callable[[str], str | None]) -> dict[str, Any]:
    """Build one published schema (one of `NAMES`) with descriptions from the messages."""
    if name == "plan":
        branches = [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
             "then": {"$ref": f"#/$defs/{kind}"}} for kind in kinds.names()]  # fmt: skip
        any_kind = {"type": "object", "required": ["id", "name", "kind"], "allOf": branches,
                    "properties": {"kind": {"enum": list(kinds.names())}}}  # fmt: skip
        body = plan_schema(any_kind)
        # a plan that extends another gives only what differs
        whole, body["required"] = body["required"], ["plan"]
        body |= {"if": {"not": {"required": ["extends"]}}, "then": {"required": whole}}
        body["$defs"] = {kind: indicator_schema(kind) for kind in kinds.names()}
    elif name == "submission":
        body = submission_schema({"anyOf": [{"type": ["number", "string", "boolean", "null"]}, VALUE]})
    elif name == "assessment":
        body = shape.ASSESSMENT
    else:
        body = SHARED[name]
    title = describe(f"schema.{name}") or name
    return {"$schema": DRAFT, "title": title, **_described(body, describe, name)}


def _described(part: Any, describe: Callable[[str], str | None], scope: str) -> Any:
    """Add a description to every property that has a message `field.<name>`; drop our own keyword `form`."""
    if isinstance(part, list):
        return [_described(item, describe, scope) for item in part]
    if not isinstance(part, dict):
        return part
    done: dict[str, Any] = {}
    for key, item in part.items():
        if key == "form":
            continue
        done[key] = _described(item, describe, scope)
        if key == "properties":
            for name in item:
                text = describe(f"field.{scope}.{name}") or describe(f"field.{name}")
                if text and isinstance(done[key][name], dict):
                    done[key][name] = {"description": text, **done[key][name]}
    return done


def check_plan(document: Document, partial: bool = False) -> list[Finding]:
    """Check a plan's shape: its head and measures, then each indicator against its kind.

    `partial`: the file extends another and gives only what differs, so nothing is required of it.
    """
    found = list(_errors(document, _validator("partial" if partial else "plan"), document.data, ()))
    measures = document.data.get("measures") if isinstance(document.data, dict) else None
    for place, measure in enumerate(measures if isinstance(measures, list) else ()):
        items = measure.get("indicators") if isinstance(measure, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            path = ("measures", place, "indicators", index)
            if not partial:
                found += check_indicator(document, item, path)
    return found


def check_indicator(document: Document, item: Any, path: tuple[object, ...]) -> Iterator[Finding]:
    """Check one indicator against the schema of the kind it names."""
    kind = item.get("kind") if isinstance(item, dict) else None
    if not isinstance(item, dict):
        yield fault("wrong-type", document.where(*path), found=item, expected=Message("type.object"))
    elif kind is None:
        yield fault("missing-key", document.where(*path), found="kind")
    elif kind not in kinds.names():
        yield unknown("bad-choice", document, (*path, "kind"), str(kind), kinds.names())
    else:
        yield from _errors(document, _validator(f"kind:{kind}"), item, path)


def check_submission(document: Document) -> list[Finding]:
    """Check a submission's shape; single values may be numbers, words or objects."""
    found = list(_errors(document, _validator("submission"), document.data, ()))
    values = document.data.get("values") if isinstance(document.data, dict) else None
    for name, value in (values if isinstance(values, dict) else {}).items():
        if isinstance(value, dict):
            found += _errors(document, _validator("value"), value, ("values", name))
        elif isinstance(value, list):
            expected = Message("type.value")
            found.append(fault("wrong-type", document.where("values", name), found=value, expected=expected))
    return found


def check_shared(document: Document, name: str) -> list[Finding]:
    """Check localities, domains, profiles or the calendar, by the file's name."""
    return list(_errors(document, _validator(name), document.data, ()))


def unknown(code: str, document: Document, path: tuple[object, ...], found: str, known: Any,
            key: bool = False) -> Finding:  # fmt: skip
    """Make a finding for a word that is not in a list, with the nearest right one."""
    from difflib import get_close_matches

    words = [str(word) for word in known]
    near = get_close_matches(found, words, n=1, cutoff=0.5)
    if not near:
        near = [word for word in words if word.lower() == found.lower()]
    facts: dict[str, object] = {"found": found, "known": Message("list", {"words": words[:40]})}
    if near:
        facts["nearest"] = near[0]
    return fault(code, document.where(*path, key=key), **facts)


@cache
def _validator(name: str) -> Any:
    """Build a validator once: `plan`, `partial`, `kind:<kind>`, `submission`, `value` or a shared file's name."""
    if name.startswith("kind:"):
        schema = indicator_schema(name.removeprefix("kind:"))
    elif name in ("plan", "partial"):
        schema = plan_schema({})
        if name == "partial":
            schema = _optional(schema) | {"required": ["plan"]}
    elif name in ("submission", "value"):
        schema = VALUE if name == "value" else submission_schema({})
    else:
        schema = SHARED[name.removesuffix(".yaml")]
    return _quick()(schema)


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
            if name in instance and not plainly_right(part, instance[name]):
                yield from validator.descend(instance[name], part, path=name, schema_path=name)


def _items(validator: Any, part: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """The keyword `items` in the same way."""
    if isinstance(instance, list):
        for place, value in enumerate(instance):
            if not plainly_right(part, value):
                yield from validator.descend(value, part, path=place)


def plainly_right(part: dict[str, Any], value: Any) -> bool:
    """Tell at a glance that a text, a number or one of several words fits a simple schema; False if in doubt."""
    for rule, bound in part.items():
        if rule == "type":
            if type(value) not in _PLAIN_TYPES.get(bound if isinstance(bound, str) else "", ()):
                return False
        elif rule == "enum":
            if type(value) is not str or value not in bound:
                return False
        elif rule == "pattern":
            if type(value) is not str or not re.search(bound, value):
                return False
        elif rule in ("minLength", "maxLength"):
            if type(value) is not str or (len(value) < bound if rule == "minLength" else len(value) > bound):
                return False
        elif rule != "form":
            return False
    return bool(part)


_PLAIN_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "number": (int, Decimal), "integer": (int,), "boolean": (bool,),
}  # fmt: skip


def _optional(schema: Any) -> Any:
    if isinstance(schema, dict):
        inner = {key: _optional(item) for key, item in schema.items() if key not in ("required", "minItems")}
        if "no" in inner.get("properties", {}):
            inner["required"] = ["no"]
        return inner
    return [_optional(item) for item in schema] if isinstance(schema, list) else schema


def _errors(document: Document, validator: Any, data: Any, path: tuple[object, ...]) -> Iterator[Finding]:
    """Turn the library's errors into findings with places and our own words."""
    for error in validator.iter_errors(data):
        yield from _finding(document, error, (*path, *error.absolute_path))
    yield from _bad_dates(document, validator.schema, data, path)


def _finding(document: Document, error: Any, path: tuple[object, ...]) -> Iterator[Finding]:
    where, rule, found = document.where(*path), error.validator, error.instance
    if rule == "additionalProperties":
        allowed = list(error.schema.get("properties", {}))
        for extra in sorted(set(found) - set(allowed)):
            yield unknown("unknown-key", document, (*path, extra), extra, allowed, key=True)
    elif rule == "required":
        # one error for every missing key, each repeating the same list
        missing = next(key for key in error.validator_value if f"'{key}' is a required" in error.message)
        yield fault("missing-key", where, found=missing)
    elif rule in ("enum", "const"):
        known = error.validator_value if rule == "enum" else [error.validator_value]
        yield unknown("bad-choice", document, path, str(found), known)
    elif rule in ("pattern", "anyOf") and "form" in error.schema:
        at = document.where(*path, found, key=True) if isinstance(error.parent, object) and _is_name(error) else where
        yield fault("bad-form", at, found=found, expected=Message(f"form.{error.schema['form']}"))
    elif rule == "type":
        types = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        if error.schema.get("form"):
            yield fault("bad-form", where, found=found, expected=Message(f"form.{error.schema['form']}"))
        else:
            yield fault("wrong-type", where, found=_brief(found), expected=Message(f"type.{types[0]}"))
    else:
        yield fault(f"rule-{rule}", where, found=_brief(found), limit=error.validator_value)


def _is_name(error: Any) -> bool:
    return bool(error.parent is not None and error.parent.validator == "propertyNames") or (
        "propertyNames" in error.absolute_schema_path
    )


def _brief(found: Any) -> object:
    if isinstance(found, dict):
        return Message("type.object")
    if isinstance(found, list):
        return Message("type.array")
    return "null" if found is None else str(found)[:60]


def _bad_dates(document: Document, schema: Any, data: Any, path: tuple[object, ...]) -> Iterator[Finding]:
    """Find well-formed dates that no calendar has (2022-02-30), wherever the schema asks for a date."""
    if not isinstance(schema, dict):
        return
    if isinstance(data, dict):
        properties, rest = schema.get("properties", {}), schema.get("additionalProperties")
        for key, item in data.items():
            if part := properties.get(key, rest):
                yield from _bad_dates(document, part, item, (*path, key))
    elif isinstance(data, list):
        for place, item in enumerate(data):
            yield from _bad_dates(document, schema.get("items"), item, (*path, place))
    elif isinstance(data, str) and schema.get("form") in ("date", "done") and re.fullmatch(_DATE["pattern"], data):
        try:
            date.fromisoformat(data)
        except ValueError:
            yield fault("no-such-day", document.where(*path), found=data)
