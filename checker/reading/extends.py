"""`extends: other.yaml`: one plan file taken over, changed by measure number and indicator id.

The parts of the merged plan keep the places of the files they came from.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from checker.files import yamlfile
from checker.files.places import shipped
from checker.files.yamlfile import Document
from checker.model import Finding, Where, finding
from checker.model.findings import faults
from checker.reading import validate

Route = tuple[object, ...]
"""Keys and list positions from a document's top to a part of it."""

Roots = tuple[Path, ...]
"""Folders from which files may be taken."""

Source = tuple[Document, Route]
"""The document that a part was taken from, and the part's route there."""


def extended(document: Document, path: Path, root: Path | None = None) -> tuple[Document | None, list[Finding]]:
    """Follow `extends` to its end and merge downwards; a cycle, a missing file or one that lies outside is a finding.

    It may lie in `root`, the catalogue's folder (the plan's own, where the plan lies elsewhere), and in the catalogues
    that come with the program: nothing else is opened, as parts of it would be said.
    """
    inside = root is not None and path.resolve().is_relative_to(root.resolve())
    own = root if root is not None and inside else path.parent
    chain, found = _chain(document, path, (own.resolve(), shipped("indicators").resolve()))
    if len(chain) > 1 and not faults(found):
        found += validate.check_plan(chain[-1], partial=True)
    if faults(found):
        return None, found
    return reduce(_merge, reversed(chain)), found


def _chain(document: Document, path: Path, roots: Roots) -> tuple[list[Document], list[Finding]]:
    """Read the files that lie below a document, the nearest first; it ends early where one has a fault."""
    chain, found, seen = [document], list[Finding](), {path.resolve()}
    while not faults(found) and isinstance(chain[-1].data, dict) and "extends" in chain[-1].data:
        layer = chain[-1]
        found += validate.check_plan(layer, partial=True)
        if faults(found):
            break
        path, code = _followed(path, layer.data["extends"], roots, seen)
        base, more = (None, [_fault(layer, code)]) if code else _base(layer, path)
        found += more
        seen.add(path.resolve())
        if base is not None:
            chain.append(base)
    return chain, found


def _followed(path: Path, name: str, roots: Roots, seen: Collection[Path]) -> tuple[Path, str]:
    """Return the file that `extends` names, and the code of what is wrong with it before it is opened."""
    if not name.isprintable():
        return path, "extends-failed"
    other = path.parent / name
    if not any(other.resolve().is_relative_to(root) for root in roots):
        return path, "extends-outside"
    return other, "extends-cycle" if other.resolve() in seen else ""


def _base(layer: Document, path: Path) -> tuple[Document | None, list[Finding]]:
    """Read the file that a document extends."""
    base, found = yamlfile.read(path, os.path.normpath(Path(layer.file).parent / layer.data["extends"]))
    if not path.is_file() or (base is not None and not isinstance(base.data, dict)):
        return None, [_fault(layer, "extends-failed")]
    return base, found


def _fault(layer: Document, code: str) -> Finding:
    return finding(code, layer.where("extends"), found=layer.data["extends"])


def _merge(base: Document, change: Document) -> Document:
    """Lay one document over another."""
    data = {key: value for key, value in change.data.items() if key not in ("extends", "measures")}
    measures = list(base.data.get("measures", []))
    places: dict[Route, Source] = {(key,): (change, (key,)) for key in data}
    position = {measure.get("number"): place for place, measure in enumerate(measures) if isinstance(measure, dict)}
    for index, measure in enumerate(change.data.get("measures", [])):
        place = position.get(measure.get("number"), len(measures))
        target, source = ("measures", place), ("measures", index)
        if place == len(measures):
            measures.append(measure)
            places[target] = change, source
        else:
            measures[place], of_parts = _merge_measure(measures[place], measure)
            places |= {(*target, *part): (change, (*source, *route)) for part, route in of_parts.items()}
    return Overlaid(
        file=base.file,
        text=base.text,
        data={**base.data, **data, "measures": measures},
        node=base.node,
        base=base,
        places=places,
    )


def _merge_measure(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[Route, Route]]:
    """Lay one measure over another; the routes of its new parts in the merged one lead to those in the new one."""
    routes: dict[Route, Route] = {(key,): (key,) for key in new if key != "indicators"}
    items = list(old.get("indicators", []))
    position = {item.get("id"): at for at, item in enumerate(items)}
    for index, item in enumerate(new.get("indicators", [])):
        at = position.get(item.get("id"), len(items))
        if at == len(items):
            items.append(item)
            routes["indicators", at] = "indicators", index
        else:
            items[at] = {**items[at], **item}
            routes |= {("indicators", at, key): ("indicators", index, key) for key in item}
    return {**old, **new, "indicators": items}, routes


@dataclass(frozen=True, slots=True)
class Overlaid(Document):
    """A merged document that answers places from the file each part came from; `route`: of a view, where it lies."""

    base: Document
    places: Mapping[Route, Source]
    route: Route = ()

    def where(self, *path: object, key: bool = False) -> Where:
        """Return the place of a part in the file it was taken from."""
        whole = (*self.route, *path)
        for length in range(len(whole), 0, -1):
            if found := self.places.get(whole[:length]):
                document, source = found
                return document.where(*source, *whole[length:], key=key)
        return self.base.where(*whole, key=key)

    def under(self, *path: object) -> Document:
        """Return a view whose places are looked up below `path`."""
        return replace(self, data=None, node=None, route=(*self.route, *path))
