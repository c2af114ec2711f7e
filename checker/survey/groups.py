"""Groups: the survey by one or two columns, with what would tell of single people suppressed.

A group of fewer than ten people is never shown, one under `least` has no score; where one cell of a row or a column
would be the only one hidden, the next smallest is hidden too, so that no subtraction brings it back. Every output
holds the same suppressed figures.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from checker.survey.answers import STOPPED, Answers
from checker.survey.results import Figure, Results, results

FEWEST = 10
"""People of a group that is shown at all."""
LEAST = 30
"""People of a group whose score is shown."""


class Group(NamedTuple):
    """One group: its name, its people (None where hidden), the total and each domain (None where suppressed)."""

    name: str
    people: int | None
    total: Figure | None
    domains: tuple[Figure | None, ...]


class Grouping(NamedTuple):
    """The survey by one column, or the total by two columns crossed: `cells` by row and column."""

    by: str
    groups: tuple[Group, ...] = ()
    across: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[str, tuple[tuple[int | None, Figure | None], ...]], ...] = ()


def groupings(answers: Answers, scale: str, least: int = LEAST) -> tuple[Grouping, ...]:
    """The survey by each column of `--by`, and where there are two, by both."""
    made = [_one(answers, place, scale, least) for place in range(len(answers.by))]
    return (*made, _crossed(answers, scale, least)) if len(made) == 2 else tuple(made)


def _one(answers: Answers, place: int, scale: str, least: int) -> Grouping:
    names = answers.values[place]
    own = [_of(answers, {place: n}, scale) for n in range(len(names))]
    bases = [each.base for each in own]
    shown = _kept(bases, FEWEST)
    scored = _both(shown, _kept(bases, least))
    columns = [_column([_people(each, n) for each in own], least, scored) for n in range(len(answers.form.domains))]
    groups = []
    for n, each in enumerate(own):
        figures = tuple(each.domains[m].figure if columns[m][n] else None for m in range(len(columns)))
        groups.append(Group(names[n], bases[n] if shown[n] else None, each.total if scored[n] else None, figures))
    return Grouping(answers.by[place], tuple(sorted(groups, key=lambda group: (group.people is None, group.name))))


def _people(each: Results, n: int) -> int:
    figure = each.domains[n].figure
    return figure.n if figure else 0


def _column(bases: Sequence[int], least: int, scored: Sequence[bool]) -> list[bool]:
    """Which groups show a domain's score: those that show the total and have people enough in it."""
    return _again(_both(scored, [base >= least for base in bases]), bases)


def _crossed(answers: Answers, scale: str, least: int) -> Grouping:
    rows, columns = answers.values
    own = [[_of(answers, {0: n, 1: m}, scale) for m in range(len(columns))] for n in range(len(rows))]
    bases = [[each.base for each in row] for row in own]
    shown, scored = _table(bases, FEWEST), _table(bases, least)
    cells = tuple(
        (rows[n], tuple((bases[n][m] if shown[n][m] else None,
                         own[n][m].total if shown[n][m] and scored[n][m] else None) for m in range(len(columns))))
        for n in range(len(rows))
    )  # fmt: skip
    return Grouping(answers.by[0], across=answers.by[1], columns=columns, cells=cells)


def _table(bases: Sequence[Sequence[int]], least: int) -> list[list[bool]]:
    """Suppress rows and columns until no line has a single hidden cell."""
    kept = [[not base or base >= least for base in row] for row in bases]
    while True:
        rows = [_again(line, base) for line, base in zip(kept, bases, strict=True)]
        turned = [
            _again([row[n] for row in rows], [base[n] for base in bases]) for n in range(len(bases[0]) if bases else 0)
        ]
        new = [[turned[m][n] for m in range(len(turned))] for n in range(len(rows))]
        if new == kept:
            return kept
        kept = new


def _kept(bases: Sequence[int], least: int) -> list[bool]:
    return _again([base >= least for base in bases], bases)


def _again(kept: Sequence[bool], bases: Sequence[int]) -> list[bool]:
    """Hide the next smallest where only one of a line is hidden."""
    made = list(kept)
    if made.count(False) == 1 and len(made) > 1:
        smallest = min((base, n) for n, base in enumerate(bases) if made[n] and base) if any(
            made[n] and base for n, base in enumerate(bases)) else None  # fmt: skip
        if smallest is not None:
            made[smallest[1]] = False
    return made


def _both(one: Sequence[bool], other: Sequence[bool]) -> list[bool]:
    return [a and b for a, b in zip(one, other, strict=True)]


def _of(answers: Answers, chosen: Mapping[int, int], scale: str) -> Results:
    """The survey of those who chose these values."""
    mask = [True] * answers.people
    for place, value in chosen.items():
        mask = [have and own == value for have, own in zip(mask, answers.groups[place], strict=True)]
    return results(_only(answers, mask), scale)


def _only(answers: Answers, mask: Sequence[bool]) -> Answers:
    scored, graded = len(answers.form.scored()), len(answers.grades) // max(answers.people, 1)
    codes = b"".join(compress(_pieces(answers.codes, scored), mask))
    grades = b"".join(compress(_pieces(answers.grades, graded), mask)) if graded else b""
    weights = array("d", compress(answers.weights, mask)) if answers.weights else answers.weights
    people = sum(mask)
    stopped = sum(codes[n * scored] == STOPPED for n in range(people)) if scored else 0
    return answers._replace(people=people, stopped=stopped, codes=codes, grades=grades, weights=weights)


def _pieces(codes: bytes, size: int) -> list[bytes]:
    return [codes[at : at + size] for at in range(0, len(codes), size)]
