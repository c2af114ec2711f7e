"""Who answers for what: verdicts by the units that their measures ask."""

from __future__ import annotations

from collections.abc import Iterable

from checker.judging import scoring
from checker.model import Verdict


def by_unit(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Group verdicts by the asked units, in the order of the plan; one with several leads stands under each."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for unit in verdict.measure.asked or (scoring.NOBODY,):
            groups.setdefault(unit, []).append(verdict)
    return groups


def most_first(groups: dict[str, list[Verdict]]) -> dict[str, list[Verdict]]:
    """Put the units with most verdicts first."""
    return dict(sorted(groups.items(), key=lambda pair: -len(pair[1])))
