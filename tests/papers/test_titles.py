"""Where the lines of a title break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.papers import breaking
from checker.papers.paper import title_lines, width


def by_trying(pieces: Sequence[str], most: float) -> tuple[str, ...]:
    """Every way, of as few lines as will do."""
    for lines in range(1, len(pieces) + 1):
        ways = []
        for places in combinations(range(1, len(pieces)), lines - 1):
            made = ["".join(pieces[a:b]).strip() for a, b in pairwise([0, *places, len(pieces)])]
            if all(width(line) <= most for line in made):
                ways.append((max(map(width, made)) - min(map(width, made)), made))
        if ways:
            return tuple(min(ways)[1])
    return ()


@settings(max_examples=60)
@given(st.lists(st.text("市局abc", min_size=1, max_size=7), min_size=1, max_size=9), st.integers(7, 14))
def test_the_lines_are_those_that_trying_all_ways_finds(pieces: list[str], most: int) -> None:
    assert breaking.lines(pieces, most, width) == by_trying(pieces, most)


def test_a_title_of_many_words_is_broken() -> None:
    """Trying all ways to break sixty words takes longer than anybody waits."""
    lines = title_lines([f"{letter} " for letter in "abcdefghijklmnopqrst" * 3])
    assert max(map(width, lines)) <= 20
    assert max(map(width, lines)) - min(map(width, lines)) <= 2
    assert len(title_lines(["字"] * 4000)) == 200


def test_no_title_has_no_lines() -> None:
    assert title_lines([]) == ()
    assert title_lines([""]) == ()
