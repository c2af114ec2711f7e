"""The kinds of targets. Each module of this folder is one kind; the folder is the registry.

A kind turns a target and a moment into a `Band` and says which number is compared with it; everything
else (light, explanation, chart tick, score) follows from those two. A module's docstring is its manual page.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any, Literal, Protocol

from checker.model import Band, Indicator, Light, Moment, Profile, Reason, Reported

Reports = Literal["number", "change", "done", "grade"]
"""What units report: an amount, an amount beside last year's, days on which nodes were done, a grade."""
Scale = Literal["amount", "place", "nodes", "grade"]
"""What the number is that a band is compared with: an amount in the unit, a place in a ranking, nodes done, a grade."""


class Kind(Protocol):
    """What a kind module offers. Everybody else asks these and never which kind it is."""

    @property
    def ORDER(self) -> int:
        """Place in lists and menus."""

    @property
    def FIELDS(self) -> Mapping[str, Mapping[str, object]]:
        """JSON Schema of the indicator fields that only some kinds know; the value `{}` takes the shared one."""

    @property
    def REQUIRED(self) -> tuple[str, ...]:
        """The fields that must be there."""

    @property
    def REPORTS(self) -> Reports:
        """What units report."""

    @property
    def SCALE(self) -> Scale:
        """What the compared number is."""

    @property
    def CLOSES(self) -> bool:
        """Once met in its window, no further report is owed (decision 3)."""

    @property
    def RUNNING(self) -> bool:
        """The value is the total of the window so far: `per` multiplies the target, and it never falls."""

    @property
    def PACED(self) -> bool:
        """Something is expected by now: E, on the way from B to T."""

    @property
    def LIMIT(self) -> bool:
        """T is not to be passed; once passed, it is broken to the end of the window."""

    @property
    def STANDING(self) -> bool:
        """A standing duty: not judged for time before anybody could know it."""

    @property
    def SIGNED(self) -> bool:
        """The number is told with its sign."""

    @property
    def WORDS(self) -> str:
        """The word under which its sentences are filed: a kind that differs in its numbers only may share them."""

    def up(self, indicator: Indicator) -> bool:
        """Tell whether more is better."""

    def ends(self, indicator: Indicator) -> bool:
        """Tell whether at or after the deadline the light is completed or overdue (decision 8)."""

    def infers(self, indicator: Indicator) -> bool:
        """Tell whether the first value reported stands in for a baseline that the document does not give (首报)."""

    def unit(self, indicator: Indicator) -> str:
        """Return the unit of the number that is compared and of the target."""

    def band(self, indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
        """Return the band at this moment; None where there is no basis to judge."""

    def measured(
        self, indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None
    ) -> Fraction | None:
        """Return the number that is compared with the band; None where there is no basis.

        `year_ago` is the value of the same period a year before, for kinds that compare with it.
        """

    def base(self, indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
        """Return the amount that `measured` compares the report with; None for kinds that compare with none."""

    def reason(self, indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
        """Say in one word why the band gave this light."""

    def score(self, indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
        """Return the share of the indicator's weight that is earned, 0 to 1 (rules 6)."""


@cache
def names() -> tuple[str, ...]:
    """Name the kinds, in their order."""
    found = [module.name for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda name: load(name).ORDER))


@cache
def load(name: str) -> Kind:
    """Return one kind by its name; `name` must be one of `names()`.

    That each module of the folder fits `Kind` is proven by the type checker, in a test.
    """
    module: Any = import_module(f"{__name__}.{name}")
    kind: Kind = module
    return kind


def of(indicator: Indicator) -> Kind:
    """Return an indicator's kind."""
    return load(indicator.kind)
