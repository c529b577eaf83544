"""The asymptotic confidence sequence: for averages of many units, whatever their distribution, from a minimum size on.

Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2021), Time-uniform central limit theory and asymptotic confidence
sequences, arXiv 2103.06476. An average of n units with standard deviation s is covered at all n at once by
`estimate ± s * half_width(n)`.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hypercare.stats.arguments import Alternative, require_alpha, require_positive, speaks_for_null

# rho is tuned for this level whatever the level of the interval: any fixed rho is valid, and one rho makes the
# intervals of all levels nested and dual to one p-value, which Holm needs.
TUNING_ALPHA = 0.05


def rho_squared(n_opt: float) -> float:
    """The tuning parameter with which the sequence is tightest near `n_opt` units (arXiv 2103.06476, appendix B.2)."""
    require_positive("n_opt", n_opt)
    loss = -2 * math.log(TUNING_ALPHA)
    return (loss + math.log(loss + 1)) / n_opt


def half_width(n: ArrayLike, *, n_opt: float, alpha: float) -> NDArray[np.float64]:
    """Half the width of the sequence at `n > 0` units, in standard deviations of one unit, elementwise."""
    require_alpha(alpha)
    units = np.asarray(n, dtype=np.float64)
    rho2 = rho_squared(n_opt)
    spread = units * rho2 + 1
    return np.asarray(np.sqrt(2 * spread / (units**2 * rho2) * np.log(np.sqrt(spread) / alpha)), dtype=np.float64)


def always_valid_p(estimate: float, null: float, *, sd: float, n: int, n_opt: float, alternative: Alternative) -> float:
    """The p-value dual to the sequence: at most alpha exactly where `estimate ± sd * half_width(n)` excludes the null.

    One-sided nulls are "at least `null`" (`less`) and "at most `null`" (`greater`); on the estimate's own side p is 1.
    """
    if speaks_for_null(estimate, null, alternative):
        return 1.0
    spread = n * rho_squared(n_opt) + 1
    score = n * (estimate - null) / sd
    return min(1.0, math.sqrt(spread) * math.exp(-rho_squared(n_opt) * score**2 / (2 * spread)))
