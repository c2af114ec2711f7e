"""Pieces of a text → lines of like length: as few as will do, found by widths and not by trying all ways.

Sixty words can be broken into six lines in five million ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Width = Callable[[str], float]


def lines(pieces: Sequence[str], most: float, width: Width) -> tuple[str, ...]:
    """Break between pieces into the fewest lines that are none too long, of like length; none where there is no way."""
    begun = _begun(pieces, most, width)
    if not pieces or not all(begun):
        return ()
    count = at = 0
    while at < len(pieces):  # as much as fits in each line makes the fewest
        at, count = max(begun[at]), count + 1
    return _alike(begun, count) if len(pieces) <= _MOST_PIECES else _filled(begun)


_MOST_PIECES = 200  # of a title; nobody weighs the lines of a longer one


class _Line(NamedTuple):
    text: str
    width: float


def _begun(pieces: Sequence[str], most: float, width: Width) -> list[dict[int, _Line]]:
    """The lines that may begin with each piece, by the piece behind their last."""
    made: list[dict[int, _Line]] = []
    for start in range(len(pieces)):
        found: dict[int, _Line] = {}
        for end in range(start + 1, len(pieces) + 1):
            text = "".join(pieces[start:end]).strip()
            if (wide := width(text)) > most:
                break
            found[end] = _Line(text, wide)
        made.append(found)
    return made


def _filled(lines: Sequence[Mapping[int, _Line]]) -> tuple[str, ...]:
    made, at = list[str](), 0
    while at < len(lines):
        end = max(lines[at])
        made.append(lines[at][end].text)
        at = end
    return tuple(made)


def _alike(lines: Sequence[Mapping[int, _Line]], count: int) -> tuple[str, ...]:
    """Of all ways of so many lines the one whose shortest and longest differ least; of equal ones the first by text."""
    widths = sorted({line.width for found in lines for line in found.values()})
    best, ways = float("inf"), list[tuple[str, ...]]()
    top = 0
    for low in widths:
        while top < len(widths) and not (rest := _rest(lines, low, widths[top]))[0] >> count & 1:
            top += 1
        if top == len(widths):
            break
        if widths[top] - low < best:
            best, ways = widths[top] - low, []
        if widths[top] - low == best:
            ways.append(_first(lines, (low, widths[top]), rest, count))
    return min(ways)


def _rest(lines: Sequence[Mapping[int, _Line]], low: float, high: float) -> list[int]:
    """From each piece on: in how many lines of such widths the rest fits, a bit for each number."""
    fits = [0] * len(lines) + [1]
    for at in range(len(lines) - 1, -1, -1):
        for end, line in lines[at].items():
            if low <= line.width <= high:
                fits[at] |= fits[end] << 1
    return fits


def _first(
    lines: Sequence[Mapping[int, _Line]], bounds: tuple[float, float], fits: Sequence[int], count: int
) -> tuple[str, ...]:
    """The first way by text: each line as pieces as it may be."""
    made, at = list[str](), 0
    for left in range(count - 1, -1, -1):
        at, line = next(
            (end, line) for end, line in lines[at].items()
            if bounds[0] <= line.width <= bounds[1] and fits[end] >> left & 1
        )  # fmt: skip
        made.append(line.text)
    return tuple(made)
