"""Days that tell of one multiple, each weighed by what chance and what is not known of it leave of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WeighedDays:
    """Days as one: so many events where so many were `expected`, and the variance of the logarithm of what was."""

    events: float
    expected: float
    variance: float


def weighed(counts: Floats, expected: Floats, errors: Floats) -> WeighedDays:
    """Independent counts (d,) on days of which so many were expected (d,), some above 0.

    `errors` (d, k) are what one standard deviation of each of k independent unknowns adds to the logarithms of the
    expected. The days' multiples are averaged with the weights of generalised least squares (Aitken 1935, Proceedings
    of the Royal Society of Edinburgh 55:42), at least 0, from what is known before the counts. Estimates so made gather
    information like sums of independent ones (Scharfstein, Tsiatis & Robins 1997, Journal of the American Statistical
    Association 92:1342), which daily looks rest on: a month of which little is known adds little, and no new chance to
    err. The average is told as so many events as have its variance (Fay & Feuer 1997, Statistics in Medicine 16:791).
    """
    told = expected > 0
    counts, expected, errors = counts[told], expected[told], errors[told]
    weights = np.maximum(np.linalg.solve(np.diag(1 / expected) + errors @ errors.T, np.ones(len(expected))), 0.0)
    weights /= weights.sum()
    enough = 1 / float((weights**2 / expected).sum())
    moved = weights @ errors
    return WeighedDays(float((weights * counts / expected).sum()) * enough, enough, float(moved @ moved))
