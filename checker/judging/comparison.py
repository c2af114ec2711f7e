"""Localities side by side: lights by domain, ranks within one level, and indicators of the same meaning.

A locality counts with the newest assessment of each of its plans; what its plans said of earlier periods is its course.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from checker.judging import scoring
from checker.model import Assessment, Light, Standing, Verdict

LEVELS = ("province", "city", "district", "county")
"""The levels, from above; a locality that is not listed has none and stands last."""
COMPARED_FROM = 2
"""So many localities make a comparison."""


class Row(NamedTuple):
    """One locality: its standing (with its rank among those of its level), the same by domain, and its course.

    `course` counts the lights of each period by its name and last day; `plans` are the newest assessments.
    """

    locality: str
    level: str
    plans: tuple[Assessment, ...]
    standing: Standing
    domains: Mapping[str, Standing]
    course: Mapping[tuple[date, str], Counter[Light]]


class Match(NamedTuple):
    """Indicators that share a key `same_as`, and their kind and unit: each with its locality."""

    key: str
    kind: str
    unit: str
    found: tuple[tuple[str, Assessment, Verdict], ...]


class Comparison(NamedTuple):
    """All localities, level by level and the best first; the domains in their order; what is side by side.

    `apart` are keys whose indicators differ in kind or unit, so that some or all of them stand beside no other.
    """

    rows: tuple[Row, ...]
    domains: tuple[str, ...]
    matches: tuple[Match, ...]
    apart: tuple[str, ...]


def compare(assessments: Iterable[Assessment], levels: Mapping[str, str], domains: Sequence[str]) -> Comparison:
    """Compare localities; `levels` gives the level of each, in the order in which they usually stand."""
    newest: dict[str, Assessment] = {}
    for made in assessments:
        known = newest.get(made.plan.id)
        if known is None or made.cut_off > known.cut_off:
            newest[made.plan.id] = made
    groups: dict[str, list[Assessment]] = {}
    for made in newest.values():
        groups.setdefault(made.plan.locality, []).append(made)
    usual = {name: place for place, name in enumerate(levels)}
    names = sorted(groups, key=lambda name: usual.get(name, len(usual)))
    rows = list(_ranked([_row(name, levels.get(name, ""), groups[name], domains) for name in names]))
    found = {name for row in rows for name in row.domains}
    matches, apart = _matches(rows)
    return Comparison(tuple(rows), tuple(name for name in domains if name in found), tuple(matches), apart)


def _row(locality: str, level: str, plans: Sequence[Assessment], domains: Sequence[str]) -> Row:
    verdicts = list(chain.from_iterable(made.counted for made in plans))
    partial = any(made.partial for made in plans)
    by_domain = {s.name: s for s in scoring.by_domain(verdicts, domains, partial)}
    made = scoring.standing(locality, verdicts, deduct=False, partial=partial)
    return Row(locality, level, tuple(plans), made, by_domain, _course(plans))


def _course(plans: Iterable[Assessment]) -> dict[tuple[date, str], Counter[Light]]:
    """The lights of every period, the oldest first."""
    made: dict[tuple[date, str], Counter[Light]] = {}
    for plan in plans:
        for verdict in plan.counted:
            for past in verdict.past:
                made.setdefault((past.end, past.period), Counter())[past.light] += 1
            made.setdefault((plan.cut_off, str(plan.period)), Counter())[verdict.light] += 1
    return dict(sorted(made.items()))


def _ranked(rows: Sequence[Row]) -> Iterator[Row]:
    """Rank the localities of each level among themselves."""
    for level in (*LEVELS, ""):
        own = [row for row in rows if row.level == level]
        ranked = scoring.ranked([row.standing for row in own], ())
        made = [row._replace(standing=standing) for row, standing in zip(own, ranked, strict=True)]
        yield from sorted(made, key=lambda row: row.standing.rank or len(own) + 1)


def _matches(rows: Iterable[Row]) -> tuple[list[Match], tuple[str, ...]]:
    """Put indicators of the same key beside each other, where kind and unit agree and several localities have one."""
    groups: dict[str, dict[tuple[str, str], list[tuple[str, Assessment, Verdict]]]] = {}
    for row in rows:
        for plan in row.plans:
            for verdict in plan.counted:
                of = verdict.indicator
                if of.same_as:
                    own = groups.setdefault(of.same_as, {}).setdefault((of.kind, of.unit), [])
                    own.append((row.locality, plan, verdict))
    made = [
        Match(key, kind, unit, tuple(found))
        for key, own in sorted(groups.items())
        for (kind, unit), found in own.items()
        if len({locality for locality, _, _ in found}) >= COMPARED_FROM
    ]
    return made, tuple(sorted(key for key, own in groups.items() if len(own) > 1))
