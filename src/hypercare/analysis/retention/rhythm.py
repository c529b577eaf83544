"""How often each unit comes: its visits, the gaps between them, and the cadence that they show."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.hit_keys import keys_of, next_unit, time_at, unit_at
from hypercare.analysis.hits import hits
from hypercare.analysis.retention.day_clock import PLAIN, DayClock, read
from hypercare.analysis.tally import Row
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket, Ints

Floats = NDArray[np.float64]
LIMITS_DAYS = (10.0, 20.0, 45.0)
"""Up to these median gaps a unit is weekly, fortnightly, monthly; beyond them quarterly."""
USUAL_DAYS = (7, 14, 30, 90)
"""The cadence that stands for each class."""
CLASSES = ("weekly", "fortnightly", "monthly", "quarterly", "not_shown")
"""The classes, and what a unit is of that has shown too few gaps."""
NOT_SHOWN = len(USUAL_DAYS)
MONTHLY = 2
"""What is assumed where no unit has shown a cadence yet: business customers ship monthly."""
FEWEST_GAPS = 3
"""From fewer gaps no cadence is read."""
UNITS_SPREAD = 1.0
"""How far the cadences of one segment's units lie apart, as a standard deviation of logarithms: weekly and quarterly
are 2.55 apart, and a segment may hold every class."""
GAPS_SPREAD = 0.5
"""How far one unit's own gaps lie apart before they are known: between a fixed shipping day (about 0.1) and arrival at
random (1.28)."""
SPREAD_GAPS = 3
"""What `GAPS_SPREAD` weighs against the gaps themselves: as the fewest that are read."""
MEDIAN_VARIANCE = np.pi / 2
"""The variance of a median of normal values is so many times that of their mean (Stuart & Ord 1994, 10.10)."""
HOUR_US = 3600 * SECOND_US
RECENT_DAYS = 90
"""What a unit did in so many days up to its last event is its volume: a quarter, in which every class comes."""


@dataclass(frozen=True)
class Rhythm:
    """Of each unit, (u,) each: the `gaps` between visits in all its known history, their median in days, mean and
    variance of their logarithms (of days; 0 for fewer than two); when its first and its last visit began and its last
    event was, microseconds UTC; and `recent` events in the 90 days up to that one. All 0 without any event.
    """

    gaps: Ints
    median_days: Floats
    log_mean: Floats
    log_variance: Floats
    first: Ints
    opened: Ints
    last: Ints
    recent: Ints

    @classmethod
    def of(cls, bucket: Bucket, metric: RetentionMetric, as_of: int, clock: DayClock = PLAIN) -> "Rhythm":
        """That of the event by which units come back, as known at `as_of`. Gaps are in days of the `clock`; what is a
        visit, and what is recent, in plain ones.
        """
        found = hits(bucket, metric.event, as_of)
        return cls(*_rhythms(keys_of(found), len(bucket.offsets) - 1, DAY_US, RECENT_DAYS * DAY_US, clock.dial))

    @property
    def own_class(self) -> NDArray[np.int64]:
        """The class of each unit's own median gap, (u,); `NOT_SHOWN` with too few gaps."""
        own = np.searchsorted(LIMITS_DAYS, self.median_days)
        return np.where(self.gaps >= FEWEST_GAPS, own, NOT_SHOWN).astype(np.int64)

    @property
    def classes(self) -> NDArray[np.int64]:
        """Whether each unit is of each class, (u, 4); of none with too few gaps."""
        return np.asarray(self.own_class[:, None] == np.arange(len(USUAL_DAYS)), np.int64)

    @property
    def freedom(self) -> Floats:
        """The degrees of freedom of `pooled_variance`, (u,)."""
        return np.asarray(np.maximum(self.gaps - 1, 0) + SPREAD_GAPS, np.float64)

    @property
    def pooled_variance(self) -> Floats:
        """The variance of the logarithms of each unit's gaps, pooled with what is taken of them beforehand, (u,)."""
        own = np.maximum(self.gaps - 1, 0) * self.log_variance
        return np.asarray((own + SPREAD_GAPS * GAPS_SPREAD**2) / self.freedom, np.float64)

    def cadences(self) -> Iterator[Ints]:
        """The cadence of each unit under each that units may have in common, (u,) microseconds."""
        return (self.cadence(days) for days in USUAL_DAYS)

    def cadence(self, common_days: int) -> Ints:
        """The cadence of each unit, in microseconds: whole hours, so that no rounding of a logarithm decides, (u,).

        Its own median, pooled on the log scale towards the common one by what each is worth: the spread of units
        against the error of a median of its gaps (normal-normal; Efron & Morris 1975, with fixed spreads).
        """
        shown = self.gaps >= FEWEST_GAPS
        own, common = np.log(np.where(shown, self.median_days, 1.0)), np.log(common_days)
        weight = np.where(shown, _weight(self), 0.0)
        return np.asarray(np.rint(np.exp(common + weight * (own - common)) * 24), np.int64) * HOUR_US


def _weight(rhythm: Rhythm) -> Floats:
    """What each unit's own median weighs against the common cadence, (u,) in (0, 1)."""
    error = MEDIAN_VARIANCE * rhythm.pooled_variance / np.maximum(rhythm.gaps, 1)
    return np.asarray(UNITS_SPREAD**2 / (UNITS_SPREAD**2 + error), np.float64)


def common_class(classes: Row) -> int:
    """The class of the median unit, of an even number the lower one; monthly where no unit shows a cadence."""
    total, so_far = sum(classes), 0
    for index, units in enumerate(classes):
        so_far += units
        if total and 2 * so_far >= total:
            return index
    return MONTHLY


@njit(cache=True, nogil=True)
def _rhythms(found, count, visit, recently, dial):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The fields of `Rhythm`.

    What comes within `visit` of the event that opened a visit belongs to it: twenty orders of one upload are one visit.
    """
    gaps, recent = np.zeros(count, np.int64), np.zeros(count, np.int64)
    first, last_visit, last = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    median, mean, variance = np.zeros(count, np.float64), np.zeros(count, np.float64), np.zeros(count, np.float64)
    between, i = np.empty(len(found.row), np.float64), np.int64(0)
    while i < len(found.row):
        unit, end, seen, opened = unit_at(found, i), next_unit(found, i), 0, time_at(found, i)
        first[unit], last[unit], shown = opened, time_at(found, end - 1), read(dial, opened)
        for row in range(i, end):
            at = time_at(found, row)
            recent[unit] += at > last[unit] - recently
            if at - opened >= visit:
                now = read(dial, at)
                between[seen] = (now - shown) / visit
                seen, opened, shown = seen + 1, at, now
        last_visit[unit], gaps[unit] = opened, seen
        if seen:
            median[unit] = np.median(between[:seen])
            logs = np.log(between[:seen])
            mean[unit] = logs.mean()
            if seen > 1:
                variance[unit] = ((logs - mean[unit]) ** 2).sum() / (seen - 1)
        i = end
    return gaps, median, mean, variance, first, last_visit, last, recent
