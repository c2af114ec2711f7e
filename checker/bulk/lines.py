"""What comes out: verdict rows, rejects with their reasons, counts by locality and domain."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from checker.bulk.inputs import Row
from checker.locale import Speaker
from checker.model import Light
from checker.model.numbers import rounded

PLACES = 6
"""Decimals of a number in a row: what is compared is exact, what is written is rounded half up."""
GIVEN = ("plan", "indicator", "period", "value", "submitted")
"""What a reject repeats of its row."""


class Line(NamedTuple):
    """A verdict row."""

    plan: str
    locality: str
    domain: str
    indicator: str
    period: str
    light: str
    reason: str
    status: str
    value: Fraction | None
    target: Fraction | None
    expected: Fraction | None
    pace: Fraction


class Reject(NamedTuple):
    """A row that was not judged as it stands: `dropped` as nobody can say what it means, or `returned` to its unit.

    `value` names other cells (part=40 whole=38) where the row has none of that name.
    """

    file: str
    plan: str
    indicator: str
    period: str
    value: str
    submitted: str
    code: str
    effect: str

    @classmethod
    def of(cls, row: Row, code: str, effect: str = "dropped") -> Reject:
        """Reject a row."""
        plan, indicator, period, value, submitted = (row.text(name)[:60] for name in GIVEN)
        if not value:  # a share, a day: what the row holds instead
            value = " ".join(f"{name}={row.text(name)}" for name in row.cells if name not in GIVEN)[:60]
        return cls(row.file, plan, indicator, period, value, submitted, code, effect)


class Count(NamedTuple):
    """Lights counted under a locality and a domain (empty: all), of the newest period of each plan."""

    locality: str
    domain: str
    indicators: int
    green: int
    yellow: int
    red: int
    grey: int
    unreported: int
    late: int


class Counts:
    """Counts lights as they come; a target said twice counts once."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, str, str]] = Counter()

    def add(self, line: Line) -> None:
        """Count a line of a newest period."""
        self.add_many(line.locality, line.domain, line.light, line.reason, line.status, 1)

    def add_many(self, locality: str, domain: str, light: str, reason: str, status: str, times: int) -> None:
        """Count so many lines that are alike."""
        words = [light, *(["unreported"] if reason == "unreported" else []), *(["late"] if status == "late" else [])]
        for word in words:
            self._counted[locality, domain, word] += times
            self._counted[locality, "", word] += times

    def rows(self, localities: Iterable[str], domains: Sequence[str]) -> Iterator[Count]:
        """All that was counted, localities and domains in their order."""
        usual = {name: place for place, name in enumerate(localities)}
        found = {(locality, domain) for locality, domain, _ in self._counted}
        place = {"": -1} | {name: n for n, name in enumerate(domains)}
        for locality, domain in sorted(found, key=lambda k: (usual.get(k[0], len(usual)), k[0], place[k[1]])):
            lights = [self._counted[locality, domain, light] for light in Light]
            more = (self._counted[locality, domain, word] for word in ("unreported", "late"))
            yield Count(locality, domain, sum(lights), *lights, *more)


def told(number: Fraction | None) -> str:
    """A number as a text of at most six decimals; empty where there is none."""
    if number is None:
        return ""
    text = f"{rounded(number, PLACES):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def why(reject: Reject, say: Speaker) -> str:
    """Why a row was not taken: the sentence of its code with what the row says, … for facts that no row has."""
    speaks = reject._asdict()
    facts = {"name": reject.indicator, "found": speaks[_SPEAKS.get(reject.code, "value")]}
    return "".join(
        literal + ("" if name is None else facts.get(name) or "…") for literal, name in _parts(reject.code, say)
    )


@cache
def _parts(code: str, say: Speaker) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in string.Formatter().parse(say(f"finding.{code}")))


_SPEAKS = {"E7": "indicator", "E8": "indicator", "E7-period": "period", "E7-rhythm": "period", "unknown-plan": "plan",
           "submitted-early": "submitted"}  # fmt: skip
"""What of a row a code speaks of, where that is not its value."""
