"""Retention by each unit's own cadence: how often it usually comes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.lacking import Lacking
from hypercare.analysis.population import Members
from hypercare.analysis.retention.cells import RecurringRetention, Retention, properties
from hypercare.analysis.retention.grid import cadence_grid
from hypercare.analysis.retention.rhythm import USUAL_DAYS, Rhythm, common_class
from hypercare.analysis.tally import PerUnit, Row
from hypercare.model.estimate import Answer
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket
from hypercare.stats.arguments import Alternative


@dataclass(frozen=True)
class CadenceRetention(PerUnit):
    """Retention around a day after the birth, within half a cadence of the unit's own to either side.

    A unit's cadence is its median gap, pooled on the log scale towards that of all units (`Rhythm.cadence`).
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
