"""Share of units that come back after their birth, in one cell of a grid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import WIDTH, Clustered
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.retention.grid import Grid, grid_of
from hypercare.analysis.retention.kernel import head_sums
from hypercare.analysis.retention.returns import Stream
from hypercare.analysis.tally import Row, occurring
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import Metric, RetentionMetric
from hypercare.model.sequences import USERS, Bucket, Ints
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
        return properties(self.metric)

    @cached_property
    def grid(self) -> Grid:
        """The cell."""
        return grid_of(self.metric, (self.bracket,), self.scope)

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        return self.on(self.grid, bucket, who)

    def on(self, grid: Grid, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        """The sums of each unit on a grid, (u, width)."""
        return heads(Stream(bucket, self.scope, who, self.metric), grid, np.arange(len(who.mask)), len(who.mask))

    def totals(self, bucket: Bucket, who: Members) -> tuple[Row, dict[int, Row]]:
        labels = who.labels.astype(np.int64) + 1
        sums = heads(Stream(bucket, self.scope, who, self.metric), self.grid, labels, len(who.names) + 1)
        by_label = {code: tuple(sums[code + 1].tolist()) for code in occurring(who)}
        return tuple(sums.sum(axis=0).tolist()), by_label


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
        return properties(self.metric)

    @cached_property
    def grid(self) -> Grid:
        """The cell."""
        return grid_of(self.metric, (self.bracket,), self.scope)

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        return self.on(self.grid, bucket, who)

    def on(self, grid: Grid, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        """The sums of each unit on a grid, (u, width)."""
        stream = Stream(bucket, self.scope, who, self.metric)
        births, m, y, retained, still_open = heads(stream, grid, np.arange(len(who.mask)), len(who.mask)).T
        # A unit has fewer births than its bucket has rows, so that their squares add up well below 2**63.
        return np.stack([m > 0, y, m, y * y, m * m, y * m, births, retained, still_open], axis=1).astype(np.int64)

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


def heads(stream: Stream, grid: Grid, groups: Ints, count: int) -> NDArray[np.int64]:
    """The first sums of a share in the one cell of a grid, (count, 5); unit i belongs to group groups[i]."""
    births = stream.births(grid)
    found = stream.returns(births, grid)
    sums: NDArray[np.int64] = head_sums(groups[births.unit], found.over, found.back, count)
    return sums


def users_read(metrics: Iterable[Metric]) -> frozenset[str]:
    """The column of users, where any of the metrics counts members."""
    counted = any(isinstance(metric, RetentionMetric) and metric.members for metric in metrics)
    return frozenset({USERS}) if counted else frozenset()


def properties(metric: RetentionMetric) -> frozenset[str]:
    """The properties that a retention reads."""
    keys = frozenset().union(*(ref.where.keys for ref in metric.refs))
    return keys | {USERS} if metric.members else keys
