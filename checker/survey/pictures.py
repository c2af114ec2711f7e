"""The five pictures of a survey: where the shapes stand. Scores run to the right or upwards, always with their error.

Domains as dots with half-widths instead of a radar, whose area misleads and which cannot carry margins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from statistics import fmean
from typing import Any, Literal, NamedTuple

from checker.locale import Speaker
from checker.model.numbers import rounded
from checker.model.pictures import Look, Picture, Shape
from checker.survey.groups import Grouping
from checker.survey.results import Domain, Figure, Item, Results, steady

_LABEL, _ROW, _WIDE = 108, 26, 700
_LETTER = 12.5
"""How wide and high a Chinese character of a label is."""
_BESIDE: tuple[tuple[Literal["start", "middle", "end"], float, float], ...] = (
    ("start", 9, 4), ("end", -9, 4), ("middle", 0, -9), ("middle", 0, 19), ("start", 6, -9), ("end", -6, -9),
    ("start", 6, 19), ("end", -6, 19), ("middle", 0, -24), ("middle", 0, 34))  # fmt: skip
"""Where a label may stand beside its point."""
_BANDS: tuple[Look, ...] = ("good", "fair", "plain", "poor", "bad")


class _Axis(NamedTuple):
    """A scale of scores along a length."""

    low: float
    high: float
    start: float
    length: float

    def at(self, score: float | Fraction) -> float:
        share = (float(score) - self.low) / (self.high - self.low)
        return round(self.start + min(max(share, 0), 1) * self.length, 1)


def pictures(
    r: Results, groupings: Sequence[Grouping], before: Mapping[str, Any] | None, say: Speaker
) -> list[Picture]:
    """All pictures that there are data for."""
    known = [domain for domain in r.domains if domain.figure]
    if not known:
        return []
    made = [_dots(r, known, before, say), _bars(r, known, say)]
    made += [picture] if (picture := _quadrant(r, known, say)) else []
    made += [_slopes(known, before, say)] if before else []
    return [*made, *(_groups(r, one, say) for one in groupings if one.groups)]


def _dots(r: Results, known: Sequence[Domain], before: Mapping[str, Any] | None, say: Speaker) -> Picture:
    """Domains by score, each with its half-width, the bands as lines, the last run as a tick."""
    figures = [(domain, domain.figure) for domain in known if domain.figure]
    figures.sort(key=lambda pair: -pair[1].score)
    axis = _axis([figure for _, figure in figures], [start for _, start in r.form.bands], _LABEL, 500)
    height = _ROW * len(figures) + 46
    shapes = [*_grid(axis, height - 22)]
    for name, start in r.form.bands:
        if axis.low < start < axis.high:
            shapes += [Shape("line", axis.at(start), 18, axis.at(start), height - 22, "soft"),
                       Shape("text", axis.at(start) + 3, 13, look="soft", text=name)]  # fmt: skip
    for n, (domain, figure) in enumerate(figures):
        y = 34 + n * _ROW
        shapes += [Shape("text", _LABEL - 8, y + 4, text=domain.section.title, anchor="end"), *_dot(axis, y, figure)]
        old = before["domains"].get(domain.section.domain) if before else None
        if old and old.get("score") is not None:
            shapes.append(Shape("line", axis.at(old["score"]), y - 8, axis.at(old["score"]), y + 8, "soft"))
        shapes.append(Shape("text", _LABEL + 512, y + 4, text=_told(figure)))
    notes = (say("survey.picture.dots.note"),) + ((say("survey.picture.dots.before"),) if before else ())
    return Picture(say("survey.picture.dots"), say("survey.picture.dots.about"), _WIDE, height, tuple(shapes), notes)


def _axis(figures: Sequence[Figure], marks: Sequence[Fraction], start: float, length: float) -> _Axis:
    lowest = min(float(figure.score) - figure.half for figure in figures)
    low = max(0, min(floor(lowest / 10) * 10, int(min(marks, default=100)) - 10))
    return _Axis(low, 100, start, length)


def _grid(axis: _Axis, bottom: float) -> Iterator[Shape]:
    step = 10 if axis.high - axis.low <= 60 else 20
    for score in range(int(axis.low), int(axis.high) + 1, step):
        yield Shape("line", axis.at(score), 18, axis.at(score), bottom, "rule")
        yield Shape("text", axis.at(score), bottom + 15, look="soft", text=str(score), anchor="middle")


def _dot(axis: _Axis, y: float, figure: Figure) -> list[Shape]:
    left, right = axis.at(float(figure.score) - figure.half), axis.at(float(figure.score) + figure.half)
    return [Shape("line", left, y, right, y, "mark"), Shape("dot", axis.at(figure.score), y, 4.5, look="mark")]


def _told(figure: Figure) -> str:
    return f"{rounded(figure.score, 1):f} ±{rounded(Fraction(figure.half), 1):f}"


def _bars(r: Results, known: Sequence[Domain], say: Speaker) -> Picture:
    """Each domain's answers in the bands of the form's words; who does not know stands apart."""
    height, length = _ROW * len(known) + 40, 440
    shapes: list[Shape] = []
    for n, (word, _) in enumerate(r.form.words):
        x = _LABEL + n * 84
        shapes += [Shape("rect", x, 4, 14, 12, _BANDS[min(n, 4)]), Shape("text", x + 18, 15, text=word)]
    x = _LABEL + length + 24
    shapes += [Shape("rect", x, 4, 14, 12, "unknown"), Shape("text", x + 18, 15, text=r.form.unknown)]
    for n, domain in enumerate(known):
        y = 28 + n * _ROW
        counts, unknown = _answers(r, domain)
        shapes.append(Shape("text", _LABEL - 8, y + 14, text=domain.section.title, anchor="end"))
        shapes += _stack(counts, y, length)
        share = unknown / ((sum(counts) + unknown) or 1)
        shapes += [Shape("rect", x, y, round(share * 80, 1), 18, "unknown"),
                   Shape("text", x + round(share * 80, 1) + 4, y + 14, text=f"{share:.0%}")]  # fmt: skip
    return Picture(say("survey.picture.bars"), say("survey.picture.bars.about"), _WIDE, height, tuple(shapes))


def _answers(r: Results, domain: Domain) -> tuple[list[int], int]:
    counts = [sum(item.counts[score - r.form.low] for item in domain.items for score in scores)
              for _, scores in r.form.words]  # fmt: skip
    return counts, sum(item.unknown for item in domain.items)


def _stack(counts: Sequence[int], y: float, length: float) -> Iterator[Shape]:
    whole, x = sum(counts) or 1, float(_LABEL)
    for n, count in enumerate(counts):
        wide = count / whole * length
        yield Shape("rect", round(x, 1), y, round(wide, 1), 18, _BANDS[min(n, 4)])
        if wide > 34 and n < 3:
            tone: Look = "plain" if n == 0 else "ink"
            yield Shape("text", round(x + wide / 2, 1), y + 14, look=tone, text=f"{count / whole:.0%}", anchor="middle")
        x += wide


def _quadrant(r: Results, known: Sequence[Domain], say: Speaker) -> Picture | None:
    """重要性战略矩阵 (GB/T 19038-2009, D): importance to the right, score upwards; 短板 named.

    Crossed at the median of the importances, which is where 短板 begin, and at the mean of the scores.
    """
    items = [(item, item.figure, item.importance) for domain in known for item in domain.items
             if item.figure and item.importance is not None]  # fmt: skip
    middle = r.middle
    if len(items) < 3 or middle is None:
        return None
    across = _Axis(min(weight for _, _, weight in items), max(weight for _, _, weight in items), 60, 560)
    if across.low == across.high:
        return None
    scores = [float(figure.score) for _, figure, _ in items]
    up = _Axis(floor(min(scores)) - 2, min(100, ceil(max(scores)) + 2), 0, 330)
    places = [(item, across.at(weight), round(356 - up.at(figure.score), 1)) for item, figure, weight in items]
    middle_x, middle_y = across.at(middle), round(356 - up.at(fmean(scores)), 1)
    shapes = [Shape("line", middle_x, 20, middle_x, 356, "rule"), Shape("line", 60, middle_y, 620, middle_y, "rule"),
              Shape("text", 620, 374, look="soft", text=say("survey.picture.importance"), anchor="end"),
              Shape("text", 4, 16, look="soft", text=say("survey.picture.score")),
              *(Shape("text", 48, round(360 - up.at(at), 1), look="soft", text=f"{at:.0f}", anchor="end")
                for at in (up.low, up.high)),
              *(Shape("text", across.at(at), 374, look="soft", text=f"{at:.2f}", anchor="middle")
                for at in (across.low, middle))]  # fmt: skip
    short = {item.question.id for item in r.boards}
    for item, x, y in places:
        named = item.question.id in short
        shapes.append(Shape("cross" if named else "dot", x, y, 5 if named else 3.5, look="down" if named else "mark"))
    shapes += _named([place for place in places if place[0].question.id in short], [(x, y) for _, x, y in places])
    notes = (say("survey.picture.quadrant.note"),)
    return Picture(
        say("survey.picture.quadrant"), say("survey.picture.quadrant.about"), _WIDE, 384, tuple(shapes), notes
    )


def _named(points: Sequence[tuple[Item, float, float]], dots: Sequence[tuple[float, float]]) -> Iterator[Shape]:
    """Labels beside, over or under their points: where they hide the fewest dots, no other label, and stay inside."""
    taken: list[tuple[float, float, float, float]] = []
    for item, x, y in sorted(points, key=lambda point: point[2]):
        text = item.question.short[:18]
        long = _LETTER * len(text)
        found = []
        for place, (anchor, dx, dy) in enumerate(_BESIDE):
            left = x + dx - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
            box = (left, y + dy - _LETTER, left + long, y + dy + 3)
            hidden = sum(box[0] - 4 < a < box[2] + 4 and box[1] - 4 < b < box[3] + 4 for a, b in dots)
            meets = sum(box[0] < c and a < box[2] and box[1] < d and b < box[3] for a, b, c, d in taken)
            out = box[0] < 0 or box[2] > _WIDE or box[1] < 0 or box[3] > 356
            label = Shape("text", x + dx, round(y + dy, 1), look="down", text=text, anchor=anchor)
            found.append((out, meets, hidden, place, box, label))
        *_, box, label = min(found, key=lambda one: one[:4])
        taken.append(box)
        yield label


def _slopes(known: Sequence[Domain], before: Mapping[str, Any], say: Speaker) -> Picture:
    """From the last run to this one; grey where the difference lies within both errors."""
    pairs = []
    for domain in known:
        old = before["domains"].get(domain.section.domain)
        if domain.figure and old and old.get("score") is not None:
            pairs.append((domain, domain.figure, Fraction(str(old["score"])), float(old["half"] or 0)))
    height = 17 * len(pairs) + 70
    scores = [float(score) for _, figure, was, _ in pairs for score in (figure.score, was)] or [0, 100]
    axis = _Axis(min(scores) - 1, max(scores) + 1, 0, height - 70)

    def at(score: Fraction) -> float:
        return round(height - 25 - axis.at(score), 1)

    left = _spread([at(was) for _, _, was, _ in pairs], 34, height - 8)
    right = _spread([at(figure.score) for _, figure, _, _ in pairs], 34, height - 8)
    shapes = [Shape("text", 240, 14, look="soft", text=say("survey.picture.before"), anchor="middle"),
              Shape("text", 460, 14, look="soft", text=say("survey.picture.now"), anchor="middle")]  # fmt: skip
    for n, (domain, figure, was, half) in enumerate(pairs):
        look: Look = "same" if steady(figure, float(was), half) else "up" if figure.score > was else "down"
        old, new = f"{domain.section.title} {rounded(was, 1):f}", f"{rounded(figure.score, 1):f} {domain.section.title}"
        now = at(figure.score)
        shapes += [Shape("line", 216, left[n], 240, at(was), "rule"), Shape("line", 460, now, 484, right[n], "rule"),
                   Shape("line", 240, at(was), 460, now, look), Shape("dot", 240, at(was), 3.5, look=look),
                   Shape("dot", 460, now, 3.5, look=look),
                   Shape("text", 212, left[n] + 4, look=look, text=old, anchor="end"),
                   Shape("text", 488, right[n] + 4, look=look, text=new + _arrow(look))]  # fmt: skip
    notes = (say("survey.note.before"),)
    return Picture(
        say("survey.picture.slopes"), say("survey.picture.slopes.about"), _WIDE, height, tuple(shapes), notes
    )


def _arrow(look: Look) -> str:
    return {"up": " ↑", "down": " ↓"}.get(look, "")


def _spread(heights: Sequence[float], top: float, bottom: float, apart: float = 15) -> list[float]:
    """Move labels apart that would meet, keeping their order and staying on the picture."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = [heights[n] for n in order]
    for _ in range(200):
        for n, (a, b) in enumerate(pairwise(placed)):
            if b - a < apart:
                move = (apart - (b - a)) / 2
                placed[n], placed[n + 1] = a - move, b + move
        placed = [min(max(y, top + apart * n), bottom - apart * (len(placed) - 1 - n)) for n, y in enumerate(placed)]
    made = [0.0] * len(heights)
    for n, y in zip(order, placed, strict=True):
        made[n] = round(y, 1)
    return made


