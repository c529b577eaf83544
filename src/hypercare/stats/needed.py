"""How much more it takes until an inconclusive interval leaves its threshold, if the estimate stays where it is."""

import math
from collections.abc import Callable

from hypercare.stats.arguments import (
    DEFAULT_ALPHA,
    require_alpha,
    require_beta_prior,
    require_dispersion,
    require_gamma_prior,
    require_not_negative,
    require_trials,
)
from hypercare.stats.asymptotic import Minimum, half_width
from hypercare.stats.mean import MINIMUM as MINIMUM_FOR_MEANS
from hypercare.stats.mean import Sums
from hypercare.stats.proportion import DEFAULT_PRIOR_STRENGTH, beta_binomial_log_evidence
from hypercare.stats.rate import DEFAULT_PRIOR_EVENTS, gamma_poisson_log_evidence
from hypercare.stats.ratio import MINIMUM as MINIMUM_FOR_RATIOS
from hypercare.stats.ratio import ClusteredSums

# Beyond this many times what there is, "so many more" is no plan: the answer is then None.
CAP_FACTOR = 1_000_000

# Exposure is not counted in whole units; it is searched in steps of this share of what there is.
EXPOSURE_STEP = 1e-3


def more_trials(
    hits: int,
    trials: int,
    *,
    target: float,
    prior_mean: float,
    prior_strength: float = DEFAULT_PRIOR_STRENGTH,
    alpha: float = DEFAULT_ALPHA,
) -> int | None:
    """How many more trials until `beta_binomial_cs` excludes `target`, at the same share. 0 when it does already.

    None where no number would do: no trials yet, the share is the target, or beyond a million times what there is.
    """
    require_trials(hits, trials)
    require_beta_prior(prior_mean, prior_strength)
    require_alpha(alpha)
    threshold = -math.log(alpha)

    def decided(more: int) -> bool:
        n = trials + more
        evidence = beta_binomial_log_evidence(
            hits * n / trials, n, null=target, prior_mean=prior_mean, prior_strength=prior_strength
        )
        return float(evidence) >= threshold

    if trials == 0 or hits == trials * target:
        return None
    return _first(decided, cap=CAP_FACTOR * trials)


def more_exposure(
    events: int,
    exposure: float,
    *,
    target: float,
    prior_rate: float,
    prior_events: float = DEFAULT_PRIOR_EVENTS,
    dispersion: float = 1.0,
    alpha: float = DEFAULT_ALPHA,
) -> float | None:
    """How much more exposure until `gamma_poisson_cs` excludes `target`, at the same rate. 0 when it does already.

    To a thousandth of the exposure there is; None as in `more_trials`.
    """
    require_not_negative("events", events)
    require_not_negative("exposure", exposure)
    require_gamma_prior(prior_rate, prior_events)
    require_dispersion(dispersion)
    require_alpha(alpha)
    threshold = -math.log(alpha)

    def decided(steps: int) -> bool:
        factor = (1 + steps * EXPOSURE_STEP) / dispersion
        evidence = gamma_poisson_log_evidence(
            events * factor, exposure * factor, null=target, prior_rate=prior_rate, prior_events=prior_events
        )
        return float(evidence) >= threshold

    if exposure == 0 or events == exposure * target:
        return None
    steps = _first(decided, cap=round(CAP_FACTOR / EXPOSURE_STEP))
    return None if steps is None else steps * EXPOSURE_STEP * exposure


def more_units(
    sums: Sums, *, target: float, n_opt: float, minimum: Minimum = MINIMUM_FOR_MEANS, alpha: float = DEFAULT_ALPHA
) -> int | None:
    """How many more units until `mean_cs` excludes `target`, at the same mean and variance, `minimum` included.

    None as in `more_trials`, and where the variance is not known yet.
    """
    if sums.n < 2 or sums.variance == 0 or sums.effective == 0:
        return None
    distance, sd = abs(sums.mean - target), sums.variance**0.5
    return _more_averaged(sums.n, minimum.units_at(sums.n, sums.effective), distance / sd, n_opt=n_opt, alpha=alpha)


def more_accounts(
    sums: ClusteredSums,
    *,
    target: float,
    n_opt: float,
    minimum: Minimum = MINIMUM_FOR_RATIOS,
    alpha: float = DEFAULT_ALPHA,
) -> int | None:
    """How many more accounts until `ratio_cs` excludes `target`, at the same ratio and variance. As in `more_units`."""
    if sums.accounts < 2 or sums.m == 0 or sums.variance == 0 or sums.effective == 0:
        return None
    distance, sd = abs(sums.ratio - target), sums.variance**0.5
    return _more_averaged(
        sums.accounts, minimum.units_at(sums.accounts, sums.effective), distance / sd, n_opt=n_opt, alpha=alpha
    )


def _more_averaged(n: int, least: int, distance_sd: float, *, n_opt: float, alpha: float) -> int | None:
    def decided(more: int) -> bool:
        enough = n + more >= least
        return enough and float(half_width(n + more, n_opt=n_opt, alpha=alpha)) <= distance_sd

    return None if distance_sd == 0 else _first(decided, cap=CAP_FACTOR * n)


def _first(decided: Callable[[int], bool], *, cap: int) -> int | None:
    """The smallest count at which it is decided: doubling, then halving. None when the doubling passes the cap."""
    if decided(0):
        return 0
    undecided, count = 0, 1
    while not decided(count):
        undecided, count = count, count * 2
        if count > cap:
            return None
    while count - undecided > 1:
        middle = (undecided + count) // 2
        undecided, count = (undecided, middle) if decided(middle) else (middle, count)
    return count
