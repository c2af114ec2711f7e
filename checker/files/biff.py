"""The records of a workbook of Excel 97 to 2003, looked at before the library unfolds them, and only those it needs.

The library lays out every row up to the last cell, one entry for each cell under a link, an object for each style;
forty sheets with one cell in the last row take six gigabytes from 22 KB. Source: [MS-XLS] 2.1.4 and 2.4 (records).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from struct import unpack_from
from typing import NamedTuple

from checker.files.book import MAX_FORMATS, MAX_STYLES, Locked, Room, TooLarge

MAX_RECORDS, MAX_ROWS, MAX_SHEETS, _MAX_PARTS = 1_000_000, 1_000_000, 255, 10_000
_BEGINS, _EOF, _LISTED = (0x809, 0x409, 0x209, 0x009), 0x0A, 0x85
_FORMAT, _STYLES = (0x41E, 0x1E), (0xE0, 0x31, 0x231)
_LONGEST_FORMAT = 600  # bytes of 255 signs and what stands before them
_CELLS = {
    0x203,
    0x27E,
    0xFD,
    0x204,
    0xD6,
    0x06,
    0x206,
    0x406,
    0x205,
}  # NUMBER RK LABELSST LABEL RSTRING FORMULA BOOLERR
_MANY, _MERGED = 0xBD, 0xE5  # MULRK, MERGEDCELLS
# With these the library reads values: code page, days from 1904, shared texts and where they go on, the texts of
# formulas and what may stand before them.
_NEEDED = {0x42, 0x22, 0xFC, 0x3C, 0x207, 0x07, 0x221, 0x21, 0x4BC, 0x236, 0x37, 0x36}
_KEPT = {*_BEGINS, _EOF, _LISTED, *_FORMAT, *_STYLES, *_CELLS, _MANY, _MERGED, *_NEEDED, 0x2F}
_PASSWORD, _UNKNOWN = 0x2F, b"\xff\xff"


class _Record(NamedTuple):
    """Where a record begins, what it is, and how long what it says is."""

    place: int
    sort: int
    length: int


class _Run(NamedTuple):
    """Cells of one record: where the record begins, the row, how many."""

    place: int
    row: int
    number: int


def quiet(stream: bytes, room: Room) -> bytes:
    """Make of records that no value needs such that the library does not know. Errors: Locked, TooLarge, ValueError."""
    made = bytearray(stream)
    counts: Counter[int] = Counter()
    runs, ends, sheets = list[_Run](), list[tuple[int, int]](), list[int]()
    for record in _records(stream):
        place, sort, length = record
        counts[sort] += 1
        if sort not in _KEPT:
            made[place : place + 2] = _UNKNOWN
        elif sort in _CELLS or sort == _MANY:
            runs.append(_Run(place, _row(stream, record), (length - 6) // 6 if sort == _MANY else 1))
        elif sort in _BEGINS or sort == _EOF:
            ends.append((place, -1 if sort == _EOF else 1))
        elif sort == _PASSWORD:
            raise Locked
        elif sort == _LISTED and length >= 6 and stream[place + 9] == 0:  # of cells, no chart
            sheets.append(unpack_from("<I", stream, place + 4)[0])
        elif sort == _MERGED:
            _merged(stream, record, room)
        elif sort in _FORMAT and length > _LONGEST_FORMAT:
            raise TooLarge("form-styles")
    if any(counts[sort] > MAX_STYLES for sort in _STYLES) or sum(counts[sort] for sort in _FORMAT) > MAX_FORMATS:
        raise TooLarge("form-styles")
    _sheets(sheets, runs, ends, room)
    return bytes(made)


def _records(stream: bytes) -> Iterator[_Record]:
    place = number = 0
    while place + 4 <= len(stream):
        sort, length = unpack_from("<HH", stream, place)
        yield _Record(place, sort, length)
        place += 4 + length
        number += 1
        if number > MAX_RECORDS:
            raise TooLarge("form-large")


def _row(stream: bytes, record: _Record) -> int:
    return int(unpack_from("<H", stream, record.place + 4)[0]) if record.length >= 2 else 0


def _merged(stream: bytes, record: _Record, room: Room) -> None:
    for at in range(record.place + 6, record.place + 4 + record.length - 7, 8):
        top, bottom, left, right = unpack_from("<HHHH", stream, at)
        room.area((abs(bottom - top) + 1) * (abs(right - left) + 1))


def _sheets(listed: Sequence[int], runs: Sequence[_Run], ends: Sequence[tuple[int, int]], room: Room) -> None:
    """Count the cells of each sheet, and the rows that the library lays out for them: up to the last that has one."""
    begins = {place for place, step in ends if step > 0}
    if len(listed) > MAX_SHEETS or len(ends) > _MAX_PARTS:
        raise TooLarge("form-large")
    if len(set(listed)) < len(listed) or not begins.issuperset(listed):
        raise ValueError("sheets")
    places, rows = [run.place for run in runs], 0
    for first in listed:
        of_sheet = runs[bisect_left(places, first) : bisect_left(places, _end(first, ends))]
        room.cells(sum(run.number for run in of_sheet))
        rows += max((run.row for run in of_sheet), default=-1) + 1
        if rows > MAX_ROWS:
            raise TooLarge


def _end(first: int, ends: Sequence[tuple[int, int]]) -> int:
    """Where a sheet ends that begins there; charts may stand in it."""
    depth = 0
    for place, step in ends[bisect_left(ends, (first, 0)) :]:
        depth += step
        if depth == 0:
            return place
    return 1 << 32
