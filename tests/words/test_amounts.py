"""An amount stays a number until a format shows it, and never falls together with a line that it misses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from checker.model import Message
from checker.model.amounts import Amount
from checker.words.amounts import amounts, figure, numbers, part, percent, written
from tests.harness import judge

PAGES = {"kind": "level", "unit": "%", "direction": "up", "target": 97}


def test_shares_that_miss_the_whole_never_show_it() -> None:
    shares = [(1999, 2000), (2000, 2000), (1, 100000), (0, 7), (0, 0)]
    assert [written(part(*share)) for share in shares] == ["99.95%", "100%", "0.001%", "0%", "—"]
    assert written(percent(Fraction(99999, 100000))) == "99.999%"


@pytest.mark.parametrize(
    ("indicator", "value", "target", "text"),
    [
        (PAGES, 96.996, Amount(Fraction(97), 0, "%"), "96.996%"),
        (PAGES | {"strict": True}, 97, Amount(Fraction(97), 0, "%", "above"), "97%"),
        ({"kind": "cap", "unit": "起", "target": 3}, 2, Amount(Fraction(3), 0, "起", "most"), "2起"),
        # the amount carries its sign; the bound of a change is told only where it must be passed
        ({"kind": "change", "unit": "起", "target": -5, "baseline": 8}, 9, Amount(Fraction(-5), 0, "%", signed=True),
         "+12.5%"),
        ({"kind": "change", "unit": "起", "target": 5, "strict": True, "baseline": 8}, 9,
         Amount(Fraction(5), 0, "%", "above", signed=True), "+12.5%"),
        ({"kind": "rank", "unit": "位", "target": 3}, 2, Amount(Fraction(3), 0, "位"), "2位"),
    ],
)  # fmt: skip
def test_amounts_are_numbers_with_what_is_needed_to_show_them(
    indicator: dict[str, Any], value: Any, target: Amount, text: str
) -> None:
    verdict = judge(indicator, {"2022-Q3": value})
    shown = amounts(verdict)
    assert shown.target == target
    assert isinstance(shown.value, Amount)
    assert (str(shown.value), shown.value.number) == (text, verdict.value)
    assert shown.value.figure + shown.value.unit == text


def test_words_stand_where_no_number_is_told() -> None:
    node, grade = {"kind": "milestone"}, {"kind": "qualitative"}
    assert amounts(judge(node, {"2022-Q3": {"done": "2022-03-01"}})).value == Message("node.done")
    assert amounts(judge(node, {"2022-Q3": {"done": False, "progress": 40}})).value == "40%"
    told = judge(grade, {"2022-Q3": {"value": "slow", "confirmed": True, "by": "甲"}})
    assert amounts(told) == (Message("grade.slow"), None, None)
    assert numbers(told)[0] is None, "a grade is no number to compute with"
    assert written(amounts(judge(PAGES, {"2022-Q3": None})).value) == figure(None) == "—"  # type: ignore[arg-type]
