"""Where units stopped in a funnel, and what came after in their window."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.chains import traced
from hypercare.analysis.funnel.options import ANY
from hypercare.analysis.population import members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class Stops:
    """The units of a bucket that entered a funnel, (u,) each: which they are, the step at which the best chain of each
    stands (from 0; in any order the one that came last), and whether it stopped there for good, may still go on, or had
    its whole window (its last entry's). `rows` (u, steps): the row by which it fills each step, -1 where it does not.
    """

    units: Ints
    step: Ints
    dropped: Mask
    is_open: Mask
    mature: Mask
    rows: Codes

    def came_by(self, step: int) -> Mask:
        """Whether each unit's chain filled a step and went on from there."""
        return np.asarray((self.rows[:, step] >= 0) & (self.step != step))


@dataclass(frozen=True)
class Aftermath:
    """What came after, for the units that stopped for good, (m,) each: their places among the stops, the row at which
    each had reached its step, the row after it and the last one in the window (both -1 where nothing came), and which
    kinds of event (bits) it met from its entry to the end of its window.
    """

    places: Ints
    reached: Ints
    following: Ints
    last: Ints
    met: NDArray[np.uint8]


def stops(bucket: Bucket, metric: FunnelMetric, scope: Scope) -> Stops:
    """Where the members of a bucket stand in a funnel, as known at the scope's `as_of`."""
    who = members(bucket, scope.population, scope.as_of)
    chains = traced(bucket, metric, scope, who)
    units = np.flatnonzero(chains.entered)
    return Stops(
        units=units,
        step=chains.stands_at[units],
        dropped=chains.dropped[units],
        is_open=chains.is_open[units],
        mature=chains.mature[units],
        rows=chains.rows[units],
    )


def aftermath(bucket: Bucket, metric: FunnelMetric, scope: Scope, found: Stops, kinds: NDArray[np.uint8]) -> Aftermath:
    """What came after; `kinds` (names,) has the bits of each event's kinds, by its code."""
    places = np.flatnonzero(found.dropped)
    rows, units = found.rows[places].astype(np.int64), found.units[places]
    entry = _entry_rows(rows, metric)
    # A step is reached when it and all before it have happened: within one instant, or a grace, in whatever order.
    reached = rows.max(axis=1, initial=-1)
    until = np.minimum(bucket.ts[entry] + metric.within // MICROSECOND, scope.as_of)
    following, last, met = _came_after(
        bucket.offsets, bucket.ts, bucket.known, bucket.event, kinds, units, entry, reached, until, scope.as_of
    )
    return Aftermath(places, reached, following, last, met)


def _entry_rows(rows: Ints, metric: FunnelMetric) -> Ints:
    """The row that each chain begins with: the first step's, unless that may be left out or come later."""
    earliest = np.where(rows >= 0, rows, np.iinfo(np.int64).max).min(axis=1, initial=np.iinfo(np.int64).max)
    return earliest if metric.order == ANY else np.where(rows[:, 0] >= 0, rows[:, 0], earliest)


@njit(cache=True, nogil=True)
def _came_after(offsets, ts, known, event, kinds, units, entry, reached, until, as_of):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Reads the rows of each unit from the instant of its entry to the end of its window."""
    many = len(units)
    following, last, met = np.full(many, -1), np.full(many, -1), np.zeros(many, np.uint8)
    for i in range(many):
        row, end = entry[i], offsets[units[i] + 1]
        while row > offsets[units[i]] and ts[row - 1] == ts[entry[i]]:
            row -= 1
        while row < end and ts[row] <= until[i]:
            if known[row] <= as_of:
                met[i] |= kinds[event[row]]
                if row > reached[i]:
                    last[i] = row
                    if following[i] < 0:
                        following[i] = row
            row += 1
    return following, last, met
