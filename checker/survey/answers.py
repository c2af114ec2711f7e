"""Answers: rows of an export → one small code for every person and question.

What an answer stands for follows from the form's own logic; marks of the export such as (跳过) only check it. A mark or
an answer that contradicts the form is a finding with its row and column, and the answer leaves the mean.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.files.book import column_letters
from checker.model import Finding, Where, finding
from checker.survey.columns import Columns, plain
from checker.survey.form import Form, Question, Section

UNKNOWN, SKIPPED, NOT_ASKED, MISSING, STOPPED = 201, 202, 203, 204, 205
"""Statuses beside a valid score: 不了解, the gate says so, routed elsewhere, asked and left blank, interview ended."""

_MARKED, _BAD = 206, 207
SKIP_MARKS = frozenset(("(跳过)", "（跳过）", "-3", "-3.0"))
EMPTY_MARKS = frozenset(("", "(空)", "（空）", "-2", "-2.0", "N/A", "null", "None"))
_NOT_CHOSEN = frozenset(("0", "False", "否", *EMPTY_MARKS, *SKIP_MARKS))
_SCORE = re.compile(r"(\d{1,3})(?:\.0+)?\s*(?:分|points?)?\s*(?:[（(][^（()）]*[）)])?")
_JOINS = re.compile(r"[┋;；|]|\s/\s|\s(?=o\d)")
_OTHER = re.compile(r"[〖\[][^〗\]]*[〗\]]$")
MOST_PLACES = 20
"""So many places of one fault are told; the others are counted."""
MOST_GROUPS = 200


class Asked(NamedTuple):
    """What a person asks of a file: how options are written, which columns group and weigh."""

    position: bool = False
    by: tuple[str, ...] = ()
    weight: str = ""


class Answers(NamedTuple):
    """All answers of a survey, without anything that tells who gave them.

    `codes` holds `len(scored)` bytes a person, `grades` one byte a question of grades: the place of the word from 1.
    `groups` are for each column of `--by` its values by person; `weights` are empty where every person counts once.
    """

    form: Form
    people: int
    stopped: int
    codes: bytes
    grades: bytes
    by: tuple[str, ...]
    groups: tuple[array[int], ...]
    values: tuple[tuple[str, ...], ...]
    weights: array[float]
    unused: int = 0
    private: int = 0


def is_position(form: Form, columns: Columns, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell an export by option number, whose numbers are places and not scores.

    Marks −3 and −2, heads 第N题(…), or a question whose options are words and whose answers are all numbers.
    """
    if any(re.match(r"第\s*\d+\s*题\s*[(（]", head.strip()) for head in heads):
        return True
    if any(cell.strip() in ("-3", "-2") for row in rows for cell in row):
        return True
    worded = (question for _, question in form.questions() if question.options and question.id in columns.of)
    places = [columns.of[question.id] for question in worded if not any(map(_is_place, question.options))]
    return any(_all_places([row[place].strip() for row in rows if place < len(row)]) for place in places)


def _all_places(cells: Sequence[str]) -> bool:
    given = [cell for cell in cells if cell not in EMPTY_MARKS and cell not in SKIP_MARKS]
    return bool(given) and all(map(_is_place, given))


def _is_place(text: str) -> bool:
    return text.isdecimal() and len(text) < 3


class _Reader(NamedTuple):
    """How the cells of one question are read: a memory of what has been read, filled as new texts come."""

    question: Question
    known: dict[str, int]


def gather(
    form: Form, columns: Columns, rows: Iterable[Sequence[str]], asked: Asked, heads: Sequence[str], file: Where
) -> tuple[Answers, list[Finding]]:
    """Read all rows; the first row of data is row 2 of the file."""
    plan = _Plan(form, columns, asked)
    by = [_column(heads, name, form, columns) for name in asked.by]
    weigh = _column(heads, asked.weight, form, columns) if asked.weight else -1
    codes, grades, weights = bytearray(), bytearray(), array("d")
    groups, names = [array("H") for _ in by], [dict[str, int]() for _ in by]
    faults, people, stopped = _Faults(file), 0, 0
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        own, graded, ended = plan.person(row, number, faults)
        people += 1
        stopped += ended
        codes += own
        grades += graded
        for place, column in enumerate(by):
            value, known = row[column].strip() if column < len(row) else "", names[place]
            if value not in known and len(known) == MOST_GROUPS:
                faults.many(asked.by[place])
                value = next(iter(known))
            groups[place].append(known.setdefault(value, len(known)))
        if weigh >= 0:
            weights.append(_weight(row, weigh, number, faults))
    values = tuple(tuple(known) for known in names)
    made = Answers(form, people, stopped, bytes(codes), bytes(grades), asked.by, tuple(groups), values, weights,
                   columns.unused - len(set(by)) - (weigh >= 0), columns.private)  # fmt: skip
    return made, faults.told()


