"""Daily counts that multiply: quasi-Poisson regression with a log link, normal priors and noise that lasts for days.

The mean of a day is its exposure times exp(x b). Its variance is `dispersion` times the mean (McCullagh & Nelder 1989,
Generalized Linear Models, chapter 9), and the noise of days so many apart is correlated as the power of so much of
`autocorrelation` (the working AR(1) correlation of Liang & Zeger 1986, Biometrika 73:13, section 4). Each coefficient
has a normal prior; with the working response of iterated weighted least squares the posterior is normal in closed form.
Days without any count are days like all others: nothing takes the logarithm of what was counted.

Parts of a whole are no counts that multiply: 90 % cannot become 180 %. For them the link is the logit and the variance
binomial (chapter 4), so that effects multiply odds; all else is the same.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.stats.lasting_noise import Noise as LastingNoise
from hypercare.stats.lasting_noise import noise_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 0.1
"""Dispersion and autocorrelation are learnt from what is left over once a step is smaller: before, that is error."""
STEPS = 300
"""Newton's steps at most: from the prior's mean twelve to twenty are usual, the learning included."""
LESSONS = 20
"""Noise is learnt so often at most, and then kept. Where few days tell hardly anything from noise that lasts, the
coefficients and the noise that they leave may chase each other for ever; whatever noise is kept, the posterior is the
one for it."""
ENOUGH = 1e-9
"""A step that changes no logarithm by more is the last."""
SETTLED = 1e-4
"""Noise that is learnt anew to within so much of itself is learnt: standard errors are not known to four digits."""
LONGEST_STEP = 3.0
"""A logarithm moves so far in one step at most: beyond a twentyfold change Newton's parabola says nothing."""
LEAST_DISPERSION = 0.01
"""Shares vary less than Poisson counts, by one minus the share; what a program made up may not vary at all, and must
not make a regression certain."""
MOST, MOST_LOGIT = 500.0, 30.0
"""No logarithm is larger, and no logit, which is one in ten trillion: on the way a step may go too far, and must find
back."""
MOST_AUTOCORRELATION = 0.95
"""Beyond, a level that wanders cannot be told from noise that lasts."""


@dataclass(frozen=True)
class Regression:
    """The posterior of the coefficients: `mean` (k,), `covariance` (k, k). `residuals` (d,) are Pearson's, divided by
    the root of the dispersion. `noise` says how sums over days vary, which the working correlation tells too narrowly.
    """

    mean: Floats
    covariance: Floats
    dispersion: float
    autocorrelation: float
    residuals: Floats
    noise: LastingNoise


def regress(
    counts: Floats,
    exposure: Floats,
    design: Floats,
    days: Ints,
    *,
    prior_mean: Floats,
    prior_sd: Floats,
    parts: bool = False,
) -> Regression:
    """The regression of counts (d,), at least 0 and not all 0, over exposures (d,), above 0, by a design (d, k).

    `days` (d,) number the days, rising; between two of them others may be missing. Priors are (k,), their deviations
    above 0. With `parts` counts are parts of exposures, and effects are of odds: they are not all of them on all days.
    Raises ValueError for counts that cannot be of such days.
    """
    if not len(counts) or (counts < 0).any() or not counts.any() or (exposure <= 0).any():
        raise ValueError("counts are at least 0 and not all 0, on days with an exposure above 0")
    if parts and ((counts > exposure).any() or (counts == exposure).all()):
        raise ValueError("parts are at most what they are parts of, and not all of it on all days")
    prior = np.diag(prior_sd**-2.0)
    problem = (_Parts if parts else _Problem)(counts, exposure, design, prior_mean.astype(np.float64), prior)
    gaps = np.diff(days)
    found = problem.solved(_Noise(gaps)) or problem.solved(_Noise(gaps, lasts=False))
    if found is None:
        raise ValueError("no coefficients explain these counts: they differ by more than numbers can hold")
    mean, noise = found
    expected = problem.expected(mean)
    covariance = np.linalg.pinv(problem.curvature(mean, noise).weighted + problem.precision, hermitian=True)
    pearson = problem.pearson(expected)
    rows = np.sqrt(problem.variance(expected))[:, None] * design
    error = pearson + rows @ (mean - prior_mean)
    sums = noise_of(rows, error, days, prior, noise.dispersion)
    residuals = pearson / np.sqrt(noise.dispersion)
    return Regression(mean, np.asarray(covariance, np.float64), noise.dispersion, noise.lasting, residuals, sums)


