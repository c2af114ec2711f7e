"""`plancheck indicators`: list and filter what the catalogues hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from checker.cli import Wrong, _common
from checker.locale import Speaker
from checker.model import Indicator, Measure, Plan

if TYPE_CHECKING:
    from checker.model.tables import Table


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker import kinds

    names = ("locality", "plan", "domain", "unit")
    params: list[click.Parameter] = [
        *(_common.option(say, name, metavar=name.upper(), default="") for name in names),
        _common.option(say, "kind", type=click.Choice(kinds.names())),
        _common.option(say, "before", metavar="DATE"),
        _common.option(say, "format", type=click.Choice(["table", "json"]), default="table", show_default=True),
        _common.folder(say, "indicators"),
    ]
    return _common.command(say, "indicators", lambda **options: _indicators(say, **options), params)


class _Row(NamedTuple):
    plan: Plan
    measure: Measure
    indicator: Indicator

    @property
    def by(self) -> Any:
        """The last day of the target, assumed where the document has none."""
        last_node = max((day for _, day in self.indicator.nodes), default=None)
        return self.indicator.by or last_node or self.plan.end

    @property
    def assumed(self) -> bool:
        """Tell whether the deadline is assumed."""
        return not self.indicator.by and not self.indicator.nodes


def _indicators(say: Speaker, format: str, **options: Any) -> None:
    from checker.reading.library import Library

    library = Library.at(options["indicators"])
    plans = [plan for path in library.files() if (plan := library.load(path))]
    _common.stop_on_faults(library.findings, say)
    rows = list(_rows(plans))
    known = {
        "locality": {row.plan.locality for row in rows},
        "plan": {row.plan.id for row in rows},
        "domain": {row.measure.domain for row in rows},
        "unit": {unit for row in rows for unit in (*row.measure.lead, *row.measure.responsible)},
    }
    for name, words in known.items():
        _common.one_of(say, name, options[name], sorted(words))
    before = _common.day(say, options["before"]) if options["before"] else None
    shown = [row for row in rows if _matches(row, options) and (before is None or row.by <= before)]
    if not shown:
        raise Wrong(say("nothing-to-show"))
    click.echo(_json(shown) if format == "json" else _table(shown, say), nl=False)


def _rows(plans: list[Plan]) -> Iterator[_Row]:
    for plan in plans:
        for measure, indicator in plan.indicators():
            yield _Row(plan, measure, indicator)


def _matches(row: _Row, options: dict[str, Any]) -> bool:
    units = (*row.measure.lead, *row.measure.responsible)
    return (
        options["locality"] in ("", row.plan.locality)
        and options["plan"] in ("", row.plan.id)
        and options["domain"] in ("", row.measure.domain)
        and (not options["unit"] or options["unit"] in units)
        and options["kind"] in (None, row.indicator.kind)
    )


def _json(rows: list[_Row]) -> str:
    from checker.model.numbers import json_number

    made = [
        {"plan": r.plan.id, "locality": r.plan.locality, "domain": r.measure.domain, "measure": r.measure.number,
         "indicator": r.indicator.id, "name": r.indicator.name, "kind": r.indicator.kind, "unit": r.indicator.unit,
         "target": json_number(r.indicator.target), "by": r.by.isoformat(), "by_assumed": r.assumed,
         "lead": list(r.measure.asked), "same_as": r.indicator.same_as or None,
         "at": str(r.indicator.where)} for r in rows]  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _table(rows: list[_Row], say: Speaker) -> str:
    from checker.reporters.table import drawn
    from checker.words.text import WIDTH

    lines: list[str] = []
    for plan in dict.fromkeys(row.plan.id for row in rows):
        own = [row for row in rows if row.plan.id == plan]
        heads, *listed = drawn(_listed(own, say), {"name": 34, "lead": 22})
        lines += [f"{plan}  {own[0].plan.title}", "─" * WIDTH, heads, *listed, ""]
    counts = Counter(row.indicator.kind for row in rows)
    plans, measures = {r.plan.id for r in rows}, {(r.plan.id, r.measure.number) for r in rows}
    lines.append(say("indicators.totals", plans=len(plans), measures=len(measures), indicators=len(rows)))
    each = say("join").join(say("indicators.kind", kind=say(f"kind.{k}"), count=n) for k, n in counts.most_common())
    lines.append(say("indicators.kinds", kinds=each))
    return "\n".join(lines) + "\n"


def _listed(rows: list[_Row], say: Speaker) -> Table:
    """The indicators of one plan as a table."""
    from checker.model.amounts import NONE, Amount
    from checker.model.numbers import places
    from checker.model.tables import Column, Day, Table

    def target(indicator: Indicator) -> Amount | str:
        number = indicator.target
        return NONE if number is None else Amount(number, places(number), indicator.unit)

    columns = tuple(Column(name, say(f"column.{name}")) for name in ("id", "name", "kind", "target", "by", "lead"))
    cells = [(r.indicator.id, r.indicator.name, say(f"kind.{r.indicator.kind}"), target(r.indicator),
              Day(r.by, say("assumed.short") if r.assumed else ""), say("join").join(r.measure.asked))
             for r in rows]  # fmt: skip
    return Table("", columns, (("", cells),))
