"""The parts of the dashboard beside the list: totals, heat-map, standings, what falls due, what is owed, findings."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from checker.model import Finding, Light, Reason, Tally, Verdict
from checker.model.tables import Cell, Column
from checker.words.amounts import part, written
from checker.words.tables import standings
from checker.words.upcoming import upcoming, when
from checker.words.view import SYMBOLS, View

DAYS = 90
"""How far "what falls due next" looks ahead."""
COUNTS = ("all", "green", "yellow", "red", "grey", "unreported")
BAR = 1000
"""Length of a stacked bar."""


class Part(NamedTuple):
    """One segment of a bar with its count; `light` is a light's name, or `unreported` for that part of the red."""

    light: str
    label: str
    number: int
    share: str
    start: int
    length: int


class Link(NamedTuple):
    """An indicator named elsewhere on the page."""

    href: str
    id: str
    name: str
    light: str
    symbol: str
    more: str = ""


class Group(NamedTuple):
    """Indicators under one head."""

    head: str
    more: str
    links: tuple[Link, ...]


class Ranked(NamedTuple):
    """A unit or a domain: its lights as a bar, and its cells, each with its column and, of a light, its share."""

    key: str
    name: str
    bar: tuple[Part, ...]
    cells: tuple[tuple[Column, Cell, str], ...]


class Ranking(NamedTuple):
    """A table of standings with what the page draws beside its cells."""

    columns: tuple[Column, ...]
    lines: tuple[Ranked, ...]


class Problem(NamedTuple):
    """A finding with its place; `link` is None where it concerns the whole file."""

    level: str
    level_text: str
    code: str
    link: Link | None
    text: str
    place: str
    tag: str
    explained: bool


def bar(view: View, tally: Tally) -> tuple[Part, ...]:
    """Stack the lights; of the red, what was never reported is a part of its own."""
    counts = {"green": tally.green, "yellow": tally.yellow, "red": tally.red - tally.unreported,
              "unreported": tally.unreported, "grey": tally.grey}  # fmt: skip
    parts, before = [], 0
    for name, count in counts.items():
        label = view.say("dashboard.unreported") if name == "unreported" else view.light(Light(name))
        start, end = (place * BAR // max(tally.indicators, 1) for place in (before, before + count))
        parts.append(Part(name, label, count, written(part(count, tally.indicators)), start, end - start))
        before += count
    return tuple(parts)


def shares(tally: Tally) -> dict[str, str]:
    """The share of each light."""
    return {light.value: written(part(getattr(tally, light), tally.indicators)) for light in Light}


def link(view: View, verdict: Verdict, prefix: str, more: str = "") -> Link:
    """Point to an indicator's row, if the row is shown."""
    indicator = verdict.indicator
    href = f"#{prefix}{indicator.id}" if view.narrowing.shows(verdict) else ""
    return Link(href, indicator.id, indicator.name, verdict.light, SYMBOLS[verdict.light], more)


def heat(view: View, prefix: str) -> list[Group]:
    """One line a domain, one cell an indicator."""
    lines = []
    for key, verdicts in view.by_domain():
        cells = tuple(link(view, v, prefix, f"{view.light(v.light)} {view.reason(v)}") for v in verdicts)
        lines.append(Group(view.domain(key), str(len(cells)), cells))
    return lines


def ranked(view: View, what: str) -> Ranking:
    """Lead units or domains with counts, bars, scores, grades and, of units, ranks."""
    keys = (*COUNTS, "score", "grade", "rank") if what == "unit" else (*COUNTS, "score", "grade")
    table, a = standings(view, what, keys), view.assessment
    made = []
    for s, (name, *cells) in zip(a.units if what == "unit" else a.domains, table.rows, strict=True):
        known = shares(s.tally)
        told = zip(table.columns[1:], cells, strict=True)
        made.append(Ranked(s.name, str(name), bar(view, s.tally),
                           tuple((column, cell, known.get(column.key, "")) for column, cell in told)))  # fmt: skip
    return Ranking(table.columns[1:], tuple(made))


def coming(view: View, prefix: str) -> list[Group]:
    """What falls due next, by day."""
    groups = []
    found = upcoming(view.assessment, view.verdicts(), DAYS)
    for day, pairs in groupby(found, key=lambda pair: pair[0]):
        links = tuple(dict.fromkeys(link(view, v, prefix, view.leads(v)) for _, v in pairs))
        groups.append(Group(day.isoformat(), when(view.say, (day - view.assessment.on).days), links))
    return groups


def owed(view: View, prefix: str) -> list[Group]:
    """What each unit still owes."""
    say = view.say
    return [
        Group(view.unit(unit), say("dashboard.items", count=len(verdicts)),
              tuple(link(view, v, prefix, say(f"reason.{v.reason}")) for v in verdicts))
        for unit, verdicts in view.owed()
    ]  # fmt: skip


def problems(view: View, prefix: str) -> list[Problem]:
    """Findings on the values shown, with their places; warnings carry 待说明 or 已说明."""
    shown = {v.indicator.id: v for v in view.verdicts()}
    return [_problem(view, finding, shown.get(finding.indicator), prefix) for finding in view.findings()]


def _problem(view: View, finding: Finding, verdict: Verdict | None, prefix: str) -> Problem:
    tagged = finding.code.startswith("W") and bool(finding.indicator)
    tag = view.say("explained" if finding.explained else "to-explain") if tagged else ""
    return Problem(
        finding.level, view.say(f"level.{finding.level}"), finding.code,
        link(view, verdict, prefix) if verdict else None, view.finding(finding), str(finding.where), tag,
        finding.explained,
    )  # fmt: skip


def course(view: View) -> list[tuple[str, tuple[Part, ...]]]:
    """The lights of every period, the one judged last; empty where there is no history."""
    a = view.assessment
    counts: dict[str, Tally] = {}
    for verdict in a.counted:
        for entry in verdict.past:
            t = counts.get(entry.period, Tally(0, 0, 0, 0, 0, 0, 0))
            changed = {entry.light.value: getattr(t, entry.light) + 1, "indicators": t.indicators + 1}
            changed["unreported"] = t.unreported + (entry.reason is Reason.UNREPORTED)
            counts[entry.period] = t._replace(**changed)
    if not counts:
        return []
    return [(period, bar(view, tally)) for period, tally in (*counts.items(), (str(a.period), a.totals))]
