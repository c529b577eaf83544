"""The share that some days would have had, had they all been ordinary: solved on the scale of odds.

A day's calendar multiplies the odds of a unit by so much. What is ordinary is then the one share under which these
days, with the calendar they had, lead to expect as many as there were: a logistic regression (McCullagh & Nelder 1989,
Generalized Linear Models, chapter 4) with nothing but a level, and the calendar as its offset. It lies within 0 and 1
whatever the calendar; divided by weights as a volume is, a share of 90 % on a day worth 0.8 would be 113 %.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

Floats = NDArray[np.float64]

STEPS = 100
"""Newton's steps at most; four to eight are usual."""
ENOUGH = 1e-12
"""A step that moves the logit by less is the last."""
FARTHEST = 1.0
"""The logit moves so far in one step at most: far from the root the curve is flat, and a whole step overshoots."""


@dataclass(frozen=True)
class OrdinaryShare:
    """The share, what each day would pull its logit by if that day's were 1 higher, (d,), which add up to 1, and the
    sum over days of the variance that counting alone gives: of `above`, in units.
    """

    value: float
    pull: Floats
    information: float

    def log_variance(self, dispersion: float) -> float:
        """The variance of the logarithm of the share where a day varies so many times as counting alone lets it."""
        return (1.0 - self.value) ** 2 * dispersion / self.information


def ordinary_share(above: float, below: Floats, log_odds: Floats) -> OrdinaryShare | None:
    """The ordinary share behind `above` of `below` (d,), at least 0, on days whose odds are exp(log_odds) (d,) times
    the ordinary ones. None where all or nothing is above the line: there the value is 1 or 0 by any calendar, and days
    say nothing of how far from it; and where nothing is below it.
    """
    whole = float(below.sum())
    if not 0.0 < above < whole:
        return None
    level = float(logit(above / whole)) - float(below @ log_odds) / whole
    for _ in range(STEPS):
        shares = expit(level + log_odds)
        slope = float(below @ (shares * (1.0 - shares)))
        step = (above - float(below @ shares)) / max(slope, np.finfo(np.float64).tiny)
        level += float(np.clip(step, -FARTHEST, FARTHEST))
        if abs(step) < ENOUGH:
            break
    shares = expit(level + log_odds)
    varies = below * shares * (1.0 - shares)
    return OrdinaryShare(float(expit(level)), varies / varies.sum(), float(varies.sum()))
