"""What the calendar made of the days that a guardrail compares with before: learnt before go-live, and then fixed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.lift.lift import LEAST_BEFORE, PLACEBO_DAYS
from hypercare.analysis.metric import reduction
from hypercare.analysis.poisson import Poisson
from hypercare.analysis.scope import Judging
from hypercare.analysis.series.calendar_fit import CalendarFit, fit, is_volume
from hypercare.checks.gates.levels import ALPHA, BothDaily, Reading, both_daily, relative
from hypercare.checks.series import Comparable, asked_series
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.model.estimate import Answer, Estimate, Insufficient
from hypercare.model.text import Text
from hypercare.stats.placebo import LEAST_PLACEBOS
from hypercare.stats.rate_ratio import EVEN, JEFFREYS, multiple_cs
from hypercare.stats.taken_off import taken_off
from hypercare.stats.weighed_days import told_apart, weighed

Floats = NDArray[np.float64]
ENOUGH_DAYS = LEAST_PLACEBOS * PLACEBO_DAYS + LEAST_BEFORE
"""The history from which a lift may do without a control: from less the calendar would be the priors' alone."""
WEEK = 7
CALENDAR_ALPHA = 0.01
"""Of the error that a verdict allows, what goes to the calendar being other than it was learnt to be, where two
intervals are divided."""

LEAST_EXPECTED = 1e-9
"""Days without exposure have no events for noise to be of; they are weighed by nothing."""


@dataclass(frozen=True)
class Stretch:
    """Days from `first` on, each with so much of what is below the line."""

    first: date
    exposure: Sequence[float]

    @property
    def days(self) -> list[date]:
        return [self.first + number * DAY for number in range(len(self.exposure))]


@dataclass(frozen=True)
class Busier:
    """How many times as busy as one stretch another is for the calendar's reasons alone: the factor, the standard
    deviation of its logarithm, and of how many unknowns that is made: weekdays, and the kinds of days that came.
    """

    factor: float
    sd: float
    unknowns: int


@dataclass(frozen=True)
class Expected:
    """How many `times` the events before each day after is expected to have (d,), and what one standard deviation of
    each of k unknowns adds to its logarithm, (d, k). Beside those, so many events as `dispersion` says count as one.
    """

    times: Floats
    errors: Floats
    dispersion: float

    def multiple(self, both: BothDaily, low_share: float = EVEN) -> Estimate:
        """The events after as a multiple of what is expected, each day weighed by how well that is known; the first
        days are those of `both`. `low_share` of the error goes to the low end.
        """
        days, before = len(both.after.events), both.before.total
        known = before / self.dispersion + JEFFREYS
        counts = np.array(both.after.events) / self.dispersion
        told = weighed(counts, known * self.times[:days], self.errors[:days])
        shape = 1 / (1 / known + told.variance)
        found = multiple_cs(told.events, told.expected, shape=shape, alpha=ALPHA, low_share=low_share)
        value = told.events / told.expected * known * self.dispersion / before
        return Estimate(value, replace(found, method=f"{found.method}, calendar taken off"), both.counts, "relative")