def _column(heads: Sequence[str], name: str, form: Form, columns: Columns) -> int:
    """The place of a column that a person names by its head, or by a question."""
    for _, question in form.questions():
        if name in (question.id, question.ask) and question.id in columns.of:
            return columns.of[question.id]
    return next(place for place, head in enumerate(heads) if plain(head) == plain(name))


def _weight(row: Sequence[str], column: int, number: int, faults: _Faults) -> float:
    try:
        weight = float(row[column])
    except (ValueError, IndexError):
        weight = -1.0
    if not 0 < weight < 1e6:
        faults.add("survey-weight", number, column, found=row[column] if column < len(row) else "")
        return 0.0
    return weight


class _Faults:
    """Faults by their kind: the first places of each, and how many there were."""

    def __init__(self, file: Where) -> None:
        self.file, self.kept, self.counts = file, list[Finding](), Counter[str]()

    def add(self, code: str, row: int, column: int, **facts: object) -> None:
        """Note a fault of a cell."""
        self.counts[code] += 1
        if self.counts[code] <= MOST_PLACES:
            cell = f"{column_letters(column + 1)}{row}"
            self.kept.append(finding(code, self.file._replace(cell=cell), indicator="", field="", **facts))

    def many(self, name: str) -> None:
        """Note, once, that a column is no grouping."""
        if not self.counts["survey-many"]:
            self.kept.append(finding("survey-many", self.file, name=name, limit=MOST_GROUPS))
        self.counts["survey-many"] = 1

    def told(self) -> list[Finding]:
        """The findings, each kind with how many more there are."""
        more = [finding("survey-more", self.file, kind=code, count=count - MOST_PLACES)
                for code, count in self.counts.items() if count > MOST_PLACES]  # fmt: skip
        return [*self.kept, *more]


class _Plan:
    """The road through the form, worked out once for all rows."""

    def __init__(self, form: Form, columns: Columns, asked: Asked) -> None:
        self.form = form
        scored = form.scored()
        self.places = [columns.of[question.id] for question in scored]
        self.readers = [_Reader(question, {}) for question in scored]
        self.position = asked.position
        self.width = max((*columns.of.values(), *(p for o in columns.options.values() for p in o.values()), 0)) + 1
        self.sections = [(_span(section, scored), _gates(section, columns)) for section in form.sections]
        self.grades = [(question, columns.of[question.id], dict[str, int]())
                       for _, question in form.questions() if question.type == "grade"]  # fmt: skip
        self.shared: dict[str, int] = {}

    def person(self, row: Sequence[str], number: int, faults: _Faults) -> tuple[bytes, bytes, bool]:
        """One person's codes, graded words, and whether the interview ended early."""
        if len(row) < self.width:
            row = [*row, *[""] * (self.width - len(row))]
        shared, read = self.shared, self._read
        raw = [shared[cell] if (cell := row[place]) in shared else read(cell) for place in self.places]
        stopped = False
        for span, gates in self.sections:
            closed, only = False, None
            for question, gate in gates:
                chosen = gate.chosen(row, self.position)
                if chosen is None and not stopped and not closed:
                    cell = gate.text(row)
                    if cell:
                        faults.add("survey-answer", number, gate.place, ask=question.short, found=cell[:40])
                answers = chosen or ()
                stopped = stopped or bool(question.stop and set(answers) & set(question.stop))
                closed = closed or bool(answers and set(answers) <= set(question.skip))
                if question.routes and answers and not closed:
                    only = {name for answer in answers for name in question.routes.get(answer, ())}
            self._settle(raw, span, (stopped, closed, only), number, faults)
        return bytes(raw), bytes(0 if stopped else self._graded(row, *one) for one in self.grades), stopped

    def _read(self, cell: str) -> int:
        code = self.shared[cell] = _score(cell, self.form, self.position)
        return code

    def _settle(self, raw: list[int], span: range, road: tuple[bool, bool, set[str] | None],
                number: int, faults: _Faults) -> None:  # fmt: skip
        """Give every item of a section its status by the road that the person took."""
        stopped, closed, only = road
        for place in span:
            code, question = raw[place], self.readers[place].question
            if stopped:
                raw[place] = STOPPED
            elif closed or (only is not None and question.type == "score" and question.id not in only):
                if code <= UNKNOWN:
                    faults.add("survey-not-asked", number, self.places[place], ask=question.short)
                raw[place] = SKIPPED if closed else NOT_ASKED
            elif code == _MARKED:
                faults.add("survey-asked", number, self.places[place], ask=question.short)
                raw[place] = MISSING
            elif code == _BAD:
                faults.add("survey-score", number, self.places[place], ask=question.short)
                raw[place] = MISSING

    def _graded(self, row: Sequence[str], question: Question, place: int, known: dict[str, int]) -> int:
        cell = row[place]
        if cell not in known:
            known[cell] = _option(cell, question, self.form, self.position)
        return known[cell]


