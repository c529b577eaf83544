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


def told_apart(covariances: Floats, count: int) -> tuple[float, Floats]:
    """Noise of days 0, 1, 2, ... apart (n,), n > 2, as what every day has anew and what lasts over `count` days.

    Of noise whose correlation falls, what every day has for itself is the least that any weighing of days leaves: its
    spectral density where days alternate (Grenander & Szegoe 1958, Toeplitz Forms, section 5.2), at least 1, counting.
    The rest is told by factors (count, count), of which one standard deviation each adds to the days. Beyond n days it
    falls as it last did.
    """
    falls = covariances[-1] / covariances[-2] if covariances[-2] > 0 else 0.0
    far = covariances[-1] * falls ** np.arange(1, max(count - len(covariances), 0) + 1)
    whole = np.concatenate([covariances, far])
    turning = np.where(np.arange(len(whole)) % 2, -1.0, 1.0) @ whole
    anew = max(1.0, float(2 * turning - whole[0]))
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    variances, directions = np.linalg.eigh(whole[apart] - anew * np.eye(count))
    return anew, np.asarray(directions * np.sqrt(np.maximum(variances, 0.0)), np.float64)
