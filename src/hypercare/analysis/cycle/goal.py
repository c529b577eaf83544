"""Share of units that reach a goal within one business cycle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.cycle.kernel import common_goal_sums, goal_sums
from hypercare.analysis.hit_keys import keys_of
from hypercare.analysis.hits import hits, sealed
from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import Row, occurring
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
        return self._sums(bucket, who, np.arange(len(who.mask)), len(who.mask))

    def totals(self, bucket: Bucket, who: Members) -> tuple[Row, dict[int, Row]]:
        sums = self._sums(bucket, who, who.labels.astype(np.int64) + 1, len(who.names) + 1)
        by_label = {code: tuple(sums[code + 1].tolist()) for code in occurring(who)}
        return tuple(sums.sum(axis=0).tolist()), by_label

    def _sums(self, bucket: Bucket, who: Members, groups: Ints, count: int) -> NDArray[np.int64]:
        """The sums by group, (count, width); unit i belongs to group groups[i]."""
        starts, ends = windows(self.metric, self.scope, who)
        read, clock = hits(bucket, self.metric.event, self.scope.as_of), bucket.index.clock
        if clock is not None and len(starts) == len(ends) == 1:
            opens, closes = int(starts[0]) - clock.origin, int(ends[0]) - clock.origin
            common: NDArray[np.int64] = common_goal_sums(
                read.keys, clock.bits, opens, closes, sealed(who.mask), sealed(groups),
                self.metric.at_least, ends[0] <= self.scope.settled, count,
            )  # fmt: skip
            return common
        found = keys_of(read)
        asked = (self.metric.at_least, self.scope.settled, count)
        sums: NDArray[np.int64] = goal_sums(found, sealed(who.mask), sealed(groups), starts, ends, *asked)
        return sums


def windows(metric: CycleMetric, scope: Scope, who: Members) -> tuple[Ints, Ints]:
    """Where the cycle of each unit starts and ends: (u,) each, or (1,) where it is one for all. NEVER is no end."""
    length = (metric.every.days or 0) * DAY_US
    if metric.every.kind is CycleKind.FROM_ACTIVATION:
        exposed = who.exposed_at
        return sealed(exposed), sealed(np.where(exposed == NEVER, NEVER, np.minimum(exposed, NEVER - length) + length))
    if metric.every.kind is CycleKind.TRAILING:
        start = scope.settled - length
        ends = np.where(who.exposed_at <= start, scope.settled, NEVER)
        return sealed(np.array([start], np.int64)), sealed(ends)
    return sealed(np.array([scope.start], np.int64)), sealed(np.array([scope.stop], np.int64))
