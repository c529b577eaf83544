"""How much narrower the interval of a lift would be with more days, or with more units."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from hypercare.analysis.lacking import Ahead, Counted
from hypercare.stats.autoregression import Regression, whitened, with_prior
from hypercare.stats.quotient_change import QuotientChange

Floats = NDArray[np.float64]
WEEK = 7
FURTHEST_DAYS = 364
"""Further ahead than a year "so many days more" is no plan."""
MOST_TIMES = 1024
"""Beyond so many times the units that there are "so many more" is no plan either."""


def days_ahead(
    found: Regression, columns: Floats, number: NDArray[np.int64], thinness: Floats, *, span: int, steps: int,
    length: int, growth: bool, inflation: float, chance: tuple[float, float], alpha: float, value: float,
) -> Ahead:  # fmt: skip
    """Half the width of the effect of the last span, on the log scale, with more and more days of it.

    `columns` (n, p) are what was regressed at the periods `number` (n,), each `length` days: first `steps` columns of
    the spans and of what is beside them, the last span's at `span`; then the level, weekdays, and growth at the end
    where `growth`. The AR(1) stays as it was fitted, what the calendar leaves open does not shrink, and nothing gets
    below counting: `chance` are the variances that counting leaves before and in the span.
    """
    have = int((columns[:, span] > 0).sum())
    now = _variance(found, columns, number, thinness, span)
    learnt, unknown = (float(each[span, span]) for each in (found.covariance - found.unknown, found.unknown))
    halves = []
    for more in _doubling(FURTHEST_DAYS // length):
        rows, at, thin = _extended(columns, number, thinness, span=span, steps=steps, more=more, growth=growth)
        narrower = _variance(found, rows, at, thin, span) / now if more else 1.0
        counted = chance[0] + chance[1] * have / (have + more)
        variance = max(inflation**2 * (learnt * narrower + unknown), counted)
        t = -float(stdtrit(found.freedom + more, alpha / 2))
        halves.append((more * length, t * math.sqrt(variance)))
    return Ahead(value, have * length, tuple(halves), Counted.DAYS)


def units_ahead(found: QuotientChange, units: int, *, alpha: float) -> Ahead:
    """Half the width of a quotient of units against units with more and more of them, in both groups alike."""
    interval = found.interval(alpha=alpha)
    half = (interval.high - interval.low) / 2
    times = [2**power for power in range(MOST_TIMES.bit_length())]
    halves = tuple((units * (each - 1), half / math.sqrt(each)) for each in times)
    return Ahead(found.value, units, halves, Counted.UNITS)


def _doubling(most: int) -> list[int]:
    counts, more = [0], 1
    while more < most:
        counts.append(more)
        more *= 2
    return [*counts, most]


def _variance(found: Regression, columns: Floats, number: NDArray[np.int64], thinness: Floats, span: int) -> float:
    """The variance of a coefficient under the correlation and noise that the data weigh heaviest."""
    noise = found.noise / (1 - found.noise)
    gaps = np.diff(number, prepend=number[:1]).astype(np.float64)
    white, _ = whitened(columns, gaps, found.correlation, noise * thinness, found.walk)
    return float(with_prior(white.T @ white, found.variance, found.prior_sd)[span, span])


def _extended(
    columns: Floats, number: NDArray[np.int64], thinness: Floats, *, span: int, steps: int, more: int, growth: bool
) -> tuple[Floats, NDArray[np.int64], Floats]:
    """The rows with so many periods more of the last span, as the last week of them was."""
    last = int(number[-1])
    tail = columns[-WEEK:][np.arange(more) % min(WEEK, len(columns))].copy()
    tail[:, :steps] = 0
    tail[:, span] = 1
    at = last + 1 + np.arange(more, dtype=np.int64)
    if growth:
        each = (columns[-1, -1] - columns[0, -1]) / max(last - int(number[0]), 1)
        tail[:, -1] = columns[-1, -1] + each * (at - last)
    thin = np.full(more, float(np.median(thinness[columns[:, span] > 0])))
    return np.vstack([columns, tail]), np.concatenate([number, at]), np.concatenate([thinness, thin])
