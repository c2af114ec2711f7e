"""What stands beside the lights of a plan: how satisfied people are, and the typical cases that support an indicator.

Other features work both out; here they are only shown, and never touch a light.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Supporting(NamedTuple):
    """A typical case that names indicators it supports: number, title, unit, place, and the round's title."""

    number: int
    title: str
    unit: str
    place: str
    round: str
    indicators: tuple[str, ...]


class Satisfaction(NamedTuple):
    """Scores of a survey as texts: by domain's key, the whole in a sentence, and what must be known to read them."""

    domains: Mapping[str, str] = {}
    total: str = ""
    note: str = ""


class Beside(NamedTuple):
    """Both; empty where nobody asked for them."""

    satisfaction: Satisfaction = Satisfaction()
    cases: tuple[Supporting, ...] = ()

    def of(self, indicator: str) -> list[tuple[int, Supporting]]:
        """The cases that support an indicator, each with its place on the page."""
        return [(n, case) for n, case in enumerate(self.cases, 1) if indicator in case.indicators]
