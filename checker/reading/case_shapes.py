"""JSON Schemas of a round of typical cases: its register and the rule that lies beside it."""

from __future__ import annotations

from checker.reading.schema_parts import DATE, FLAG, ID_FIELD, KEY_FIELD, NAME, TEXT, UNITS, closed

_POINTS = {"type": "number"}
_MARKS = {"type": "object", "additionalProperties": _POINTS}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": 9999}
_NUMBERS = {"type": "array", "items": _NUMBER, "uniqueItems": True}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 9999}
_COUNTS = {"type": "object", "additionalProperties": _COUNT}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}

STATUSES = ("entered", "withdrawn", "refused", "chosen")
"""参评、撤回、不予受理、入选; the last stands only in the register of a round that has been announced."""

_CASE = closed({
    "number": _NUMBER, "title": NAME, "unit": NAME, "locality": KEY_FIELD, "domain": NAME,
    "submitted": closed({"by": NAME, "on": DATE, "place": _NUMBER}, ("by", "on")),
    "material": closed({"file": NAME, "sha256": {"type": "string", "form": "sha256", "pattern": r"^[0-9a-f]{64}$"},
                        "characters": {"type": "integer", "minimum": 0}}, ("file", "sha256")),
    "scores": closed({"experts": _MARKS, "departments": _MARKS}), "recused": UNITS,
    "status": {"enum": list(STATUSES)}, "reason": TEXT,
    "supports": {"type": "array", "items": closed({"plan": KEY_FIELD, "indicator": ID_FIELD}, ("plan", "indicator"))},
    "inferred": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": ["locality", "unit"]}},
    "checked": TEXT, "note": TEXT,
}, ("number", "title", "unit", "locality"))  # fmt: skip

_OBJECTION = closed({
    "case": _NUMBER, "on": DATE, "by": NAME, "text": TEXT,
    "settled": closed({"on": DATE, "result": {"enum": ["kept", "removed"]}, "document": NAME},
                      ("on", "result", "document")),
}, ("case", "on", "by", "text"))  # fmt: skip

CASES = closed({
    "round": KEY_FIELD, "title": NAME, "locality": KEY_FIELD, "organizer": NAME, "to": TEXT, "illustrative": FLAG,
    "received": _COUNT, "scored": DATE,
    "announced": closed({"on": DATE, "document": NAME, "source": TEXT}, ("source",)),
    "decided": closed({"chosen": _NUMBERS, "document": NAME}, ("chosen", "document")),
    "publicity": closed({"from": DATE, "cases": _NUMBERS, "objections": {"type": "array", "items": _OBJECTION}},
                        ("from", "cases")),
    "cases": {"type": "array", "minItems": 1, "items": _CASE},
}, ("round", "title", "locality", "organizer", "cases"))  # fmt: skip

CASE_RULE = closed({
    "round": KEY_FIELD, "published": DATE, "document": NAME, "select": {**_COUNT, "minimum": 1},
    "scale": closed({"from": _POINTS, "to": _POINTS}, ("from", "to")),
    "experts": closed({
        "weight": _SHARE, "least": {**_COUNT, "minimum": 1},
        "drop": closed({"from": {**_COUNT, "minimum": 3}, "highest": _COUNT, "lowest": _COUNT},
                       ("from", "highest", "lowest")),
        "units": {"type": "object", "additionalProperties": NAME},
    }, ("weight",)),
    "departments": closed({"weight": _SHARE, "names": UNITS}, ("weight",)),
    "characters": {"type": "integer", "minimum": 1},
    "quotas": closed({
        "counted_at": {"enum": ["city", "county"]}, "submitter": _COUNTS, "locality": _COUNTS, "domain": _COUNTS,
    }),
    "publicity": closed({"days": {"type": "integer", "minimum": 1, "maximum": 60}, "contact": TEXT}, ("days",)),
}, ("round", "published", "select", "scale", "experts", "departments", "publicity"))  # fmt: skip
