"""A comparison of localities in words: one page of tables for every format, and the same as data.

The overview reads at a glance: a locality a row, a domain a column, in each cell the share of green among what was
judged, coloured by the worst light in it, with the number of red ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from checker.judging.comparison import LEVELS, Comparison, Match, Row
from checker.locale import Speaker
from checker.model import Assessment, Light, Tally, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import json_number, rounded
from checker.model.tables import Cell, Column, Lit, Page, Table
from checker.words.amounts import amounts
from checker.words.amounts import numbers as exact
from checker.words.tables import column
from checker.words.view import SYMBOLS, View, illustrative

SCHEMA = "plancheck/comparison@1"
_COUNTS = ("indicators", "green", "yellow", "red", "grey", "unreported")
_LIGHTS = (Light.GREEN, Light.YELLOW, Light.RED)


def page(made: Comparison, views: Sequence[View]) -> Page:
    """Set a comparison; `views` are all assessments that it was made of."""
    teller = _Teller(views)
    say = views[0].say
    days = {view.assessment.on for view in views}
    lines = [say("compare.lines", localities=len(made.rows), plans=sum(len(row.plans) for row in made.rows),
                 on=say.day(max(days))), say("compare.legend")]  # fmt: skip
    if illustrative(views):
        lines.insert(0, say("illustrative"))
    tables = [teller.overview(made), teller.course(made), teller.shares(made), teller.side_by_side(made)]
    kept = tuple(table for table in tables if table.rows)
    return Page(say("compare.title"), tuple(lines), kept, teller.data(made), max(days), say.lang)


class _Teller:
    """Says of the rows of a comparison what their views say."""

    def __init__(self, views: Sequence[View]) -> None:
        self.say: Speaker = views[0].say
        self.view = views[0]
        self.meanings = views[0].library.meanings()
        self.of = {id(view.assessment): view for view in views}

    def name(self, locality: str) -> str:
        entry = self.view.library.localities.get(locality, {})
        return str(entry.get("english" if self.say.lang == "en" else "name", locality))

    def period(self, row: Row) -> str:
        return self.say("join").join(dict.fromkeys(str(plan.period) for plan in row.plans))

    def overview(self, made: Comparison) -> Table:
        """Localities × domains."""
        say = self.say
        columns = (
            column(say, "rank", look="figure", width=6), column(say, "locality", width=16),
            Column("period", say("head.period"), "centre", 11), column(say, "score", look="figure", width=9),
            Column("overall", say("compare.overall"), "centre", 9),
            *(Column(key, self.view.domain(key), "centre", 9) for key in made.domains),
        )  # fmt: skip
        groups = [(self._level(level), [self._glance(row, made.domains) for row in made.rows if row.level == level])
                  for level in (*LEVELS, "")]  # fmt: skip
        return Table(say("compare.overview"), columns, tuple(group for group in groups if group[1]), fixed=2)

    def _level(self, level: str) -> str:
        return self.say(f"compare.level.{level or 'none'}")

    def _glance(self, row: Row, domains: Sequence[str]) -> list[Cell]:
        cells = [glance(row.domains[key].tally) if key in row.domains else NONE for key in domains]
        return [row.standing.rank or NONE, self.name(row.locality), self.period(row), _score(row.standing.score),
                glance(row.standing.tally), *cells]  # fmt: skip

    def course(self, made: Comparison) -> Table:
        """Localities × periods: how the share of green went; empty where there is one period only."""
        say = self.say
        periods = sorted({period for row in made.rows for period in row.course})
        columns = (column(say, "locality", width=16), *(Column(p, p, "centre", 11) for _, p in periods))
        rows = [[self.name(row.locality), *(_then(row, period) for period in periods)] for row in made.rows]
        return Table(say("compare.course"), columns, (("", rows if len(periods) > 1 else []),))

    def shares(self, made: Comparison) -> Table:
        """Every locality and domain with counts, shares and score, for sorting and computing."""
        say = self.say
        counts = ("all", "green", "yellow", "red", "grey", "unreported")
        columns = (
            column(say, "locality", width=16), column(say, "domain", width=14),
            *(column(say, key, look="figure", width=8) for key in counts),
            *(Column(f"{light}-share", say("compare.share", light=say(f"light.{light}")), "figure", 9)
              for light in _LIGHTS),
            column(say, "score", look="figure", width=9),
        )  # fmt: skip
        rows = [self._counted(row, key) for row in made.rows for key in ("", *made.domains)
                if not key or key in row.domains]  # fmt: skip
        return Table(say("compare.shares"), columns, (("", rows),), fixed=2)

    def _counted(self, row: Row, key: str) -> list[Cell]:
        standing = row.domains[key] if key else row.standing
        tally = standing.tally
        return [self.name(row.locality), self.view.domain(key) if key else self.say("compare.overall"),
                *(int(getattr(tally, count)) for count in _COUNTS),
                *(_share(tally, light) for light in _LIGHTS), _score(standing.score)]  # fmt: skip

    def side_by_side(self, made: Comparison) -> Table:
        """Indicators of the same meaning, one group a meaning."""
        keys = ("locality", "id", "name", "value", "target", "expected", "light", "reason")
        widths = (16, 7, 30, 12, 12, 12, 10, 14)
        columns = tuple(column(self.say, key, width=width) for key, width in zip(keys, widths, strict=True))
        groups = [(self._meaning(match), [self._matched(*found) for found in match.found]) for match in made.matches]
        notes = (self.say("compare.apart", keys=self.say("join").join(made.apart)),) if made.apart else ()
        return Table(self.say("compare.side-by-side"), columns, tuple(groups), notes, fixed=3)

    def _meaning(self, match: Match) -> str:
        return self.meanings.get(match.key, match.key) + self.view.in_brackets(self.say(f"kind.{match.kind}"))

    def _matched(self, locality: str, plan: Assessment, v: Verdict) -> list[Cell]:
        view = self.of[id(plan)]
        shown = [view.cell(amount) for amount in amounts(v)]
        return [self.name(locality), v.indicator.id, v.indicator.name, *shown,
                Lit(v.light, view.light(v.light)), view.cause(v)]  # fmt: skip

    def data(self, made: Comparison) -> Mapping[str, Any]:
        """The comparison for programs."""
        return {"schema": SCHEMA, "localities": [self._locality(row) for row in made.rows],
                "same_as": [_match(match) for match in made.matches], "apart": list(made.apart)}  # fmt: skip

    def _locality(self, row: Row) -> dict[str, Any]:
        plans = [{"plan": plan.plan.id, "period": str(plan.period), "illustrative": plan.illustrative}
                 for plan in row.plans]  # fmt: skip
        domains = [{"domain": key, "totals": dict(s.tally._asdict()), "score": _two(s.score)}
                   for key, s in row.domains.items()]  # fmt: skip
        course = [{"period": period, **{str(light): lights[light] for light in Light}}
                  for (_, period), lights in row.course.items()]  # fmt: skip
        return {"locality": row.locality, "name": self.name(row.locality), "level": row.level or None, "plans": plans,
                "totals": dict(row.standing.tally._asdict()), "score": _two(row.standing.score),
                "rank": row.standing.rank, "domains": domains, "course": course}  # fmt: skip


def _match(match: Match) -> dict[str, Any]:
    found = []
    for locality, plan, v in match.found:
        value, target, expected = map(json_number, exact(v))
        found.append({"locality": locality, "plan": plan.plan.id, "period": str(plan.period),
                      "indicator": v.indicator.id, "name": v.indicator.name, "light": v.light, "reason": v.reason,
                      "value": value, "target": target, "expected": expected})  # fmt: skip
    return {"key": match.key, "kind": match.kind, "unit": match.unit, "indicators": found}


def glance(tally: Tally) -> Cell:
    """The share of green among what was judged, as a whole number, with the count of the worst light; rounded down."""
    judged = tally.indicators - tally.grey
    if not judged:
        return Lit(Light.GREY, SYMBOLS[Light.GREY]) if tally.indicators else NONE
    worst = Light.RED if tally.red else Light.YELLOW if tally.yellow else Light.GREEN
    count = {Light.RED: tally.red, Light.YELLOW: tally.yellow, Light.GREEN: ""}[worst]
    return Lit(worst, f"{100 * tally.green // judged} {SYMBOLS[worst]}{count}")


def _then(row: Row, period: Any) -> Cell:
    lights = row.course.get(period)
    if lights is None:
        return NONE
    counts = {str(light): lights[light] for light in Light}
    return glance(Tally(indicators=lights.total(), unreported=0, late=0, **counts))


def _share(tally: Tally, light: Light) -> Cell:
    judged = tally.indicators - tally.grey
    return Amount(Fraction(100 * int(getattr(tally, light)), judged), 1, "%") if judged else NONE


def _score(score: Fraction | None) -> Cell:
    return NONE if score is None else Amount(score, 2)


def _two(score: Fraction | None) -> float | None:
    return None if score is None else float(rounded(score, 2))
