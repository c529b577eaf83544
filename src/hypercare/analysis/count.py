"""How many events there were."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.poisson import poisson_interval
from hypercare.analysis.population import Members
from hypercare.analysis.rows import matches, per_unit
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import CountMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text


@dataclass(frozen=True)
class Count(TallyReduction):
    """The count of one scope. Sums: members, units with the event, events."""

    metric: CountMetric

    @property
    def width(self) -> int:
        return 3

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        events = per_unit(bucket, in_scope(bucket, self.scope, who) & matches(bucket, self.metric.event))
        return np.stack([np.ones_like(events), events > 0, events], axis=1).astype(np.int64)

    def answer(self, row: Row) -> Answer:
        members, doing, events = row
        counts = Counts(units=members, mature=members, open=0, hits=events, trials=doing)
        if members == 0:
            return Insufficient(Text("metric-no-units"), 1, 0, counts)
        return Estimate(float(events), poisson_interval(events, 1.0, self.judging), counts, "count")
