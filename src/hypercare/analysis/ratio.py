"""Events of one kind per event of another, clustered by unit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import WIDTH, cluster_sums, clustered_ratio
from hypercare.analysis.population import Members
from hypercare.analysis.rows import matches, per_unit
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer
from hypercare.model.metrics import RatioMetric
from hypercare.model.sequences import Bucket


@dataclass(frozen=True)
class Ratio(TallyReduction):
    """The ratio of one scope, over units with any event of the denominator. Sums: those of `clusters`."""

    metric: RatioMetric

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.numerator.where.keys | self.metric.denominator.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.object_]:
        rows = in_scope(bucket, self.scope, who)
        above = per_unit(bucket, rows & matches(bucket, self.metric.numerator))
        below = per_unit(bucket, rows & matches(bucket, self.metric.denominator))
        return cluster_sums(above, below)

    def answer(self, row: Row) -> Answer:
        return clustered_ratio(row, self.judging, scale="value")
