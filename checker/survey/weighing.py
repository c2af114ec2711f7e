"""Weights so that a sample has the population's shares (raking, iterative proportional fitting).

Every pass fits one column after the other; it ends when no share is off by more than a ten-millionth. What the weights
cost is shown as deff and n_eff beside every figure.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import fsum

from checker.message import Fault, fault

PASSES, CLOSE = 200, 1e-7


def raked(
    groups: Sequence[Sequence[int]], shares: Sequence[Mapping[int, float]], start: Sequence[float]
) -> array[float]:
    """Fit weights to the shares of each column's values; the sum stays the number of people.

    Errors: Fault where a share is asked of a value that nobody has, or the shares cannot be reached.
    """
    weights = array("d", start)
    whole = fsum(weights)
    for _ in range(PASSES):
        far = 0.0
        for column, wanted in zip(groups, shares, strict=True):
            sums = dict.fromkeys(wanted, 0.0)
            for value, weight in zip(column, weights, strict=True):
                if value in sums:
                    sums[value] += weight
            if any(not total for total in sums.values()):
                raise _unreached()
            far = max(far, *(abs(sums[value] / whole - share) for value, share in wanted.items()))
            factors = {value: share * whole / sums[value] for value, share in wanted.items()}
            weights = array("d", (weight * factors.get(value, 0.0)
                                  for value, weight in zip(column, weights, strict=True)))  # fmt: skip
        if far < CLOSE:
            return weights
    raise _unreached()


def _unreached() -> Fault:
    return fault("survey.margins")
