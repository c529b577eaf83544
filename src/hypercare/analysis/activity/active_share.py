"""Share of units that were active in the last complete day, week, month or quarter."""

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.activity.kernel import active_within
from hypercare.analysis.activity.periods import Period, last_complete
from hypercare.analysis.hits import hits, sealed
from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import Mask
from hypercare.analysis.within import counted, counted_since
from hypercare.cycles.period import whole_period_after
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.metrics import ActivityMetric
from hypercare.model.sequences import Bucket


@dataclass(frozen=True)
class ActiveShare(Share):
    """The share of one scope, in `period`. Units are those that were exposed in time; mature are those that were
    exposed before the period began. Sums: HEAD.
    """

    metric: ActivityMetric

    @property
    def width(self) -> int:
        return HEAD

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(ref.where.keys for ref in self.metric.refs))

    @cached_property
    def period(self) -> Period | None:
        """The last complete period of the scope. Of a cohort that closed before, at the latest the first one that all
        of it lived through, though it end after the scope.
        """
        scope, until = self.scope, self.scope.stop
        closed = min(scope.population.exposed_until, until)
        if scope.population.exposed_until != NEVER and not scope.before_exposure:
            whole = whole_period_after(from_micros(closed), self.metric.per, ZoneInfo(scope.zone))
            until = max(until, to_micros(whole[1]))
        return last_complete(scope, self.metric.per, until)

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        period = self.period
        units = np.ones(len(who.mask), np.bool_) if self.scope.before_exposure else who.exposed_at < self.scope.stop
        if period is None:
            never = np.zeros(len(units), np.bool_)
            return np.stack([units, never, never, never, units], 1).astype(np.int64)
        mature = units if self.scope.before_exposure else units & (who.exposed_at < period.start)
        active = units & self._active(bucket, who, period)
        return np.stack([units, mature, mature & active, active, units & ~mature & ~active], 1).astype(np.int64)

    def _active(self, bucket: Bucket, who: Members, period: Period) -> Mask:
        """Whether each unit was active in the period since its exposure, (u,)."""
        scope = self.scope
        if self.metric.event is not None:
            found = counted(hits(bucket, self.metric.event, scope.as_of), scope, who)
            return np.bincount(found.between(period.start, period.end).units, minlength=len(who.mask)) > 0
        offsets, ts, known = (sealed(each) for each in (bucket.offsets, bucket.ts, bucket.known))
        active: Mask = active_within(
            offsets, ts, known, scope.as_of, counted_since(scope, who), period.start, period.end
        )
        return active
