"""How much of the noise of days lasts: the posterior mean of what noise so many days apart has in common.

The noise of a day is counting, which every day has anew, and a level that lasts (AR(1)). The correlation of
neighbouring days, as residuals show it, is too small to tell both apart: counting hides what lasts, and coefficients
that were fitted to few days take the slow part away. So the days, what is known beforehand of the coefficients
integrated out, weigh a grid of correlations and of shares of counting by their marginal likelihood (Harville 1977,
Journal of the American Statistical Association 72:320; with proper priors that of a mixed model), and covariances are
averaged over it. bench/season.py measures what intervals by it hold.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.stats.autoregression import whitened

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CORRELATIONS = (0.3, 0.5, 0.7, 0.85, 0.95)
"""Of noise that lasts, from one day to the next, equally likely beforehand."""
OWN = (0.0, 0.3, 1.0, 3.0, 8.0)
"""How large the variance of a day's own noise is beside that of the noise that lasts, equally likely beforehand. Of
three events a day, where days are off by a fourth, counting is five times the rest."""
ALONE = 0.2
"""The probability beforehand that nothing lasts: as likely as each correlation."""


@dataclass(frozen=True)
class Noise:
    """The covariance (n,) of what days 0, 1, 2, ... apart are off by, each in standard deviations of counting."""

    covariances: Floats

    def spread(self, at: Ints, parts: Floats) -> float:
        """The variance of a sum over the days `at` (d,), rising, as a multiple of what counting leaves of it; `parts`
        (d,) of the sum are expected on each, and add up to 1. Raises ValueError for days that are further apart than
        covariances are known.
        """
        if len(at) and int(at[-1] - at[0]) >= len(self.covariances):
            raise ValueError(f"days are {len(self.covariances) - 1} apart at most: {at[0]} and {at[-1]}")
        root = np.zeros(int(at[-1] - at[0]) + 1 if len(at) else 1)
        root[at - at[:1]] = np.sqrt(parts)
        together = np.correlate(root, root, "full")[len(root) - 1 :]
        return float(together @ self.covariances[: len(root)] * 2 - together[0] * self.covariances[0])


@dataclass(frozen=True)
class _Weighed:
    """One correlation and one share of a day's own noise: what the days say of them, and the variances they lead to."""

    log_likelihood: float
    lasting: float
    own: float
    correlation: float

    def covariances(self, apart: Floats) -> Floats:
        return self.lasting * self.correlation**apart + np.where(apart == 0, self.own, 0.0)


def noise_of(rows: Floats, error: Floats, days: Ints, precision: Floats, dispersion: float) -> Noise:
    """The noise of `error` (d,), in standard deviations of counting, on the days `days` (d,), rising.

    `rows` (d, k) times coefficients are in it; these have a normal prior around 0 with a precision (k, k). `dispersion`
    is the variance by which the prior is first held against the days: the answer is not sensitive to it.
    """
    found = list(_all(rows, error, np.diff(days, prepend=days[:1]).astype(np.float64), precision, dispersion))
    likelihoods = np.array([each.log_likelihood for each, _ in found])
    weights = np.exp(likelihoods - likelihoods.max()) * np.array([likely for _, likely in found])
    apart = np.arange(int(days[-1] - days[0]) + 1, dtype=np.float64)
    each_of = np.stack([each.covariances(apart) for each, _ in found])
    return Noise(np.asarray(weights / weights.sum() @ each_of, np.float64))


def _all(
    rows: Floats, error: Floats, gaps: Floats, precision: Floats, dispersion: float
) -> Iterator[tuple[_Weighed, float]]:
    """Each kind of noise with its prior probability."""
    columns = np.column_stack([rows, error])
    yield _one(columns, gaps, precision, dispersion, 0.0, 0.0), ALONE
    for correlation in CORRELATIONS:
        for own in OWN:
            likely = (1 - ALONE) / len(CORRELATIONS) / len(OWN)
            yield _one(columns, gaps, precision, dispersion, correlation, own), likely


def _one(
    columns: Floats, gaps: Floats, precision: Floats, dispersion: float, correlation: float, own: float
) -> _Weighed:
    n = len(columns)
    white, log_det = whitened(columns, gaps, correlation, np.full(n, own), 0.0)
    design, target = white[:, :-1], white[:, -1]
    told, prior = design.T @ design, precision * dispersion / (1 + own)
    curvature = told + prior
    solved = np.linalg.solve(curvature, np.column_stack([design.T @ target, told]))
    mean, taken = solved[:, 0], float(np.trace(solved[:, 1:]))
    residual = target - design @ mean
    left = max(float(residual @ residual), np.finfo(np.float64).tiny)
    variance = left / max(n - taken, 1.0)
    squares = left + float(mean @ prior @ mean)
    log_volume = float(np.linalg.slogdet(curvature)[1]) - float(np.log(np.diag(prior)).sum())
    likelihood = -0.5 * (n * math.log(variance) + squares / variance + log_det + log_volume)
    lasting = variance if correlation > 0 else 0.0
    return _Weighed(likelihood, lasting, variance * (own if correlation > 0 else 1.0), correlation)
