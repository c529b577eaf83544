"""Linear regression of a time series whose errors hang together from one period to the next.

`y = X b + u + w + e`: u is AR(1), w a level that walks at random, if it does, e is noise of each period's own, as
counts have it. Ordinary least squares takes the
periods as independent and finds an effect where there is none in a quarter to a half of all series. For one strength
of correlation this is generalised least squares (Prais & Winsten 1954, Cowles Commission discussion paper 383), with
missing periods as what they are: a longer way from one to the next.

The strength is not known, and what is estimated from a hundred days is too small on average; and noise beside the AR(1)
hides it altogether. So the result is averaged over a grid of strengths and of shares of noise, each weighed by its
restricted likelihood (Harville 1977, Journal of the American Statistical Association 72:320), and what the estimates
differ is added to the variance. Misses are measured by bench/lift.py and told in docs/statistics.md.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha, require_not_negative

Floats = NDArray[np.float64]

METHOD = "regression with AR(1) errors, averaged, t"
CORRELATIONS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Correlations from one period to the next that are weighed against each other, equally likely beforehand. Without the
last one, AR .8 with noise as large misses 9 % instead of 6 %; with more of them beyond .9, intervals of independent
days are half as wide again."""
NOISES = (0.0, 0.1, 0.3, 1.0, 2.0)
"""How large the variance of the noise is beside that of the AR(1), equally likely beforehand. Counts of 1,000 a day are
such noise: without 0.1 and 0.3, a tenth of it at AR .8 misses 9 % instead of 7 %."""
WALKS = (0.002, 0.01, 0.05)
"""The variance of one step of a level that walks at random (Harvey 1989, Forecasting, Structural Time Series Models and
the Kalman Filter, section 2.3), beside that of the AR(1): where days are off by a tenth, steps of 0.4, 1 and 2 %."""
WALKING = 0.5
"""The probability beforehand that a level walks where it may, each step as likely as another."""
WALKING_CORRELATIONS, WALKING_NOISES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9), (0.0, 0.3, 1.0)
"""A level that walks leaves less to tell these apart by: a coarser grid does."""
LEAST_HIDDEN = 0.3
"""Noise beside a weaker correlation than this is the same as no correlation at all."""
LEAST_FREEDOM = 6
"""From fewer periods beyond those that the coefficients take, nothing can be said of the correlation."""


@dataclass(frozen=True)
class Regression:
    """Coefficients (p,) with their covariance (p, p), the degrees of freedom of t, the correlation of the AR(1) from
    one period to the next and the share of each period's own noise in the variance, as the data weigh them; `walk` is
    the variance of a step of the level, beside that of the AR(1).

    `unknown` (p, p) is the part of the covariance that comes from what was taken off beforehand, and that no more
    periods take away; `variance` is that of the AR(1), `prior_sd` (p,) what was known of the coefficients.
    """

    coefficients: Floats
    covariance: Floats
    freedom: int
    correlation: float
    noise: float
    walk: float
    unknown: Floats
    variance: float
    prior_sd: Floats

    def estimate(self, contrast: ArrayLike) -> tuple[float, float]:
        """A linear combination of the coefficients (p,), and its standard error."""
        weights = np.asarray(contrast, dtype=np.float64)
        return float(weights @ self.coefficients), math.sqrt(float(weights @ self.covariance @ weights))

    def interval(self, contrast: ArrayLike, *, alpha: float = DEFAULT_ALPHA) -> Interval:
        """The interval of a linear combination for one look."""
        return self.interval_of(*self.estimate(contrast), alpha=alpha)

    def interval_of(self, value: float, se: float, *, alpha: float = DEFAULT_ALPHA) -> Interval:
        """The interval of an estimate whose standard error is `se`, which may be larger than the regression's own."""
        require_alpha(alpha)
        require_not_negative("se", se)
        half = float(stdtrit(self.freedom, 1 - alpha / 2)) * se
        return Interval(value - half, value + half, 1 - alpha, METHOD, always_valid=False)


@dataclass(frozen=True)
class _Weighed:
    """The regression under one strength of correlation and one share of noise."""

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    correlation: float
    noise: float
    walk: float
    variance: float


