"""How often each unit does something in bursts: gamma-spread rates, counts that vary more than Poisson's.

The count of a day is negative binomial with a variance of `dispersion` times its mean, whatever the mean (the NB1 of
Cameron & Trivedi 1986, Journal of Applied Econometrics 1:29). Such days add up to such a stretch, in closed form, so
that no day needs to be drawn. The posterior of a rate has no closed form then: rates are a grid of logarithms, fine
beside the sharpest of them.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammainc, gammaln

from hypercare.stats.arguments import require_positive
from hypercare.stats.gamma_poisson import BOUNDS, GammaPoisson, of_peak
from hypercare.stats.gamma_poisson import fit as fit_gamma
from hypercare.stats.peak import climb

Floats = NDArray[np.float64]

POINTS_A_SPREAD = 1.5
"""Points of the grid within one standard deviation of the sharpest posterior: the sum is then off by less than 1e-4."""
MOST_POINTS, LEAST_POINTS = 256, 64
SILENT = 1e-3
"""Rates that let so few events be expected in all exposure are alike: together they are the grid's first point."""
BEYOND = 4.0
"""How many times the highest rate that was seen the grid reaches."""

UNSEEN = 1e-9
"""Instead of no exposure at all, which says nothing of a rate either, and of which the gamma function has no value."""


@dataclass(frozen=True)
class BurstyRates:
    """Rates of units: gamma with `shape` and mean `mean`, on `grid` (G,) rising with equal ratios.

    As `GammaPoisson`, whose counts have a dispersion of 1; here it is above 1.
    """

    shape: float
    mean: float
    dispersion: float
    grid: Floats
    spread: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))

    def __post_init__(self) -> None:
        require_positive("shape", self.shape)
        require_positive("mean", self.mean)
        require_positive("dispersion less 1", self.dispersion - 1)

    @cached_property
    def prior(self) -> Floats:
        """How likely each rate of the grid is, (G,), those between two of them going to the nearer one."""
        return prior_on(self.grid, self.shape, self.mean)

    def watched(self, counts: ArrayLike, exposures: ArrayLike) -> "Watched":
        """Units with so many events in so much exposure, (c,)."""
        n, w = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (counts, exposures)))
        pairs, place = np.unique(np.stack((n.reshape(-1), w.reshape(-1))), axis=1, return_inverse=True)
        return Watched(self, likelihoods(pairs[0], pairs[1], self.grid, self.dispersion), place.reshape(-1))

    def expected(self, counts: ArrayLike, exposures: ArrayLike) -> Floats:
        """The expected rate of units with so many events in so much exposure, (c,)."""
        return self.watched(counts, exposures).expected()

    def reaches(self, more: ArrayLike, counts: ArrayLike, exposures: ArrayLike, ahead: ArrayLike) -> Floats:
        """The chance of `more` events in the exposure `ahead` for units with so many in their exposure so far, (c,)."""
        n, w, k, s = np.broadcast_arrays(*(np.atleast_1d(each) for each in (counts, exposures, more, ahead)))
        return self.watched(n, w).reaches(k, s)


