"""Every metric by day beside its calendar: raw, normalised, and without the peak days, always all three."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.series.calendar_fit import (
    CalendarFit,
    Floats,
    days_between,
    fit,
    is_counted,
    is_part,
    is_volume,
)
from hypercare.analysis.series.series import Series
from hypercare.checks.ask import Ask
from hypercare.checks.series import asked_series
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.cycles.judgeable import LAST_NOVELTY_DAY, days_read
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric
from hypercare.model.verdict import LaunchVerdict
from hypercare.stats.ordinary_share import OrdinaryShare, ordinary_share

Mask = NDArray[np.bool_]

MIRAGE = 1.5
"""Peak days that bring more than so many times their share of days carry a result that ordinary days may not."""
ROUGH = 1.96
"""The normal quantile of a rough 95 % interval."""
LEAST_VARIANCE = 1.0
"""Of counting, as a multiple: days of fewer counts than noise look more even than any can be, by chance alone."""
HALF = 0.5
"""Of a unit: a whole of which nothing is missing yet may still miss one, which is so much more than none."""
BEFORE, EARLY, STEADY = "before", "early", "steady"


@dataclass(frozen=True)
class Reading:
    """A stretch of days read in three ways: the value as it is, per ordinary day, and on days that are no peaks. None
    where no day has anything below the line. What is normalised of parts of a whole is such a part, within 0 and 1.

    `total` is what is above the line and `days` how many days say anything, `peak_days` of them in peaks.
    """

    raw: float | None
    normalised: float | None
    without_peaks: float | None
    total: float
    days: int
    peak_days: int


@dataclass(frozen=True)
class Change:
    """A reading as a multiple of before. The interval is rough, of one look: days vary as the calendar's regression
    found, counts at least by chance, and weights are as uncertain as it says. None where days tell nothing of that.
    """

    factor: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Span:
    """Some days since go-live, first and last, both inside: what was read there, and how it differs from before in each
    of the three ways.
    """

    name: str
    first: date
    last: date
    reading: Reading
    raw: Change | None = None
    normalised: Change | None = None
    without_peaks: Change | None = None


@dataclass(frozen=True)
class PeakShare:
    """Which part of what was counted since go-live came on peak days, and which part of the days these are."""

    value: float
    days: float

    @property
    def is_mirage(self) -> bool:
        """Whether peaks carry the result."""
        return self.value > MIRAGE * self.days


@dataclass(frozen=True)
class SeasonFound:
    """A metric by day, its calendar, and its spans: before, the early days, the steady ones, and those of gates.

    `today` is the running local day, which is not told yet.
    """

    metric: str
    today: date
    series: Series
    calendar: CalendarFit
    spans: tuple[Span, ...]
    peaks: PeakShare | None


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> tuple[SeasonFound, ...]:
    """The season of every metric as of the verdict's instant, in the order of the launch file."""
    return tuple(_found(launch, verdict, ask))


