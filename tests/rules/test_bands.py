"""Bands and lines, by property: exact on every line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.model import Band, Bound, Light
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
