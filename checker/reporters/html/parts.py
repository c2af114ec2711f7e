"""The parts of the dashboard that count: totals, bars of the periods, heat-map, standings."""

from __future__ import annotations

from typing import NamedTuple

from checker.model import Light, Reason, Tally, Verdict, periods
from checker.model.tables import Cell, Column
from checker.papers.counts import period
from checker.words.amounts import part, written
from checker.words.gravity import greens
from checker.words.tables import standings
from checker.words.view import SYMBOLS, View

COUNTS = ("all", "red", "yellow", "green", "grey", "missing", "returned")
BAR = 1000
"""Length of a stacked bar in steps; it is drawn in percent."""


class Part(NamedTuple):
    """One segment of a bar with its count; `light` is a light's name, or `unreported` for that part of the red."""

    light: str
    label: str
    number: int
    share: str
    start: str
    length: str


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
    """A unit or a domain: its lights as a bar, and its cells, one a column."""

    key: str
    name: str
    bar: tuple[Part, ...]
    cells: tuple[Cell, ...]


class Ranking(NamedTuple):
    """A table of standings; `apart` are the units that judge and take no place."""

    columns: tuple[Column, ...]
    lines: tuple[Ranked, ...]
    apart: tuple[Ranked, ...]


class Course(NamedTuple):
    """The lights of one period: as a bar, and as (symbol, light, count)."""

    period: str
    bar: tuple[Part, ...]
    counts: tuple[tuple[str, str, int], ...]
    red: int


class Figure(NamedTuple):
    """One light's count with its share, and what it is made of."""

    light: str
    text: str
    number: int
    share: str
    of: str


def bar(view: View, tally: Tally) -> tuple[Part, ...]:
    """Stack the lights; of the red, what was never reported is a part of its own."""
    counts = {"green": tally.green, "yellow": tally.yellow, "red": tally.red - tally.unreported,
              "unreported": tally.unreported, "grey": tally.grey}  # fmt: skip
    parts, before = [], 0
    for name, count in counts.items():
        label = view.say("dashboard.unreported") if name == "unreported" else view.light(Light(name))
        start, end = (place * BAR // max(tally.indicators, 1) for place in (before, before + count))
        parts.append(Part(name, label, count, written(part(count, tally.indicators)), f"{start / 10:g}",
                          f"{(end - start) / 10:g}"))  # fmt: skip
        before += count
    return tuple(parts)


def figures(view: View) -> list[Figure]:
    """The four counts; of the red what has no value, of the green what was reached and what is not due yet."""
    t, say = view.assessment.totals, view.say
    green = (say(f"dashboard.green.{name.replace('_', '-')}", count=count)
             for name, count in greens(view.assessment.counted)._asdict().items() if count)  # fmt: skip
    red = say("dashboard.red-of", behind=t.red - t.unreported, unreported=t.unreported) if t.red else ""
    of = {Light.RED: red, Light.GREEN: say("join").join(green)}
    return [Figure(light.value, view.light(light), getattr(t, light), written(part(getattr(t, light), t.indicators)),
                   of.get(light, "")) for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)]  # fmt: skip


def link(view: View, verdict: Verdict, prefix: str, more: str = "") -> Link:
    """Point to an indicator's row, if the row is shown."""
    indicator = verdict.indicator
    href = f"#{prefix}{indicator.id}" if prefix and view.narrowing.shows(verdict) else ""
    return Link(href, indicator.id, indicator.name, verdict.light, SYMBOLS[verdict.light], more)


def heat(view: View, prefix: str) -> list[Group]:
    """One line a domain, one cell an indicator that counts; how satisfied people are where a survey says it."""
    lines = []
    for key, verdicts in view.by_domain():
        cells = tuple(link(view, v, prefix, view.say(f"light.{v.light}"))
                      for v in verdicts if not v.same)  # fmt: skip
        lines.append(Group(view.domain(key), view.beside.satisfaction.domains.get(key, ""), cells))
    return lines


def ranked(view: View, what: str) -> Ranking:
    """Lead units or domains with counts, bars, scores, grades and, of units, ranks; units that judge stand apart."""
    keys = (*COUNTS, "score", "grade", "rank") if what == "unit" else (*COUNTS, "score", "grade")
    table, a = standings(view, what, keys), view.assessment
    judge = view.library.office(a.plan.locality)[0].unranked if what == "unit" else ()
    standing = a.units if what == "unit" else a.domains
    made = [
        Ranked(s.name, view.short(s.name) if what == "unit" else str(name), bar(view, s.tally), tuple(cells))
        for s, (name, *cells) in zip(standing, table.rows, strict=True)
    ]
    lines, apart = ([r for r in made if (r.key in judge) is judged] for judged in (False, True))
    return Ranking(table.columns[1:], tuple(lines), tuple(apart))


def course(view: View) -> list[Course]:
    """The lights of every period, the one judged last."""
    a = view.assessment
    counts: dict[str, Tally] = {}
    for verdict in a.counted:
        for entry in verdict.past:
            t = counts.get(entry.period, Tally(0, 0, 0, 0, 0, 0, 0))
            changed = {entry.light.value: getattr(t, entry.light) + 1, "indicators": t.indicators + 1}
            changed["unreported"] = t.unreported + (entry.reason is Reason.UNREPORTED)
            counts[entry.period] = t._replace(**changed)
    counts[str(a.period)] = a.totals
    return [
        Course(spoken(view, name), bar(view, t), tuple((SYMBOLS[n], n.value, getattr(t, n)) for n in Light), t.red)
        for name, t in counts.items()
    ]


def spoken(view: View, name: str) -> str:
    """A period as papers write it."""
    span = periods.parse(name)
    return name if span is None else period(span, view.say)
