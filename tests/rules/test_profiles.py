"""Lines of other places (profiles): where each of them lies, worked out by hand from its source."""

from __future__ import annotations

from fractions import Fraction

import pytest

from checker.model import Profile
from tests.harness import RULES, judge
from tests.rules.targets import FALLING, YEAR, light


@pytest.mark.parametrize(
    ("profile", "green", "yellow"),
    [("plancheck", 100, 60), ("wuhan", 80, 60), ("tianjin", 100, 70), ("sanya", 100, 50), ("strict", 100, 80)],
)
def test_ratio_profiles_are_inclusive_below(profile: str, green: int, yellow: int) -> None:
    """T 200 at Q2: E 100, so the lines in percent are the values."""
    indicator = {"kind": "cumulative", "target": 200, "by": YEAR}
    assert light(indicator, {"2022-Q2": green}, profile) == "green"
    assert light(indicator, {"2022-Q2": f"{green - 1}.999"}, profile) == "yellow"
    assert light(indicator, {"2022-Q2": yellow}, profile) == "yellow"
    assert light(indicator, {"2022-Q2": f"{yellow - 1}.999"}, profile) == "red"


@pytest.mark.parametrize(
    ("profile", "green", "yellow"),
    [
        ("plancheck", "15", "17"),
        ("wuhan", "16", "17"),
        ("tianjin", "15", "16.5"),
        ("sanya", "15", "17.5"),
        ("strict", "15", "16"),
    ],
)
def test_ratio_profiles_mirrored(profile: str, green: str, yellow: str) -> None:
    """B 20, T 10 at Q2: E 15; a line g lies at 20 − 5·g."""
    assert light(FALLING, {"2022-Q2": green}, profile) == "green"
    assert light(FALLING, {"2022-Q2": f"{float(green) + 0.01:.2f}"}, profile) == "yellow"
    assert light(FALLING, {"2022-Q2": yellow}, profile) == "yellow"
    assert light(FALLING, {"2022-Q2": f"{float(yellow) + 0.01:.2f}"}, profile) == "red"


@pytest.mark.parametrize(
    ("value", "expected"), [("40.01", "green"), ("40", "yellow"), ("20", "yellow"), ("19.99", "red")]
)
def test_gap_profile(value: str, expected: str) -> None:
    """yinchuan at P 50 %: green above −10 points (not on it), yellow down to −30 included."""
    assert light({"kind": "cumulative", "target": 100, "by": YEAR}, {"2022-Q2": value}, "yinchuan") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("15.99", "green"), ("16", "yellow"), ("18", "yellow"), ("18.01", "red")]
)
def test_gap_profile_mirrored(value: str, expected: str) -> None:
    """B 20, T 10 at P 50 %: c − P = −10 points at 16, −30 points at 18."""
    assert light(FALLING, {"2022-Q2": value}, "yinchuan") == expected


def test_gap_profile_early_in_the_window() -> None:
    """At P 25 % even nothing done is 25 points behind: yellow."""
    assert light({"kind": "cumulative", "target": 100, "by": YEAR}, {"2022-Q1": 0}, "yinchuan") == "yellow"


def test_gap_profile_with_a_baseline_on_exact_lines() -> None:
    """B 0.1, T 0.4 at Q3 (P 75 %): −10 points at c 65 % = 0.295; −30 points at c 45 % = 0.235."""
    indicator = {"kind": "level", "direction": "up", "baseline": "0.1", "target": "0.4", "by": YEAR}
    assert light(indicator, {"2022-Q3": "0.2950001"}, "yinchuan") == "green"
    assert light(indicator, {"2022-Q3": "0.295"}, "yinchuan") == "yellow"
    assert light(indicator, {"2022-Q3": "0.235"}, "yinchuan") == "yellow"
    assert light(indicator, {"2022-Q3": "0.2349999"}, "yinchuan") == "red"


@pytest.mark.parametrize("profile", ["wuhan", "yinchuan", "strict"])
def test_profiles_do_not_touch_kinds_without_lines(profile: str) -> None:
    """g and y stand only in the rows `cumulative` and `level` with a baseline."""
    maintain = {"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1}
    assert light(maintain, {"2022-Q2": 94}, profile) == "yellow"
    assert light({"kind": "cap", "target": 8, "by": YEAR}, {"2022-Q1": 2}, profile) == "green"
    assert light({"kind": "cap", "target": 8, "by": YEAR}, {"2022-Q1": "2.01"}, profile) == "yellow"
    change = {"kind": "change", "target": 5, "unit": "万元"}
    assert light(change, {"2022-Q2": {"value": 104, "last_year": 100}}, profile) == "yellow"


@pytest.mark.parametrize(
    ("value", "expected"), [("40", "green"), ("39.99", "yellow"), ("25", "yellow"), ("24.99", "red")]
)
def test_a_line_may_lie_beyond_what_is_expected(value: str, expected: str) -> None:
    """T 80 at Q1: E 20; green from twice E, yellow from 1.25·E."""
    profile = Profile("eager", "ratio", Fraction(2), Fraction(5, 4), "test")
    indicator = {"kind": "cumulative", "target": 80, "by": YEAR}
    assert judge(indicator, {"2022-Q1": value}, rules=RULES._replace(profile=profile)).light == expected
