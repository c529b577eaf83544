"""Daily counts that multiply: quasi-Poisson regression with a log link, normal priors and noise that lasts for days.

The mean of a day is its exposure times exp(x b). Its variance is `dispersion` times the mean (McCullagh & Nelder 1989,
Generalized Linear Models, chapter 9), and the noise of days so many apart is correlated as the power of so much of
`autocorrelation` (the working AR(1) correlation of Liang & Zeger 1986, Biometrika 73:13, section 4). Each coefficient
has a normal prior; with the working response of iterated weighted least squares the posterior is normal in closed form.
Days without any count are days like all others: nothing takes the logarithm of what was counted.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

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
MOST = 500.0
"""No logarithm is larger: on the way a step may go too far, and must find back."""
MOST_AUTOCORRELATION = 0.95
"""Beyond, a level that wanders cannot be told from noise that lasts."""


@dataclass(frozen=True)
class Regression:
    """The posterior of the coefficients: `mean` (k,), `covariance` (k, k). `residuals` (d,) are Pearson's, divided by
    the root of the dispersion.
    """

    mean: Floats
    covariance: Floats
    dispersion: float
    autocorrelation: float
    residuals: Floats


def regress(
    counts: Floats, exposure: Floats, design: Floats, days: Ints, *, prior_mean: Floats, prior_sd: Floats
) -> Regression:
    """The regression of counts (d,), at least 0 and not all 0, over exposures (d,), above 0, by a design (d, k).

    `days` (d,) number the days, rising; between two of them others may be missing. Priors are (k,), their deviations
    above 0. Raises ValueError for counts that cannot be of such days.
    """
    if not len(counts) or (counts < 0).any() or not counts.any() or (exposure <= 0).any():
        raise ValueError("counts are at least 0 and not all 0, on days with an exposure above 0")
    problem = _Problem(counts, exposure, design, prior_mean.astype(np.float64), np.diag(prior_sd**-2.0))
    gaps = np.diff(days)
    found = problem.solved(_Noise(gaps)) or problem.solved(_Noise(gaps, lasts=False))
    if found is None:
        raise ValueError("no coefficients explain these counts: they differ by more than numbers can hold")
    mean, noise = found
    expected = problem.expected(mean)
    covariance = np.linalg.pinv(problem.curvature(mean, noise).weighted + problem.precision, hermitian=True)
    residuals = (counts - expected) / np.sqrt(noise.dispersion * expected)
    return Regression(mean, np.asarray(covariance, np.float64), noise.dispersion, noise.lasting, residuals)


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

    def curvature(self, mean: Floats, noise: "_Noise") -> "_Curvature":
        return _curvature(self.counts, self.expected(mean), self.design, noise)

    def solved(self, noise: "_Noise") -> "tuple[Floats, _Noise] | None":
        """The coefficients and the noise that belong together, by Newton's steps; None where those do not settle."""
        mean, lessons = self.prior_mean, 0
        for _ in range(STEPS):
            told = self.curvature(mean, noise)
            curvature = told.weighted + self.precision
            step = np.linalg.lstsq(curvature, told.gradient - self.precision @ (mean - self.prior_mean))[0]
            change = float(np.abs(self.design @ step).max())
            mean = mean + step * min(1.0, LONGEST_STEP / max(change, ENOUGH))
            if change < ENOUGH and lessons >= LESSONS:
                return mean, noise
            if change < NEAR and lessons < LESSONS:
                taken = float(np.trace(np.linalg.lstsq(curvature, told.weighted)[0]))
                before, noise = noise, noise.learnt(self.counts, self.expected(mean), taken)
                lessons = LESSONS if noise.is_like(before) else lessons + 1
        return None


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

    def learnt(self, counts: Floats, expected: Floats, taken: float) -> "_Noise":
        """What the days say of it, when so many coefficients were `taken` from them."""
        pearson = (counts - expected) / np.sqrt(expected)
        dispersion = float(pearson @ pearson) / max(len(counts) - taken, 1.0)
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


def _curvature(counts: Floats, expected: Floats, design: Floats, noise: _Noise) -> _Curvature:
    scale = np.sqrt(expected / noise.dispersion)
    error = scale * (counts / expected - 1.0)
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
