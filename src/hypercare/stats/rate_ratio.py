"""Events as a multiple of what was expected of them, where what was expected is itself not known for sure.

What a rate was before is known as a gamma law: after N events it has shape N + 1/2 (Jeffreys' prior; Brown, Cai &
DasGupta 2003, Statistica Sinica 13:19). Given a multiple r, the events since are then negative binomial around r times
what is expected. The evidence against r is their likelihood averaged over larger (for the low end) or smaller multiples
(for the high end), over the likelihood at r: a mixture that may be looked at every day (Robbins 1970). Both sides share
one likelihood, so that errors that are independent add up as such; two intervals divided take them to conspire.
"""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincc, betaln

from hypercare.model.estimate import Interval
from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha, require_dispersion, require_not_negative
from hypercare.stats.rate import DISPERSED
from hypercare.stats.root import root_between

Floats = NDArray[np.float64]
RATIO_CS = "negative binomial mixture cs"
JEFFREYS = 0.5
"""Half an event: what Jeffreys' prior of a Poisson rate knows."""
EVEN = 0.5
DECAY = 2.0
"""Logarithms of multiples beyond the one in question are exponential with mean 1 / 2 in the mixture: 1.65 times it on
average. Where before is known from 280 events, it takes 528 to tell 1.25 times (719 with 1, 444 with 4), 44 to tell
1.67 times (47, 46), 15 to tell 2.5 times (15, 18), at 4 % of error."""


def rate_ratio_cs(
    *,
    events_after: float,
    exposure_after: float,
    events_before: float,
    exposure_before: float,
    dispersion: float = 1.0,
    alpha: float = DEFAULT_ALPHA,
    low_share: float = EVEN,
) -> Interval:
    """The always-valid interval of rate after over rate before: 1.2 is "120 % of before".

    The before-window must be complete. So many events as `dispersion` says count as one. The low end errs with at most
    `low_share` of alpha. Without exposure on either side the interval is [0, inf]. Raises ValueError for numbers out of
    range.
    """
    for name, events, exposure in (("before", events_before, exposure_before), ("after", events_after, exposure_after)):
        require_not_negative(f"events {name}", events)
        require_not_negative(f"exposure {name}", exposure)
        if events and not exposure:
            raise ValueError(f"events need an exposure: {events!r} events {name}, exposure 0")
    require_dispersion(dispersion)
    shape = events_before / dispersion + JEFFREYS
    expected = shape * exposure_after / exposure_before if exposure_before else 0.0
    found = multiple_cs(events_after / dispersion, expected, shape=shape, alpha=alpha, low_share=low_share)
    return found if dispersion == 1 else replace(found, method=DISPERSED + found.method)


def multiple_cs(
    events: float, expected: float, *, shape: float, alpha: float = DEFAULT_ALPHA, low_share: float = EVEN
) -> Interval:
    """The always-valid interval of events as a multiple of the `expected` ones, known as well as from `shape` events.

    Without anything expected it is [0, inf]. The low end is above 0 from more than `DECAY` events on, the high end
    finite where the shape exceeds it: fewer tell nothing. Raises ValueError for numbers out of range.
    """
    require_alpha(alpha)
    require_not_negative("events", events)
    require_not_negative("expected", expected)
    if not 0 < low_share < 1 or shape <= 0:
        raise ValueError(f"a shape above 0 and a share of alpha between 0 and 1: {shape!r}, {low_share!r}")
    low, high = 0.0, math.inf
    if expected and events > DECAY:
        low = _low(events, shape, -math.log(alpha * low_share)) / expected
    if expected and shape > DECAY:
        high = _high(events, shape, -math.log(alpha * (1 - low_share))) / expected
    return Interval(low, high, 1 - alpha, RATIO_CS, always_valid=True)


def _low(events: float, shape: float, threshold: float) -> float:
    """The mean below which more of them explain the events too well."""
    return _end(lambda mean: float(evidence_of_more(events, mean, shape=shape)) - threshold, start=events, step=-1.0)


def _high(events: float, shape: float, threshold: float) -> float:
    """The mean above which fewer of them do."""
    start = max(events, JEFFREYS)
    return _end(lambda mean: float(evidence_of_less(events, mean, shape=shape)) - threshold, start=start, step=1.0)


def _end(excess: Callable[[float], float], *, start: float, step: float) -> float:
    """Where the excess, below 0 at `start`, reaches 0 in steps of the logarithm that double."""

    def at(log: float) -> float:
        return excess(start * math.exp(log))

    while at(step) < 0:
        step *= 2
    return start * math.exp(root_between(at, far=step, near=0.0))


def evidence_of_more(events: ArrayLike, mean: ArrayLike, *, shape: ArrayLike) -> Floats:
    """Log of the likelihood of the events averaged over means above `mean`, over that at `mean`, elementwise. It takes
    more events than `DECAY`.
    """
    found, known = np.subtract(events, DECAY), np.add(shape, DECAY)
    odds = np.divide(mean, shape)
    return np.asarray(_over_all(found, known, odds) + np.log(betaincc(found, known, odds / (1 + odds))))


def evidence_of_less(events: ArrayLike, mean: ArrayLike, *, shape: ArrayLike) -> Floats:
    """The same over means below `mean`. It takes a shape above `DECAY`."""
    found, known = np.add(events, DECAY), np.subtract(shape, DECAY)
    odds = np.divide(mean, shape)
    return np.asarray(_over_all(found, known, odds) + np.log(betainc(found, known, odds / (1 + odds))))


def _over_all(found: Floats, known: Floats, odds: Floats) -> Floats:
    """The average as if it went over all means: with y the mean's part of mean and shape, whose odds are given, the log
    of `DECAY` B(found, known) / (y^found (1 - y)^known).
    """
    log_y, log_rest = -np.log1p(1 / odds), -np.log1p(odds)
    return np.asarray(np.log(DECAY) + betaln(found, known) - found * log_y - known * log_rest)
