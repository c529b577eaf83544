"""How good a forecast was, once what it foretold has come: proper scores, coverage, reliability.

Gneiting & Raftery 2007 (Journal of the American Statistical Association 102:359) for the scores, Winkler 1972 (same
journal, 67:187) for intervals, Murphy 1973 (Journal of Applied Meteorology 12:595) for the base rate as reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST_CHANCE = 1e-6
"""What was called impossible and came costs as much as one in a million: infinitely much would end all means."""
DECILES = 10


@dataclass(frozen=True)
class Decile:
    """Units whose chance lay between `low` and `high`: how many, how many were expected to get there, how many did."""

    low: float
    high: float
    units: int
    expected: float
    reached: int


@dataclass(frozen=True)
class UnitScores:
    """Of the chances of units: `brier` and `log` are means over units, better the lower; `skill` is 1 less the Brier
    score over that of the base rate for everybody (1 is perfect, 0 no better; None where all or none got there).
    """

    brier: float
    log: float
    skill: float | None
    reliability: tuple[Decile, ...]


def unit_scores(chances: ArrayLike, units: ArrayLike, reached: ArrayLike) -> UnitScores:
    """The scores of cells (c,) of units with one chance each, of whom so many reached what was foretold.

    Raises ValueError without any unit.
    """
    p, n, y = (np.asarray(each, dtype=np.float64) for each in (chances, units, reached))
    total = float(n.sum())
    if total <= 0:
        raise ValueError("scores are of at least one unit")
    brier = float((y * (1 - p) ** 2 + (n - y) * p**2).sum()) / total
    sure = np.clip(p, LEAST_CHANCE, 1 - LEAST_CHANCE)
    log = -float((y * np.log(sure) + (n - y) * np.log1p(-sure)).sum()) / total
    share = float(y.sum()) / total
    base = share * (1 - share)
    return UnitScores(brier, log, 1 - brier / base if base > 0 else None, _reliability(p, n, y))


def winkler(low: float, high: float, actual: float, *, alpha: float = 0.05) -> float:
    """The interval score: its width, and 2 / alpha times how far the actual value lies outside of it."""
    return high - low + 2 / alpha * (max(low - actual, 0.0) + max(actual - high, 0.0))


def crps(levels: Sequence[float], quantiles: Sequence[float], actual: float) -> float:
    """The continuous ranked probability score, from quantiles at rising levels: twice the mean pinball loss.

    The integral over levels by the trapezoid rule, the outermost losses standing for what lies beyond them.
    """
    at, q = np.asarray(levels, dtype=np.float64), np.asarray(quantiles, dtype=np.float64)
    loss = np.where(actual < q, (1 - at) * (q - actual), at * (actual - q))
    ends = np.concatenate(([0.0], at, [1.0]))
    known = np.concatenate((loss[:1], loss, loss[-1:]))
    return 2 * float(np.sum((known[1:] + known[:-1]) / 2 * np.diff(ends)))


def _reliability(p: Floats, n: Floats, y: Floats) -> tuple[Decile, ...]:
    place = np.minimum((p * DECILES).astype(np.int64), DECILES - 1)
    units, expected, reached = (np.bincount(place, each, minlength=DECILES) for each in (n, n * p, y))
    return tuple(
        Decile(at / DECILES, (at + 1) / DECILES, round(units[at]), float(expected[at]), round(reached[at]))
        for at in range(DECILES)
        if units[at]
    )
