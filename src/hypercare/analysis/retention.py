"""Share of units that come back after their birth, in one cell of a grid."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import WIDTH, Clustered, cluster_sums
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.retention_grid import Grid, grid_of
from hypercare.analysis.returns import Returns, returns
from hypercare.analysis.tally import Row
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.ratio import MINIMUM, ClusteredSums


@dataclass(frozen=True)
class Retention(Share):
    """Retention in one cell, for units that are born once. `bracket` holds the cell's days, or twice the number of its
    period, both ends inside. Sums: HEAD (units are those that were born, hits those that came back).
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
        return self.on(grid_of(self.metric, self.bracket, self.scope), bucket, who)

    def on(self, grid: Grid, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        """The sums of each unit on a grid, (u, width)."""
        return returns(bucket, self.scope, who, self.metric, grid).heads(len(bucket.ids))


@dataclass(frozen=True)
class RecurringRetention(Clustered):
    """Retention in one cell, for units that are born anew in each period: of all births, clustered by unit.

    Sums: those of `clusters` over mature births, then all births, those after which the unit came back, the open ones.
    """

    micro: ClassVar[int] = 1
    minimum: ClassVar[Minimum] = MINIMUM
    metric: RetentionMetric
    bracket: tuple[int, int]

    @property
    def scale(self) -> str:
        return "share"

    @property
    def width(self) -> int:
        return WIDTH + 3

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.object_]:
        return self.on(grid_of(self.metric, self.bracket, self.scope), bucket, who)

    def on(self, grid: Grid, bucket: Bucket, who: Members) -> NDArray[np.object_]:
        """The sums of each unit on a grid, (u, width)."""
        found: Returns = returns(bucket, self.scope, who, self.metric, grid)
        births, mature, hits, retained, still_open = found.heads(len(bucket.ids)).T
        return np.hstack([cluster_sums(hits, mature), np.stack([births, retained, still_open], axis=1).astype(object)])

    def answer(self, row: Row) -> Answer:
        births, retained, still_open = row[WIDTH:]
        counts = Counts(units=births, mature=row[2], open=still_open, hits=row[1], trials=row[2])
        bounds = (retained / births, (retained + still_open) / births) if births else None
        if row[2] == 0:
            reason = Text("metric-no-mature-units", {"units": births, "open": still_open})
            return Insufficient(reason, 1, 0, counts, bounds)
        found = super().answer(row)
        if isinstance(found, Estimate):
            inside = replace(found.interval, low=max(0.0, found.interval.low), high=min(1.0, found.interval.high))
            return replace(found, interval=inside, counts=counts, bounds=bounds)
        return replace(found, counts=counts, bounds=bounds)

    def _sums(self, row: Row) -> ClusteredSums:
        return super()._sums(row[:WIDTH])
