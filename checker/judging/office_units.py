"""Units that an office writes down of its locality: each must be one that a plan of the locality names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.files import disk, yamlfile
from checker.files.places import shown
from checker.model import Finding, Plan, finding
from checker.model.names import tidy
from checker.reading import validate
from checker.reading.library import Library

_KEYS = ("short_names", "groups", "unranked", "english")


def check(file: Path, library: Library) -> Iterator[Finding]:
    """Warn of units in an office's file that no plan of its locality names; nothing is said where a plan is broken."""
    document, _ = yamlfile.read(file, shown(file))
    files = [path for path in disk.listed(file.parent) if disk.is_yaml(path) and path != file]
    loaded = [library.load(path)[0] for path in files]
    plans = [plan for plan in loaded if plan is not None]
    if document is None or not isinstance(document.data, dict) or len(plans) < len(loaded) or not plans:
        return
    data = document.data
    known = {str(data.get(key, "")) for key in ("name", "short", "printed_by")}.union(*map(_units, plans))
    for group, members in (data.get("groups") or {}).items():
        known |= {*members} if tidy(group) in known else set()
    for key in _KEYS:
        for place, name in enumerate(data.get(key) or ()):
            usual = data[key][name] if key == "short_names" else name
            if tidy(name) not in known and usual not in known:
                at = place if key == "unranked" else name
                near = {"nearest": right} if (right := validate.nearest(name, sorted(known))) else {}
                yield finding("office-unit", document.where(key, at, key=key != "unranked"), found=name, **near)


def _units(plan: Plan) -> set[str]:
    """Every unit that a plan names, its issuer among them."""
    named = {str(plan.document.get("issuer", ""))}
    for measure, indicator in plan.indicators():
        named |= {*measure.lead, *measure.responsible, *(indicator.lead or ()), *(indicator.responsible or ())}
    return named
