"""A ratio of sums clustered by account, from exact sums over accounts; and one such ratio beside another."""

import math
from dataclasses import dataclass
from fractions import Fraction

from scipy.special import stdtr, stdtrit

from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA, Alternative, require_alpha
from hypercare.stats.asymptotic import Minimum, always_valid_p, effective_units, half_width

CLUSTERED_CS = "clustered asymptotic cs"
LIFT_CS = "clustered asymptotic cs of the quotient"
WELCH = "clustered welch"

# With these the sequence misses at most 5.4 % under daily looks on accounts whose sizes are log-normal with sigma 1 and
# whose rates differ, down to rates of 2 %: measured by bench/coverage.py, figures in docs/statistics.md.
MINIMUM = Minimum(units=100, effective=50)


@dataclass(frozen=True)
class ClusteredSums:
    """Exact sums over accounts with numerator y and denominator m each: `yy` is the sum of y², `ym` of y·m.

    y is counted in parts of `scale` per unit of measure, m in whole units. Raises ValueError for sums that no accounts
    can have.
    """

    accounts: int
    y: int
    m: int
    yy: int
    mm: int
    ym: int
    scale: int = 1

    def __post_init__(self) -> None:
        if self.accounts < 0 or self.m < 0 or self.scale < 1:
            raise ValueError(f"accounts and m must be at least 0, scale at least 1: {self!r}")
        k = self.accounts
        if k * self.yy < self.y**2 or k * self.mm < self.m**2 or self.yy * self.mm < self.ym**2:
            raise ValueError(f"no {k} accounts have these sums: {self!r}")

    @property
    def ratio(self) -> float:
        """Σy / Σm in units of measure. Needs Σm above 0."""
        return float(Fraction(self.y, self.m * self.scale))

    @property
    def variance(self) -> float:
        """The variance of the ratio times the number of accounts: what one account contributes. Needs two accounts.

        Delta method: `K/(K-1) · Σ(y - r m)² / (Σm)²` is the squared standard error of the ratio r over K accounts
        (Cochran 1977, Sampling Techniques, eq. 6.13, without the finite population).
        """
        k, r = self.accounts, Fraction(self.y, self.m)
        residual = self.yy - 2 * r * self.ym + r * r * self.mm
        return float(k * k * residual / ((k - 1) * self.m**2 * self.scale**2))

    @property
    def effective(self) -> float:
        """How many equal accounts would carry Σy; where y is a part of m, how many would carry the rest, if fewer.

        Parts (y ≤ m in each account) have Σy² ≤ Σym. A ratio near 1 is as hard to judge as one near 0.
        """
        carried = effective_units(self.y, self.yy)
        if self.yy > self.ym * self.scale:
            return carried
        rest, rest_sq = self.m * self.scale - self.y, self.mm * self.scale**2 - 2 * self.ym * self.scale + self.yy
        return min(carried, effective_units(rest, rest_sq))


def ratio_cs(
    sums: ClusteredSums, *, n_opt: float, minimum: Minimum = MINIMUM, alpha: float = DEFAULT_ALPHA
) -> Interval | Insufficient:
    """The always-valid interval of Σy / Σm over the sequence of accounts, asymptotic.

    `Insufficient` below `minimum`, without a denominator, and where no account differs. `n_opt` is the
    number of accounts at which it is tightest, fixed before the data: the number expected by day 30.
    """
    lacking = _lacking(sums, minimum)
    if lacking is not None:
        return lacking
    half = sums.variance**0.5 * float(half_width(sums.accounts, n_opt=n_opt, alpha=alpha))
    return Interval(sums.ratio - half, sums.ratio + half, 1 - alpha, CLUSTERED_CS, always_valid=True)


def ratio_p(
    sums: ClusteredSums,
    *,
    null: float,
    n_opt: float,
    minimum: Minimum = MINIMUM,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> float | Insufficient:
    """The always-valid p-value against a ratio of `null` (at least `null` for `less`, at most `null` for `greater`)."""
    lacking = _lacking(sums, minimum)
    if lacking is not None:
        return lacking
    sd = sums.variance**0.5
    return always_valid_p(sums.ratio, null, sd=sd, n=sums.accounts, n_opt=n_opt, alternative=alternative)


def lift_cs(
    treated: ClusteredSums,
    control: ClusteredSums,
    *,
    n_opt: float,
    minimum: Minimum = MINIMUM,
    alpha: float = DEFAULT_ALPHA,
) -> Interval | Insufficient:
    """The always-valid interval of treated / control, two groups observed side by side: 1.16 is "116 % of control".

    Delta method for the quotient of two independent estimates: `v_T/(n_T c²) + v_C t²/(n_C c⁴)`, with n_T + n_C
    accounts in the sequence, of which `n_opt` are expected by day 30. Each group needs `minimum`, control
    a ratio above 0.
    """
    lacking = _lacking(treated, minimum) or _lacking(control, minimum)
    if lacking is not None:
        return lacking
    if control.y <= 0:
        return Insufficient(Text("stats-no-base"))
    t, c = treated.ratio, control.ratio
    squared_error = treated.variance / (treated.accounts * c**2) + control.variance * t**2 / (control.accounts * c**4)
    n = treated.accounts + control.accounts
    half = (n * squared_error) ** 0.5 * float(half_width(n, n_opt=n_opt, alpha=alpha))
    return Interval(t / c - half, t / c + half, 1 - alpha, LIFT_CS, always_valid=True)


def ratio_difference(
    one: ClusteredSums, two: ClusteredSums, *, minimum: Minimum = MINIMUM, alpha: float = DEFAULT_ALPHA
) -> Interval | Insufficient:
    """The interval of one ratio less another, of two groups of accounts, for one look (Welch 1947).

    With m = 1 in each account these are means, and the interval is Welch's own. Each group needs `minimum`.
    """
    lacking = _lacking(one, minimum) or _lacking(two, minimum)
    if lacking is not None:
        return lacking
    require_alpha(alpha)
    error, freedom = _welch(one, two)
    half = -float(stdtrit(freedom, alpha / 2)) * error
    value = one.ratio - two.ratio
    return Interval(value - half, value + half, 1 - alpha, WELCH, always_valid=False)


def ratio_difference_p(one: ClusteredSums, two: ClusteredSums, *, minimum: Minimum = MINIMUM) -> float | Insufficient:
    """The p-value against equal ratios: at most alpha exactly where `ratio_difference` excludes 0."""
    lacking = _lacking(one, minimum) or _lacking(two, minimum)
    if lacking is not None:
        return lacking
    error, freedom = _welch(one, two)
    return float(2 * stdtr(freedom, -abs(one.ratio - two.ratio) / error))


def _welch(one: ClusteredSums, two: ClusteredSums) -> tuple[float, float]:
    """The standard error of the difference, and its degrees of freedom (Welch-Satterthwaite)."""
    a, b = one.variance / one.accounts, two.variance / two.accounts
    return math.sqrt(a + b), (a + b) ** 2 / (a**2 / (one.accounts - 1) + b**2 / (two.accounts - 1))


def _lacking(sums: ClusteredSums, minimum: Minimum) -> Insufficient | None:
    if sums.accounts >= 2 and sums.m == 0:
        return Insufficient(Text("stats-no-denominator", {"have": sums.accounts}))
    if sums.accounts >= 2 and sums.variance == 0:
        return Insufficient(Text("stats-no-variation", {"have": sums.accounts}))
    return minimum.lacking(sums.accounts, sums.effective)
