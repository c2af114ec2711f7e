"""An amount: a number until a format shows it. A format takes of it what it can hold."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from checker.model.numbers import rounded

NONE = "—"
"""What stands where there is no amount."""
BOUNDS = {"": "", "most": "≤", "below": "<", "above": ">"}
"""How a target is to be met where it is not simply to be reached."""


class Amount(NamedTuple):
    """An exact number with the decimals to show and its unit; what is in `%` are percent, not a share of one.

    `bound` is a key of `BOUNDS`; `signed` amounts are told with their sign, as a change is.
    """

    number: Fraction
    places: int
    unit: str = ""
    bound: str = ""
    signed: bool = False

    @property
    def figure(self) -> str:
        """The number without unit and bound."""
        plus = "+" if self.signed and self.number > 0 else ""
        return f"{plus}{rounded(self.number, self.places):f}"

    def __str__(self) -> str:
        return f"{BOUNDS[self.bound]}{self.figure}{self.unit}"
