"""What a calendar does to a metric: how busy each day is, learnt from its series and from what is known beforehand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hypercare.analysis.series.series import Series
from hypercare.cycles.day import DAY
from hypercare.cycles.day_kinds import DayKind, DayKinds
from hypercare.cycles.judgeable import LAST_NOVELTY_DAY
from hypercare.cycles.packs import Size
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RetentionMetric,
)
from hypercare.stats.calendar_regression import Regression, regress

Floats = NDArray[np.float64]
Key = tuple[str, ...]

WEEK = 7
LEAST_DAYS = 14
"""Two of each weekday: from fewer days nothing is learnt, and the priors stand."""
SHARE = Size(times=1.0, spread=0.25)
"""What is known beforehand of a share, a ratio or a price on any day that is not ordinary: when three times as many
orders come, not three times as large a part of them goes through. The spread lets it be a fourth more or less."""
IN_COMMON, BY_PLACE, BY_OCCURRENCE = 0.5, 0.3, 0.2
"""How the variance of a size is shared: what all days of the peak have in common, what the same place in it has every
time (10.10 again, five days before Eid again), and what is new each time, so that one year does not make the next one
certain."""
WEEKDAY_SD = 0.5
"""Sundays of business customers are half of a workday: within one and a half of these."""
HALF = 0.5
"""Of a unit: so much is taken to be missing of a whole of which nothing was, which has no odds."""
LEVEL_SD, STEP_SD = 20.0, 2.0
"""Nothing is known of the level, and as good as nothing of what a launch does: sevenfold within one deviation."""
TREND_DAYS, TREND_SD = 90, 0.2
"""A business that grows by a fifth in a quarter does well: a trend beyond is more likely the launch or a season."""
MOST_KEPT = 64
"""Several questions of one look read the same series; the metrics of a large launch, at half a megabyte each."""
LEVEL, TREND, EARLY, STEADY, WEEKDAY, KIND = "level", "trend", "early", "steady", "weekday", "kind"


@dataclass(frozen=True)
class Effect:
    """How one kind of day multiplies: the logarithm's `mean` and `sd`, and what was known of both beforehand. `days` of
    it were in the series.
    """

    name: str
    mean: float
    sd: float
    prior_mean: float
    prior_sd: float
    days: int


@dataclass(frozen=True)
class CalendarFit:
    """The calendar of a metric. The weight of a day is how many ordinary days it is worth, an ordinary one being the
    mean of a week without peaks. What no day has taught is as the priors say, so that every day has a weight.

    `regression` is None where there was too little to learn from. Where days are parts of a whole, what is learnt
    multiplies odds (`log_odds`), and weights are told at the share `base` that all days together had: a weight never
    makes more of it than the whole.
    """

    kinds: DayKinds
    sizes: Mapping[str, Size]
    columns: Mapping[Key, int]
    regression: Regression | None
    seen: Mapping[str, int]
    base: float | None = None

    def weight(self, day: date) -> float:
        """The weight of a day, past or to come."""
        return float(self.weights(day, day)[0])

    def weights(self, first: date, last: date) -> Floats:
        """The weights of the days `first` to `last`, both inside."""
        return self.times(self.logs(first, last))

    def logs(self, first: date, last: date) -> Floats:
        """By how much the days `first` to `last` raise the logarithm, of parts that of the odds."""
        return np.array([self._mean(day) for day in days_between(first, last)])

    def times(self, logs: ArrayLike) -> Floats:
        """What so much more of the logarithm multiplies by, of parts at the base share."""
        if self.base is None:
            return np.asarray(np.exp(logs), np.float64)
        odds = self.base / (1.0 - self.base) * np.exp(logs)
        return np.asarray(odds / (1.0 + odds) / self.base, np.float64)

    def sd(self, day: date) -> float:
        """The standard deviation of the logarithm of a day's weight, of parts that of its odds."""
        return float(np.sqrt(self.covariance([day])[0, 0]))

    def covariance(self, days: Sequence[date]) -> Floats:
        """The covariance of the logarithms of the weights of some days (of parts: of odds), (d, d)."""
        errors = self.errors(days)
        return errors @ errors.T

    def errors(self, days: Sequence[date]) -> Floats:
        """What one standard deviation of each of k independent unknowns adds to the logarithms of the weights of some
        days, (d, k): those of what was learnt, then those of which only the priors are known.
        """
        unseen: dict[Key, int] = {}
        known = np.zeros((len(days), len(self.columns)))
        guessed: list[tuple[int, Key]] = []
        for row, day in enumerate(days):
            known[row, [self.columns[key] for key in _weekdays(self.columns)]] -= self._week
            for key in [(WEEKDAY, str(day.weekday())), *_keys(self.kinds.of(day))]:
                if key in self.columns:
                    known[row, self.columns[key]] += 1
                elif key[0] != WEEKDAY:
                    unseen.setdefault(key, len(unseen))
                    guessed.append((row, key))
        found = np.zeros((len(days), len(self.columns) + len(unseen)))
        if self.regression is not None:
            found[:, : len(self.columns)] = known @ np.linalg.cholesky(self.regression.covariance)
        for row, key in guessed:
            found[row, len(self.columns) + unseen[key]] = _prior_sd(key, self.sizes)
        return found

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What each kind of day does, by the calendar's order."""
        return tuple(self._effect(name) for name in self.sizes)

    @property
    def weekdays(self) -> Floats:
        """The weights of the weekdays, Monday first, (7,): their mean is 1."""
        return self.times(np.array([self._coefficient((WEEKDAY, str(day))) for day in range(WEEK)]) - self._ordinary)

    @property
    def autocorrelation(self) -> float:
        """How much of a day's noise is left on the next one; 0 where nothing was learnt."""
        return self.regression.autocorrelation if self.regression else 0.0

    @property
    def dispersion(self) -> float:
        """The variance of a day over its mean; 1 where nothing was learnt."""
        return self.regression.dispersion if self.regression else 1.0

    def step(self, name: str) -> tuple[float, float] | None:
        """What came with the launch, `early` (days 0 to 30) or `steady` (later), against before: the logarithm and its
        standard deviation. A rough one: `analysis.lift` has the interval that holds. None where it was not fitted.
        """
        if self.regression is None or (name,) not in self.columns:
            return None
        place = self.columns[(name,)]
        return float(self.regression.mean[place]), float(np.sqrt(self.regression.covariance[place, place]))

    def _mean(self, day: date) -> float:
        keys = [(WEEKDAY, str(day.weekday())), *_keys(self.kinds.of(day))]
        return sum(self._coefficient(key) for key in keys) - self._ordinary

    def _coefficient(self, key: Key) -> float:
        if key in self.columns and self.regression is not None:
            return float(self.regression.mean[self.columns[key]])
        return _prior_mean(key, self.sizes)

    @cached_property
    def _ordinary(self) -> float:
        """The logarithm of the mean of a week without peaks."""
        return float(np.log(np.mean([np.exp(self._coefficient((WEEKDAY, str(day)))) for day in range(WEEK)])))

    @cached_property
    def _week(self) -> Floats:
        """What part of a week each weekday is that was learnt, in the order of `_weekdays`."""
        found = [np.exp(self._coefficient(key) - self._ordinary) / WEEK for key in _weekdays(self.columns)]
        return np.array(found)

    def _effect(self, name: str) -> Effect:
        key, size = (KIND, name), self.sizes[name]
        mean, sd = self._coefficient(key), _prior_sd(key, self.sizes)
        if key in self.columns and self.regression is not None:
            place = self.columns[key]
            sd = float(np.sqrt(self.regression.covariance[place, place]))
        rest = (1 - IN_COMMON) * size.spread**2
        return Effect(
            name, mean, float(np.sqrt(sd**2 + rest)), _prior_mean(key, self.sizes), size.spread, self.seen.get(name, 0)
        )


