"""What a survey found: scores of items, domains and the whole, each with its base and its 95 % half-width.

Item: mean of valid answers × 10 (SPEC 11). Domain: weighted mean of its items; total: weighted mean of the domains with
data, and those without are named. 知晓率 is valid ÷ (valid + 不了解), 满意率 the share of valid answers from the form's
line on. Unweighted means are exact.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import median
from typing import NamedTuple

from checker.survey import figures
from checker.survey.answers import MISSING, UNKNOWN, Answers
from checker.survey.figures import Mean
from checker.survey.form import Form, Question, Section

SCALES = ("x10", "minmax")
MOST_BOARDS = 5


class Figure(NamedTuple):
    """A score of 100 with its half-width, from `n` answers (people, for a domain or the total)."""

    score: Fraction
    half: float
    n: int
    deff: float | None = None
    n_eff: float | None = None


class Item(NamedTuple):
    """One item or overall rating: `counts` by score, `unknown` who do not know, `asked` who were asked at all.

    `importance` is the correlation with the section's overall rating.
    """

    question: Question
    figure: Figure | None
    counts: tuple[int, ...]
    unknown: int
    asked: int
    satisfied: Fraction | None
    importance: float | None = None

    @property
    def aware(self) -> Fraction | None:
        """知晓率."""
        known = sum(self.counts)
        return Fraction(known, known + self.unknown) if known + self.unknown else None


class Domain(NamedTuple):
    """A domain: its score (None without data), its items, and its overall rating."""

    section: Section
    figure: Figure | None
    items: tuple[Item, ...]
    overall: Item | None


class Grade(NamedTuple):
    """A question of graded words: how many chose each, and who do not know."""

    question: Question
    counts: tuple[int, ...]
    unknown: int


class Results(NamedTuple):
    """All of a survey. `missing` are domains without data; `spread` is largest ÷ smallest weight if there are any."""

    form: Form
    scale: str
    people: int
    stopped: int
    domains: tuple[Domain, ...]
    total: Figure | None
    missing: tuple[str, ...]
    grades: tuple[Grade, ...]
    boards: tuple[Item, ...]
    spread: float | None = None

    @property
    def base(self) -> int:
        """People who were asked on."""
        return self.people - self.stopped

    @property
    def middle(self) -> float | None:
        """Median of all items' importances, above which 短板 lie; None where none is known."""
        return _middle(self.domains)


def results(answers: Answers, scale: str = "x10") -> Results:
    """Work out a survey."""
    form = answers.form
    measured = _Sample(answers, scale)
    domains, lines = [], []
    for section in form.domains:
        domain, line = measured.domain(section)
        domains.append(domain)
        lines.append(line)
    return Results(
        form=form, scale=scale, people=answers.people, stopped=answers.stopped, domains=tuple(domains),
        total=_total(domains, lines), missing=tuple(d.section.title for d in domains if d.figure is None),
        grades=tuple(_grades(answers)), boards=_boards(domains), spread=_spread(answers.weights),
    )  # fmt: skip


