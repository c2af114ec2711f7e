"""Bands, lines and shown numbers, by property: exact on every line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.model import Band, Bound, Light, numbers
from tests.harness import RULES, judge

GRID = st.decimals(Decimal("0.01"), Decimal("1000"), places=2, allow_nan=False)
LINES = st.sampled_from(
    [Decimal("0.5"), Decimal("0.6"), Decimal("0.7"), Decimal("0.8"), Decimal("0.9"), Decimal("1.0")]
)


@given(GRID, LINES, st.booleans())
def test_a_value_on_the_line_is_on_the_right_side(target: Decimal, line: Decimal, up: bool) -> None:
    at = Fraction(target) * Fraction(line)
    band = Band(up, Bound(at), Bound(at))
    assert band.light(at) is Light.GREEN
    off = Fraction(1, 10**12) * (-1 if up else 1)
    assert band.light(at + off) is Light.RED


@given(GRID, GRID, GRID)
def test_lights_follow_the_order_of_values(green: Decimal, low: Decimal, value: Decimal) -> None:
    upper, lower = max(Fraction(green), Fraction(low)), min(Fraction(green), Fraction(low))
    rank = {Light.GREEN: 2, Light.YELLOW: 1, Light.RED: 0}
    band = Band(True, Bound(upper), Bound(lower))
    assert rank[band.light(Fraction(value) + 1)] >= rank[band.light(Fraction(value))]


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_quarter_of_a_cumulative_target_is_judged_exactly(target: int, value: int) -> None:
    verdict = judge({"kind": "cumulative", "target": target, "by": "2022-12-31"}, {"2022-Q1": value})
    expected = Light.GREEN if value * 4 >= target else Light.YELLOW if value * 20 >= target * 3 else Light.RED
    assert verdict.light is expected


@given(GRID, GRID)
def test_lower_is_better_is_mirrored_not_inverted(first: Decimal, second: Decimal) -> None:
    if first == second:
        return
    baseline, target = max(first, second), min(first, second)
    value = (Fraction(baseline) + Fraction(target)) / 2
    mirrored = judge(
        {"kind": "level", "direction": "down", "baseline": baseline, "target": target, "by": "2022-12-31"},
        {"2022-Q2": Decimal(value.numerator) / value.denominator},
    )
    assert mirrored.light is Light.GREEN
    assert RULES.profile.green == 1


@given(st.decimals(Decimal(-(10**6)), Decimal(10**6), places=6), st.integers(0, 4))
def test_rounding_is_half_up_away_from_zero(number: Decimal, places: int) -> None:
    rounded = numbers.rounded(Fraction(number), places)
    assert rounded == number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")


@given(GRID, st.integers(1, 9))
def test_what_misses_a_line_is_never_shown_on_it(line: Decimal, digits: int) -> None:
    missed = Fraction(line) - Fraction(1, 10**digits)
    assert numbers.show(missed, 2, [Fraction(line)]) != numbers.show(Fraction(line))


def test_what_people_type_is_read() -> None:
    cases = {"１６": (16, ("full_width",)), "1,234": (1234, ("grouped",)), "95%": (95, ("percent",)), "９５．２％": (
        Fraction("95.2"), ("full_width", "percent"))}  # fmt: skip
    for text, (number, forgiven) in cases.items():
        assert numbers.read_number(text) == (number, forgiven), text
    wrong: tuple[object, ...] = ("1,23", "约16", "16场", "1e3", "0x10", "½", "", "--3", "1.2.3", True, None, "9" * 16)
    for item in wrong:
        assert numbers.read_number(item)[0] is None, item


def test_json_numbers_are_exact_where_the_decimal_ends() -> None:
    assert numbers.json_number(Fraction(1, 8)) == 0.125
    assert numbers.json_number(Fraction(1, 3)) == 0.333333
    assert numbers.json_number(Fraction(20)) == 20
    assert isinstance(numbers.json_number(Fraction(20)), int)