@lru_cache(maxsize=MOST_KEPT)
def fit(series: Series, kinds: DayKinds, live: date, *, is_volume: bool, is_part: bool = False) -> CalendarFit:
    """The calendar that a series shows. `live` is the go-live date: what comes with it, and from day 31 on, is a step
    of its own, so that neither peaks nor weekdays take it for theirs. `is_volume`, `is_part`: see there.
    """
    sizes = dict(kinds.sizes) if is_volume else dict.fromkeys(kinds.sizes, SHARE)
    below = np.array(series.below, np.float64)
    above = np.array([value / series.scale for value in series.above], np.float64)
    told = np.flatnonzero(below > 0)
    whole = float(above[told].sum() / below[told].sum()) if len(told) else 0.0
    base = min(whole, 1.0 - HALF / below.sum()) if is_part and whole > 0 else None
    if len(told) < LEAST_DAYS or (above[told] < 0).any() or not above[told].any() or (is_part and whole >= 1):
        return CalendarFit(kinds, sizes, {}, None, {}, base)
    days = [series.first + int(number) * DAY for number in told]
    rows = [dict(_row(day, kinds, live)) for day in days]
    columns = {key: place for place, key in enumerate(dict.fromkeys(key for row in rows for key in row))}
    design = np.zeros((len(rows), len(columns)))
    for number, row in enumerate(rows):
        for key, value in row.items():
            design[number, columns[key]] = value
    means = np.array([_prior_mean(key, sizes) for key in columns])
    means[columns[(LEVEL,)]] = np.log(whole if base is None else base / (1.0 - base))
    found = regress(
        above[told], below[told], design, told.astype(np.int64), prior_mean=means,
        prior_sd=np.array([_prior_sd(key, sizes) for key in columns]), parts=is_part,
    )  # fmt: skip
    seen = [kind.name for day in days for kind in kinds.of(day)]
    return CalendarFit(kinds, sizes, columns, found, {name: seen.count(name) for name in dict.fromkeys(seen)}, base)


