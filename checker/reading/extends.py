"""`extends: other.yaml`: one plan file taken over, changed by measure number and indicator id.

The parts of the merged plan keep the places of the files they came from.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.files import yamlfile
from checker.files.yamlfile import Document
from checker.model import Finding, Level, Where, finding
from checker.reading import validate


def extended(document: Document, path: Path) -> tuple[Document | None, list[Finding]]:
    """Follow `extends` to its end and merge downwards; a cycle or a missing file is a finding."""
    chain, seen, found = [document], {path.resolve()}, list[Finding]()
    while isinstance(chain[-1].data, dict) and "extends" in chain[-1].data:
        layer = chain[-1]
        where, target = layer.where("extends"), layer.data["extends"]
        found += validate.check_plan(layer, partial=True)
        if any(f.level is Level.FAULT for f in found):
            return None, found
        path = path.parent / target
        if path.resolve() in seen:
            return None, [*found, finding("extends-cycle", where, found=target)]
        seen.add(path.resolve())
        base, more = yamlfile.read(path, _beside(layer.file, target))
        if not path.is_file() or (base is not None and not isinstance(base.data, dict)):
            return None, [*found, finding("extends-failed", where, found=target)]
        found += more
        if base is None or any(f.level is Level.FAULT for f in found):
            return None, found
        chain.append(base)
    if len(chain) > 1:
        found += validate.check_plan(chain[-1], partial=True)
        if any(f.level is Level.FAULT for f in found):
            return None, found
    merged = chain.pop()
    while chain:
        merged = _merge(merged, chain.pop())
    return merged, found


def _beside(file: str, target: str) -> str:
    return os.path.normpath(Path(file).parent / target)


def _merge(base: Document, change: Document) -> Document:
    """Lay one document over another."""
    data = {key: value for key, value in change.data.items() if key not in ("extends", "measures")}
    whole = {**base.data, **data}
    places: dict[tuple[object, ...], tuple[Document, tuple[object, ...]]] = {(key,): (change, (key,)) for key in data}
    measures = list(base.data.get("measures", []))
    position = {measure.get("number"): place for place, measure in enumerate(measures) if isinstance(measure, dict)}
    for index, measure in enumerate(change.data.get("measures", [])):
        place = position.get(measure.get("number"), len(measures))
        source = ("measures", index)
        if place == len(measures):
            measures.append(measure)
            places["measures", place] = (change, source)
            continue
        measures[place] = _merge_measure(measures[place], measure, place, (change, source), places)
    whole["measures"] = measures
    return Overlaid(base.file, base.text, whole, base.node, base, places)


def _merge_measure(
    old: dict[str, Any],
    new: dict[str, Any],
    place: int,
    origin: tuple[Document, tuple[object, ...]],
    places: dict[tuple[object, ...], tuple[Document, tuple[object, ...]]],
) -> dict[str, Any]:
    change, source = origin
    for key in new:
        if key != "indicators":
            places["measures", place, key] = (change, (*source, key))
    items = list(old.get("indicators", []))
    position = {item.get("id"): index for index, item in enumerate(items)}
    for index, item in enumerate(new.get("indicators", [])):
        at = position.get(item.get("id"), len(items))
        target = ("measures", place, "indicators", at)
        if at == len(items):
            items.append(item)
            places[target] = (change, (*source, "indicators", index))
            continue
        items[at] = {**items[at], **item}
        for key in item:
            places[(*target, key)] = (change, (*source, "indicators", index, key))
    return {**old, **new, "indicators": items}


@dataclass(frozen=True, slots=True)
class Overlaid(Document):
    """A merged document that answers places from the file each part came from."""

    base: Document
    places: dict[tuple[object, ...], tuple[Document, tuple[object, ...]]]

    def where(self, *path: object, key: bool = False) -> Where:
        """Return the place of a part in the file it was taken from."""
        for length in range(len(path), 0, -1):
            if found := self.places.get(path[:length]):
                document, source = found
                return document.where(*source, *path[length:], key=key)
        return self.base.where(*path, key=key)

    def under(self, *path: object) -> Document:
        """Return a view whose places are looked up below `path`."""
        places = {route[len(path) :]: found for route, found in self.places.items() if route[: len(path)] == path}
        return Overlaid(self.file, self.text, None, None, self.base.under(*path), places)
