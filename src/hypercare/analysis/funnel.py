"""How many units go through all steps of a funnel within its window."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel_kernel import NONE, funnel_levels, selected, step_bits
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import matches
from hypercare.analysis.tally import Row
from hypercare.analysis.within import since_exposure
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket


@dataclass(frozen=True)
class Funnel(Share):
    """The funnel of one scope. Sums: HEAD (units are those that entered, hits those that converted), then the units
    that reached each step, then the mature ones among them.
    """

    metric: FunnelMetric

    @property
    def width(self) -> int:
        return HEAD + 2 * len(self.metric.steps)

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(ref.where.keys for ref in self.metric.refs))

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        level, last_entry, is_open = self._levels(bucket, who)
        entered = last_entry != NONE
        mature = entered & (last_entry + self._window <= self.scope.settled)
        converted = level == len(self.metric.steps)
        reached = level[:, None] >= np.arange(1, len(self.metric.steps) + 1)
        head = np.stack([entered, mature, mature & converted, converted, is_open & ~mature], axis=1)
        return np.hstack([head, reached, reached & mature[:, None]]).astype(np.int64)

    def steps(self, row: Row) -> tuple[tuple[int, int], ...]:
        """Units, and mature units, that reached each step."""
        size = len(self.metric.steps)
        return tuple(zip(row[HEAD : HEAD + size], row[HEAD + size :], strict=True))

    @property
    def _window(self) -> int:
        return self.metric.within // MICROSECOND

    def _levels(self, bucket: Bucket, who: Members) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        counted = since_exposure(bucket, self.scope, who)
        bits = step_bits([matches(bucket, step.ref) & counted for step in self.metric.steps])
        offsets, rows = selected(bucket.offsets, bits)
        within = [self._window if step.within is None else step.within // MICROSECOND for step in self.metric.steps]
        found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]] = funnel_levels(
            offsets, rows, bucket.ts, bits, len(self.metric.steps), self.scope.start, self.scope.stop,
            self.scope.settled, self._window, np.array(within, np.int64), self.metric.entry == "first",
        )  # fmt: skip
        return found
