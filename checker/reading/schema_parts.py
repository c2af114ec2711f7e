"""The smallest parts of our schemas, shared by all of them."""

from __future__ import annotations

from typing import Any

ID = r"^(0|[1-9][0-9]{0,3})[a-z]{1,2}$"
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE = {"type": "string", "form": "date", "pattern": r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": "string", "minLength": 1, "maxLength": 2000}
NAME = {"type": "string", "minLength": 1, "maxLength": 120}
NUMBER = {"type": "number"}
FLAG = {"type": "boolean"}
UNITS = {"type": "array", "items": NAME, "uniqueItems": True}
ID_FIELD = {"type": "string", "form": "id", "pattern": ID}
KEY_FIELD = {"type": "string", "form": "key", "pattern": KEY}


def closed(properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """An object that knows these keys and no others."""
    return {"type": "object", "additionalProperties": False, "required": list(required),
            "properties": properties, **more}  # fmt: skip
