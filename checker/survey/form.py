"""The form of a survey as plain values: what is asked, who is asked it, and how an answer counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from checker.model import Where


class Question(NamedTuple):
    """One question.

    `type`: score (an item on the scale), overall (the rating of the whole section), grade (one of ordered words, best
    first, the first `good` of which count as satisfied), choice, open. Answers in `skip` end the section, those in
    `stop` end the interview, `routes` say which items an answer leads to.
    """

    id: str
    type: str
    ask: str
    short: str
    where: Where
    options: tuple[str, ...] = ()
    several: bool = False
    skip: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    routes: Mapping[str, tuple[str, ...]] = {}
    good: int = 0
    weight: Fraction = Fraction(1)


class Section(NamedTuple):
    """A part of the form; with a domain its items make that domain's score, which weighs `weight` in the total."""

    id: str
    title: str
    about: str
    domain: str
    weight: Fraction
    questions: tuple[Question, ...]

    @property
    def items(self) -> tuple[Question, ...]:
        """The scored items."""
        return tuple(question for question in self.questions if question.type == "score")

    @property
    def overall(self) -> Question | None:
        """The rating of the section as a whole."""
        return next((question for question in self.questions if question.type == "overall"), None)


class Measured(NamedTuple):
    """An indicator that a score of this survey is the value of: `of` is `total` or a domain's key."""

    plan: str
    indicator: str
    of: str


class Form(NamedTuple):
    """A form: the scale from `low` (worst) to `high`, the word for not knowing, the score from which one is satisfied.

    `words` are the bands of an answer, best first, with the scores that each holds; `bands` those of a score of 100,
    best first, with the score from which each begins. `sampling`: voluntary (self-selected) or probability.
    """

    id: str
    version: str
    title: str
    low: int
    high: int
    unknown: str
    satisfied: int
    words: tuple[tuple[str, tuple[int, ...]], ...]
    bands: tuple[tuple[str, Fraction], ...]
    sampling: str
    sections: tuple[Section, ...]
    measured: tuple[Measured, ...]
    source: str

    @property
    def domains(self) -> tuple[Section, ...]:
        """The sections that make a domain's score."""
        return tuple(section for section in self.sections if section.domain and section.items)

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """All questions in the order of the form."""
        return ((section, question) for section in self.sections for question in section.questions)

    def scored(self) -> tuple[Question, ...]:
        """The questions that are answered on the scale."""
        return tuple(question for _, question in self.questions() if question.type in ("score", "overall"))


def short(ask: str) -> str:
    """A question without what stands in brackets and without its closing mark."""
    return re.sub(r"（[^（）]*）", "", ask).rstrip("？?。：:") or ask
