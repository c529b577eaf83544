"""Share of units that come back in a bracket of days after their first event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import Mask, matches, per_unit
from hypercare.analysis.within import since_exposure
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class Retention(Share):
    """Retention in one bracket of elapsed 24-hour days, both ends inside, from the first event in [start, stop).

    The birth itself is no return. Sums: HEAD (units are those that were born, hits those that came back).
    """

    metric: RetentionMetric
    bracket: tuple[int, int]

    @property
    def width(self) -> int:
        return HEAD

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        rows = since_exposure(bucket, self.scope, who) & matches(bucket, self.metric.event)
        birth = self._births(bucket, rows)
        born = birth != NEVER
        start = np.where(born, birth, 0) + self.bracket[0] * DAY_US
        end = np.where(born, birth, 0) + (self.bracket[1] + 1) * DAY_US
        sizes = np.diff(bucket.offsets)
        inside = rows & (bucket.ts >= start.repeat(sizes)) & (bucket.ts < end.repeat(sizes))
        births = born & (self.bracket[0] == 0)
        retained = born & (per_unit(bucket, inside) - births >= self.metric.at_least)
        mature = born & (end <= self.scope.settled)
        return np.stack([born, mature, mature & retained, retained, born & ~mature & ~retained], axis=1).astype(
            np.int64
        )

    def _births(self, bucket: Bucket, rows: Mask) -> Ints:
        hits = np.flatnonzero(rows & (bucket.ts >= self.scope.start) & (bucket.ts < self.scope.stop))
        at = np.searchsorted(hits, bucket.offsets[:-1])
        first = np.append(hits, len(bucket.ts))[at]
        return np.where(first < bucket.offsets[1:], np.append(bucket.ts, NEVER)[first], NEVER)
