"""Figures of a sample: a mean with its 95 % half-width, plain or weighted, and what the weights cost.

A score's variance needs only the counts of its answers; that of a domain or of the total comes from one linearised
value a person (Taylor). With weights the variance is √(n/(n−1)·Σz²), `deff` compares it with a simple sample of the
same people and `n_eff` is Kish's (Σw)²/Σw². Under 100 people Student's t stands for 1.96.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import repeat
from math import expm1, fsum, pi, sqrt, tan
from operator import add, mul
from typing import NamedTuple


class Mean(NamedTuple):
    """A mean of `n` answers with its half-width in the same unit; `deff` and `n_eff` where there are weights."""

    mean: Fraction
    half: float
    n: int
    deff: float | None = None
    n_eff: float | None = None


Z = 1.959963984540054


def quantile(n: int) -> float:
    """The factor of a 95 % half-width for `n` answers: 1.96 from 100 on, below it Student's t with n − 1 degrees.

    Hill's algorithm 396 (Communications of the ACM 13, 1970) at 0.05, right to more digits than are shown.
    """
    df = n - 1
    if n >= 100:
        return Z
    if df <= 2:
        return (1 / tan(pi / 40)) if df < 2 else sqrt(2 / (0.05 * 1.95) - 2)
    a = 1 / (df - 0.5)
    b = 48 / a**2
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * df
    y = (d * 0.05) ** (2 / df)
    if y > 0.05 + a:
        x, y = -Z, Z**2
        c += 0.3 * (df - 4.5) * (x + 0.6) if df < 5 else 0
        c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = expm1(a * y**2)
    else:
        y = ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) * (df + 1)
        y = y / (df + 2) + (d * 0.05) ** (-2 / df)
    return sqrt(df * y)


def of_counts(counts: Mapping[int, int]) -> Mean | None:
    """The mean of answers that are counted by score; None where there are none."""
    n = sum(counts.values())
    if not n:
        return None
    mean = Fraction(sum(score * count for score, count in counts.items()), n)
    if n == 1:
        return Mean(mean, 0.0, n)
    variance = sum(count * (score - mean) ** 2 for score, count in counts.items()) / (n - 1)
    return Mean(mean, quantile(n) * sqrt(variance / n), n)


def of_weights(column: bytes, weights: Sequence[float], most: int) -> Mean | None:
    """The weighted mean of the valid answers (codes up to `most`) of one question."""
    valid = [(score, weight) for score, weight in zip(column, weights, strict=True) if score <= most and weight]
    n = len(valid)
    if not n:
        return None
    whole = fsum(weight for _, weight in valid)
    mean = fsum(score * weight for score, weight in valid) / whole
    if n == 1:
        return Mean(Fraction(mean), 0.0, 1, 1.0, 1.0)
    square = n / (n - 1) * fsum((weight * (score - mean) / whole) ** 2 for score, weight in valid)
    plain = fsum(weight * (score - mean) ** 2 for score, weight in valid) / whole * n / (n - 1) / n
    n_eff = whole**2 / fsum(weight**2 for _, weight in valid)
    return Mean(Fraction(mean), quantile(n) * sqrt(square), n, square / plain if plain else None, n_eff)


def linearised(columns: Sequence[bytes], shares: Sequence[float], means: Sequence[Mean], weights: Sequence[float],
               wholes: Sequence[float], most: int) -> list[float]:  # fmt: skip
    """One value a person: what he adds to the error of a weighted mean of items (shares add up to 1)."""
    values: Iterable[float] = repeat(0.0, len(columns[0]) if columns else 0)
    for column, share, mean, whole in zip(columns, shares, means, wholes, strict=True):
        middle = float(mean.mean)
        table = [share * (score - middle) / whole if 0 < score <= most else 0.0 for score in range(256)]
        values = list(map(add, values, map(table.__getitem__, column)))
    return list(map(mul, values, weights)) if weights else list(values)


def half_width(values: Sequence[float], n: int) -> float:
    """The half-width of an estimate whose linearised values are given, from `n` people."""
    if n < 2:
        return 0.0
    return quantile(n) * sqrt(n / (n - 1) * fsum(value * value for value in values))


def correlation(pairs: Mapping[tuple[int, int], int]) -> float | None:
    """Pearson's correlation of counted pairs; None where one side never varies."""
    n = sum(pairs.values())
    if n < 3:
        return None
    sx, sy, sxx, syy, sxy = (
        sum(count * term(x, y) for (x, y), count in pairs.items())
        for term in (lambda x, _: x, lambda _, y: y, lambda x, _: x * x, lambda _, y: y * y, lambda x, y: x * y)
    )
    spread = (n * sxx - sx * sx) * (n * syy - sy * sy)
    return (n * sxy - sx * sy) / sqrt(spread) if spread > 0 else None
