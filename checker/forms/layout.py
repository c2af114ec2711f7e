"""Which cells an indicator has on a form, and the digest by which a form knows its catalogue."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from checker import kinds
from checker.model import Indicator, Measure, Plan
from checker.model.units import is_rate

VERSION = "plancheck-form@1"
META = "_meta"
# What a person fills in, in the order of the columns. On our forms a day or a choice stands under `value`, too.
FIELDS = (
    "value",
    "part",
    "whole",
    "last_year",
    "done",
    "progress",
    "planned",
    "grade",
    "n",
    "correction",
    "note",
    "evidence",
)
CARRIERS = ("value", "part", "whole", "last_year", "done", "progress", "planned", "grade")
# What a person only reads.
FACTS = ("no", "name", "how", "unit", "target", "deadline", "last")
# Fields that other layouts (CSV, mapping) may bring besides.
EXTRA = ("unknown", "confirmed", "reason", "submitted", "by")
# Who signs, and what a form says of itself besides: two lines of labels and blanks.
PEOPLE = (("filler", "reviewer", "head"), ("phone", "day"))
NOBODY = "_"
_SAMPLED = ("满意", "知晓")  # what is asked of people rests on a number of them
NODE = "#"
ID_LIKE = re.compile(r"[^a-z]{1,6}[a-z]{1,2}(#.+)?", re.ASCII | re.DOTALL)  # 7a, and what was meant by O7a or 一a


class Row(NamedTuple):
    """One row of a form: an indicator, or one node of it."""

    measure: Measure
    indicator: Indicator
    node: str = ""

    @property
    def key(self) -> str:
        """What the hidden column holds."""
        return self.indicator.id + (NODE + self.node if self.node else "")


def fields(indicator: Indicator) -> tuple[str, ...]:
    """Name the cells that an indicator has on a form, without note and evidence."""
    kind = kinds.of(indicator)
    if kind.REPORTS == "done":
        if indicator.nodes:
            return ("value", "correction")
        return ("value", "progress", *(() if indicator.by else ("planned",)), "correction")
    if kind.REPORTS == "change":
        return ("value",) if indicator.reported_as else ("value", "last_year")
    if kind.REPORTS == "grade":
        return ("value",)
    share = ("part", "whole") if indicator.unit == "%" else ()
    sample = ("n",) if is_rate(indicator.unit) and any(word in indicator.name for word in _SAMPLED) else ()
    return ("value", *share, *sample, *(("correction",) if kind.RUNNING else ()))


def is_share(indicator: Indicator, name: str) -> bool:
    """Tell whether a cell holds a percentage."""
    if name == "progress":
        return True
    if indicator.reported_as == "percent":
        return name == "value"
    return indicator.unit == "%" and name in ("value", "last_year")


def may_be_none(indicator: Indicator) -> bool:
    """Tell whether nothing of the kind may have happened in a period (未发生): not where a total or a day is asked."""
    kind = kinds.of(indicator)
    return not (kind.CLOSES or kind.RUNNING)


def taken(indicator: Indicator) -> frozenset[str]:
    """Name all fields that are read for an indicator, on a form or in another layout."""
    return _taken(fields(indicator), kinds.of(indicator).REPORTS)


@cache
def _taken(own: tuple[str, ...], reports: str) -> frozenset[str]:
    also = {"done": "done", "grade": "grade"}.get(reports, "correction")
    return frozenset((*own, also, "n", "note", "evidence", *EXTRA))


def units(plan: Plan) -> list[str]:
    """Name the units that are asked, in the order of the document; `NOBODY` where a measure names none."""
    return list(dict.fromkeys(unit for measure, _ in _asked(plan) for unit in measure.asked or (NOBODY,)))


def _asked(plan: Plan) -> Iterator[tuple[Measure, Indicator]]:
    """The indicators that are asked; what is said elsewhere is asked there."""
    return ((measure, indicator) for measure, indicator in plan.indicators() if not indicator.same_target)


def named(meta: Mapping[str, str]) -> str:
    """The unit whose form it is, by its hidden sheet; empty where no unit is named."""
    unit = meta.get("unit", "")
    return "" if unit == NOBODY else unit


def rows(plan: Plan, unit: str) -> Iterator[Row]:
    """Yield the rows of one unit's form."""
    for measure, indicator in _asked(plan):
        if unit in (measure.asked or (NOBODY,)):
            for node in [name for name, _ in indicator.nodes] or [""]:
                yield Row(measure, indicator, node)


def prints(rows: Iterable[Row]) -> dict[str, str]:
    """Print what a form shows of each indicator: 8 hexadecimal digits an id."""
    return {row.indicator.id: _hash(_shown(row.indicator))[:8] for row in rows}


def _shown(i: Indicator) -> tuple[object, ...]:
    return (i.id, i.name, i.kind, i.unit, str(i.target), str(i.by), i.per, i.reported_as, [n for n, _ in i.nodes],
            [(str(r.since), str(r.target), str(r.by)) for r in i.revisions])  # fmt: skip


def digest(plan: Plan, unit: str) -> str:
    """The digest of a unit's part of the catalogue: another unit's changes do not make its form old."""
    return _hash((plan.id, unit, sorted(prints(rows(plan, unit)).items())))


def _hash(what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()
