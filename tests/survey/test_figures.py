"""Figures worked out by hand, and held against a survey library where it is installed."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from fractions import Fraction
from math import sqrt

import pytest

from checker.survey import figures, weighing


@pytest.mark.parametrize(
    ("n", "factor"),
    [(2, 12.7062), (3, 4.30265), (4, 3.18245), (5, 2.77645), (10, 2.26216), (20, 2.09302), (61, 2.00030), (99, 1.98447),
     (100, 1.95996), (5000, 1.95996)],
)  # fmt: skip
def test_under_a_hundred_students_t_stands_for_the_normal(n: int, factor: float) -> None:
    assert figures.quantile(n) == pytest.approx(factor, abs=6e-6 * max(1, factor))


def test_a_mean_is_exact_and_its_error_worked_out_by_hand() -> None:
    made = figures.of_counts({10: 2, 8: 1, 6: 1})  # 10 10 8 6: mean 8.5, variance (2.25+2.25+.25+6.25)/3
    assert made is not None
    assert made.mean == Fraction(17, 2)
    assert made.half == pytest.approx(3.18245 * sqrt(11 / 3 / 4), rel=1e-5)
    assert figures.of_counts({}) is None
    single = figures.of_counts({7: 1})
    assert single is not None
    assert single.half == 0


def test_weights_are_worked_out_by_hand() -> None:
    made = figures.of_weights(bytes([10, 10, 4, 201]), [1.0, 2.0, 3.0, 9.0], 10)
    assert made is not None
    assert made.mean == 7  # (10 + 20 + 12) / 6
    # z = w(x − 7)/6: .5, 1, −1.5; √(3/2 · 3.5)
    assert made.half == pytest.approx(figures.quantile(3) * sqrt(1.5 * 3.5))
    assert made.n_eff == pytest.approx(36 / 14)
    # against Σw(x−7)²/6 · 3/2 / 3 = 54/6/2
    assert made.deff == pytest.approx(1.5 * 3.5 / 4.5)


def test_equal_weights_change_nothing() -> None:
    chance = random.Random(1)
    column = bytes(chance.randint(1, 10) for _ in range(400))
    plain = figures.of_counts(Counter(column))
    weighted = figures.of_weights(column, [2.5] * 400, 10)
    assert plain is not None
    assert weighted is not None
    assert float(weighted.mean) == pytest.approx(float(plain.mean))
    assert weighted.half == pytest.approx(plain.half)
    assert weighted.deff == pytest.approx(1)


def test_the_error_of_a_domain_is_that_of_leaving_each_person_out() -> None:
    chance = random.Random(2)
    levels = [chance.gauss(7, 1.5) for _ in range(300)]
    columns = [bytes(min(10, max(1, round(level + chance.gauss(0, 1)))) if chance.random() < 0.8 else 201
                     for level in levels) for _ in range(3)]  # fmt: skip

    def score(people: list[int]) -> float:
        means = []
        for column in columns:
            own = [column[n] for n in people if column[n] <= 10]
            means.append(sum(own) / len(own))
        return sum(means) / 3

    everybody = list(range(300))
    whole = score(everybody)
    left = [score([m for m in everybody if m != n]) for n in everybody]
    jackknife = sqrt(299 / 300 * sum((value - whole) ** 2 for value in left))
    means = [mean for column in columns if (mean := figures.of_counts(Counter(c for c in column if c <= 10)))]
    wholes = [float(sum(c <= 10 for c in column)) for column in columns]
    line = figures.linearised(columns, [1 / 3] * 3, means, [], wholes, 10)
    assert figures.half_width(line, 300) / figures.quantile(300) == pytest.approx(jackknife, rel=0.01)


def test_a_correlation_is_worked_out_by_hand() -> None:
    assert figures.correlation({(1, 2): 1, (2, 4): 1, (3, 6): 1}) == pytest.approx(1)
    assert figures.correlation({(1, 6): 2, (2, 4): 2, (3, 2): 2}) == pytest.approx(-1)
    assert figures.correlation({(1, 1): 1, (2, 3): 1, (3, 2): 1}) == pytest.approx(0.5)
    assert figures.correlation({(1, 1): 5, (1, 2): 5}) is None


def test_raking_reaches_every_share() -> None:
    sex, age = [0, 0, 0, 1, 1, 0, 1, 0], [0, 1, 2, 0, 1, 0, 2, 1]
    weights = weighing.raked([sex, age], [{0: 0.5, 1: 0.5}, {0: 0.25, 1: 0.25, 2: 0.5}], [1.0] * 8)
    assert sum(weights) == pytest.approx(8)
    for column, shares in ((sex, {0: 0.5, 1: 0.5}), (age, {0: 0.25, 1: 0.25, 2: 0.5})):
        for value, share in shares.items():
            assert sum(w for w, v in zip(weights, column, strict=True) if v == value) / 8 == pytest.approx(
                share, abs=1e-6
            )


def test_shares_that_cannot_be_reached_are_said() -> None:
    from checker.message import Fault

    with pytest.raises(Fault):
        weighing.raked([[0, 0, 1], [0, 0, 1]], [{0: 0.9, 1: 0.1}, {0: 0.1, 1: 0.9}], [1.0] * 3)


@pytest.mark.slow
def test_a_survey_library_comes_to_the_same() -> None:
    svy = pytest.importorskip("svy", reason="svy is not installed: pip install -e '.[oracles]'")
    polars = pytest.importorskip("polars")
    chance = random.Random(7)
    column = [min(10, max(1, round(chance.gauss(7.6, 1.5)))) for _ in range(1200)]
    weights = [chance.choice([0.3, 1.0, 2.5]) for _ in column]
    data = polars.DataFrame({"x": [float(x) for x in column], "w": weights, "g": [x % 3 for x in range(1200)],
                             "h": [x % 2 for x in range(1200)]})  # fmt: skip
    told = svy.Sample(data, svy.Design(wgt="w")).estimation.mean("x", deff="wr").estimates[0]
    ours = figures.of_weights(bytes(column), weights, 10)
    assert ours is not None
    assert float(ours.mean) == pytest.approx(told.est, rel=1e-9)
    assert ours.half / figures.quantile(1200) == pytest.approx(told.se, rel=1e-6)
    assert ours.deff == pytest.approx(told.deff, rel=1e-6)
    shares = {"g": {0: 0.5, 1: 0.3, 2: 0.2}, "h": {0: 0.6, 1: 0.4}}
    totals = {name: {key: share * sum(weights) for key, share in own.items()} for name, own in shares.items()}
    raked = svy.Sample(data, svy.Design(wgt="w")).weighting.rake(controls=totals, tol=1e-9, max_iter=500)
    mine = weighing.raked([data["g"].to_list(), data["h"].to_list()], [shares["g"], shares["h"]], array("d", weights))
    assert list(mine) == pytest.approx(raked.data["rk_wgt"].to_list(), rel=1e-6)
