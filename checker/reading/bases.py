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
from checker.model import Indicator, Plan
from checker.reading import extends, validate

_HEAD = frozenset({"extends", "plan", "title", "locality", "document", "measures"})
"""What a plan may say of itself without touching any of its indicators."""
_TOGETHER = ("parts", "same_target", "id")
"""What an indicator says of others: changing that is no matter of its own."""


class Base(NamedTuple):
    """A base with the head of the first plan upon it: read, checked and found without fault.

    `items` are the indicators' data by measure and id; `tied` the ids that totals or other indicators speak of.
    `made` keeps what became of each change, None for one that must go the long way.
    """

    plan: Plan
    items: Mapping[tuple[int, str], dict[str, Any]]
    tied: frozenset[str]
    made: dict[object, Indicator | None]


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
    key = (path.parent / data["extends"]).resolve(), frozenset(head)
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


def _changed(changes: Any, base: Base, document: Document, ways: Ways) -> tuple[Any, ...] | None:
    """The base's measures with the changed indicators in their places."""
    own: dict[tuple[int, str], Indicator] = {}
    for measure in changes if isinstance(changes, list) else [None]:
        if not isinstance(measure, dict) or measure.keys() != {"number", "indicators"}:
            return None
        for item in measure["indicators"] if isinstance(measure["indicators"], list) else [None]:
            made = _one(measure["number"], item, base, document, ways)
            if made is None or (measure["number"], made.id) in own:
                return None
            own[measure["number"], made.id] = made
    numbers = {number for number, _ in own}
    return tuple(
        m if m.number not in numbers
        else m._replace(indicators=tuple(own.get((m.number, i.id), i) for i in m.indicators))
        for m in base.plan.measures
    )  # fmt: skip


def _one(number: Any, item: Any, base: Base, document: Document, ways: Ways) -> Indicator | None:
    """One changed indicator; the same change of several plans is looked at once."""
    if not isinstance(item, dict) or not isinstance(number, int):
        return None
    key = number, str(item)
    if key not in base.made:
        base.made[key] = _looked_at(number, item, base, document, ways)
    return base.made[key]


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