@dataclass(frozen=True, eq=False)
class Watched:
    """Units of which something is known: `chances` (p, G) is how likely what they did is at each rate, for each of the
    pairs of a count and an exposure that there are; `place` (c,) the pair of each unit.
    """

    rates: BurstyRates
    chances: Floats
    place: NDArray[np.intp]

    def by(self, rates: BurstyRates) -> "Watched":
        """The same units by other rates on the same grid, in the same bursts."""
        return Watched(rates, self.chances, self.place)

    def expected(self) -> Floats:
        """The expected rate of each, (c,)."""
        return np.asarray((self._posterior @ self.rates.grid)[self.place], dtype=np.float64)

    def reaches(self, more: ArrayLike, ahead: ArrayLike) -> Floats:
        """The chance that each has `more` events in the exposure `ahead`, (c,)."""
        k, to_come = (np.broadcast_to(np.asarray(each, dtype=np.float64), self.place.shape) for each in (more, ahead))
        found = np.where(k <= 0, 1.0, 0.0)
        asked = (k > 0) & (to_come > 0)
        pairs, wanted = np.unique(np.stack((k[asked], to_come[asked])), axis=1, return_inverse=True)
        tails = self._tails(pairs[0], pairs[1])
        chances = np.einsum("cg,cg->c", self._posterior[self.place[asked]], tails[wanted.reshape(-1)])
        # The weights of the grid add up to one within rounding only.
        found[asked] = np.minimum(chances, 1.0)
        return found

    @cached_property
    def _posterior(self) -> Floats:
        """How likely each rate is, (p, G)."""
        weighed = self.chances * self.rates.prior
        return np.asarray(weighed / weighed.sum(axis=1, keepdims=True), dtype=np.float64)

    def _tails(self, more: Floats, ahead: Floats) -> Floats:
        """The chance of at least `more` events in `ahead` at each rate of the grid, (k, G)."""
        sizes = ahead[:, None] * self.rates.grid / (self.rates.dispersion - 1)
        # With a size next to nothing the incomplete beta function has no value: nothing happens then.
        chance = betainc(more[:, None], np.maximum(sizes, UNSEEN), 1 - 1 / self.rates.dispersion)
        return np.asarray(np.nan_to_num(chance, nan=0.0), dtype=np.float64)


def fit(
    counts: ArrayLike, exposures: ArrayLike, units: ArrayLike | None = None, *, dispersion: float
) -> GammaPoisson | BurstyRates | None:
    """The maximum-likelihood distribution of the rates at a dispersion; at 1, or less, that of `GammaPoisson`.

    Counts over exposures, (c,) each, of so many units each. None where nobody did anything, or without exposure.
    """
    plain = fit_gamma(counts, exposures, units)
    if plain is None or dispersion <= 1:
        return plain
    n, w = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (counts, exposures)))
    u = np.ones_like(n) if units is None else np.asarray(units, dtype=np.float64)
    seen = (w > 0) & (u > 0)
    n, w, u = n[seen], w[seen], u[seen]
    grid = grid_of(n, w, dispersion)
    chances = likelihoods(n, w, grid, dispersion)

    def likelihood(at: tuple[float, float]) -> float:
        prior = prior_on(grid, math.exp(at[0]), math.exp(at[1]))
        return float(u @ np.log(np.maximum(chances @ prior, np.finfo(np.float64).tiny)))

    top = of_peak(climb(likelihood, start=(math.log(plain.shape), math.log(plain.mean)), bounds=BOUNDS))
    return BurstyRates(top.shape, top.mean, dispersion, grid, top.spread)


def grid_of(counts: Floats, exposures: Floats, dispersion: float) -> Floats:
    """Rates from where nothing happens to beyond the highest that was seen, with equal ratios, (G,)."""
    highest = float(((counts + dispersion) / exposures).max()) * BEYOND
    lowest = SILENT / float(exposures.max())
    sharpest = math.sqrt(dispersion / max(float(counts.max()), 1.0))
    points = math.ceil(math.log(highest / lowest) / sharpest * POINTS_A_SPREAD)
    return np.geomspace(lowest, highest, min(max(points, LEAST_POINTS), MOST_POINTS))


def prior_on(grid: Floats, shape: float, mean: float) -> Floats:
    """The share of a gamma distribution that is nearest to each rate of a grid, (G,): they add up to 1."""
    middles = np.sqrt(grid[1:] * grid[:-1])
    below = np.concatenate(([0.0], gammainc(shape, middles * (shape / mean)), [1.0]))
    return np.diff(below)


def likelihoods(counts: Floats, exposures: Floats, grid: Floats, dispersion: float) -> Floats:
    """The probability of each count over its exposure at each rate of a grid, (c, G), as a share of the highest."""
    size = np.maximum(exposures[:, None] * grid / (dispersion - 1), UNSEEN)
    n = counts[:, None]
    logs = gammaln(n + size) - gammaln(size) - size * math.log(dispersion)
    return np.asarray(np.exp(logs - logs.max(axis=1, keepdims=True)), dtype=np.float64)
