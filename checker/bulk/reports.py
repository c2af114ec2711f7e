"""A row → the report that it makes, read as a submission's value is (rules 2.2); else the code that says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from checker import kinds
from checker.bulk.inputs import NEEDED, Row
from checker.files.yamlfile import Document
from checker.model import Indicator, Plan, Reported, Where, periods
from checker.model.periods import Period
from checker.model.units import UNIT_WORDS
from checker.reading import submission

_TRUE, _FALSE = ("true", "1", "是", "t", "yes"), ("false", "0", "否", "f", "no")
_FLAGS = ("none", "correction", "falsified", "confirmed", "partial")
_DAYS = ("planned", "submitted")
_COUNTS = ("n", "unknown")


class Given(NamedTuple):
    """A report that a row makes."""

    period: Period
    indicator: str
    reported: Reported
    partial: bool


class Readable(NamedTuple):
    """What a row of a plan is read with: its indicators, unit words, the last period and the day."""

    plan: Plan
    indicators: dict[str, Indicator]
    words: frozenset[str]
    last: Period
    on: date
    known: dict[str, Period | str]

    @classmethod
    def of(cls, plan: Plan, last: Period, on: date) -> Readable:
        """Prepare the rows of a plan."""
        known = {indicator.id: indicator for _, indicator in plan.indicators()}
        return cls(plan, known, UNIT_WORDS | {i.unit for i in known.values() if i.unit}, last, on, {})


def period_of(text: str, of: Readable) -> Period | str:
    """Read a period that the plan is judged in, or say by a code why it is none; each text is looked at once."""
    found = of.known.get(text)
    if found is None:
        found = of.known[text] = _period(text, of)
    return found


def _period(text: str, of: Readable) -> Period | str:
    found = periods.parse(text)
    if found is None:
        return "E7-period"
    if wrong := submission.check_period(found, of.plan, Where("")):
        return wrong[0].code
    return "bulk-open" if found.end > of.last.end or found.end >= of.on else found


def place(row: Row, of: Readable) -> tuple[Indicator, Period] | str:
    """Say what a row speaks of, or by the code of a finding why it speaks of nothing that is judged."""
    indicator = of.indicators.get(row.text("indicator"))
    if indicator is None:
        return "E7"
    period = period_of(row.text("period"), of)
    return period if isinstance(period, str) else (indicator, period)


def read(row: Row, indicator: Indicator, period: Period, of: Readable) -> Given | str:
    """Make the report of a row, or say by the code of a finding why it cannot be taken."""
    entry = _entry(row, kinds.of(indicator).REPORTS)
    if entry is None:
        return "bulk-cell"
    partial = bool(entry.pop("partial", False))
    submitted = date.fromisoformat(entry.pop("submitted", period.end.isoformat()))
    if submitted < period.start:
        return "submitted-early"
    view = Document(row.file, "", None, None)
    reported, found = submission.value(indicator, entry, Where(row.file), submitted, of.words, view)
    if found:
        return found[0].code
    return Given(period, indicator.id, reported, partial)


def _entry(row: Row, reports: str) -> dict[str, Any] | None:
    """The value as a submission holds it; None where a cell is not what its column holds."""
    made: dict[str, Any] = {}
    for name, cell in row.cells.items():
        if name in NEEDED:
            continue
        read = _cell("done" if reports == "done" and name == "value" else name, cell)
        if read is None:
            return None
        if name != "grade":
            made[name] = read
        elif "value" in row.cells:
            return None
        else:
            made["value"] = read
    return made


def _cell(name: str, cell: object) -> Any:
    if name in _FLAGS:
        return _flag(cell)
    if name in _COUNTS:
        return _count(cell)
    if name in _DAYS:
        return _day(cell)
    if name == "nodes":
        assert isinstance(cell, dict)
        return {node: _cell("done", day) for node, day in cell.items()}
    if name == "done":
        return False if _flag(cell) is False else _day(cell) or str(cell)
    if isinstance(cell, float):
        return Decimal(repr(cell))
    return cell if isinstance(cell, (str, int, Decimal)) else None


def _flag(cell: object) -> bool | None:
    text = str(cell).strip().lower()
    return True if text in _TRUE else False if text in _FALSE else None


def _count(cell: object) -> int | None:
    text = str(cell).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _day(cell: object) -> str | None:
    """A day as a text; of a moment its day."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    try:
        return date.fromisoformat(str(cell).strip()).isoformat()
    except ValueError:
        return None


def joined(rows: Iterable[Row]) -> Iterator[Row]:
    """Make one row of the rows that each speak of one node of the same indicator and period."""
    nodes: dict[tuple[str, str], Row] = {}
    for row in rows:
        node, key = row.text("node"), (row.text("indicator"), row.text("period"))
        if not node or row.broken:
            yield row
            continue
        cells = {name: cell for name, cell in row.cells.items() if name not in ("node", "done")}
        known = nodes.get(key)
        before = known.cells["nodes"] if known else {}
        assert isinstance(before, dict)
        nodes[key] = row._replace(cells={**cells, "nodes": {**before, node: row.cells.get("done", "false")}})
    yield from nodes.values()
