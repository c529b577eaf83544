"""Retention by each unit's own cadence: how often it usually comes."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.lacking import Lacking
from hypercare.analysis.population import Members
from hypercare.analysis.retention import RecurringRetention, Retention
from hypercare.analysis.retention_grid import ByCadence
from hypercare.analysis.rows import known_by, matches
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
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64] | NDArray[np.object_]:
        gaps, median_days = self._gaps(bucket)
        known = gaps >= FEWEST_GAPS
        own = np.searchsorted(LIMITS_DAYS, median_days)
        classes = known[:, None] & (own[:, None] == np.arange(len(USUAL_DAYS)))
        grids = (ByCadence(self.day, cadences(gaps, median_days, days)) for days in USUAL_DAYS)
        return np.hstack([classes.astype(np.int64), *(self.retention.on(grid, bucket, who) for grid in grids)])

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

    def _gaps(self, bucket: Bucket) -> tuple[Ints, NDArray[np.float64]]:
        """How many gaps each unit has shown in all its known history, and their median in days, (u,) each."""
        rows = np.flatnonzero(known_by(bucket, self.scope.as_of) & matches(bucket, self.metric.event))
        found: tuple[Ints, NDArray[np.float64]] = _median_gaps(
            np.searchsorted(rows, bucket.offsets), bucket.ts[rows], DAY_US
        )
        return found


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
def _median_gaps(offsets, ts, visit):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Per unit how many gaps there are between visits, and their median in visits' lengths; 0 without any.

    What comes within `visit` of the event that opened a visit belongs to it: twenty orders of one upload are one visit.
    """
    units = len(offsets) - 1
    count, median = np.zeros(units, np.int64), np.zeros(units, np.float64)
    gaps = np.empty(len(ts), np.float64)
    for unit in range(units):
        found = 0
        opened = offsets[unit]
        for row in range(offsets[unit], offsets[unit + 1]):
            if ts[row] - ts[opened] >= visit:
                gaps[found] = (ts[row] - ts[opened]) / visit
                found, opened = found + 1, row
        if found:
            count[unit], median[unit] = found, np.median(gaps[:found])
    return count, median