@dataclass(frozen=True)
class OrdinaryDays:
    """The calendar of a metric as its days before go-live teach it."""

    calendar: CalendarFit
    before: Stretch
    after: Stretch

    def expected(self, before: Stretch, after: Stretch, events: int) -> "Expected":
        """What the calendar leads to expect of the days after, by so many events on those before, which have exposure.
        Unknown are the calendar, and what noise lasts from some days to the next.
        """
        split, busy = len(before.exposure), np.concatenate([self._busy(before), self._busy(after)])
        times = busy / busy[:split].sum()
        anew, lasting = self._noise(len(times))
        counted = np.sqrt(np.maximum(events * times, LEAST_EXPECTED))[:, None]
        errors = np.hstack([self.calendar.errors([*before.days, *after.days]), lasting / counted])
        return Expected(times[split:], errors[split:] - times[:split] @ errors[:split], anew)

    def _noise(self, days: int) -> tuple[float, Floats]:
        """The variance that each of so many days has for itself, and factors of what lasts, both over counting's."""
        learnt = self.calendar.regression
        return (1.0, np.zeros((days, 0))) if learnt is None else told_apart(learnt.noise.covariances, days)

    def busier(self, before: Stretch, after: Stretch) -> Busier:
        """How the calendar makes the days after differ from those before. Each needs exposure."""
        days = [*before.days, *after.days]
        busy = np.concatenate([self._busy(before), self._busy(after)])
        split = len(before.exposure)
        parts = [each / each.sum() for each in (busy[:split], busy[split:])]
        per_exposure = [busy[:split].sum() / sum(before.exposure), busy[split:].sum() / sum(after.exposure)]
        moved = np.concatenate([-parts[0], parts[1]]) @ self.calendar.errors(days)
        kinds = {kind.name for day, part in zip(after.days, parts[1], strict=True) if part
                 for kind in self.calendar.kinds.of(day)}  # fmt: skip
        return Busier(float(per_exposure[1] / per_exposure[0]), float(np.sqrt(moved @ moved)), WEEK + len(kinds))

    def _busy(self, stretch: Stretch) -> Floats:
        weights = self.calendar.weights(stretch.first, stretch.days[-1])
        return np.asarray(weights * np.asarray(stretch.exposure, np.float64))


def ordinary_days(reading: Reading) -> OrdinaryDays | Insufficient | None:
    """The calendar of a metric by its days before go-live; `Insufficient` where those are too few, and None where
    there is no calendar to learn, or the metric has no daily values.
    """
    launch, metric = reading.launch, reading.metric
    kinds = calendar_of(launch)
    if not isinstance(metric, Comparable) or not kinds.sizes:
        return None
    live, series = local_date(launch.live, launch.zone), asked_series(launch, metric, reading.at, reading.ask).everyone
    history = series.between(series.first, live - DAY)
    have = sum(below > 0 for below in history.below)
    if have < ENOUGH_DAYS:
        return Insufficient(Text("gate-guardrail-plain", {"needed": ENOUGH_DAYS, "have": have}), ENOUGH_DAYS, have)
    window, since = history.between(live - launch.before, live - DAY), series.between(live, series.last)
    calendar = fit(history, kinds, live, is_volume=is_volume(metric))
    return OrdinaryDays(calendar, Stretch(window.first, window.below), Stretch(live, since.below))


def multiple_of_before(reading: Reading, days: OrdinaryDays, factor: float, low_share: float = EVEN) -> Answer:
    """The metric as a multiple of before with the calendar taken off, at any look. `factor` and `low_share` as in
    `relative`.
    """
    asking = reduction(reading.metric, reading.scope, Judging(), reading.cell)
    if isinstance(asking, Poisson):
        both = both_daily(reading, asking)
        return both if isinstance(both, Insufficient) else events_of_ordinary_days(days, both, low_share)
    answer = relative(reading, "before", factor, alpha=ALPHA - CALENDAR_ALPHA)
    return answer if isinstance(answer, Insufficient) else _taken_off(days, answer, days.before, days.after)


def events_of_ordinary_days(days: OrdinaryDays, both: BothDaily, low_share: float = EVEN) -> Estimate:
    """The multiple of a rate or a count, each day weighed by how busy the calendar makes it."""
    before = Stretch(days.after.first - len(both.before.events) * DAY, both.before.exposure)
    expected = days.expected(before, Stretch(days.after.first, both.after.exposure), both.before.total)
    return expected.multiple(both, low_share)


def _taken_off(days: OrdinaryDays, answer: Estimate, before: Stretch, after: Stretch) -> Estimate:
    if not sum(before.exposure) or not sum(after.exposure):
        return answer
    busier = days.busier(before, after)
    interval = taken_off(answer.interval, busier.factor, busier.sd, unknowns=busier.unknowns, alpha=CALENDAR_ALPHA)
    return Estimate(answer.value / busier.factor, interval, answer.counts, answer.scale)