class _Gate(NamedTuple):
    """Where a choice is read: one column, or one an option."""

    question: Question
    place: int
    options: Mapping[str, int]
    memory: dict[str, tuple[str, ...] | None]

    def text(self, row: Sequence[str]) -> str:
        """What the cell says, nothing where it is a mark."""
        cell = row[self.place].strip() if self.place >= 0 else ""
        return "" if cell in EMPTY_MARKS or cell in SKIP_MARKS else cell

    def chosen(self, row: Sequence[str], position: bool) -> tuple[str, ...] | None:
        """The options that were chosen; None where nothing can be read."""
        if self.options:
            return tuple(name for name, place in self.options.items()
                         if row[place].strip() not in _NOT_CHOSEN) or None  # fmt: skip
        cell = row[self.place]
        if cell not in self.memory:
            self.memory[cell] = _chosen(self.text(row), self.question, position)
        return self.memory[cell]


def _gates(section: Section, columns: Columns) -> list[tuple[Question, _Gate]]:
    """The choices that decide the road through a section."""
    gates = []
    for question in section.questions:
        if question.type == "choice" and (question.skip or question.stop or question.routes):
            gate = _Gate(question, columns.of.get(question.id, -1), columns.options.get(question.id, {}), {})
            gates.append((question, gate))
    return gates


def _span(section: Section, scored: Sequence[Question]) -> range:
    """The places of a section's questions among all that are scored."""
    ids = [question.id for question in section.questions if question.type in ("score", "overall")]
    first = next((n for n, question in enumerate(scored) if question.id == ids[0]), 0) if ids else 0
    return range(first, first + len(ids))


def _score(cell: str, form: Form, position: bool) -> int:
    """The code of a cell of the scale."""
    text = cell.strip()
    if text in SKIP_MARKS:
        return _MARKED
    if text in EMPTY_MARKS:
        return MISSING
    if plain(text) in (plain(form.unknown), "dk"):
        return UNKNOWN
    match = _SCORE.fullmatch(text)
    if match is None:
        return _BAD
    number = int(match[1])
    if position:  # options stand as printed: the best score first, not knowing last
        number = form.high + 1 - number
        if number == form.low - 1:
            return UNKNOWN
    return number if form.low <= number <= form.high else _BAD


def _option(cell: str, question: Question, form: Form, position: bool) -> int:
    """The place of a graded word from 1; 0 where there is no answer."""
    text = cell.strip()
    if text in SKIP_MARKS or text in EMPTY_MARKS:
        return 0
    if plain(text) in (plain(form.unknown), "dk") or (position and text == str(len(question.options) + 1)):
        return UNKNOWN
    chosen = _chosen(text, question, position)
    return question.options.index(chosen[0]) + 1 if chosen else 0


def _chosen(text: str, question: Question, position: bool) -> tuple[str, ...] | None:
    if not text:
        return None
    if position:
        parts = [part.strip() for part in _JOINS.split(text) if part.strip()]
        good = all(_is_place(part) and 0 < int(part) <= len(question.options) for part in parts)
        chosen = tuple(question.options[int(part) - 1] for part in parts) if good else ()
        return chosen if len(chosen) == 1 or question.several else None
    known = {plain(option): option for option in question.options}
    known |= {f"o{n}": option for n, option in enumerate(question.options, 1) if f"o{n}" not in known}
    whole = known.get(plain(_OTHER.sub("", text)))
    if whole:
        return (whole,)
    parts = [known.get(plain(_OTHER.sub("", part))) for part in _JOINS.split(text) if part.strip()]
    named = tuple(part for part in parts if part)
    return named if question.several and named and len(named) == len(parts) else None