def is_volume(metric: Metric) -> bool:
    """Whether a metric's days hold how much is done: orders or visits, which peaks multiply. Shares, ratios, prices and
    what is counted per active unit are none.
    """
    match metric:
        case CountMetric() | CycleMetric() | RetentionMetric() | ActivityMetric():
            return True
        case MeanMetric():
            return metric.of is None
        case RateMetric():
            return not metric.active
        case _:
            return False


def is_part(metric: Metric) -> bool:
    """Whether a day's value is a part of a whole: of the units that entered, or of all units."""
    return isinstance(metric, FunnelMetric | ActivityMetric)


def is_counted(metric: Metric) -> bool:
    """Whether whole events or units are above the line, which vary at least by chance, and not values of a property."""
    return not (isinstance(metric, MeanMetric) and metric.of is not None)


def days_between(first: date, last: date) -> Iterator[date]:
    """The days `first` to `last`, both inside."""
    return (first + number * DAY for number in range((last - first).days + 1))


def _row(day: date, kinds: DayKinds, live: date) -> Iterator[tuple[Key, float]]:
    """The columns of a day that are not 0."""
    since = (day - live).days
    yield (LEVEL,), 1.0
    yield (TREND,), since / TREND_DAYS
    if since >= 0:
        yield (EARLY if since <= LAST_NOVELTY_DAY else STEADY,), 1.0
    yield (WEEKDAY, str(day.weekday())), 1.0
    yield from ((key, 1.0) for key in _keys(kinds.of(day)))


def _keys(kinds: Iterable[DayKind]) -> Iterator[Key]:
    """The columns of the kinds of a day: the kind's own, its place's, its occurrence's."""
    for kind in kinds:
        yield KIND, kind.name
        yield KIND, kind.name, "place", kind.place
        yield KIND, kind.name, "begun", kind.begun.isoformat()


def _weekdays(columns: Mapping[Key, int]) -> list[Key]:
    return [key for key in columns if key[0] == WEEKDAY]


def _prior_mean(key: Key, sizes: Mapping[str, Size]) -> float:
    return float(np.log(sizes[key[1]].times)) if key[0] == KIND and len(key) == 2 else 0.0


def _prior_sd(key: Key, sizes: Mapping[str, Size]) -> float:
    if key[0] != KIND:
        return {LEVEL: LEVEL_SD, TREND: TREND_SD, EARLY: STEP_SD, STEADY: STEP_SD, WEEKDAY: WEEKDAY_SD}[key[0]]
    part = IN_COMMON if len(key) == 2 else BY_PLACE if key[2] == "place" else BY_OCCURRENCE
    return float(np.sqrt(part)) * sizes[key[1]].spread
