"""How often each unit does something: Poisson at a rate of its own, the rates spread as a gamma distribution.

Greenwood & Yule 1920 (Journal of the Royal Statistical Society 83:255): counts over an exposure are then negative
binomial, and what a unit did tells its rate by Bayes' rule: gamma again, with `shape + count` and `rate + exposure`.
Exposure is in days, weighted by the calendar where a calendar is known.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaln, xlogy

from hypercare.stats.arguments import require_positive
from hypercare.stats.peak import Peak, climb

Floats = NDArray[np.float64]

LEAST_SHAPE, MOST_SHAPE = 0.02, 500.0
"""Below, nearly everybody would be silent for ever; above, all are alike to within 5 %: further on nothing changes."""


@dataclass(frozen=True)
class GammaPoisson:
    """Rates of units: gamma with `shape` and mean `mean`, events per day of exposure.

    `spread` (2, 2) is the covariance of the logarithms of shape and mean as estimated; zeros where they are given.
    """

    shape: float
    mean: float
    spread: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))

    def __post_init__(self) -> None:
        require_positive("shape", self.shape)
        require_positive("mean", self.mean)

    @property
    def rate(self) -> float:
        """The gamma distribution's rate parameter, in days: what every unit is taken to have been seen beforehand."""
        return self.shape / self.mean

    def watched(self, counts: ArrayLike, exposures: ArrayLike) -> "Watched":
        """Units with so many events in so much exposure, (c,)."""
        n, w = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (counts, exposures)))
        return Watched(self, n, w)

    def expected(self, counts: ArrayLike, exposures: ArrayLike) -> Floats:
        """The expected rate of units with so many events in so much exposure, elementwise."""
        n, w = np.asarray(counts, dtype=np.float64), np.asarray(exposures, dtype=np.float64)
        return np.asarray((self.shape + n) / (self.rate + w), dtype=np.float64)

    def reaches(self, more: ArrayLike, counts: ArrayLike, exposures: ArrayLike, ahead: ArrayLike) -> Floats:
        """The chance that a unit with so many events in its exposure has `more` of them in the exposure `ahead`.

        Elementwise, in [0, 1]; 1 where none are needed, 0 without anything ahead. The upper tail of a negative binomial
        distribution of `shape + counts`, as an incomplete beta function.
        """
        n, w, k, to_come = (np.asarray(each, dtype=np.float64) for each in (counts, exposures, more, ahead))
        share = to_come / (self.rate + w + to_come)
        chance = betainc(np.maximum(k, 1.0), self.shape + n, share)
        return np.asarray(np.where(k <= 0, 1.0, chance), dtype=np.float64)

    def silent(self, counts: ArrayLike, exposures: ArrayLike, ahead: ArrayLike) -> Floats:
        """The chance of no event at all in the exposure `ahead`, elementwise: (a / (a + s)) ** (shape + n)."""
        n, w, to_come = (np.asarray(each, dtype=np.float64) for each in (counts, exposures, ahead))
        seen = self.rate + w
        return np.asarray(np.exp((self.shape + n) * np.log(seen / (seen + to_come))), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Watched:
    """Units of which something is known: their counts and exposures, (c,)."""

    rates: GammaPoisson
    counts: Floats
    exposures: Floats

    def by(self, rates: GammaPoisson) -> "Watched":
        """The same units by other rates."""
        return Watched(rates, self.counts, self.exposures)

    def expected(self) -> Floats:
        """The expected rate of each, (c,)."""
        return self.rates.expected(self.counts, self.exposures)

    def reaches(self, more: ArrayLike, ahead: ArrayLike) -> Floats:
        """The chance that each has `more` events in the exposure `ahead`, (c,)."""
        return self.rates.reaches(more, self.counts, self.exposures, ahead)


def fit(counts: ArrayLike, exposures: ArrayLike, units: ArrayLike | None = None) -> GammaPoisson | None:
    """The maximum-likelihood distribution of the rates, from counts over exposures, (c,) each, of so many units each.

    None where nobody did anything, or without exposure. Where counts vary no more than Poisson's the shape is
    `MOST_SHAPE`. Raises ValueError for negative counts.
    """
    n, w = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (counts, exposures)))
    u = np.ones_like(n) if units is None else np.asarray(units, dtype=np.float64)
    seen = (w > 0) & (u > 0)
    n, w, u = n[seen], w[seen], u[seen]
    if (n < 0).any():
        raise ValueError("counts must not be negative")
    events, exposure = float(u @ n), float(u @ w)
    if not events:
        return None

    def likelihood(at: tuple[float, float]) -> float:
        return float(u @ log_likelihood(n, w, shape=math.exp(at[0]), mean=math.exp(at[1])))

    top = climb(likelihood, start=(math.log(_shape_by_moments(n, w, u)), math.log(events / exposure)), bounds=BOUNDS)
    return of_peak(top)


BOUNDS = ((math.log(LEAST_SHAPE), math.log(MOST_SHAPE)), (-math.inf, math.inf))
"""Within which the logarithms of shape and mean are looked for."""


def of_peak(top: Peak) -> GammaPoisson:
    """The distribution at the top of a likelihood over the logarithms of shape and mean."""
    return GammaPoisson(math.exp(top.at[0]), math.exp(top.at[1]), top.covariance)


def log_likelihood(counts: Floats, exposures: Floats, *, shape: float, mean: float) -> Floats:
    """The log of the negative binomial probability of counts over exposures, elementwise, without its constant part."""
    rate = shape / mean
    both = rate + exposures
    chosen = gammaln(shape + counts) - gammaln(shape)
    return np.asarray(chosen + shape * np.log(rate / both) + xlogy(counts, exposures / both), dtype=np.float64)


def _shape_by_moments(n: Floats, w: Floats, u: Floats) -> float:
    """A first guess: by how much the counts vary more than Poisson's."""
    mean = float(u @ n) / float(u @ w)
    more = float(u @ ((n - mean * w) ** 2 - n))
    guess = mean**2 * float(u @ w**2) / more if more > 0 else MOST_SHAPE / 2
    return min(max(guess, 2 * LEAST_SHAPE), MOST_SHAPE / 2)
