"""How far a level wanders from one stretch of weeks to the next, as its own past tells: a local level model.

The logarithm of each week is a level, which takes a normal step every week, and noise of that week alone (Harvey 1989,
Forecasting, Structural Time Series Models and the Kalman Filter, section 4.1). Both variances are integrated over a
grid; of the noise's nothing is known beforehand.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hypercare.stats.arguments import require_positive

Floats = NDArray[np.float64]

LEAST_WEEKS = 4
"""Fewer have three steps at most, and tell a step from noise by no means."""
PRIOR_FREEDOM = 4.0
"""The spread that is known beforehand weighs as much as so many stretches that were seen."""
WANDERS: Floats = np.geomspace(0.002, 1.0, 60)
"""Spreads of the level that are told apart, in steps of a ninth: from none that anybody would see to threefold."""
NOISES: Floats = np.geomspace(1e-5, 0.3, 20)
"""Variances of a week's own noise: from a third of a percent to seven tenths up or down."""


def wander(logs: ArrayLike, chance: ArrayLike, *, weeks: float, before: float, freedom: float = PRIOR_FREEDOM) -> float:
    """The standard deviation of the mean level of weeks ahead less that of the weeks before them, `weeks` in all.

    `logs` are logarithms of past weeks, (w,), and `chance` the variance that counting brings to each. `before` is what
    is taken for the answer beforehand: the root of the mean of a scaled inverse chi-squared distribution of so much
    `freedom` (above 2). It is the answer where there are fewer than `LEAST_WEEKS`.

    A walk with a variance of q a week moves the mean of b weeks against that of the a before by q (a + b) / 3.
    """
    y, v = (np.asarray(each, dtype=np.float64) for each in (logs, chance))
    if y.shape != v.shape or y.ndim != 1:
        raise ValueError(f"logs and chance must have one shape, (w,): {y.shape}, {v.shape}")
    require_positive("weeks", weeks)
    require_positive("before", before)
    require_positive("freedom less 2", freedom - 2)
    if len(y) < LEAST_WEEKS:
        return before
    squares = WANDERS**2
    walk, noise = np.meshgrid(squares * 3 / weeks, NOISES, indexing="ij")
    fit = _log_likelihood(y, v, walk, noise)
    likely = np.exp(fit - fit.max()).mean(axis=1)
    # Of the square, times the square for the grid's equal ratios; the mean of the prior is `before` squared.
    prior = -freedom / 2 * np.log(squares) - (freedom - 2) * before**2 / (2 * squares)
    found = likely * np.exp(prior - prior.max())
    return math.sqrt(float(found @ squares) / float(found.sum()))


def _log_likelihood(y: Floats, v: Floats, walk: Floats, noise: Floats) -> Floats:
    """Of the weeks after the first, by the Kalman filter, in the shape of the grid."""
    level, unsure = np.full(walk.shape, y[0]), noise + v[0]
    found = np.zeros(walk.shape)
    for value, counting in zip(y[1:], v[1:], strict=True):
        unsure = unsure + walk
        spread = unsure + noise + counting
        off = value - level
        found -= (np.log(spread) + off**2 / spread) / 2
        level, unsure = level + off * unsure / spread, unsure * (noise + counting) / spread
    return found
