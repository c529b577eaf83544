"""Share of units that reach a goal within one business cycle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import known_by, matches, per_unit
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import CycleKind, CycleMetric
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class CycleGoal(Share):
    """The goal of one scope. In a calendar cycle [start, stop) is the cycle; else each unit's own window runs from
    its exposure. In a calendar cycle the whole cycle counts, also what a unit did in it before it was exposed: the
    rule is about the cycle. Sums: HEAD.
    """

    metric: CycleMetric

    @property
    def width(self) -> int:
        return HEAD

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        starts, ends = self._windows(who)
        sizes = np.diff(bucket.offsets)
        rows = known_by(bucket, self.scope.as_of) & matches(bucket, self.metric.event)
        rows &= (bucket.ts >= starts.repeat(sizes)) & (bucket.ts < ends.repeat(sizes))
        reached = per_unit(bucket, rows) >= self.metric.at_least
        mature = ends <= self.scope.settled
        return np.stack([np.ones_like(mature), mature, mature & reached, reached, ~mature & ~reached], 1).astype(
            np.int64
        )

    def _windows(self, who: Members) -> tuple[Ints, Ints]:
        """Where the cycle of each unit starts and ends, (u,) each."""
        every, units = self.metric.every, len(who.mask)
        length = (every.days or 0) * DAY_US
        if every.kind is CycleKind.FROM_ACTIVATION:
            ends = np.where(
                who.exposed_at == NEVER, NEVER, who.exposed_at + np.where(who.exposed_at == NEVER, 0, length)
            )
            return who.exposed_at, ends
        if every.kind is CycleKind.TRAILING:
            starts = np.full(units, self.scope.settled - length)
            whole = who.exposed_at <= starts
            return starts, np.where(whole, self.scope.settled, NEVER)
        return np.full(units, self.scope.start), np.full(units, self.scope.stop)
