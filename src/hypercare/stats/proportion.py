"""Shares of independent units: the confidence sequence for daily looks, and the exact interval for one look."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainccinv, betaincinv, betaln, xlog1py, xlogy

from hypercare.model.estimate import Interval
from hypercare.stats.arguments import (
    DEFAULT_ALPHA,
    Alternative,
    require_alpha,
    require_beta_prior,
    require_trials,
    speaks_for_null,
)
from hypercare.stats.root import root_between

MIXTURE_CS = "beta-binomial mixture cs"
CLOPPER_PEARSON = "clopper-pearson"

# The prior weighs as much as this many units. Width over Wald at 180 of 1500, prior on the estimate: 1.45 with 200,
# 1.51 with 100, 1.64 with 20; a larger value costs more where the truth lies far from the prior.
DEFAULT_PRIOR_STRENGTH = 100.0


def beta_binomial_log_evidence(
    hits: ArrayLike, trials: ArrayLike, *, null: ArrayLike, prior_mean: float, prior_strength: float
) -> NDArray[np.float64]:
    """Log of the mixture likelihood over the likelihood at `null`, elementwise: what the data say against `null`.

    Under the truth it exceeds `ln(1/alpha)` at any time with probability at most alpha (Ville 1939; Robbins 1970).
    The mixture is Beta(km, k(1 - m)) with `prior_mean` m and `prior_strength` k. Infinite where `null` cannot yield
    the data.
    """
    a, b = prior_strength * prior_mean, prior_strength * (1 - prior_mean)
    x, misses = np.asarray(hits, dtype=np.float64), np.subtract(trials, hits, dtype=np.float64)
    mixture = betaln(a + x, b + misses) - betaln(a, b)
    return np.asarray(mixture - xlogy(x, null) - xlog1py(misses, np.negative(null)), dtype=np.float64)


def beta_binomial_cs(
    hits: float,
    trials: float,
    *,
    prior_mean: float,
    prior_strength: float = DEFAULT_PRIOR_STRENGTH,
    alpha: float = DEFAULT_ALPHA,
) -> Interval:
    """The always-valid interval of a share: every p whose evidence against it stays below `ln(1/alpha)`.

    Any prior that was fixed before the data is valid; `prior_mean` is the gate's midpoint, `prior_strength` what it
    weighs, in units. Without trials [0, 1]. Raises ValueError for counts or a prior out of range.
    """
    require_beta_prior(prior_mean, prior_strength)
    require_trials(hits, trials)
    require_alpha(alpha)
    a, b = prior_strength * prior_mean, prior_strength * (1 - prior_mean)
    threshold, misses = -math.log(alpha), trials - hits
    low = math.exp(_log_lower(hits, misses, a, b, threshold))
    high = -math.expm1(_log_lower(misses, hits, b, a, threshold))
    return Interval(low, high, 1 - alpha, MIXTURE_CS, always_valid=True)


def _log_lower(hits: float, misses: float, a: float, b: float, threshold: float) -> float:
    """The log of the smallest share in the sequence. Solved for log p, so that no share is too small to be told from 0.

    The evidence is convex in log p and negative at the estimate. Its misses' term is positive, so dropping it gives the
    left end of the bracket, and the root itself where there are no misses.
    """
    if hits == 0:
        return -math.inf
    mixture = float(betaln(a + hits, b + misses) - betaln(a, b))
    left = (mixture - threshold) / hits
    if misses == 0:
        return left

    def excess(log_p: float) -> float:
        return mixture - hits * log_p - misses * math.log(-math.expm1(log_p)) - threshold

    right = math.log(hits / (hits + misses))
    return root_between(excess, far=left, near=right)


def beta_binomial_p(
    hits: float,
    trials: float,
    *,
    null: float,
    prior_mean: float,
    prior_strength: float = DEFAULT_PRIOR_STRENGTH,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> float:
    """The always-valid p-value against a share of `null`; of at least `null` (`less`); of at most `null` (`greater`).

    It is at most alpha exactly where `beta_binomial_cs` excludes the null. Under the null it falls to alpha at any
    time with probability at most alpha. An estimate on the null's own side gives 1.
    """
    require_beta_prior(prior_mean, prior_strength)
    require_trials(hits, trials)
    if not 0 <= null <= 1:
        raise ValueError(f"null must lie between 0 and 1: {null!r}")
    if speaks_for_null(hits, trials * null, alternative):
        return 1.0
    evidence = beta_binomial_log_evidence(hits, trials, null=null, prior_mean=prior_mean, prior_strength=prior_strength)
    return math.exp(-max(0.0, float(evidence)))


def clopper_pearson(hits: int, trials: int, *, alpha: float = DEFAULT_ALPHA) -> Interval:
    """The exact interval of a share for a single look (Clopper & Pearson 1934). Without trials [0, 1].

    Looked at repeatedly it misses more often than alpha. Raises ValueError for counts out of range.
    """
    require_trials(hits, trials)
    require_alpha(alpha)
    misses = trials - hits
    low = float(betaincinv(hits, misses + 1, alpha / 2)) if hits else 0.0
    high = float(betainccinv(hits + 1, misses, alpha / 2)) if misses else 1.0
    return Interval(low, high, 1 - alpha, CLOPPER_PEARSON, always_valid=False)
