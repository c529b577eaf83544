"""Retention by each unit's own cadence: how often it usually comes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.hit_keys import keys_of, next_unit, time_at, unit_at
from hypercare.analysis.hits import hits
from hypercare.analysis.lacking import Lacking
from hypercare.analysis.population import Members
from hypercare.analysis.retention.cells import RecurringRetention, Retention, properties
from hypercare.analysis.retention.grid import cadence_grid
from hypercare.analysis.tally import PerUnit, Row
from hypercare.model.estimate import Answer
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket, Ints
from hypercare.stats.arguments import Alternative

LIMITS_DAYS = (10.0, 20.0, 45.0)
"""Up to these median gaps a unit is weekly, fortnightly, monthly; beyond them quarterly."""
USUAL_DAYS = (7, 14, 30, 90)
"""The cadence that stands for each class."""
MONTHLY = 2
"""What is assumed where no unit has shown a cadence yet: business customers ship monthly."""
FEWEST_GAPS = 3
"""From fewer gaps no cadence is read."""
PRIOR_GAPS = 3
"""What all units together say weighs as much as so many gaps of the unit's own: as the fewest that are read."""
HOUR_US = 3600 * SECOND_US


@dataclass(frozen=True)
class CadenceRetention(PerUnit):
    """Retention around a day after the birth, within half a cadence of the unit's own to either side.

    A unit's cadence is its median gap, shrunk on the log scale towards that of all units (empirical Bayes, log-normal).
    What all units have in common is one of `USUAL_DAYS`, and known only when everything is added up. So each of them
    is tried, and the state holds the sums of all four: it adds up exactly. Sums: units by class of their own median
    gap, then for each common cadence the sums of the retention.
    """

    metric: RetentionMetric
    day: int

    @property
    def width(self) -> int:
        return len(USUAL_DAYS) * (1 + self.retention.width)

    @property
    def reads(self) -> frozenset[str]:
        return properties(self.metric)

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        rhythm = Rhythm.of(bucket, self.metric, self.scope.as_of)
        grids = (cadence_grid(self.metric, (self.day,), self.scope, each) for each in rhythm.cadences())
        return np.hstack([rhythm.classes, *(self.retention.on(grid, bucket, who) for grid in grids)])

    def answer(self, row: Row) -> Answer:
        return self.retention.answer(self._pooled(row))

    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        return self.retention.p(self._pooled(row), null=null, alternative=alternative)

    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        return self.retention.lacking(self._pooled(row), target=target)

    @property
    def retention(self) -> Retention | RecurringRetention:
        """What is asked under each common cadence."""
        kind = RecurringRetention if self.metric.birth == "recurring" else Retention
        return kind(self.scope, self.judging, self.metric, (self.day, self.day))

    def part(self, row: Row, everyone: Row) -> Row:
        """The sums of some units under the cadence that everyone has in common."""
        width = self.retention.width
        start = len(USUAL_DAYS) + common_class(everyone[: len(USUAL_DAYS)]) * width
        return row[start : start + width]

    def _pooled(self, row: Row) -> Row:
        """The sums under the cadence that the units have in common."""
        return self.part(row, row)


@dataclass(frozen=True)
class Rhythm:
    """How many gaps each unit has shown in all its known history, and their median in days, (u,) each."""

    gaps: Ints
    median_days: NDArray[np.float64]

    @classmethod
    def of(cls, bucket: Bucket, metric: RetentionMetric, as_of: int) -> "Rhythm":
        """That of the event by which units come back, as known at `as_of`."""
        found = hits(bucket, metric.event, as_of)
        return cls(*_median_gaps(keys_of(found), len(bucket.offsets) - 1, DAY_US))

    @property
    def classes(self) -> NDArray[np.int64]:
        """Whether each unit is of each class, (u, 4); of none with too few gaps."""
        own = np.searchsorted(LIMITS_DAYS, self.median_days)
        known = (self.gaps >= FEWEST_GAPS)[:, None]
        return np.asarray(known & (own[:, None] == np.arange(len(USUAL_DAYS))), np.int64)

    def cadences(self) -> Iterator[Ints]:
        """The cadence of each unit under each that units may have in common, (u,) microseconds."""
        return (cadences(self.gaps, self.median_days, days) for days in USUAL_DAYS)


def common_class(classes: Row) -> int:
    """The class of the median unit, of an even number the lower one; monthly where no unit shows a cadence."""
    total, so_far = sum(classes), 0
    for index, units in enumerate(classes):
        so_far += units
        if total and 2 * so_far >= total:
            return index
    return MONTHLY


def cadences(gaps: Ints, median_days: NDArray[np.float64], common_days: int) -> Ints:
    """The cadence of each unit, in microseconds: whole hours, so that no rounding of a logarithm decides, (u,)."""
    weight = np.where(gaps >= FEWEST_GAPS, gaps, 0)
    own = np.log(np.where(gaps >= FEWEST_GAPS, median_days, 1.0))
    days = np.exp((weight * own + PRIOR_GAPS * np.log(common_days)) / (weight + PRIOR_GAPS))
    return np.asarray(np.rint(days * 24), np.int64) * HOUR_US


@njit(cache=True, nogil=True)
def _median_gaps(found, count, visit):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Per unit how many gaps there are between visits, and their median in visits' lengths; 0 without any.

    What comes within `visit` of the event that opened a visit belongs to it: twenty orders of one upload are one visit.
    """
    gaps, median = np.zeros(count, np.int64), np.zeros(count, np.float64)
    between, i = np.empty(len(found.row), np.float64), 0
    while i < len(found.row):
        end, seen, opened = next_unit(found, i), 0, i
        for row in range(i, end):
            since = time_at(found, row) - time_at(found, opened)
            if since >= visit:
                between[seen] = since / visit
                seen, opened = seen + 1, row
        if seen:
            gaps[unit_at(found, i)], median[unit_at(found, i)] = seen, np.median(between[:seen])
        i = end
    return gaps, median
