"""Whether a rate falls, rises or holds from day to day: a log-linear slope of counts, looked at daily.

Counts are quasi-Poisson (McCullagh & Nelder 1989, Generalized Linear Models, chapter 9): `events ~ exposure * exp(a_g +
b * day)` with a level of its own for each group of units. Groups that began together keep a mix of units that changes
with the day from looking like a slope: where early units do more than late ones, only they are seen on late days.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha, require_positive

Floats = NDArray[np.float64]

SLOPE_CS = "normal mixture cs of a slope"
PER_DAYS = 30
"""Slopes are told per so many days: a day's change is too small to be read."""
STEADY_MARGIN = math.log(1.2)
"""What is wholly within a fifth up or down in thirty days is steady: a forecast to the end of a quarter, two months on,
is then off by less than a third."""
TYPICAL_SLOPE = math.log(1.5)
"""The mixture's spread: tightest for slopes of about a half in thirty days. Any fixed value is valid."""
LEAST_DAYS = 21
"""Three of each weekday: a shorter stretch of correlated days looks like a slope (docs/statistics.md)."""
LEAST_EVENTS = 30
"""From fewer events the interval, which is asymptotic, misses too often (docs/statistics.md)."""
ROUNDS = 25
"""Newton's steps converge in fewer than ten for any counts; a longer way is a fault."""
SETTLED = 1e-10
"""A step that is smaller, in slopes per day, moves nothing that is shown."""
NORMAL_975 = float(ndtri(0.975))
PRIOR_CORRELATION, PRIOR_DAYS = 0.6, 28
"""What a few days cannot tell of the correlation: daily figures have about this much; it weighs four weeks."""
MOST_CORRELATED = 0.9
"""A residual correlation beyond this, from few days, would make the interval infinite by chance."""


class Course(StrEnum):
    """How a rate goes on after the first contact."""

    NOVELTY = "novelty"
    SLOW_BURN = "slow_burn"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Slope:
    """The change of a rate per 30 days on the log scale: -0.22 is a fifth less after every thirty days.

    `interval` is always valid. `course` names where it lies: below 0 novelty, above 0 slow burn, within the margin
    steady, else unknown. `error` is the standard error of a single look, `dispersion` says how many events count as
    one, `days` and `events` what it rests on.
    """

    value: float
    error: float
    interval: Interval
    course: Course
    dispersion: float
    days: int
    events: int


def slope_of(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    margin: float = STEADY_MARGIN,
    alpha: float = DEFAULT_ALPHA,
    least_days: int = LEAST_DAYS,
) -> Slope | Insufficient:
    """The slope of `events` per `exposure` by day, (d,) or (g, d) for groups that began together; day 0 comes first.

    Exposure is in any unit, weighted by the calendar where a calendar is known; days without any are left out. The
    first day of units that are exposed by an event has that event by construction: leave it out, as 0 exposure.
    `Insufficient` for fewer than `least_days` days (5 or more: the spread of days is read from them) or `LEAST_EVENTS`
    events. Raises ValueError for arrays that do not fit each other or hold negative numbers.
    """
    require_alpha(alpha)
    require_positive("margin", margin)
    counts, lived = _arrays(events, exposure)
    lacking = _lacking(counts, lived, least_days)
    if lacking is not None:
        return lacking
    fit = _fit(counts, lived)
    if fit.information <= 0:
        return Insufficient(Text("stats-slope-too-few-days", {"needed": least_days, "have": 1}), least_days, 1)
    scale = _dispersion(counts, fit)
    error = math.sqrt(scale / fit.information) * PER_DAYS
    interval = _interval(fit.slope * PER_DAYS, error, alpha)
    course = course_of(interval, margin=margin)
    days = int((lived.sum(axis=0) > 0).sum())
    return Slope(fit.slope * PER_DAYS, error, interval, course, scale, days, round(float(counts.sum())))


def course_of(interval: Interval, *, margin: float = STEADY_MARGIN) -> Course:
    """The name of what an interval of a slope, per 30 days on the log scale, says."""
    if -margin <= interval.low and interval.high <= margin:
        return Course.STEADY
    if interval.high < 0:
        return Course.NOVELTY
    return Course.SLOW_BURN if interval.low > 0 else Course.UNKNOWN


