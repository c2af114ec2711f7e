"""The lists of the dashboard: what falls due, what was returned, what is owed, and the clerk's part."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from checker.model import Finding, Level, Reason, Verdict
from checker.reporters.html.parts import Group, Link, link
from checker.words.owed import by_leads, owed
from checker.words.upcoming import upcoming, when
from checker.words.view import View, mended

DAYS = 90
"""How far "what falls due next" looks ahead."""
_JOINT = 3
"""Up to so many leads are named wherever they stand."""


class Problem(NamedTuple):
    """A finding in plain words, how to mend it, and its place; `link` is None where it concerns the whole file."""

    level: str
    level_text: str
    code: str
    link: Link | None
    text: str
    mend: str
    place: str
    tag: str
    explained: bool


class Supported(NamedTuple):
    """A typical case with links to the indicators that it supports."""

    anchor: str
    text: str
    of: str
    links: tuple[Link, ...]


def supporting(view: View, prefix: str) -> list[Supported]:
    """The typical cases that name indicators of the plan."""
    say, known = view.say, {v.indicator.id: v for v in view.verdicts()}
    return [
        Supported(f"{prefix}case-{n}", say("dashboard.case.text", number=c.number, title=c.title, unit=c.unit), c.round,
                  tuple(link(view, known[name], prefix) for name in c.indicators if name in known))
        for n, c in enumerate(view.beside.cases, 1)
    ]  # fmt: skip


def coming(view: View, prefix: str) -> list[Group]:
    """What falls due next, by day."""
    groups = []
    counted = (v for v in view.verdicts() if not v.same)
    for day, pairs in groupby(upcoming(view.assessment, counted, DAYS), key=lambda pair: pair[0]):
        found = {v.indicator.id: v for _, v in pairs}  # several nodes may fall due on a day
        links = tuple(link(view, v, prefix, view.together(v.measure.asked)) for v in found.values())
        groups.append(Group(day.isoformat(), when(view.say, (day - view.assessment.on).days), links))
    return groups


def without_value(view: View, prefix: str) -> tuple[list[Group], list[Group]]:
    """What was sent back, and what never came though it was asked for; joint leads once, under all of them."""
    found = owed(view)
    return _by_leads(view, found.returned, prefix), _by_leads(view, found.missing, prefix)


def _by_leads(view: View, verdicts: Iterable[Verdict], prefix: str) -> list[Group]:
    """Each group of units with what it owes."""
    return [
        Group(view.together(units), view.say("dashboard.items", count=len(found)),
              tuple(link(view, v, prefix, "" if v.reason is Reason.UNREPORTED else view.say(f"reason.{v.reason}"))
                    for v in found))
        for units, found in by_leads(verdicts).items()
    ]  # fmt: skip


def joint(view: View) -> list[tuple[str, str]]:
    """Measures that more units lead than the page names: the measure and all its units."""
    shown = dict.fromkeys((v.measure.number, v.measure.title, v.measure.asked) for v in view.verdicts())
    return [(f"{number} {title}", view.say("join").join(map(view.unit, units)))
            for number, title, units in shown if len(units) > _JOINT]  # fmt: skip


def problems(view: View, prefix: str) -> list[Problem]:
    """Findings on the values shown, with their places; warnings carry 待说明 or 已说明."""
    shown = {v.indicator.id: v for v in view.verdicts()}
    return [_problem(view, finding, shown.get(finding.indicator), prefix) for finding in view.findings()]


def _problem(view: View, finding: Finding, verdict: Verdict | None, prefix: str) -> Problem:
    say, tagged = view.say, finding.code.startswith("W") and bool(finding.indicator)
    tag = say("explained" if finding.explained else "to-explain") if tagged else ""
    return Problem(
        finding.level, say(f"level.{finding.level}"), finding.code, link(view, verdict, prefix) if verdict else None,
        say(f"finding.{finding.code}", **finding.facts), "" if finding.explained else mended(finding, say),
        str(finding.where), tag, finding.explained,
    )  # fmt: skip


def summary(view: View) -> str:
    """How many values were returned and how many warnings wait for a word."""
    found = view.findings()
    back = sum(f.level is Level.RETURNED for f in found)
    waiting = sum(f.level is not Level.RETURNED and not f.explained for f in found)
    parts = [view.say(f"dashboard.findings.{name}", count=count)
             for name, count in (("returned", back), ("waiting", waiting)) if count]  # fmt: skip
    return view.say("join").join(parts)
