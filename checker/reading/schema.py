"""JSON Schemas of the files, built from the shared fields and each kind's own: plain data, one source for all.

`published` is what `plancheck schema` prints for editors; `checker.validate` checks files against the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from checker import kinds
from checker.model import periods
from checker.reading import shape
from checker.reading.case_shapes import CASE_RULE, CASES
from checker.reading.schema_parts import DATE, ID_FIELD
from checker.reading.schema_parts import FLAG as _FLAG
from checker.reading.schema_parts import KEY as KEY
from checker.reading.schema_parts import KEY_FIELD as _KEY
from checker.reading.schema_parts import NAME as _NAME
from checker.reading.schema_parts import NUMBER as _NUMBER
from checker.reading.schema_parts import TEXT as _TEXT
from checker.reading.schema_parts import UNITS as _UNITS
from checker.reading.schema_parts import closed as _object
from checker.reading.survey_shapes import SURVEY

PERIOD = r"^[1-9][0-9]{3}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
RHYTHMS = ["year", "half", "quarter", "month"]
MAX_WRITTEN = 40

_DUE = {"type": ["integer", "object"], "minimum": 0, "maximum": 60, "additionalProperties": False,
        "properties": {"day": {"type": "integer", "minimum": 1, "maximum": 31}}, "required": ["day"]}  # fmt: skip
_PERIODS = {"type": "object", "minProperties": 1, "additionalProperties": _NUMBER,
            "propertyNames": {"form": "period", "pattern": PERIOD}}  # fmt: skip
_NODES = {"type": "object", "minProperties": 1, "additionalProperties": DATE}
_INFERRED = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": ["lead"]}}
_SHARED: dict[str, Any] = {
    "id": ID_FIELD,
    "name": _NAME,
    "unit": {"type": "string", "minLength": 1, "maxLength": 20},
    "kind": {},
    "start": DATE,
    "by": DATE,
    "every": {"enum": RHYTHMS},
    "binding": _FLAG,
    "weight": {"type": "number", "exclusiveMinimum": 0},
    "same_as": _KEY,
    "same_target": ID_FIELD,
    "lead": _UNITS,
    "responsible": _UNITS,
    "inferred": _INFERRED,
    "leader": _NAME,
    "clause": _NAME,
    "as_written": {"type": "string", "minLength": 1, "maxLength": MAX_WRITTEN},
    "reading": _TEXT,
    "note": _TEXT,
    "unbounded": _FLAG,
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
    "nodes": _NODES,
    "parts": {"type": "array", "minItems": 2, "uniqueItems": True, "items": ID_FIELD},
    "reported_as": {"enum": ["percent"]},
}
_AMOUNT = {"type": ["number", "string", "null"]}
_DONE = {"anyOf": [DATE, {"type": ["boolean", "null"]}], "form": "done"}
VALUE = _object({
    "value": {"type": ["number", "string", "null"]}, "part": _AMOUNT, "whole": _AMOUNT, "last_year": _AMOUNT,
    "done": _DONE, "nodes": {"type": "object", "additionalProperties": _DONE}, "progress": _AMOUNT,
    "confirmed": _FLAG, "unit": _NAME, "n": {"type": "integer", "minimum": 0},
    "unknown": {"type": "integer", "minimum": 0}, "falsified": _FLAG, "correction": _FLAG,
    "submitted": DATE, "by": _NAME, "note": _TEXT, "reason": _TEXT, "none": _FLAG, "planned": DATE,
    "evidence": {"type": "array", "items": _TEXT}, "source": _TEXT,
})  # fmt: skip


def indicator_schema(kind: str) -> dict[str, Any]:
    """Build the schema of an indicator of one kind; fields of other kinds are unknown keys."""
    module = kinds.load(kind)
    own = {name: {**_SOME[name], **extra} for name, extra in module.FIELDS.items()}
    revisions = {"type": "array", "items": _revision(module.FIELDS)}
    return _object({**_SHARED, "kind": {"enum": [kind]}, "revisions": revisions, **own},
                   ("id", "name", "kind", *module.REQUIRED))  # fmt: skip


def _revision(fields: Collection[str]) -> dict[str, Any]:
    """Build the schema of what a later document changes: nodes and stages only where a kind has them."""
    own = {name: part for name, part in (("nodes", _NODES), ("schedule", _PERIODS)) if name in fields}
    return _object({"from": DATE, "document": _NAME, "target": _NUMBER, "by": DATE, **own}, ("from", "document"))


def plan_schema(indicator: dict[str, Any]) -> dict[str, Any]:
    """Build the schema of a plan around a given schema of its indicators."""
    measure = _object({
        "number": {"type": "integer", "minimum": 0, "maximum": 9999}, "title": _NAME, "domain": _KEY, "clause": _NAME,
        "lead": _UNITS, "responsible": _UNITS, "asks": {"enum": ["responsible"]}, "inferred": _INFERRED,
        "leader": _NAME,
        "indicators": {"type": "array", "minItems": 1, "items": indicator},
    }, ("number", "title", "domain", "indicators"))  # fmt: skip
    document = _object(dict.fromkeys(("number", "index", "issuer", "source"), _NAME) | {"issued": DATE},
                       ("issuer", "issued"))  # fmt: skip
    exemption = _object({"indicator": ID_FIELD, "from": DATE, "until": DATE, "reason": _TEXT, "document": _NAME},
                        ("indicator", "from", "until", "reason", "document"))  # fmt: skip
    days = {"type": "integer", "minimum": 0, "maximum": 60}
    return _object({
        "plan": _KEY, "extends": {"type": "string", "minLength": 1}, "title": _NAME, "locality": _KEY,
        "document": document, "period": _object({"start": DATE, "end": DATE}, ("start", "end")),
        "reporting": _object({"every": {"enum": RHYTHMS}, "due": _DUE, "grace": days}, ("every", "due", "grace")),
        "profile": {"type": "string", "minLength": 1}, "exemptions": {"type": "array", "items": exemption},
        "measures": {"type": "array", "minItems": 1, "items": measure},
    }, ("plan", "title", "locality", "document", "period", "reporting", "measures"))  # fmt: skip


def submission_schema(value: dict[str, Any]) -> dict[str, Any]:
    """Build the schema of a submission around a given schema of one value."""
    return _object({
        "plan": _KEY, "period": {"type": ["string", "integer"], "form": "period", "pattern": periods.WRITTEN},
        "submitted": DATE, "illustrative": _FLAG, "partial": _FLAG, "note": _TEXT,
        "values": {"type": "object", "additionalProperties": value},
    }, ("plan", "period", "submitted", "values"))  # fmt: skip


LOCALITIES = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "name": _NAME, "english": _NAME, "code": {"type": "string", "form": "code", "pattern": r"^[0-9]{6}$"},
    "level": {"enum": ["province", "city", "district", "county"]}, "parent": _KEY,
    "place": {"type": "integer", "minimum": 1},
}, ("name", "english", "code", "level"))}  # fmt: skip
DOMAINS = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "name": _NAME, "english": _NAME, "official": _FLAG, "aliases": _UNITS,
}, ("name", "english"))}  # fmt: skip
PROFILES = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _object({
    "title": _NAME, "basis": {"enum": ["ratio", "gap"]}, "green": _NUMBER, "yellow": _NUMBER, "source": _TEXT,
}, ("basis", "green", "yellow", "source"))}  # fmt: skip
_DAYS = {"type": "array", "items": DATE, "uniqueItems": True}
CALENDAR = {"type": "object", "propertyNames": {"form": "year", "pattern": r"^[0-9]{4}$"},
            "additionalProperties": _object({"notice": _NAME, "source": _TEXT, "holidays": _DAYS, "workdays": _DAYS},
                                            ("notice", "holidays", "workdays"))}  # fmt: skip
SAME_AS = {"type": "object", "propertyNames": {"form": "key", "pattern": KEY}, "additionalProperties": _NAME}
_NAMED = {"type": "object", "additionalProperties": _NAME}
OFFICE = _object({
    "name": _NAME, "short": _NAME, "marks": _object({"circular": _NAME, "slip": _NAME}), "printed_by": _NAME,
    "to": _TEXT, "cc": _UNITS, "note": _NAME, "phone": _NAME, "unranked": _UNITS, "short_names": _NAMED,
    "groups": {"type": "object", "additionalProperties": {**_UNITS, "minItems": 1}}, "english": _NAMED,
})  # fmt: skip
SHARED = {
    "localities": LOCALITIES, "domains": DOMAINS, "profiles": PROFILES, "calendar": CALENDAR, "same_as": SAME_AS,
    "office": OFFICE, "cases": CASES, "case_rule": CASE_RULE,
    "survey": SURVEY,
}  # fmt: skip
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


def _described(part: Any, describe: Callable[[str], str | None], scope: str, within: str = "") -> Any:
    """Add a description to every property; drop our own keyword `form`.

    The message is `field.<name>`, or where one word means several things `field.<schema>.<name>` or
    `field.<enclosing property>.<name>`.
    """
    if isinstance(part, list):
        return [_described(item, describe, scope, within) for item in part]
    if not isinstance(part, dict):
        return part
    done: dict[str, Any] = {}
    for key, item in part.items():
        if key == "form":
            continue
        if key != "properties":
            done[key] = _described(item, describe, scope, within)
            continue
        done[key] = {name: _described(inner, describe, scope, name) for name, inner in item.items()}
        for name in item:
            text = (describe(f"field.{within}.{name}") or describe(f"field.{scope}.{name}")
                        or describe(f"field.{name}"))  # fmt: skip
            if text and isinstance(done[key][name], dict):
                done[key][name] = {"description": text, **done[key][name]}
    return done