@dataclass(frozen=True)
class _Data:
    """What is regressed: `y` (n,), `x` (n, p), the periods `at` (n,), `errors` (n, k), `thinness` (n,), and `prior_sd`
    (p,).
    """

    y: Floats
    x: Floats
    at: Floats
    errors: Floats
    thinness: Floats
    prior_sd: Floats

    def __post_init__(self) -> None:
        if self.y.ndim != 1 or self.x.ndim != 2 or self.errors.ndim != 2:
            raise ValueError(f"y is (n,), x (n, p), errors (n, k): {self.y.shape}, {self.x.shape}, {self.errors.shape}")
        rows = {len(each) for each in (self.y, self.x, self.at, self.errors, self.thinness)}
        if len(rows) > 1:
            raise ValueError(f"all must have as many rows: {sorted(rows)}")
        if (np.diff(self.at) < 1).any():
            raise ValueError("periods must rise")
        if self.prior_sd.shape != self.x.shape[1:] or not (self.prior_sd > 0).all():
            raise ValueError(f"prior_sd is (p,), all above 0: {self.prior_sd!r}")

    @property
    def gaps(self) -> Floats:
        """How far each period is from the one before, (n,)."""
        return np.diff(self.at, prepend=self.at[:1])


def regress(
    y: ArrayLike,
    x: ArrayLike,
    at: ArrayLike,
    *,
    offset_errors: ArrayLike | None = None,
    thinness: ArrayLike | None = None,
    prior_sd: ArrayLike | None = None,
    walks: bool = False,
) -> Regression | Insufficient:
    """The regression of `y` (n,) on the columns of `x` (n, p), observed at the periods `at` (n,), rising whole numbers.

    `offset_errors` (n, k) are what one standard deviation of each of k independent unknowns would add to `y`: what was
    taken from it beforehand, and is not known for sure. `thinness` (n,) multiplies the variance of each period's own
    noise: 2 for one with half of the usual events. `prior_sd` (p,) says how far from 0 each coefficient is expected to
    be, infinite where nothing is known beforehand (Lindley & Smith 1972, Journal of the Royal Statistical Society B
    34:1). With `walks` the level may walk at random. `Insufficient` where `LEAST_FREEDOM` periods are not left.
    Raises ValueError for arrays that do not fit each other, and for columns that hang together.
    """
    data = _data(y, x, at, offset_errors, thinness, prior_sd)
    n, p = data.x.shape
    if n - p < LEAST_FREEDOM:
        needed = p + LEAST_FREEDOM
        return Insufficient(Text("stats-regression-too-short", {"needed": needed, "have": n}), needed, n)
    if np.linalg.matrix_rank(data.x) < p:
        raise ValueError("the columns of x must be linearly independent")
    found = _averaged(list(_all(data, walks=walks)), n - p, data.prior_sd)
    unknown = _unknown(data, found)
    return replace(found, covariance=found.covariance + unknown, unknown=unknown)


def given(
    y: ArrayLike, x: ArrayLike, at: ArrayLike, *, correlation: float, noise: float = 0.0
) -> tuple[Floats, Floats]:
    """Coefficients and covariance by generalised least squares, under one correlation and one share of noise."""
    found = _one(_data(y, x, at, None, None, None), correlation, noise, 0.0)
    return found.coefficients, found.covariance


def _data(
    y: ArrayLike, x: ArrayLike, at: ArrayLike, offset_errors: ArrayLike | None, thinness: ArrayLike | None,
    prior_sd: ArrayLike | None,
) -> _Data:  # fmt: skip
    values, columns, periods = (np.asarray(each, dtype=np.float64) for each in (y, x, at))
    none = np.zeros((len(values), 0))
    errors = none if offset_errors is None else np.asarray(offset_errors, dtype=np.float64)
    thin = np.ones(len(values)) if thinness is None else np.asarray(thinness, dtype=np.float64)
    width = columns.shape[1] if columns.ndim == 2 else 0
    prior = np.full(width, np.inf) if prior_sd is None else np.asarray(prior_sd, dtype=np.float64)
    return _Data(values, columns, periods, errors, thin, prior)


def _all(data: _Data, *, walks: bool) -> Iterator[tuple[_Weighed, float]]:
    """Each strength with its prior probability."""
    stays = 1 - WALKING if walks else 1.0
    yield from _grid(data, 0.0, CORRELATIONS, NOISES, stays)
    for walk in WALKS if walks else ():
        yield from _grid(data, walk, WALKING_CORRELATIONS, WALKING_NOISES, WALKING / len(WALKS))


