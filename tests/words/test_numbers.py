"""Numbers as they are shown: rounded half up, and never onto a line that they miss."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.model import numbers

GRID = st.decimals(Decimal("0.01"), Decimal("1000"), places=2, allow_nan=False)


@given(st.decimals(Decimal(-(10**6)), Decimal(10**6), places=6), st.integers(0, 4))
def test_rounding_is_half_up_away_from_zero(number: Decimal, places: int) -> None:
    rounded = numbers.rounded(Fraction(number), places)
    assert rounded == number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")


@given(GRID, st.integers(1, 9))
def test_what_misses_a_line_is_never_shown_on_it(line: Decimal, digits: int) -> None:
    missed = Fraction(line) - Fraction(1, 10**digits)
    assert numbers.show(missed, 2, [Fraction(line)]) != numbers.show(Fraction(line))


def test_json_numbers_are_exact_where_the_decimal_ends() -> None:
    assert numbers.json_number(Fraction(1, 8)) == 0.125
    assert numbers.json_number(Fraction(1, 3)) == 0.333333
    assert numbers.json_number(Fraction(20)) == 20
    assert isinstance(numbers.json_number(Fraction(20)), int)
