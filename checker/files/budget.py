"""What filling a template in may cost: steps of loops, calls, characters; no template works without end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

MAX_BYTES = 2 * 1024 * 1024
"""Size of a template that is a text."""
STEPS = 200_000
"""What a rendering may spend, and for each value that it is given `A_VALUE` more: well under five seconds."""
A_VALUE = 20
PIECE = 64
"""Characters that cost one step."""
LONGEST = 400_000
"""Characters of one text, or entries of one list, that a template makes."""
_BITS = 4096


class TooMuch(Exception):
    """A rendering has spent all it may."""


class Budget:
    """Steps that are left to a rendering; without end where it is not `counted`."""

    def __init__(self, given: object = (), counted: bool = True) -> None:
        self.left = STEPS + A_VALUE * _values(given) if counted else sys.maxsize

    def spend(self, cost: int) -> None:
        """Take a cost off. Errors: TooMuch."""
        self.left -= cost
        if self.left < 0:
            raise TooMuch

    def pay(self, value: Any) -> Any:
        """Take off what a value that was made costs, and hand it on. Errors: TooMuch."""
        size = len(value) if isinstance(value, str | list | tuple | dict) else 0
        if size > LONGEST:
            raise TooMuch
        self.spend(1 + (size // PIECE if isinstance(value, str) else size))
        return value


def _values(given: object) -> int:
    """Count the values that a template is given."""
    if isinstance(given, Mapping):
        return 1 + sum(map(_values, given.values()))
    return 1 + sum(map(_values, given)) if isinstance(given, list | tuple) else 1


def within(size: int) -> None:
    """Refuse a text or a list of such a length before it is made. Errors: TooMuch."""
    if size > LONGEST:
        raise TooMuch


def small(bits: int) -> None:
    """Refuse a whole number of so many bits before it is made. Errors: TooMuch."""
    if bits > _BITS:
        raise TooMuch
