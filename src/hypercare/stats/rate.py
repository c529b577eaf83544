"""Events per exposure: the confidence sequence for daily looks, and the exact interval for one look.

Both are exact for independent events (Poisson). Events that come in bursts have a `dispersion` above 1: the variance of
daily counts over their mean, taken from the window before. So many events then count as one (quasi-likelihood,
Wedderburn 1974). At dispersion 3, 5 events a day: taken as independent 36.8 % miss under daily looks, so 3.8 %.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, gammaln, xlogy

from hypercare.model.estimate import Interval
from hypercare.stats.arguments import (
    DEFAULT_ALPHA,
    Alternative,
    require_alpha,
    require_dispersion,
    require_gamma_prior,
    require_not_negative,
    speaks_for_null,
)
from hypercare.stats.root import root_between

MIXTURE_CS = "gamma-poisson mixture cs"
GARWOOD = "garwood"
DISPERSED = "dispersed "

# The prior weighs as much as this many events. Width over the exact interval at 100 events with 5 (with 20): 1.50
# (1.39) with the prior on the estimate, 1.72 (2.06) at half, 2.06 (3.09) at five times it: a rate may well triple.
DEFAULT_PRIOR_EVENTS = 5.0


def gamma_poisson_log_evidence(
    events: ArrayLike, exposure: ArrayLike, *, null: ArrayLike, prior_rate: ArrayLike, prior_events: float
) -> NDArray[np.float64]:
    """Log of the mixture likelihood over the likelihood at the rate `null`, elementwise: what the data say against it.

    Under the truth it exceeds `ln(1/alpha)` at any time with probability at most alpha (Robbins 1970). The mixture is
    Gamma with mean `prior_rate` and shape `prior_events`: it knows as much as that many events at that rate.
    """
    n, e = np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    prior_exposure = np.divide(prior_events, prior_rate)
    mixture = gammaln(prior_events + n) - gammaln(prior_events) - prior_events * np.log1p(e / prior_exposure)
    mixture -= n * np.log(prior_exposure + e)
    return np.asarray(mixture - xlogy(n, null) + np.multiply(null, e), dtype=np.float64)


def gamma_poisson_cs(
    events: float,
    exposure: float,
    *,
    prior_rate: float,
    prior_events: float = DEFAULT_PRIOR_EVENTS,
    dispersion: float = 1.0,
    alpha: float = DEFAULT_ALPHA,
) -> Interval:
    """The always-valid interval of a rate: every rate whose evidence against it stays below `ln(1/alpha)`.

    `prior_rate` is in events per unit of `exposure` (the gate's midpoint, or the rate before), fixed before the data
    like its weight `prior_events`. Without exposure [0, inf]. Raises ValueError for numbers out of range.
    """
    _require_count(events, exposure, dispersion)
    require_gamma_prior(prior_rate, prior_events)
    require_alpha(alpha)
    low, high = 0.0, math.inf
    if exposure:
        low, high = _bounds(events / dispersion, exposure / dispersion, prior_rate, prior_events, -math.log(alpha))
    return Interval(low, high, 1 - alpha, _named(MIXTURE_CS, dispersion), always_valid=True)


def _bounds(
    events: float, exposure: float, prior_rate: float, prior_events: float, threshold: float
) -> tuple[float, float]:
    """Both ends. With t = rate / estimate, `t - 1 - ln t = budget / events` has one root on each side of 1.

    The right bracket follows from `ln t <= (t - 1/t) / 2`, the left one from `t > 0`.
    """
    rate = events / exposure
    evidence = gamma_poisson_log_evidence(events, exposure, null=rate, prior_rate=prior_rate, prior_events=prior_events)
    budget = threshold - float(evidence)
    if events == 0:
        return 0.0, budget / exposure
    share = budget / events
    far = math.log1p(share + math.sqrt(share * (share + 2)))
    return rate * math.exp(_log_root(share, -1 - share)), rate * math.exp(_log_root(share, far))


def _log_root(share: float, far: float) -> float:
    """The root u of `e^u - 1 - u = share` between 0 and `far`."""

    def excess(u: float) -> float:
        return math.expm1(u) - u - share

    return root_between(excess, far=far, near=0.0)


def gamma_poisson_p(
    events: float,
    exposure: float,
    *,
    null: float,
    prior_rate: float,
    prior_events: float = DEFAULT_PRIOR_EVENTS,
    dispersion: float = 1.0,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> float:
    """The always-valid p-value against a rate of `null`; of at least `null` (`less`); of at most `null` (`greater`).

    It is at most alpha exactly where `gamma_poisson_cs` excludes the null. An estimate on the null's own side gives 1.
    """
    _require_count(events, exposure, dispersion)
    require_gamma_prior(prior_rate, prior_events)
    require_not_negative("null", null)
    if speaks_for_null(events, exposure * null, alternative):
        return 1.0
    evidence = gamma_poisson_log_evidence(
        events / dispersion, exposure / dispersion, null=null, prior_rate=prior_rate, prior_events=prior_events
    )
    return math.exp(-max(0.0, float(evidence)))


def garwood(events: int, exposure: float, *, dispersion: float = 1.0, alpha: float = DEFAULT_ALPHA) -> Interval:
    """The exact interval of a Poisson rate for a single look (Garwood 1936). Without exposure [0, inf]."""
    _require_count(events, exposure, dispersion)
    require_alpha(alpha)
    low, high, count = 0.0, math.inf, events / dispersion
    if exposure:
        low = float(gammaincinv(count, alpha / 2)) * dispersion / exposure if events else 0.0
        high = float(gammainccinv(count + 1, alpha / 2)) * dispersion / exposure
    return Interval(low, high, 1 - alpha, _named(GARWOOD, dispersion), always_valid=False)


def _named(method: str, dispersion: float) -> str:
    return method if dispersion == 1 else DISPERSED + method


def _require_count(events: float, exposure: float, dispersion: float) -> None:
    require_not_negative("events", events)
    require_not_negative("exposure", exposure)
    if events and not exposure:
        raise ValueError(f"events need an exposure: {events!r} events, exposure 0")
    require_dispersion(dispersion)
