"""The asymptotic confidence sequence: for averages of many units, whatever their distribution, from a minimum size on.

Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2021), Time-uniform central limit theory and asymptotic confidence
sequences, arXiv 2103.06476. An average of n units with standard deviation s is covered at all n at once by
`estimate ± s * half_width(n)`.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text
from hypercare.stats.arguments import Alternative, require_alpha, require_positive, speaks_for_null

# rho is tuned for this level whatever the level of the interval: any fixed rho is valid, and one rho makes the
# intervals of all levels nested and dual to one p-value, which Holm needs.
TUNING_ALPHA = 0.05


@dataclass(frozen=True)
class Minimum:
    """From how many units on a sequence is trusted: `units` at all, and `effective` ones that carry their total.

    A few units that carry nearly everything (rare events, heavy tails) make many units worth as little as a few.
    """

    units: int
    effective: float

    def __post_init__(self) -> None:
        if self.units < 2:
            raise ValueError(f"a spread needs 2 units at least: {self.units!r}")

    def lacking(self, units: int, effective: float) -> Insufficient | None:
        """What these units lack, or None."""
        if units < self.units:
            return Insufficient(Text("stats-too-few-units", {"needed": self.units, "have": units}), self.units, units)
        if effective < self.effective:
            have = math.floor(effective)
            reason = Text("stats-too-concentrated", {"needed": math.ceil(self.effective), "have": have})
            return Insufficient(reason, self.effective, effective)
        return None

    def units_at(self, units: int, effective: float) -> int:
        """How many units it takes, where `units` of the same kind are worth `effective` (above 0) ones."""
        return max(self.units, math.ceil(units * self.effective / effective))


def effective_units(total: float, total_sq: float) -> float:
    """(Σy)² / Σy²: how many equal units would carry the total (Kish 1965). 0 where nothing is carried."""
    return total * total / total_sq if total_sq else 0.0


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
