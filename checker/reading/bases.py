"""Many plans upon one base: what `extends` gives them is read and checked once, and only what differs for each.

This is a short way to what `plans.load` finds in the long one: whatever is not plainly right, or could touch more than
the indicator that it changes, goes the long way, where every fault is found with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from checker.files.yamlfile import Document
from checker.model import Indicator, Measure, Plan
from checker.reading import extends, validate

_HEAD = frozenset({"extends", "plan", "title", "locality", "document", "measures"})
"""What a plan may say of itself without touching any of its indicators."""
_TOGETHER = ("parts", "same_target", "id")
"""What an indicator says of others: changing that is no matter of its own."""


class Base(NamedTuple):
    """A base with the head of the first plan upon it: read, checked and found without fault.

    `items` are the indicators' data by measure and id; `tied` the ids that totals or other indicators speak of.
    `made` keeps what became of each measure that a plan changed, None for one that must go the long way.
    """

    plan: Plan
    items: Mapping[tuple[int, str], dict[str, Any]]
    tied: frozenset[str]
    made: dict[str, Measure | None]


Bases = dict[object, Base | None]
"""The bases of a library, by file and by what a plan says of itself; None where all must go the long way."""


class Ways(NamedTuple):
    """The long way's own steps: `read` makes a plan of a document, `check` says all that is wrong, `alone` of one."""

    read: Callable[[Document], Plan]
    check: Callable[[Plan, Document], bool]
    indicator: Callable[[Indicator, dict[str, Any], Plan, Document], Indicator | None]


def upon(document: Document, path: Path, bases: Bases, ways: Ways, root: Path | None) -> Plan | None:
    """Read a plan that only changes a base here and there; None where the long way must be gone."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("extends"), str) or not data.keys() <= _HEAD:
        return None
    head = {key: value for key, value in data.items() if key != "measures"}
    try:
        file = Path(path.parent, data["extends"]).stat()
    except (OSError, ValueError):
        return None
    key = file.st_dev, file.st_ino, frozenset(head)
    if key not in bases:
        bases[key] = _base(document, path, head, ways, root)
    base = bases[key]
    if base is None or validate.check_plan(replace(document, data=head), partial=True):
        return None
    measures = _changed(data.get("measures", []), base, document, ways)
    if measures is None:
        return None
    return base.plan._replace(
        id=head.get("plan", base.plan.id), title=head.get("title", base.plan.title),
        locality=head.get("locality", base.plan.locality), document=head.get("document", base.plan.document),
        measures=measures,
    )  # fmt: skip


def _base(document: Document, path: Path, head: dict[str, Any], ways: Ways, root: Path | None) -> Base | None:
    """Go the long way once, with a head and nothing changed."""
    whole, found = extends.extended(replace(document, data=head), path, root)
    if whole is None or found or validate.check_plan(whole):
        return None
    plan = ways.read(whole)
    if ways.check(plan, whole):
        return None
    items = {
        (measure["number"], item["id"]): item for measure in whole.data["measures"] for item in measure["indicators"]
    }
    indicators = [indicator for _, indicator in plan.indicators()]
    tied = {i.id for i in indicators if i.parts or i.same_target}
    tied |= {part for i in indicators for part in i.parts} | {i.same_target for i in indicators}
    return Base(plan, items, frozenset(tied), {})


def _changed(changes: Any, base: Base, document: Document, ways: Ways) -> tuple[Measure, ...] | None:
    """The base's measures with the changed ones in their places; the same change of several plans is looked at once."""
    own: dict[int, Measure] = {}
    for change in changes if isinstance(changes, list) else [None]:
        key = str(change)
        if key not in base.made:
            base.made[key] = _one(change, base, document, ways)
        made = base.made[key]
        if made is None or made.number in own:
            return None
        own[made.number] = made
    return tuple(own.get(measure.number, measure) for measure in base.plan.measures)


def _one(change: Any, base: Base, document: Document, ways: Ways) -> Measure | None:
    """One measure with its changed indicators."""
    if not isinstance(change, dict) or change.keys() != {"number", "indicators"}:
        return None
    number = change["number"]  # true and 1.0 are equal to 1, and no numbers of measures
    old = next((measure for measure in base.plan.measures if measure.number == number), None)
    if type(number) is not int or old is None or not isinstance(change["indicators"], list):
        return None
    own: dict[str, Indicator] = {}
    for item in change["indicators"]:
        made = _looked_at(old.number, item, base, document, ways) if isinstance(item, dict) else None
        if made is None or made.id in own:
            return None
        own[made.id] = made
    return old._replace(indicators=tuple(own.get(i.id, i) for i in old.indicators))


def _looked_at(number: int, item: dict[str, Any], base: Base, document: Document, ways: Ways) -> Indicator | None:
    before = base.items.get((number, str(item.get("id"))))
    if before is None or item["id"] in base.tied or any(key in item for key in _TOGETHER if key != "id"):
        return None
    merged = {**before, **item}
    if any(validate.check_indicator(replace(document, data=merged), merged, ())):
        return None
    old = next(i for m in base.plan.measures if m.number == number for i in m.indicators if i.id == item["id"])
    if "lead" in item or "responsible" in item or "clause" in item:
        return None  # whom a measure asks is said of the measure
    return ways.indicator(old, merged, base.plan, document)
