"""Scores, groups, short boards and comparisons: worked out by hand on few people, suppressed where they must be."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.survey import groups
from checker.survey.answers import MISSING, SKIPPED, STOPPED, UNKNOWN, Answers
from checker.survey.results import Figure, Results, band, results, steady
from tools.answers import form

IDS = [question.id for question in form().scored()]


def answers(people: Sequence[dict[str, int]], rest: int = MISSING, **more: Any) -> Answers:
    """Codes of people by question id; what is not named is `rest`."""
    codes = b"".join(bytes(person.get(name, rest) for name in IDS) for person in people)
    grades = bytes(4 * len(people))
    stopped = sum(person.get(IDS[0], rest) == STOPPED for person in people)
    made = Answers(form(), len(people), stopped, codes, grades, (), (), (), array("d"))
    return made._replace(**more)


def domain(made: Results, section: str) -> Any:
    return next(one for one in made.domains if one.section.id == section)


def test_scores_are_worked_out_by_hand() -> None:
    people = [{"B6-1": 10, "B6-2": 6, "B6-overall": 8}, {"B6-1": 8, "B6-2": UNKNOWN, "B6-3": 4, "B6-overall": 7}]
    made = results(answers(people))
    own = domain(made, "B6")
    assert [item.figure.score if item.figure else None for item in own.items] == [90, 60, 40]
    assert own.figure.score == Fraction(190, 3)
    assert own.items[1].aware == Fraction(1, 2)
    assert own.items[0].satisfied == 1
    assert own.items[2].satisfied == 0
    assert own.overall.figure.score == 75
    assert made.total is not None
    assert made.total.score == Fraction(190, 3)  # the only domain with data
    assert len(made.missing) == 11
    assert "生态环境领域" not in made.missing


def test_the_other_scale_puts_the_lowest_score_at_nought() -> None:
    made = results(answers([{"B6-1": 10}, {"B6-1": 1}]), "minmax")
    assert domain(made, "B6").figure.score == 50
    assert domain(results(answers([{"B6-1": 1}]), "minmax"), "B6").figure.score == 0
    assert domain(results(answers([{"B6-1": 1}])), "B6").figure.score == 10


def test_who_was_not_asked_counts_nowhere() -> None:
    people = [{"B6-1": 8}, {"B6-1": SKIPPED}, {"B6-1": UNKNOWN}]
    item = domain(results(answers(people)), "B6").items[0]
    assert (item.figure.n, item.unknown, item.asked) == (1, 1, 2)
    assert item.aware == Fraction(1, 2)


def test_stopped_interviews_are_no_base() -> None:
    made = results(answers([{}, dict.fromkeys(IDS, STOPPED)]))
    assert (made.people, made.stopped, made.base) == (2, 1, 1)


def test_a_band_begins_at_its_line() -> None:
    assert band(Figure(Fraction(80), 0, 1), form()) == "满意"
    assert band(Figure(Fraction(7999, 100), 0, 1), form()) == "比较满意"
    assert band(Figure(Fraction(59), 0, 1), form()) == ""


@pytest.mark.parametrize(("score", "half", "same"), [(75, 3, True), (74.9, 3, False), (85, 3, True), (80, 0, True)])
def test_within_both_errors_a_score_is_unchanged(score: float, half: float, same: bool) -> None:
    assert steady(Figure(Fraction(80), 4, 100), score, half) is same


def test_a_short_board_is_important_and_below_its_domain_by_more_than_its_error() -> None:
    def person(n: int) -> dict[str, int]:
        level = 6 + n % 4
        low = max(1, level - 4 + n % 2)
        return {"B6-1": low, "B6-2": 9 - n % 3, "B6-3": 9 - n % 5, "B6-overall": level,
                "B9-1": 2 + n % 3, "B9-2": 8 + n % 2, "B9-3": 8 + n % 3, "B9-overall": 8 - n % 2}  # fmt: skip

    made = results(answers([person(n) for n in range(120)]))
    assert [item.question.id for item in made.boards] == ["B6-1"]  # B9-1 is as low, but its answers weigh nothing


def grouped(sizes: dict[str, int], scores: dict[str, int]) -> groups.Grouping:
    names = [name for name, size in sizes.items() for _ in range(size)]
    values = tuple(sizes)
    people = [{"B6-1": scores.get(name, 8), "B6-2": 8, "B6-3": 8} for name in names]
    column = array("H", (values.index(name) for name in names))
    made = answers(people, by=("区",), groups=(column,), values=(values,))
    return groups.groupings(made, "x10")[0]


def shown(one: groups.Grouping) -> dict[str, tuple[int | None, bool]]:
    return {group.name: (group.people, group.total is not None) for group in one.groups}


def test_small_groups_have_no_score_and_smaller_ones_do_not_show() -> None:
    told = shown(grouped({"甲": 40, "乙": 31, "丙": 12, "丁": 11, "戊": 4, "己": 3}, {}))
    assert told == {
        "甲": (40, True), "乙": (31, True), "丙": (12, False), "丁": (11, False), "戊": (None, False), "己": (None, False),
    }  # fmt: skip


def test_a_group_that_is_hidden_alone_takes_the_next_smallest_with_it() -> None:
    assert shown(grouped({"甲": 60, "乙": 50, "丙": 40, "丁": 4}, {})) == {
        "甲": (60, True), "乙": (50, True), "丙": (None, False), "丁": (None, False),
    }  # fmt: skip


def test_a_score_that_is_hidden_alone_takes_the_next_with_it() -> None:
    assert shown(grouped({"甲": 60, "乙": 50, "丙": 40, "丁": 20}, {})) == {
        "甲": (60, True), "乙": (50, True), "丙": (40, False), "丁": (20, False),
    }  # fmt: skip


CELLS = st.lists(st.integers(0, 45), min_size=4, max_size=9)


def lines(table: Sequence[Sequence[bool]]) -> Iterator[Sequence[bool]]:
    yield from table
    yield from zip(*table, strict=True)


@settings(max_examples=200)
@given(CELLS, st.integers(2, 3))
def test_no_line_of_a_crossing_has_a_single_hidden_cell(cells: list[int], width: int) -> None:
    rows = [cells[at : at + width] for at in range(0, len(cells) - width + 1, width)]
    kept = groups._table(rows, 10)
    for n, row in enumerate(rows):
        for m, base in enumerate(row):
            assert not kept[n][m] or not base or base >= 10
    for own, bases in zip(lines(kept), (*rows, *zip(*rows, strict=True)), strict=True):
        filled = [shown for shown, base in zip(own, bases, strict=True) if base]
        assert filled.count(False) != 1 or len(filled) == 1
