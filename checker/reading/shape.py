"""The shape of the assessment JSON, `plancheck/assessment@1` (outputs 1): a copied, versioned form of the model."""

from __future__ import annotations

from typing import Any

from checker.model import Light, Reason, Status

NAME = "plancheck/assessment@1"
SEVERAL = "plancheck/assessments@1"

_TEXT = {"type": "string"}
_NUMBER = {"type": ["number", "null"]}
_DAY = {"type": "string", "format": "date"}
_COUNT = {"type": "integer", "minimum": 0}
_LIGHT = {"enum": [light.value for light in Light]}
_UNITS = {"type": "array", "items": _TEXT}
_PLACE = {"type": ["object", "null"], "required": ["file", "line", "column"], "additionalProperties": False,
          "properties": {"file": _TEXT, "line": _COUNT, "column": _COUNT}}  # fmt: skip


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


TALLY = _closed(dict.fromkeys(("indicators", "green", "yellow", "red", "grey", "unreported", "late"), _COUNT))
STANDING = _closed({"name": _TEXT, "totals": TALLY, "score": _NUMBER, "grade": {"enum": ["A", "B", "C", "D", None]},
                    "rank": {"type": ["integer", "null"]}})  # fmt: skip
VERDICT = _closed({
    "indicator": _TEXT, "measure": _COUNT, "domain": _TEXT, "name": _TEXT, "unit": _TEXT, "kind": _TEXT,
    "lead": _UNITS, "light": _LIGHT, "reason": {"enum": [reason.value for reason in Reason]},
    "status": {"enum": [status.value for status in Status]}, "value": _NUMBER, "target": _NUMBER,
    "expected": _NUMBER, "pace": _NUMBER, "completion": _NUMBER, "gap": _NUMBER, "by": _DAY,
    "by_assumed": {"type": "boolean"}, "previous": {"enum": [*(light.value for light in Light), None]},
    "inferred": {"type": "array", "items": {"enum": ["by", "baseline", "lead"]}}, "postponed": _COUNT,
    "same_target": {"type": ["string", "null"]},
    "streak": _COUNT, "step": {"type": "integer", "minimum": 0, "maximum": 4},
    "outlook": {"type": ["object", "null"], "required": ["value", "meets"], "additionalProperties": False,
                "properties": {"value": {"type": "number"}, "meets": {"type": ["boolean", "null"]}}},
    "sentence": _TEXT, "at": _PLACE,
})  # fmt: skip
FINDING = _closed({"code": _TEXT, "level": {"enum": ["fault", "returned", "warning"]},
                   "indicator": {"type": ["string", "null"]}, "message": _TEXT,
                   "explained": {"type": "boolean"}, "at": _PLACE})  # fmt: skip
ASSESSMENT = _closed({
    "schema": {"const": NAME}, "plan": _TEXT, "title": _TEXT, "locality": _TEXT, "period": _TEXT, "cut_off": _DAY,
    "due": _DAY, "grace_end": _DAY, "on": _DAY,
    "profile": _closed({"name": _TEXT, "basis": {"enum": ["ratio", "gap"]}, "green": {"type": "number"},
                        "yellow": {"type": "number"}}),
    "illustrative": {"type": "boolean"}, "totals": TALLY, "verdicts": {"type": "array", "items": VERDICT},
    "domains": {"type": "array", "items": STANDING}, "units": {"type": "array", "items": STANDING},
    "findings": {"type": "array", "items": FINDING},
})  # fmt: skip