def _found(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> Iterator[SeasonFound]:
    kinds, live = calendar_of(launch), local_date(launch.live, launch.zone)
    today = local_date(verdict.as_of, launch.zone)
    for name, metric in launch.metrics.items():
        series = asked_series(launch, metric, verdict.as_of, ask).everyone
        found = fit(series, kinds, live, is_volume=is_volume(metric), is_part=is_part(metric))
        days = SeasonDays(series, found, metric)
        spans = {BEFORE: (live - launch.before, live - DAY)} | dict(_spans(launch, name, live, series.last))
        yield SeasonFound(name, today, series, days.calendar, tuple(_told(days, spans)), _peak_share(days, live))


def _spans(launch: Launch, metric: str, live: date, last: date) -> Iterator[tuple[str, tuple[date, date]]]:
    """The spans since go-live that have begun, up to the last day that is told."""
    since = (last - live).days
    if since >= 0:
        yield EARLY, (live, live + min(since, LAST_NOVELTY_DAY) * DAY)
    if since > LAST_NOVELTY_DAY:
        yield STEADY, (live + (LAST_NOVELTY_DAY + 1) * DAY, last)
    for gate in launch.gates:
        for threshold in gate.thresholds:
            if threshold.metric == metric:
                first, until = days_read(launch, gate, threshold)
                if first <= since:
                    yield gate.name, (live + first * DAY, live + min(until, since) * DAY)


class SeasonDays:
    """The days of a metric as arrays."""

    def __init__(self, series: Series, calendar: CalendarFit, metric: Metric) -> None:
        self.series, self.calendar = series, calendar
        self.is_part, self.is_counted = is_part(metric), is_counted(metric)
        self.dates = list(days_between(series.first, series.last))
        self.above = np.array([value / series.scale for value in series.above], np.float64)
        self.below = np.array(series.below, np.float64)
        self.logs = calendar.logs(series.first, series.last)
        self.in_peak = np.array([calendar.kinds.is_peak(day) for day in self.dates], np.bool_)

    def between(self, first: date, last: date) -> Mask:
        """The days of a stretch that say anything."""
        inside = np.zeros(len(self.dates), np.bool_)
        start = max((first - self.series.first).days, 0)
        inside[start : max((last - self.series.first).days + 1, start)] = True
        return inside & (self.below > 0)

    def reading(self, days: Mask) -> Reading:
        """Some days read in three ways."""
        ordinary = days & ~self.in_peak
        return Reading(
            raw=_quotient(self.above[days], self.below[days]),
            normalised=self.normalised(days),
            without_peaks=_quotient(self.above[ordinary], self.below[ordinary]),
            total=float(self.above[days].sum()),
            days=int(days.sum()),
            peak_days=int((days & self.in_peak).sum()),
        )

    def normalised(self, days: Mask) -> float | None:
        """What some days would have read, had they been ordinary."""
        found = self.ordinary(days)
        if found is not None:
            return found.value
        return _quotient(self.above[days], (self.below * (1.0 if self.is_part else np.exp(self.logs)))[days])

    def ordinary(self, days: Mask) -> OrdinaryShare | None:
        """The ordinary share of parts of a whole; None of what is no part, and of all or nothing."""
        if not self.is_part:
            return None
        return ordinary_share(float(self.above[days].sum()), np.where(days, self.below, 0.0), self.logs)

    def spread(self, parts: Floats) -> float | None:
        """The variance of a sum over days as a multiple of what counting leaves, where `parts` (d,) of it are expected
        on each; None where nothing was learnt.
        """
        if self.calendar.regression is None:
            return None
        at = np.flatnonzero(parts)
        found = self.calendar.regression.noise.spread(at.astype(np.int64), parts[at])
        return max(found, LEAST_VARIANCE) if self.is_counted else found

    def noise(self, days: Mask) -> float | None:
        """The variance of the logarithm of a sum over days, lasting noise included."""
        total, whole = float(self.above[days].sum()), float(self.below[days].sum())
        if total <= 0:
            return None
        expected = np.where(days, self.below * self.calendar.times(self.logs), 0.0)
        spread = self.spread(expected / expected.sum())
        missing = max(1 - total / whole, HALF / whole) if self.is_part else 1.0
        return None if spread is None else missing * spread / total

    def normalised_noise(self, days: Mask) -> float | None:
        """The same of the normalised value, the calendar taken as known."""
        found = self.ordinary(days)
        spread = None if found is None else self.spread(found.pull)
        return self.noise(days) if found is None or spread is None else found.log_variance(spread)

    def share(self, days: Mask) -> Floats:
        """How much each day's weight moves the logarithm of the normalised value, (d,); the parts add up to 1, those of
        parts of a whole to what is missing of it.
        """
        found = self.ordinary(days)
        if found is not None:
            return found.pull * (1 - found.value)
        weighed = np.where(days, self.below * np.exp(self.logs), 0.0)
        return np.asarray(weighed / weighed.sum())

    def calendar_noise(self, days: Mask, before: Mask) -> float:
        """The variance that the weights bring into the quotient of two normalised values."""
        at = np.flatnonzero(days | before)
        errors = self.calendar.errors([self.dates[place] for place in at])
        moved = (self.share(days) - self.share(before))[at] @ errors
        return float(moved @ moved)


def _told(days: SeasonDays, spans: dict[str, tuple[date, date]]) -> Iterator[Span]:
    before = days.between(*spans[BEFORE])
    for name, (first, last) in spans.items():
        own = days.between(first, last)
        told = () if name == BEFORE else changes(days, own, before)
        yield Span(name, first, last, days.reading(own), *told)


def changes(days: SeasonDays, own: Mask, before: Mask) -> tuple[Change | None, Change | None, Change | None]:
    """What some days read against those before, in each of the three ways: raw, normalised, without peaks."""
    reading, base = days.reading(own), days.reading(before)
    ordinary, ordinary_before = own & ~days.in_peak, before & ~days.in_peak
    return (
        change(reading.raw, base.raw, days.noise(own), days.noise(before)),
        _normalised(days, reading, base, own, before),
        change(reading.without_peaks, base.without_peaks, days.noise(ordinary), days.noise(ordinary_before)),
    )


def _normalised(days: SeasonDays, reading: Reading, base: Reading, own: Mask, before: Mask) -> Change | None:
    if not reading.normalised or not base.normalised:
        return None
    own_noise = days.normalised_noise(own)
    added = None if own_noise is None else own_noise + days.calendar_noise(own, before)
    return change(reading.normalised, base.normalised, added, days.normalised_noise(before))


def change(value: float | None, base: float | None, noise: float | None, base_noise: float | None) -> Change | None:
    """What lies between two values, each with the variance of its logarithm; None where there is nothing to compare."""
    if value is None or base is None or base <= 0:
        return None
    if value <= 0 or noise is None or base_noise is None:
        return Change(max(value / base, 0.0), None, None)
    middle, half = log(value / base), ROUGH * sqrt(noise + base_noise)
    return Change(value / base, exp(middle - half), exp(middle + half))


def _peak_share(days: SeasonDays, live: date) -> PeakShare | None:
    own = days.between(live, days.series.last)
    total = float(days.above[own].sum())
    peaks = own & days.in_peak
    if total <= 0 or not peaks.any():
        return None
    return PeakShare(float(days.above[peaks].sum()) / total, int(peaks.sum()) / int(own.sum()))


def _quotient(above: Floats, below: Floats) -> float | None:
    whole = float(below.sum())
    return float(above.sum()) / whole if whole > 0 else None
