"""`plancheck indicators`: list and filter what the catalogues hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault
from checker.model import Indicator, Measure, Plan
from checker.reading import names

if TYPE_CHECKING:
    from checker.model.tables import Table
    from checker.reading.library import Library
    from checker.reading.meant import Names


def build(say: Speaker) -> click.Command:
    """Build the command."""
    words = ("locality", "plan", "domain", "unit")
    params: list[click.Parameter] = [
        *(_common.option(say, name, metavar=name.upper(), default="") for name in words),
        _common.option(say, "kind", metavar="KIND", default=""),
        _common.option(say, "before", metavar="DATE"),
        _common.option(
            say, "format", called="form", type=click.Choice(["table", "json"]), default="table", show_default=True
        ),
        _common.option(say, "list", called="every", is_flag=True),
        _common.folder(say, "indicators"),
    ]
    return _common.command(say, "indicators", _indicators, params)


class _Row(NamedTuple):
    plan: Plan
    measure: Measure
    indicator: Indicator

    @property
    def by(self) -> date:
        """The last day of the target, assumed where the document has none."""
        last_node = max((day for _, day in self.indicator.nodes), default=None)
        return self.indicator.by or last_node or self.plan.end

    @property
    def units(self) -> tuple[str, ...]:
        """Lead and responsible units."""
        return (*self.measure.lead, *self.measure.responsible)

    @property
    def assumed(self) -> bool:
        """Tell whether the deadline is assumed."""
        return not self.indicator.by and not self.indicator.nodes


class _Filter(NamedTuple):
    """What is listed; empty lists all."""

    locality: str
    plan: str
    domain: str
    unit: str
    kind: str
    before: date | None

    def narrows(self) -> bool:
        """Tell whether a part is asked for."""
        return any(self)

    def lets(self, row: _Row) -> bool:
        """Tell whether a row is listed."""
        return (
            self.locality in ("", row.plan.locality)
            and self.plan in ("", row.plan.id)
            and self.domain in ("", row.measure.domain)
            and (not self.unit or self.unit in row.units)
            and self.kind in ("", row.indicator.kind)
            and (self.before is None or row.by <= self.before)
        )


def _indicators(
    say: Speaker,
    *,
    locality: str,
    plan: str,
    domain: str,
    unit: str,
    kind: str,
    before: str | None,
    form: str,
    every: bool,
    indicators: Path | None,
) -> None:
    from checker.reading.library import Library

    library = Library.at(indicators)
    read = [library.load(path) for path in library.files]
    _common.stop_on_faults((*library.findings, *(f for _, found in read for f in found)), say)
    plans = [plan for plan, _ in read if plan is not None]
    rows = list(_rows(plans))
    last = _common.day(say, before) if before else None
    asked = _Filter(locality=locality, plan=plan, domain=domain, unit=unit, kind=kind, before=last)
    wanted = _known(say, asked, rows, plans, library)
    shown = [row for row in rows if wanted.lets(row)]
    if not shown:
        raise fault("nothing-to-show")
    if form == "json":
        click.echo(_json(shown), nl=False)
    elif every or wanted.narrows():
        click.echo(_table(shown, say), nl=False)
    else:
        click.echo(_overview(plans, library, say), nl=False)


def _known(say: Speaker, asked: _Filter, rows: list[_Row], plans: list[Plan], library: Library) -> _Filter:
    """Find the keys for the words that were typed; refuse a word that no row has."""
    titles = {plan.id: (plan.title,) for plan in plans}
    locality = _key(say, "locality", asked.locality, (row.plan.locality for row in rows), names.localities(library))
    plan = _key(say, "plan", asked.plan, (row.plan.id for row in rows), titles)
    # a unit's usual name in one plan may be another's full name elsewhere
    own = [row for row in rows if locality in ("", row.plan.locality) and plan in ("", row.plan.id)]
    units = names.units(library, list({row.plan.id: row.plan for row in own}.values()), every=True)
    return asked._replace(
        locality=locality,
        plan=plan,
        domain=_key(say, "domain", asked.domain, (row.measure.domain for row in rows), names.domains(library)),
        unit=_key(say, "unit", asked.unit, (unit for row in own for unit in row.units), units),
        kind=_common.choose(say, "kind", asked.kind, names.kinds(say)),
    )


def _key(say: Speaker, option: str, text: str, keys: Iterable[str], known: Names) -> str:
    """The key among some keys that a word stands for."""
    return _common.choose(say, option, text, {key: known.get(key, ()) for key in sorted(set(keys))})


def _overview(plans: list[Plan], library: Library, say: Speaker) -> str:
    """Places with their plans, and how to see more."""
    from checker.model.tables import Column, Table
    from checker.reporters.table import drawn

    columns = (Column("plan", ""), Column("id", ""), Column("all", "", "figure"))
    groups = []
    for place in dict.fromkeys(plan.locality for plan in plans):
        own = [plan for plan in plans if plan.locality == place]
        named = names.shown(place, names.localities(library), say)
        groups.append(
            (named, [(plan.title, plan.id, say("due.indicators", count=len(plan.indicators()))) for plan in own])
        )
    _, *lines = drawn(Table("", columns, tuple(groups)), {})
    return "\n".join([*lines, say("indicators.more")]) + "\n"


def _rows(plans: list[Plan]) -> Iterator[_Row]:
    for plan in plans:
        for measure, indicator in plan.indicators():
            yield _Row(plan, measure, indicator)


def _json(rows: list[_Row]) -> str:
    from checker.files.places import published
    from checker.model.numbers import json_number

    made = [
        {"plan": r.plan.id, "locality": r.plan.locality, "domain": r.measure.domain, "measure": r.measure.number,
         "indicator": r.indicator.id, "name": r.indicator.name, "kind": r.indicator.kind, "unit": r.indicator.unit,
         "target": json_number(r.indicator.target), "by": r.by.isoformat(), "by_assumed": r.assumed,
         "lead": list(r.measure.asked), "same_as": r.indicator.same_as or None,
         "at": str(r.indicator.where._replace(file=published(r.indicator.where.file)))} for r in rows]  # fmt: skip
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
    from checker import kinds
    from checker.model.amounts import NONE, Amount
    from checker.model.numbers import places
    from checker.model.tables import Column, Day, Table

    def target(indicator: Indicator) -> Amount | str:
        number, changes = indicator.target, kinds.of(indicator).REPORTS == "change"
        if number is None:
            return NONE
        amount = Amount(number, places(number), "%" if changes else indicator.unit)
        return say("indicators.per", per=say(f"per.{indicator.per}"), target=str(amount)) if indicator.per else amount

    columns = tuple(Column(name, say(f"column.{name}")) for name in ("id", "name", "kind", "target", "by", "lead"))
    cells = [(r.indicator.id, r.indicator.name, say(f"kind.{r.indicator.kind}"), target(r.indicator),
              Day(r.by, say("assumed.short") if r.assumed else ""), say("join").join(r.measure.asked))
             for r in rows]  # fmt: skip
    return Table("", columns, (("", cells),))