def _groups(r: Results, one: Grouping, say: Speaker) -> Picture:
    """One small picture a domain, all on one axis: each group's score with its error, × where it is suppressed."""
    figures = [figure for group in one.groups for figure in group.domains if figure]
    axis = _axis(figures, (), 0, 120) if figures else _Axis(0, 100, 0, 120)
    across, tall = 3, len(one.groups) * 18 + 40
    shapes: list[Shape] = []
    for n, domain in enumerate(r.domains):
        left, top = n % across * 232, n // across * tall
        shapes.append(Shape("text", left + 90, top + 14, text=domain.section.title))
        own = axis._replace(start=left + 90)
        shapes.append(Shape("line", left + 90, top + tall - 22, left + 210, top + tall - 22, "rule"))
        shapes += [Shape("text", own.at(at), top + tall - 9, look="soft", text=f"{at:.0f}", anchor="middle")
                   for at in (axis.low, axis.high)]  # fmt: skip
        for m, group in enumerate(one.groups):
            y, figure = top + 28 + m * 18, group.domains[n]
            shapes.append(Shape("text", left + 84, y + 4, look="soft", text=(group.name or "—")[:6], anchor="end"))
            shapes += _dot(own, y, figure) if figure else [Shape("cross", left + 96, y, 4, look="soft")]
    height = -(-len(r.domains) // across) * tall
    notes = (say("survey.picture.groups.note"),)
    heading, about = say("survey.picture.groups", by=one.by), say("survey.picture.groups.about", by=one.by)
    return Picture(heading, about, _WIDE, height,
                   tuple(shapes), notes)  # fmt: skip
