"""The kinds of targets. Each module of this folder is one kind; the folder is the registry.

A kind turns a target and a moment into a `Band` and says which number is compared with it; everything
else (light, explanation, chart tick, score) follows from those two. A module's docstring is its manual page.
"""

from __future__ import annotations

import pkgutil
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from checker.model import Band, Indicator, Light, Moment, Profile, Reason, Reported


class Kind(Protocol):
    """What a kind module offers."""

    ORDER: int
    """Place in lists and menus."""
    FIELDS: dict[str, dict[str, Any]]
    """JSON Schema of the indicator fields that only some kinds know; the value `{}` takes the shared one."""
    REQUIRED: tuple[str, ...]
    REPORTS: str
    """What units report: `number`, `change`, `done` or `grade`."""
    ENDS: bool
    """At or after the deadline the light is completed or overdue (decision 8)."""
    CLOSES: bool
    """Once met in its window, no further report is owed (decision 3)."""

    def band(self, indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
        """Return the band at this moment; None where there is no basis to judge."""

    def measured(
        self, indicator: Indicator, moment: Moment, reported: Reported, base: Fraction | None
    ) -> Fraction | None:
        """Return the number that is compared with the band; None where there is no basis.

        `base` is the value of the same period a year before, for kinds that compare with it.
        """

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
    """Return one kind by its name; `name` must be one of `names()`."""
    return cast(Kind, import_module(f"{__name__}.{name}"))
