"""The mean of a value per unit, from exact sums."""

from dataclasses import dataclass
from fractions import Fraction

from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA, Alternative
from hypercare.stats.asymptotic import Minimum, always_valid_p, effective_units, half_width

ASYMPTOTIC_CS = "asymptotic cs"

# With these the sequence misses at most 5.4 % under daily looks, up to the skewness of log-normal values with sigma 1
# (6.2) and for rare counts: measured by bench/coverage.py, figures in docs/statistics.md.
MINIMUM = Minimum(units=250, effective=50)


@dataclass(frozen=True)
class Sums:
    """Exact sums of one value per unit: `n` units, `total` the sum, `total_sq` the sum of squares.

    Values are counted in parts of `scale` per unit of measure: amounts in cents have `scale=100`. Raises ValueError for
    sums that no values can have.
    """

    n: int
    total: int | Fraction
    total_sq: int | Fraction
    scale: int = 1

    def __post_init__(self) -> None:
        if self.n < 0 or self.scale < 1:
            raise ValueError(f"n must be at least 0 and scale at least 1: n={self.n!r}, scale={self.scale!r}")
        if self.n * self.total_sq < self.total**2:
            raise ValueError(f"no {self.n} values have the sum {self.total!r} and the sum of squares {self.total_sq!r}")

    @property
    def mean(self) -> float:
        """The mean, in units of measure. Needs one unit at least."""
        return float(Fraction(self.total, self.n * self.scale))

    @property
    def variance(self) -> float:
        """The sample variance, divided by n - 1, in squared units of measure. Needs two units at least."""
        spread = self.n * Fraction(self.total_sq) - Fraction(self.total) ** 2
        return float(spread / (self.n * (self.n - 1) * self.scale**2))

    @property
    def effective(self) -> float:
        """How many equal units would carry the total."""
        return effective_units(float(self.total), float(self.total_sq))


def mean_cs(
    sums: Sums, *, n_opt: float, minimum: Minimum = MINIMUM, alpha: float = DEFAULT_ALPHA
) -> Interval | Insufficient:
    """The always-valid interval of a mean, asymptotic: `Insufficient` below `minimum`, and where no value differs.

    Made for values of one sign (counts, amounts): those that hover around 0 never carry a total, and stay insufficient.
    `n_opt` is the number of units at which it is tightest, fixed before the data: the number expected by day 30.
    """
    lacking = _lacking(sums, minimum)
    if lacking is not None:
        return lacking
    half = sums.variance**0.5 * float(half_width(sums.n, n_opt=n_opt, alpha=alpha))
    return Interval(sums.mean - half, sums.mean + half, 1 - alpha, ASYMPTOTIC_CS, always_valid=True)


def mean_p(
    sums: Sums,
    *,
    null: float,
    n_opt: float,
    minimum: Minimum = MINIMUM,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> float | Insufficient:
    """The always-valid p-value against a mean of `null` (at least `null` for `less`, at most `null` for `greater`)."""
    lacking = _lacking(sums, minimum)
    if lacking is not None:
        return lacking
    sd = sums.variance**0.5
    return always_valid_p(sums.mean, null, sd=sd, n=sums.n, n_opt=n_opt, alternative=alternative)


def _lacking(sums: Sums, minimum: Minimum) -> Insufficient | None:
    if sums.n >= 2 and sums.variance == 0:
        return Insufficient(Text("stats-no-variation", {"have": sums.n}))
    return minimum.lacking(sums.n, sums.effective)
