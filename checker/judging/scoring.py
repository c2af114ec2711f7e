"""Tallies, scores, grades and ranks of domains and lead units (rules 6.3). Grey is out of both sums.

Several leads: one verdict, listed under each lead, counted once in totals. Responsible units get no light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from checker.model import Light, Reason, Standing, Status, Tally, Verdict
from checker.model.bands import clip
from checker.model.numbers import rounded

NOBODY = ""
"""The name under which indicators without a lead are listed (未明确牵头单位)."""
RANKED_FROM = 3
_GRADES = ((90, "A"), (80, "B"), (60, "C"))
_PER_UNREPORTED, _PER_LATE, _MOST = Fraction(2), Fraction(1, 2), Fraction(10)
_ALL_BUT_ALL = Fraction("99.99")


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count lights, unreported (red for that reason alone) and late reports; a target said twice counts once."""
    lights = dict.fromkeys(Light, 0)
    unreported = late = 0
    for verdict in verdicts:
        if verdict.same:
            continue
        lights[verdict.light] += 1
        unreported += verdict.reason is Reason.UNREPORTED
        late += verdict.status is Status.LATE
    green, yellow, red, grey = (lights[light] for light in Light)
    return Tally(sum(lights.values()), green, yellow, red, grey, unreported, late)


def score(verdicts: Sequence[Verdict], deduct: bool) -> Fraction | None:
    """Return 100·Σ/Σweight with two decimals, for units less what unreported and late reports cost.

    None where all is grey. Grades and ranks follow the two decimals, so that what is shown decides; 100 is shown only
    where it was earned.
    """
    judged = Counter((v.indicator.weight, v.score) for v in verdicts if v.score is not None and not v.same)
    if not judged:
        return None
    earned = sum(weight * share * times for (weight, share), times in judged.items())
    earned = Fraction(earned) / sum(weight * times for (weight, _), times in judged.items())
    cost = Fraction(0)
    if deduct:
        counts = tally(verdicts)
        cost = min(counts.unreported * _PER_UNREPORTED + counts.late * _PER_LATE, _MOST)
    points = clip(earned - cost / 100) * 100
    shown = Fraction(rounded(points, 2))
    return min(shown, _ALL_BUT_ALL) if points < 100 else shown


def grade(points: Fraction | None, red: int) -> str:
    """A from 90, B from 80, C from 60, else D; no A beside a red light."""
    if points is None:
        return ""
    found = next((name for line, name in _GRADES if points >= line), "D")
    return "B" if found == "A" and red else found


def by_unit(verdicts: Sequence[Verdict], unranked: Collection[str], partial: bool) -> tuple[Standing, ...]:
    """List every asked unit, most red and then most yellow first. `partial`: nobody is scored by what was found."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for unit in verdict.measure.asked or (NOBODY,):
            groups.setdefault(unit, []).append(verdict)
    made = [standing(name, group, deduct=True, partial=partial) for name, group in groups.items()]
    return tuple(sorted(ranked(made, unranked), key=_worst_first))


def by_domain(verdicts: Sequence[Verdict], order: Iterable[str], partial: bool) -> tuple[Standing, ...]:
    """List the domains in their official order; a domain's score takes no deductions and has no rank."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.measure.domain, []).append(verdict)
    place = {name: index for index, name in enumerate(order)}
    names = sorted(groups, key=lambda name: place.get(name, len(place)))
    return tuple(standing(name, groups[name], deduct=False, partial=partial) for name in names)


def standing(name: str, verdicts: Sequence[Verdict], deduct: bool, partial: bool) -> Standing:
    """Count and score verdicts under one name, not yet ranked."""
    points, counts = None if partial else score(verdicts, deduct), tally(verdicts)
    return Standing(name, counts, points, grade(points, counts.red), None)


def _worst_first(standing: Standing) -> tuple[object, ...]:
    """Most red, most yellow, then the lower score; what has none comes last of its like."""
    points = Fraction(101) if standing.score is None else standing.score
    return -standing.tally.red, -standing.tally.yellow, points


def ranked(standings: Sequence[Standing], unranked: Collection[str]) -> list[Standing]:
    """Rank by score, 1, 2, 2, 4; not under three judged indicators, under half judged, or for units that judge."""
    judged = [s for s in standings if s.name and s.score is not None and s.name not in unranked and _judged_enough(s)]
    judged.sort(key=lambda s: -(s.score or 0))
    ranks: dict[str, int] = {}
    for index, own in enumerate(judged):
        same = index and judged[index - 1].score == own.score
        ranks[own.name] = ranks[judged[index - 1].name] if same else index + 1
    return [s._replace(rank=ranks.get(s.name)) for s in standings]


def _judged_enough(standing: Standing) -> bool:
    judged = standing.tally.indicators - standing.tally.grey
    return judged >= RANKED_FROM and judged * 2 >= standing.tally.indicators
