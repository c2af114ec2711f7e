"""Marks: exact means, extremes left out as the rule says, and scores that give no mark."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from checker.cases import scoring
from checker.cases.round import Drop
from tests.cases.rounds import DEMO, case, read, written


def test_a_mark_is_worked_out_by_hand() -> None:
    made, _ = read(DEMO)
    assert made.rule is not None
    ranked, found = scoring.marks(made, made.rule)
    assert not found
    one = next(mark for mark in ranked if mark.case.number == 1)
    # 95 93 96 94 92: without 96 and 92 the mean is 94; 0.7 · 94 + 0.3 · 93
    assert (one.experts, one.departments, one.total) == (Fraction(94), Fraction(93), Fraction("93.7"))
    assert one.counted == 3
    two = next(mark for mark in ranked if mark.case.number == 2)
    # one expert is recused: four scores are too few to leave any out
    assert (two.experts, two.total) == (Fraction(92), Fraction("92.6"))
    assert two.counted == 4


@pytest.mark.parametrize(
    ("scores", "drop", "kept"),
    [
        ([3, 1, 2], None, [1, 2, 3]),
        ([3, 1, 2, 5], Drop(5, 1, 1), [1, 2, 3, 5]),
        ([3, 1, 2, 5, 4], Drop(5, 1, 1), [2, 3, 4]),
        ([3, 1, 2, 5, 4], Drop(5, 2, 0), [1, 2, 3]),
        ([5, 5, 5, 5, 1], Drop(5, 1, 1), [5, 5, 5]),
        ([1, 2, 3], Drop(3, 2, 1), [1, 2, 3]),  # nothing would be left
    ],
)
def test_extremes_are_left_out_from_so_many_scores_on(scores: list[int], drop: Drop | None, kept: list[int]) -> None:
    assert scoring.kept([Fraction(score) for score in scores], drop) == kept


def test_equal_marks_share_a_rank(tmp_path: Path) -> None:
    made, _ = read(written(tmp_path, [case(1, 80), case(2, 90), case(3, 80, 80), case(4, 70)]))
    assert made.rule is not None
    ranked, _ = scoring.marks(made, made.rule)
    assert [(mark.case.number, mark.rank) for mark in ranked] == [(2, 1), (1, 2), (3, 2), (4, 4)]


@pytest.mark.parametrize(
    ("given", "rule", "code"),
    [
        (case(1, 101), {}, "case-score-range"),
        (case(1, -1), {}, "case-score-range"),
        (case(1, 80, recused=["A"]), {}, "case-score-recused"),
        (case(1, 80), {"experts": {"weight": 1, "units": {"A": "单位1"}}}, "case-score-own"),
        (case(1, 80), {"experts": {"weight": 1, "least": 2}}, "case-score-few"),
        (case(1), {}, "case-score-few"),
        (case(1, 80), {"experts": {"weight": 0.5}, "departments": {"weight": 0.5}}, "case-score-missing"),
        (
            case(1, 80),
            {"experts": {"weight": 0.5}, "departments": {"weight": 0.5, "names": ["甲局"]}},
            "case-score-missing",
        ),
    ],
)
def test_a_score_that_is_missing_or_impossible_gives_no_mark(
    given: dict[str, Any], rule: dict[str, Any], code: str, tmp_path: Path
) -> None:
    made, _ = read(written(tmp_path, [given, case(2, 60, 60, 60)], rule))
    assert made.rule is not None
    ranked, found = scoring.marks(made, made.rule)
    assert [fault.code for fault in found if fault.facts["number"] == 1] == [code]
    assert 1 not in [mark.case.number for mark in ranked]


def test_an_expert_far_off_the_others_is_shown_and_counts() -> None:
    scores = {name: Fraction(points) for name, points in zip("ABCDE", (89, 90, 88, 89, 70), strict=True)}
    assert [name for name, _, _ in scoring.apart(scores, Fraction(100))] == ["E"]
    assert list(scoring.apart(dict(list(scores.items())[1:]), Fraction(100))) == []  # three others say nothing
    near = {name: Fraction(points) for name, points in zip("ABCDE", (90, 90, 90, 90, 91), strict=True)}
    assert list(scoring.apart(near, Fraction(100))) == []  # a point of a hundred is no distance
