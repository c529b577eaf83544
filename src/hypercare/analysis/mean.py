"""The mean of a property over events, or the mean number of events per unit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import Clustered, cluster_sums
from hypercare.analysis.hits import Hits, hits
from hypercare.analysis.population import Members
from hypercare.analysis.within import in_scope
from hypercare.model.metrics import MeanMetric, Scalar
from hypercare.model.sequences import Bucket, Codes, Column
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.mean import MINIMUM

MICRO = 1_000_000
"""Property values are summed as whole millionths, so that sums are exact in any order."""
HALF = 32


@dataclass(frozen=True)
class Mean(Clustered):
    """The mean of one scope, clustered by unit. Sums: those of `clusters`, values in millionths."""

    micro: ClassVar[int] = MICRO
    # Values are not parts of a whole: they may be as skewed as those of a mean per unit, and need as many units.
    minimum: ClassVar[Minimum] = MINIMUM
    metric: MeanMetric

    @property
    def scale(self) -> str:
        return "value" if self.metric.of else "per_unit"

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys | ({self.metric.of} if self.metric.of else set())

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64] | NDArray[np.object_]:
        found = in_scope(hits(bucket, self.metric.event, self.scope.as_of), self.scope, who)
        if self.metric.of is None:
            return cluster_sums(found.by_unit * MICRO, np.ones(len(who.mask), np.int64))
        values, present = millionths(bucket.columns[self.metric.of], found.rows)
        found = found.where(present)
        return cluster_sums(_exact_sums(found, values[present]), found.by_unit)


def _exact_sums(found: Hits, values: NDArray[np.int64]) -> NDArray[np.object_]:
    """Sums by unit as Python integers: ten of the largest values together do not fit 64 bits, so halves are added."""
    upper, lower = (_per_unit(found, half) for half in (values >> HALF, values & ((1 << HALF) - 1)))
    return np.asarray(upper.astype(object) * (1 << HALF) + lower.astype(object))


def _per_unit(found: Hits, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums by unit, (u,)."""
    running = np.concatenate(([0], np.cumsum(values)))
    ends = np.cumsum(found.by_unit)
    return np.asarray(np.diff(running[ends], prepend=0))


def millionths(column: Column, rows: Codes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The values of a property in some rows (m,), in millionths, and whether each is a number."""
    numbers = [_number(value) for value in (*column.values, None)]
    values = np.array([0 if number is None else round(number * MICRO) for number in numbers], np.int64)
    present = np.array([number is not None for number in numbers], bool)
    return values[column.codes[rows]], present[column.codes[rows]]


def _number(value: Scalar) -> float | None:
    """A number that fits: beyond 10^12 it is no measurement, and its millionths would not fit 64 bits."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) <= 1e12 else None
