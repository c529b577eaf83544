"""Births, and who came back after them."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.population import Members
from hypercare.analysis.retention_grid import Births, Grid
from hypercare.analysis.rows import Mask, known_by, matches, row_units
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import since_exposure
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class Returns:
    """Births, each with its unit's number, whether it is mature, and whether the unit came back, (b,) each."""

    unit: Ints
    mature: Mask
    retained: Mask

    def by_unit(self, births: Mask, units: int) -> Ints:
        """How many of some births each unit has, (units,)."""
        return np.asarray(np.bincount(self.unit[births], minlength=units), np.int64)

    def heads(self, units: int) -> NDArray[np.int64]:
        """The first sums of a share for each unit, (units, 5)."""
        every = np.ones_like(self.mature)
        parts = (
            every, self.mature, self.mature & self.retained, self.retained, ~self.mature & ~self.retained,
        )  # fmt: skip
        return np.stack([self.by_unit(part, units) for part in parts], axis=1)


def returns(bucket: Bucket, scope: Scope, who: Members, metric: RetentionMetric, grid: Grid) -> Returns:
    """The births of a bucket in [start, stop), and what became of them in one cell of the grid.

    The birth itself is no return. A birth is mature when its whole cell is over.
    """
    rows = np.flatnonzero(since_exposure(bucket, scope, who) & matches(bucket, metric.event))
    births = _births(bucket, scope, metric, grid, rows)
    start, end = grid.span(births)
    until = np.full_like(end, scope.as_of + 1) if metric.returning == "on_or_after" else end
    offsets = np.searchsorted(rows, bucket.offsets)
    came = _between(offsets, bucket.ts[rows], births.unit, start, until)
    came -= (start <= births.at) & (births.at < until)
    return Returns(births.unit, end <= scope.settled, came >= metric.at_least)


def _births(bucket: Bucket, scope: Scope, metric: RetentionMetric, grid: Grid, rows: Ints) -> Births:
    """The births among the rows, in order."""
    rows = rows[(bucket.ts[rows] >= scope.start) & (bucket.ts[rows] < scope.stop)]
    unit, at = row_units(bucket)[rows], bucket.ts[rows]
    opens = _changes(unit)
    first = at[np.flatnonzero(opens)[np.cumsum(opens) - 1]]
    born = opens
    if metric.birth == "first_ever":
        born = opens & (rows == _first_ever(bucket, scope, metric)[unit])
    if metric.birth == "recurring":
        born = opens | _changes(grid.period(Births(unit, first, at)))
    return Births(unit[born], first[born], at[born])


def _first_ever(bucket: Bucket, scope: Scope, metric: RetentionMetric) -> Ints:
    """The row of each unit's first such event in all that was known, also before its exposure; -1 without one, (u,)."""
    rows = np.flatnonzero(known_by(bucket, scope.as_of) & matches(bucket, metric.event))
    at = np.searchsorted(rows, bucket.offsets[:-1])
    first = np.append(rows, len(bucket.ts))[at]
    return np.where(first < bucket.offsets[1:], first, -1)


def _changes(values: Ints) -> Mask:
    """Whether each value differs from the one before it; the first does."""
    changes = np.ones(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


@njit(cache=True, nogil=True)
def _between(offsets, ts, unit, start, end):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """How many rows of its unit lie in [start, end) of each birth."""
    count = np.empty(len(unit), np.int64)
    for b in range(len(unit)):
        own = ts[offsets[unit[b]] : offsets[unit[b] + 1]]
        count[b] = np.searchsorted(own, end[b]) - np.searchsorted(own, start[b])
    return count
