"""JSON Schema of the form of a satisfaction survey."""

from __future__ import annotations

from checker.reading.schema_parts import DATE, FLAG, ID_FIELD, KEY_FIELD, NAME, TEXT, closed

_ID = {"type": "string", "form": "question", "pattern": r"^[A-Za-z][A-Za-z0-9-]{0,31}$"}
_WORDS = {"type": "array", "items": NAME, "minItems": 1, "uniqueItems": True}
_IDS = {"type": "array", "items": _ID, "minItems": 1, "uniqueItems": True}
_WHOLE = {"type": "integer", "minimum": 0, "maximum": 100}
_WEIGHT = {"type": "number", "exclusiveMinimum": 0}

TYPES = ("score", "overall", "grade", "choice", "open")

_QUESTION = closed({
    "id": _ID, "type": {"enum": list(TYPES)}, "ask": TEXT, "short": NAME, "options": {**_WORDS, "minItems": 2},
    "several": FLAG, "skip": _WORDS, "stop": _WORDS, "routes": {"type": "object", "additionalProperties": _IDS},
    "good": {**_WHOLE, "minimum": 1}, "weight": _WEIGHT,
}, ("id", "type", "ask"))  # fmt: skip

SURVEY = closed({
    "form": KEY_FIELD, "version": NAME, "title": NAME,
    "document": closed({**dict.fromkeys(("number", "issuer", "source"), NAME), "issued": DATE}, ("issuer", "issued")),
    "sampling": {"enum": ["voluntary", "probability"]},
    "scale": closed({"from": _WHOLE, "to": {**_WHOLE, "minimum": 2}, "unknown": NAME, "satisfied": _WHOLE},
                    ("from", "to", "unknown", "satisfied")),
    "words": {"type": "object", "minProperties": 2,
              "additionalProperties": {"type": "array", "items": _WHOLE, "minItems": 1, "uniqueItems": True}},
    "bands": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "number"}},
    "indicators": {"type": "array", "items": closed({"plan": KEY_FIELD, "indicator": ID_FIELD, "of": NAME},
                                                    ("plan", "indicator", "of"))},
    "sections": {"type": "array", "minItems": 1, "items": closed({
        "id": _ID, "title": NAME, "about": TEXT, "domain": KEY_FIELD, "weight": _WEIGHT,
        "questions": {"type": "array", "minItems": 1, "items": _QUESTION},
    }, ("id", "title", "questions"))},
}, ("form", "version", "title", "sampling", "scale", "words", "bands", "sections"))  # fmt: skip