class _Sample:
    """The columns of a sample, each taken out once."""

    def __init__(self, answers: Answers, scale: str) -> None:
        scored = answers.form.scored()
        self.form, self.weights, count = answers.form, answers.weights, len(scored)
        self.columns = {question.id: answers.codes[n::count] for n, question in enumerate(scored)}
        low, high = self.form.low, self.form.high
        self.factor = Fraction(100, high) if scale == "x10" else Fraction(100, high - low)
        self.zero = Fraction(0) if scale == "x10" else Fraction(low)

    def item(self, question: Question, overall: Question | None) -> tuple[Item, Mean | None]:
        """One question, with the mean on the form's own scale."""
        column = self.columns[question.id]
        counts = tuple(column.count(score) for score in range(self.form.low, self.form.high + 1))
        mean = self.mean(column, counts)
        satisfied = Fraction(sum(counts[self.form.satisfied - self.form.low :]), sum(counts)) if sum(counts) else None
        asked = sum(counts) + column.count(UNKNOWN) + column.count(MISSING)
        weight = None
        if overall is not None and overall is not question:
            both = Counter(zip(column, self.columns[overall.id], strict=True))
            weight = figures.correlation({pair: n for pair, n in both.items() if max(pair) <= self.form.high})
        figure = self.figure(mean) if mean else None
        return Item(question, figure, counts, column.count(UNKNOWN), asked, satisfied, weight), mean

    def mean(self, column: bytes, counts: Sequence[int]) -> Mean | None:
        """The mean of a column, weighted where there are weights."""
        if self.weights:
            return figures.of_weights(column, self.weights, self.form.high)
        return figures.of_counts({score: n for score, n in enumerate(counts, self.form.low) if n})

    def figure(self, mean: Mean) -> Figure:
        """A mean as a score of 100."""
        score = (mean.mean - self.zero) * self.factor
        return Figure(score, mean.half * float(self.factor), mean.n, mean.deff, mean.n_eff)

    def domain(self, section: Section) -> tuple[Domain, list[float]]:
        """A domain, and what each person adds to its error (on the scale of 100)."""
        overall = section.overall
        told = [self.item(question, overall) for question in section.items]
        rating = self.item(overall, None)[0] if overall else None
        known = [(item, mean) for item, mean in told if mean is not None]
        if not known:
            return Domain(section, None, tuple(item for item, _ in told), rating), []
        whole = sum(item.question.weight for item, _ in known)
        shares = [item.question.weight / whole for item, _ in known]
        score = sum((share * item.figure.score for share, (item, _) in zip(shares, known, strict=True) if item.figure),
                    Fraction(0))  # fmt: skip
        columns = [self.columns[item.question.id] for item, _ in known]
        line = self._line(columns, [float(share) for share in shares], [mean for _, mean in known])
        n = _people(columns, self.form.high)
        half = figures.half_width(line, n)
        return Domain(section, Figure(score, half, n), tuple(item for item, _ in told), rating), line

    def _line(self, columns: Sequence[bytes], shares: Sequence[float], means: Sequence[Mean]) -> list[float]:
        wholes = [self._whole(column) for column in columns]
        line = figures.linearised(columns, shares, means, self.weights, wholes, self.form.high)
        factor = float(self.factor)
        return [value * factor for value in line]

    def _whole(self, column: bytes) -> float:
        """The weight of all valid answers."""
        high = self.form.high
        if not self.weights:
            return float(sum(column.count(score) for score in range(self.form.low, high + 1)))
        return sum(weight for score, weight in zip(column, self.weights, strict=True) if score <= high)


def _people(columns: Sequence[bytes], high: int) -> int:
    """How many people gave a valid answer to any of the columns."""
    if len(columns) == 1:
        return sum(code <= high for code in columns[0])
    return sum(min(codes) <= high for codes in zip(*columns, strict=True))


def _total(domains: Sequence[Domain], lines: Sequence[Sequence[float]]) -> Figure | None:
    """The weighted mean of the domains with data."""
    known = [(domain, line) for domain, line in zip(domains, lines, strict=True) if domain.figure]
    if not known:
        return None
    whole = sum(domain.section.weight for domain, _ in known)
    score, sums = Fraction(0), [0.0] * len(known[0][1])
    for domain, line in known:
        share = domain.section.weight / whole
        score += share * (domain.figure.score if domain.figure else 0)
        sums = [have + float(share) * value for have, value in zip(sums, line, strict=True)]
    n = max(domain.figure.n for domain, _ in known if domain.figure)
    people = max(n, sum(value != 0 for value in sums))
    return Figure(score, figures.half_width(sums, people), people)


def _grades(answers: Answers) -> list[Grade]:
    questions = [question for _, question in answers.form.questions() if question.type == "grade"]
    made = []
    for place, question in enumerate(questions):
        column = answers.grades[place :: len(questions)]
        made.append(Grade(question, tuple(column.count(n + 1) for n in range(len(question.options))),
                          column.count(UNKNOWN)))  # fmt: skip
    return made


def _middle(domains: Sequence[Domain]) -> float | None:
    known = [item.importance for domain in domains for item in domain.items if item.importance is not None]
    return median(known) if known else None


def _boards(domains: Sequence[Domain]) -> tuple[Item, ...]:
    """短板: importance above the median of all items, and below its domain by more than its own half-width.

    At most five, the farthest below first.
    """
    middle, short = _middle(domains), []
    if middle is None:
        return ()
    for domain in domains:
        for item in domain.items:
            if item.importance is None or item.importance <= middle or not item.figure or not domain.figure:
                continue
            below = float(domain.figure.score - item.figure.score)
            if below > item.figure.half:
                short.append((below, item))
    return tuple(item for _, item in sorted(short, key=lambda pair: -pair[0])[:MOST_BOARDS])


def _spread(weights: array[float]) -> float | None:
    given = [weight for weight in weights if weight]
    return max(given) / min(given) if given else None


def steady(one: Figure, score: float, half: float) -> bool:
    """基本持平: two scores differ by no more than √(h₁² + h₂²)."""
    return abs(float(one.score) - score) <= sqrt(one.half**2 + half**2)


def band(figure: Figure, form: Form) -> str:
    """The band of a score of 100, empty below the lowest."""
    return next((name for name, start in form.bands if figure.score >= start), "")