@dataclass(frozen=True)
class _Problem:
    """Counts (d,), exposures (d,) and a design (d, k), with the means (k,) and the precision (k, k) of the priors."""

    counts: Floats
    exposure: Floats
    design: Floats
    prior_mean: Floats
    precision: Floats

    def expected(self, mean: Floats) -> Floats:
        return self.exposure * np.exp(np.clip(self.design @ mean, -MOST, MOST))

    def variance(self, expected: Floats) -> Floats:
        """Of each day by counting alone; with either link also by how much the mean moves with the logarithm."""
        return expected

    def pearson(self, expected: Floats) -> Floats:
        """How far each day is off, in standard deviations of counting."""
        return (self.counts - expected) / np.sqrt(self.variance(expected))

    def curvature(self, mean: Floats, noise: "_Noise") -> "_Curvature":
        expected = self.expected(mean)
        error = self.pearson(expected) / np.sqrt(noise.dispersion)
        return _curvature(np.sqrt(self.variance(expected) / noise.dispersion), error, self.design, noise)

    def solved(self, noise: "_Noise") -> "tuple[Floats, _Noise] | None":
        """The coefficients and the noise that belong together, by Newton's steps; None where those do not settle."""
        mean, lessons = self.prior_mean, 0
        for _ in range(STEPS):
            told = self.curvature(mean, noise)
            curvature = told.weighted + self.precision
            step = _solved(curvature, told.gradient - self.precision @ (mean - self.prior_mean))
            change = float(np.abs(self.design @ step).max())
            mean = mean + step * min(1.0, LONGEST_STEP / max(change, ENOUGH))
            if change < ENOUGH and lessons >= LESSONS:
                return mean, noise
            if change < NEAR and lessons < LESSONS:
                taken = float(np.trace(_solved(curvature, told.weighted)))
                before, noise = noise, noise.learnt(self.pearson(self.expected(mean)), taken)
                lessons = LESSONS if noise.is_like(before) else lessons + 1
        return None


@dataclass(frozen=True)
class _Parts(_Problem):
    """The same of parts of the exposures."""

    def expected(self, mean: Floats) -> Floats:
        return self.exposure / (1.0 + np.exp(-np.clip(self.design @ mean, -MOST_LOGIT, MOST_LOGIT)))

    def variance(self, expected: Floats) -> Floats:
        return expected * (1.0 - expected / self.exposure)


@dataclass(frozen=True)
class _Noise:
    """How days vary around their means, and how much of that lasts over the `gaps` (d - 1,) between them.

    Noise that `lasts` correlates days. Where that has no solution (few days and vague priors: a level that wanders
    explains everything), days are taken for independent, and all of them vary by as much more as the mean of lasting
    noise does: (1 + r) / (1 - r) times.
    """

    gaps: Ints
    dispersion: float = 1.0
    lasting: float = 0.0
    lasts: bool = True

    def learnt(self, pearson: Floats, taken: float) -> "_Noise":
        """What the days say of it by their residuals (d,), when so many coefficients were `taken` from them."""
        dispersion = float(pearson @ pearson) / max(len(pearson) - taken, 1.0)
        lasting = _lasting(pearson, self.gaps)
        if not self.lasts:
            return replace(self, dispersion=max(dispersion * (1 + lasting) / (1 - lasting), LEAST_DISPERSION))
        return replace(self, dispersion=max(dispersion, LEAST_DISPERSION), lasting=lasting)

    def is_like(self, other: "_Noise") -> bool:
        return bool(
            np.allclose((self.dispersion, self.lasting), (other.dispersion, other.lasting), rtol=SETTLED, atol=SETTLED)
        )

    def whitened(self, rows: Floats) -> Floats:
        """Rows (d, k) of noise that lasts, as rows of noise that does not (Prais & Winsten 1954), gaps included."""
        if self.lasting == 0.0:
            return rows
        kept = self.lasting ** self.gaps.astype(np.float64)
        found = rows.copy()
        found[1:] = (rows[1:] - kept[:, None] * rows[:-1]) / np.sqrt(1.0 - kept**2)[:, None]
        return found


@dataclass(frozen=True)
class _Curvature:
    """What the days say at some coefficients: the curvature (k, k) and the gradient (k,) of their likelihood."""

    weighted: Floats
    gradient: Floats


def _solved(matrix: Floats, right: Floats) -> Floats:
    """The solution of linear equations; by least squares, which takes twenty times as long, where there is not one."""
    try:
        return np.asarray(np.linalg.solve(matrix, right), np.float64)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.lstsq(matrix, right)[0], np.float64)


def _curvature(scale: Floats, error: Floats, design: Floats, noise: _Noise) -> _Curvature:
    rows = noise.whitened(np.column_stack([scale[:, None] * design, error]))
    return _Curvature(rows[:, :-1].T @ rows[:, :-1], rows[:, :-1].T @ rows[:, -1])


def _lasting(residuals: Floats, gaps: Ints) -> float:
    """The correlation of the residuals of neighbouring days, from 0: noise that turns every day is not believed."""
    beside = gaps == 1
    if not beside.any():
        return 0.0
    together = float(residuals[1:][beside] @ residuals[:-1][beside]) / int(beside.sum())
    own = float(residuals @ residuals) / len(residuals)
    return min(max(together / own, 0.0), MOST_AUTOCORRELATION) if own > 0 else 0.0
