"""A target against the words it was copied from: does the number stand there (rules 5)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from checker.model import Indicator
from checker.model.periods import RECURRENCES

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(万|亿|‰|千)?")
# Days, years and the document's own numbering are no targets.
_NOT_A_TARGET = re.compile(
    r"\d{4}\s*[—\-－~至]?\s*(?:\d{4})?\s*年底?|\d{1,2}\s*月(?:\d{1,2}日)?|\d{1,2}日前|[“〔].*?[”〕]\d*号?"
)
_TIMES = {"万": Fraction(10_000), "亿": Fraction(100_000_000), "千": Fraction(1000), "‰": Fraction(1, 10)}


def numbers(words: str) -> list[Fraction]:
    """Name every number of the words that could be a target, written out (3.5万 is both 3.5 and 35000)."""
    found = []
    for digits, sign in _NUMBER.findall(_NOT_A_TARGET.sub(" ", words)):
        number = Fraction(digits.replace(",", ""))
        found.append(number)
        if sign:
            found.append(number * _TIMES[sign])
    return found


def stands_in(amount: Fraction, indicator: Indicator) -> bool:
    """Tell whether an amount stands in the words, as it is or for one recurrence; True where they hold no number.

    A share of all of them (100%) is said with 每, 均 or 全部; a number beside it is what each one has to reach.
    """
    found = numbers(indicator.as_written)
    everyone = indicator.unit == "%" and amount == 100 and "%" not in indicator.as_written
    if not found or everyone:
        return True
    times = RECURRENCES.get(indicator.per, 1)
    return any(number in (abs(amount), abs(amount) * times, abs(amount) / times) for number in found)


def missing(indicator: Indicator) -> Iterator[tuple[str, Fraction]]:
    """Yield the fields whose number does not stand in the words."""
    for field, amount in (("target", indicator.target), ("ceiling", indicator.ceiling)):
        if amount is not None and not stands_in(amount, indicator):
            yield field, amount
