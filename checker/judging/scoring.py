"""Tallies, scores, grades and ranks of domains and lead units (rules 6). Grey is out of both sums.

Several leads: one verdict, listed under each lead, counted once in totals. Responsible units get no light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from checker.model import Light, Reason, Standing, Status, Tally, Verdict
from checker.model.bands import clip
from checker.model.numbers import rounded

NOBODY = ""
"""The name under which indicators without a lead are listed (未明确牵头单位)."""
RANKED_FROM = 3
_GRADES = ((90, "A"), (80, "B"), (60, "C"))
_PER_UNREPORTED, _PER_LATE, _MOST = Fraction(2), Fraction(1, 2), Fraction(10)


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count lights, unreported (red for that reason alone) and late reports."""
    lights = dict.fromkeys(Light, 0)
    unreported = late = 0
    for verdict in verdicts:
        lights[verdict.light] += 1
        unreported += verdict.reason is Reason.UNREPORTED
        late += verdict.status is Status.LATE
    green, yellow, red, grey = (lights[light] for light in Light)
    return Tally(sum(lights.values()), green, yellow, red, grey, unreported, late)


def score(verdicts: Sequence[Verdict], deduct: bool) -> Fraction | None:
    """Return 100·Σ/Σweight with two decimals, for units less what unreported and late reports cost.

    None where all is grey. Grades and ranks follow the two decimals, so that what is shown decides.
    """
    judged = Counter((v.indicator.weight, v.score) for v in verdicts if v.score is not None)
    if not judged:
        return None
    earned = sum(weight * share * times for (weight, share), times in judged.items())
    earned = Fraction(earned) / sum(weight * times for (weight, _), times in judged.items())
    cost = Fraction(0)
    if deduct:
        counts = tally(verdicts)
        cost = min(counts.unreported * _PER_UNREPORTED + counts.late * _PER_LATE, _MOST)
    return Fraction(rounded(clip(earned - cost / 100) * 100, 2))


def grade(points: Fraction | None) -> str:
    """A from 90, B from 80, C from 60, else D."""
    if points is None:
        return ""
    return next((name for line, name in _GRADES if points >= line), "D")


def by_unit(verdicts: Sequence[Verdict]) -> tuple[Standing, ...]:
    """List every asked unit, best first; units without a rank follow in the plan's order."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for unit in verdict.measure.asked or (NOBODY,):
            groups.setdefault(unit, []).append(verdict)
    return _ranked([_standing(name, group, deduct=True) for name, group in groups.items()])


def by_domain(verdicts: Sequence[Verdict], order: Iterable[str]) -> tuple[Standing, ...]:
    """List the domains in their official order; a domain's score takes no deductions and has no rank."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.measure.domain, []).append(verdict)
    place = {name: index for index, name in enumerate(order)}
    names = sorted(groups, key=lambda name: place.get(name, len(place)))
    return tuple(_standing(name, groups[name], deduct=False) for name in names)


def _standing(name: str, verdicts: Sequence[Verdict], deduct: bool) -> Standing:
    points = score(verdicts, deduct)
    return Standing(name, tally(verdicts), points, grade(points), None)


def _ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Rank 1, 2, 2, 4; under three judged indicators there is no rank."""
    ranked = [s for s in standings if s.name and s.tally.indicators - s.tally.grey >= RANKED_FROM]
    ranked.sort(key=lambda s: -(s.score or 0))
    placed: list[Standing] = []
    for index, standing in enumerate(ranked):
        same = placed and placed[-1].score == standing.score
        placed.append(standing._replace(rank=placed[-1].rank if same else index + 1))
    done = {s.name for s in placed}
    return (*placed, *(s for s in standings if s.name not in done))
