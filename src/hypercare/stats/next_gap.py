"""How long the next gap of somebody who comes regularly may be, from the gaps so far: their logarithms are normal."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]
LEAST_SPREAD = 0.15
"""The least standard deviation of the logarithms of gaps: who came every seventh day may come a day later without its
meaning anything (ln 8/7 = 0.13)."""


@dataclass(frozen=True)
class NextGap:
    """The predictive distribution of each unit's next gap, (u,) each: `gaps` so far (one counts as the least), the
    `mean` and the `variance` of their logarithms, the latter with so many degrees of `freedom` (1 or more).

    A normal sample with both parameters unknown predicts its next value by Student's t around its mean, with the scale
    s sqrt(1 + 1/n) (Hahn & Meeker 1991, Statistical Intervals, 4.7; there with n - 1 degrees of freedom).
    """

    gaps: Floats
    mean: Floats
    variance: Floats
    freedom: Floats

    def longer(self, gap: Floats) -> Floats:
        """The chance that the next gap is longer, elementwise; 1 for no gap at all."""
        score = (np.log(np.maximum(gap, np.finfo(np.float64).tiny)) - self.mean) / self._scale
        return np.where(gap > 0, stdtr(self.freedom, -score), 1.0)

    def quantile(self, share: float) -> Floats:
        """The gap that the next one exceeds with a chance of 1 - `share`, elementwise."""
        return np.asarray(np.exp(self.mean + self._scale * stdtrit(self.freedom, share)), np.float64)

    @property
    def _scale(self) -> Floats:
        spread = np.maximum(np.sqrt(self.variance), LEAST_SPREAD)
        return np.asarray(spread * np.sqrt(1 + 1 / np.maximum(self.gaps, 1)), np.float64)
