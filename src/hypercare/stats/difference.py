"""How far two independent shares, or two rates, lie apart: intervals for one look, and the p-values dual to them.

Both recover the spread of each side from its own interval, and add the squares (Zou & Donner 2008). So the intervals
are as lopsided as small counts are, and stand in for no variance that a side without any event does not show.
"""

import math
from collections.abc import Callable

from scipy.special import ndtr, ndtri

from hypercare.model.estimate import Interval
from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha, require_trials
from hypercare.stats.rate import garwood
from hypercare.stats.root import root_between

NEWCOMBE = "newcombe hybrid score"
SQUARED_AND_ADDED = "square-and-add garwood"

SMALLEST_P = 1e-300
"""Smaller p-values are not told apart: the quantiles of a float end there."""

Ends = tuple[float, float]


def newcombe(hits: int, trials: int, other_hits: int, other_trials: int, *, alpha: float = DEFAULT_ALPHA) -> Interval:
    """The interval of a share less another one, in [-1, 1] (Newcombe 1998, Statistics in Medicine 17:873, method 10).

    Raises ValueError for counts out of range, and for a side without trials.
    """
    _require_sides(trials, other_trials, hits, other_hits)
    require_alpha(alpha)
    low, high = _shares_apart(hits, trials, other_hits, other_trials, float(-ndtri(alpha / 2)))
    return Interval(max(low, -1.0), min(high, 1.0), 1 - alpha, NEWCOMBE, always_valid=False)


def newcombe_p(hits: int, trials: int, other_hits: int, other_trials: int) -> float:
    """The p-value against equal shares: at most alpha exactly where `newcombe` excludes 0.

    Approximate: with few hits and alpha far below 0.001 it is too small; `fisher_p` is exact there.
    """
    _require_sides(trials, other_trials, hits, other_hits)
    if hits * other_trials == other_hits * trials:
        return 1.0
    if hits * other_trials < other_hits * trials:
        return newcombe_p(other_hits, other_trials, hits, trials)

    def low(z: float) -> float:
        return _shares_apart(hits, trials, other_hits, other_trials, z)[0]

    far = 1.0
    while low(far) > 0:
        far *= 2
    return float(2 * ndtr(-root_between(lambda z: -low(z), far=far, near=0.0)))


def rate_difference(
    events: int,
    exposure: float,
    other_events: int,
    other_exposure: float,
    *,
    dispersion: float = 1.0,
    alpha: float = DEFAULT_ALPHA,
) -> Interval:
    """The interval of a Poisson rate less another one, in events per unit of exposure; both exposures are above 0.

    So many events as `dispersion` says count as one, on both sides.
    """
    _require_exposure(exposure, other_exposure)
    low, high = _rates_apart(events, exposure, other_events, other_exposure, dispersion, alpha)
    method = SQUARED_AND_ADDED if dispersion == 1 else f"dispersed {SQUARED_AND_ADDED}"
    return Interval(low, high, 1 - alpha, method, always_valid=False)


def rate_difference_p(
    events: int, exposure: float, other_events: int, other_exposure: float, *, dispersion: float = 1.0
) -> float:
    """The p-value against equal rates: at most alpha exactly where `rate_difference` excludes 0."""
    _require_exposure(exposure, other_exposure)
    if events * other_exposure < other_events * exposure:
        events, exposure, other_events, other_exposure = other_events, other_exposure, events, exposure

    def low(log_alpha: float) -> float:
        alpha = math.exp(log_alpha)
        return _rates_apart(events, exposure, other_events, other_exposure, dispersion, alpha)[0]

    return _crossing(low)


def _crossing(low: Callable[[float], float]) -> float:
    """The alpha at which the lower end leaves 0. Exact ends stay apart even at alpha 1, and then nothing is shown."""
    smallest, largest = math.log(SMALLEST_P), math.log1p(-1e-12)
    if low(largest) <= 0:
        return 1.0
    if low(smallest) > 0:
        return SMALLEST_P
    return math.exp(root_between(lambda x: -low(x), far=smallest, near=largest))


def _shares_apart(hits: int, trials: int, other_hits: int, other_trials: int, z: float) -> Ends:
    share, other = hits / trials, other_hits / other_trials
    return _apart(share, _wilson(share, trials, z), other, _wilson(other, other_trials, z))


def _wilson(share: float, trials: int, z: float) -> Ends:
    """The score interval of a share (Wilson 1927). At a share of 0 or 1 its end is that share, without rounding."""
    square = z * z / trials
    centre, half = share + square / 2, z * math.sqrt((share * (1 - share) + square / 4) / trials)
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    return (low if share > 0 else 0.0), (high if share < 1 else 1.0)


def _rates_apart(
    events: int, exposure: float, other_events: int, other_exposure: float, dispersion: float, alpha: float
) -> Ends:
    one = garwood(events, exposure, dispersion=dispersion, alpha=alpha)
    two = garwood(other_events, other_exposure, dispersion=dispersion, alpha=alpha)
    return _apart(events / exposure, (one.low, one.high), other_events / other_exposure, (two.low, two.high))


def _apart(one: float, own: Ends, two: float, others: Ends) -> Ends:
    """The ends of the difference of two independent estimates, each with the ends of its own interval."""
    return (
        one - two - math.hypot(one - own[0], others[1] - two),
        one - two + math.hypot(own[1] - one, two - others[0]),
    )


def _require_sides(trials: int, other_trials: int, hits: int, other_hits: int) -> None:
    require_trials(hits, trials)
    require_trials(other_hits, other_trials)
    if not trials or not other_trials:
        raise ValueError(f"both sides need trials: {trials!r} and {other_trials!r}")


def _require_exposure(exposure: float, other_exposure: float) -> None:
    if not (exposure > 0 and other_exposure > 0):
        raise ValueError(f"both sides need an exposure: {exposure!r} and {other_exposure!r}")
