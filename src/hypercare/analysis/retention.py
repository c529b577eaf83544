"""Share of units that come back in a bracket of days after their first event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.proportion import share
from hypercare.analysis.rows import Mask, known_by, matches, per_unit
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.model.estimate import Answer, Counts
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class Retention(TallyReduction):
    """Retention in one bracket of elapsed 24-hour days, both ends inside, from the first event in [start, stop).

    Sums: units born, mature, retained among mature, retained, still open.
    """

    metric: RetentionMetric
    bracket: tuple[int, int]

    @property
    def width(self) -> int:
        return 5

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, _who: Members) -> NDArray[np.int64]:
        rows = known_by(bucket, self.scope.as_of) & matches(bucket, self.metric.event)
        birth = self._births(bucket, rows)
        born = birth != NEVER
        start = np.where(born, birth, 0) + self.bracket[0] * DAY_US
        end = np.where(born, birth, 0) + (self.bracket[1] + 1) * DAY_US
        sizes = np.diff(bucket.offsets)
        inside = rows & (bucket.ts >= start.repeat(sizes)) & (bucket.ts < end.repeat(sizes))
        retained = born & (per_unit(bucket, inside) >= self.metric.at_least)
        mature = born & (end <= self.scope.settled)
        return np.stack([born, mature, mature & retained, retained, born & ~mature & ~retained], axis=1).astype(
            np.int64
        )

    def answer(self, row: Row) -> Answer:
        units, mature, hits, retained, still_open = row
        counts = Counts(units=units, mature=mature, open=still_open, hits=hits, trials=mature)
        bounds = (retained / units, (retained + still_open) / units) if units else None
        return share(counts, self.judging, bounds=bounds)

    def _births(self, bucket: Bucket, rows: Mask) -> Ints:
        hits = np.flatnonzero(rows & (bucket.ts >= self.scope.start) & (bucket.ts < self.scope.stop))
        at = np.searchsorted(hits, bucket.offsets[:-1])
        first = np.append(hits, len(bucket.ts))[at]
        return np.where(first < bucket.offsets[1:], np.append(bucket.ts, NEVER)[first], NEVER)
