"""What is sound in a plan whose shape has faults, so that all else that is wrong in it can be said in the same pass."""

from __future__ import annotations

from typing import Any

from checker.files.yamlfile import Document
from checker.reading import validate
from checker.reading.extends import Overlaid, Route, Source

# What checks do not look at, so that anything may stand in for it.
_STAND_INS: dict[str, Any] = {"plan": "x", "title": "x", "document": {"issuer": "x"}, "profile": None, "exemptions": []}


def sound(document: Document) -> Document | None:
    """Return the plan without unknown keys, and without the measures and indicators that have a fault of shape.

    Places stay those of the file. None where what all checks rest on has a fault: the plan's time, rhythm or locality.
    """
    routes = list(validate.faulty(document))
    if not isinstance(document.data, dict) or any(not route for route in routes):
        return None
    head = {route[0] for route in routes if route[0] != "measures" or len(route) == 1}
    unknown = head - validate.plan_keys()
    data = {key: value for key, value in document.data.items() if key not in head}
    for key in head - unknown:
        if key not in _STAND_INS:
            return None
        if _STAND_INS[key] is not None:
            data[key] = _STAND_INS[key]
    measures, places = _measures(document, {route[1:] for route in routes if route[0] == "measures" and len(route) > 1})
    return Overlaid(
        file=document.file, text=document.text, data={**data, "measures": measures}, node=document.node, base=document,
        places=places,
    )  # fmt: skip


def _measures(document: Document, faulty: set[Route]) -> tuple[list[dict[str, Any]], dict[Route, Source]]:
    """Keep the measures and indicators without a fault, and tell where each lies in the file."""
    kept: list[dict[str, Any]] = []
    places: dict[Route, Source] = {}
    for at, measure in enumerate(document.data["measures"]):
        own = {route[1:] for route in faulty if route[0] == at}
        bad = {route[:1] for route in own if not route or route[0] != "indicators" or len(route) == 1}
        stray = {key for (key,) in filter(None, bad) if key not in validate.measure_keys()}
        if () in bad or any(key not in stray for (key,) in filter(None, bad)):
            continue
        spots = [route[1:] for route in own if route and route[0] == "indicators" and len(route) > 1]
        items: list[dict[str, Any]] = []
        for index, item in enumerate(measure["indicators"]):
            inner = {route[1:] for route in spots if route[0] == index}
            odd = {route[0] for route in inner if route and route[0] not in validate.indicator_keys(item)}
            if any(not route or route[0] not in odd for route in inner):
                continue
            target = ("measures", len(kept), "indicators", len(items))
            places[target] = document, ("measures", at, "indicators", index)
            items.append({key: value for key, value in item.items() if key not in odd})
        places["measures", len(kept)] = document, ("measures", at)
        kept.append({**{key: value for key, value in measure.items() if key not in stray}, "indicators": items})
    return kept, places
