"""Units whose names look alike: two spellings split a unit's duties, its form and its rank (rules 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.files.yamlfile import Document
from checker.model import Finding, Plan, Where, finding
from checker.model.names import look

_KEYS = ("lead", "responsible")


def check(plan: Plan, document: Document) -> Iterator[Finding]:
    """Warn of each unit that looks like one named before in the plan and is written otherwise."""
    first: dict[str, str] = {}
    told = set[str]()
    for name, place in _named(plan):
        other = first.setdefault(look(name), name)
        if other != name and name not in told:
            told.add(name)
            yield finding("look-alike", document.where(*place), found=name, other=other)


def between(plans: Iterable[Plan]) -> Iterator[Finding]:
    """Warn of a unit that an earlier plan of the same locality writes otherwise: both stand in one circular."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for plan in plans:
        for name in dict.fromkeys(name for name, _ in _named(plan)):
            other, of_plan = first.setdefault((plan.locality, look(name)), (name, plan.id))
            if other != name and of_plan != plan.id:
                yield finding("look-alike", Where(plan.file), found=name, other=other)


def _named(plan: Plan) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every unit with the place where it is named."""
    for at, measure in enumerate(plan.measures):
        for key in _KEYS:
            for n, name in enumerate(getattr(measure, key)):
                yield name, ("measures", at, key, n)
        for index, indicator in enumerate(measure.indicators):
            for key in _KEYS:
                for n, name in enumerate(getattr(indicator, key) or ()):
                    yield name, ("measures", at, "indicators", index, key, n)