def _grid(
    data: _Data, walk: float, correlations: tuple[float, ...], noises: tuple[float, ...], likely: float
) -> Iterator[tuple[_Weighed, float]]:
    for noise in noises:
        told = [each for each in correlations if noise == 0 or each >= LEAST_HIDDEN]
        for correlation in told:
            yield _one(data, correlation, noise, walk), likely / len(noises) / len(told)


def _one(data: _Data, correlation: float, noise: float, walk: float) -> _Weighed:
    n, p = data.x.shape
    white, log_det = whitened(np.column_stack([data.x, data.y]), data.gaps, correlation, noise * data.thinness, walk)
    design, target = white[:, :p], white[:, p]
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ (design.T @ target)
    residual = target - design @ coefficients
    rss = max(float(residual @ residual), np.finfo(np.float64).tiny)
    likelihood = -0.5 * ((n - p) * math.log(rss) + log_det - float(np.linalg.slogdet(inverse)[1]))
    variance = rss / (n - p)
    shrunk = with_prior(design.T @ design, variance, data.prior_sd)
    return _Weighed(shrunk @ (design.T @ target), shrunk * variance, likelihood, correlation, noise, walk, variance)


def with_prior(precision: Floats, variance: float, prior_sd: Floats) -> Floats:
    """The inverse of what is known of the coefficients (p, p), in units of the variance, with what was known before."""
    return np.asarray(np.linalg.inv(precision + np.diag(variance / prior_sd**2)))


def _unknown(data: _Data, found: Regression) -> Floats:
    """What the unknowns that were taken off add to the covariance, (p, p), under what the data weigh heaviest."""
    p = data.x.shape[1]
    noise = found.noise / (1 - found.noise)
    columns = np.column_stack([data.x, data.errors])
    white, _ = whitened(columns, data.gaps, found.correlation, noise * data.thinness, found.walk)
    design, unknowns = white[:, :p], white[:, p:]
    moved = with_prior(design.T @ design, found.variance, found.prior_sd) @ (design.T @ unknowns)
    return np.asarray(moved @ moved.T)


def _averaged(found: list[tuple[_Weighed, float]], freedom: int, prior_sd: Floats) -> Regression:
    likelihoods = np.array([each.log_likelihood for each, _ in found])
    weights = np.exp(likelihoods - likelihoods.max()) * np.array([likely for _, likely in found])
    weights /= weights.sum()
    coefficients = np.stack([each.coefficients for each, _ in found])
    mean = weights @ coefficients
    apart = coefficients - mean
    within = np.tensordot(weights, np.stack([each.covariance for each, _ in found]), axes=1)
    return Regression(
        coefficients=mean,
        covariance=within + (apart * weights[:, None]).T @ apart,
        freedom=freedom,
        correlation=float(weights @ np.array([each.correlation for each, _ in found])),
        noise=float(weights @ np.array([each.noise / (1 + each.noise) for each, _ in found])),
        walk=float(weights @ np.array([each.walk for each, _ in found])),
        unknown=np.zeros((len(mean), len(mean))),
        variance=float(weights @ np.array([each.variance for each, _ in found])),
        prior_sd=prior_sd,
    )


@njit(cache=True, nogil=True)
def whitened(columns, gaps, correlation, noise, walk):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Each column (n, k) made independent, with variance 1 where the AR(1) has variance 1, and the log determinant of
    the covariance: the innovations of a Kalman filter that follows all columns at once, in time linear in n.

    Its state is the AR(1) and a level that walks from 0 by steps of variance `walk`.
    """
    n, k = columns.shape
    white, state, level = np.empty((n, k)), np.zeros(k), np.zeros(k)
    spread, apart, both, log_det = 1.0, 0.0, 0.0, 0.0
    for t in range(n):
        if t > 0:
            kept = correlation ** gaps[t]
            spread = kept * kept * spread + 1 - kept * kept
            both *= kept
            apart += walk * gaps[t]
            for j in range(k):
                state[j] *= kept
        variance = spread + 2 * both + apart + noise[t]
        gain, lift, scale = (spread + both) / variance, (both + apart) / variance, 1 / math.sqrt(variance)
        log_det += math.log(variance)
        for j in range(k):
            innovation = columns[t, j] - state[j] - level[j]
            white[t, j] = innovation * scale
            state[j] += gain * innovation
            level[j] += lift * innovation
        spread, both, apart = (
            spread - gain * gain * variance,
            both - gain * lift * variance,
            apart - lift * lift * variance,
        )
    return white, log_det