def _arrays(events: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    counts, lived = (np.atleast_2d(np.asarray(each, dtype=np.float64)) for each in (events, exposure))
    if counts.shape != lived.shape or counts.ndim != 2:
        raise ValueError(f"events and exposure must have one shape, (d,) or (g, d): {counts.shape}, {lived.shape}")
    if (counts < 0).any() or (lived < 0).any() or not np.isfinite(counts).all() or not np.isfinite(lived).all():
        raise ValueError("events and exposure must be finite and at least 0")
    return np.where(lived > 0, counts, 0.0), lived


def _lacking(counts: Floats, lived: Floats, least: int) -> Insufficient | None:
    days = int((lived.sum(axis=0) > 0).sum())
    if days < least:
        return Insufficient(Text("stats-slope-too-few-days", {"needed": least, "have": days}), least, days)
    total = float(counts.sum())
    if total < LEAST_EVENTS:
        reason = Text("stats-slope-too-few-events", {"needed": LEAST_EVENTS, "have": round(total)})
        return Insufficient(reason, LEAST_EVENTS, total)
    return None


@dataclass(frozen=True)
class _Fit:
    slope: float
    information: float
    expected: Floats


def _fit(counts: Floats, lived: Floats) -> _Fit:
    """Newton's method on the slope alone: given a slope, each group's level follows from its total.

    The likelihood is that of how each group's events fall on its days, a multinomial, which is concave in the slope.
    """
    day = np.arange(counts.shape[1], dtype=np.float64)
    total = counts.sum(axis=1, keepdims=True)
    slope = 0.0
    for _ in range(ROUNDS):
        expected = _expected(slope, day, lived, total)
        mean = np.divide((expected * day).sum(axis=1, keepdims=True), total, where=total > 0, out=np.zeros_like(total))
        information = float((expected * (day - mean) ** 2).sum())
        if information <= 0:
            break
        step = float(((counts - expected) * day).sum()) / information
        slope += min(max(step, -0.5), 0.5)
        if abs(step) < SETTLED:
            break
    return _Fit(slope, information, _expected(slope, day, lived, total))


def _expected(slope: float, day: Floats, lived: Floats, total: Floats) -> Floats:
    """The events expected by group and day, (g, d), which add up to each group's."""
    plain = lived * np.exp(slope * (day - day.mean()))
    whole = plain.sum(axis=1, keepdims=True)
    return np.asarray(plain * np.divide(total, whole, where=whole > 0, out=np.zeros_like(whole)))


def _dispersion(counts: Floats, fit: _Fit) -> float:
    """How many events count as one: 1 for chance, and beside it what the days share that is more than chance, times
    (1 + r) / (1 - r) for its correlation r from one day to the next; widened as Student's t for the days that are left.

    Residuals of a fitted line are less correlated than the noise, by about (2 + 4 r) / days, which is given back.
    """
    expected = fit.expected.sum(axis=0)
    seen = expected > 0
    residual = (counts.sum(axis=0)[seen] - expected[seen]) / np.sqrt(expected[seen])
    days = len(residual)
    plain = float(residual @ residual) / (days - 2)
    if plain <= 1:
        return _student(days)
    shared = plain - 1
    lagged = float(residual[1:] @ residual[:-1]) / (days - 2)
    shown = min(max((lagged / shared + 2 / days) / (1 - 4 / days), 0.0), 1.0)
    r = min((days * shown + PRIOR_DAYS * PRIOR_CORRELATION) / (days + PRIOR_DAYS), MOST_CORRELATED)
    left = days * (1 - r) / (1 + r) * shared / plain + days / plain
    lost = days / max(left, 1.0)
    return (1 + shared * (1 + r) / (1 - r)) * _student(days / max(lost, 1.0))


def _student(days: float) -> float:
    """How much wider, squared, an interval of so many days must be whose spread is estimated from them."""
    return (float(stdtrit(max(days - 2, 1.0), 0.975)) / NORMAL_975) ** 2


def _interval(value: float, se: float, alpha: float) -> Interval:
    """The mixture sequence of an estimate whose information grows (Robbins 1970, with a normal mixture).

    Efficient estimates at successive looks have independent increments of information (Scharfstein, Tsiatis & Robins
    1997, Journal of the American Statistical Association 92:1342), which is what it rests on.
    """
    ratio = (TYPICAL_SLOPE / se) ** 2
    half = se * math.sqrt((1 + ratio) / ratio * (math.log1p(ratio) + 2 * math.log(1 / alpha)))
    return Interval(value - half, value + half, 1 - alpha, SLOPE_CS, always_valid=True)
