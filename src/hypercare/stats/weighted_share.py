"""One share twice, of the same accounts: each counting once, and each by its weight; and how far the two lie apart."""

import math
from dataclasses import dataclass

from hypercare.model.estimate import Insufficient, Interval
from hypercare.stats.arguments import DEFAULT_ALPHA
from hypercare.stats.asymptotic import Minimum, effective_units, half_width
from hypercare.stats.ratio import MINIMUM

PAIRED_CS = "paired asymptotic cs"


@dataclass(frozen=True)
class WeightedShare:
    """Exact sums over `accounts`: `hits` of them are hit; `weight` and `weight_hit` are the sums of the weights of all
    and of the hit ones, `square` and `square_hit` those of their squares.
    """

    accounts: int
    hits: int
    weight: int
    weight_hit: int
    square: int
    square_hit: int

    @property
    def apart(self) -> float:
        """The share by weight less the plain one, in [-1, 1]. Needs a weight above 0."""
        return self.weight_hit / self.weight - self.hits / self.accounts

    @property
    def variance(self) -> float:
        """The variance of `apart` times the number of accounts. Needs two accounts.

        Delta method on both shares of one sample: with `d = w (y - q) / W - (y - p) / K` of each account,
        `K / (K - 1) sum d²` is the squared standard error (Cochran 1977, Sampling Techniques, 6.13).
        """
        k, p, q = self.accounts, self.hits / self.accounts, self.weight_hit / self.weight
        plain = p * (1 - p) / k
        weighted = (self.square_hit * (1 - 2 * q) + q * q * self.square) / self.weight**2
        both = (self.weight_hit * (1 - p - q) + p * q * self.weight) / (k * self.weight)
        return max(0.0, k * k / (k - 1) * (plain + weighted - 2 * both))


def apart_cs(
    share: WeightedShare, *, n_opt: float, minimum: Minimum = MINIMUM, alpha: float = DEFAULT_ALPHA
) -> Interval | Insufficient:
    """The always-valid interval of `WeightedShare.apart`, asymptotic, over the sequence of accounts."""
    lacking = minimum.lacking(share.accounts, effective_units(share.weight, share.square))
    if lacking is not None:
        return lacking
    half = math.sqrt(share.variance) * float(half_width(share.accounts, n_opt=n_opt, alpha=alpha))
    return Interval(share.apart - half, share.apart + half, 1 - alpha, PAIRED_CS, always_valid=True)
