"""Events of one kind per event of another, clustered by unit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import Clustered, cluster_sums
from hypercare.analysis.hits import hits
from hypercare.analysis.population import Members
from hypercare.analysis.within import in_scope
from hypercare.model.metrics import RatioMetric
from hypercare.model.sequences import Bucket
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.ratio import MINIMUM


@dataclass(frozen=True)
class Ratio(Clustered):
    """The ratio of one scope, over units with any event of the denominator. Sums: those of `clusters`."""

    micro: ClassVar[int] = 1
    minimum: ClassVar[Minimum] = MINIMUM
    metric: RatioMetric

    @property
    def scale(self) -> str:
        return "ratio"

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.numerator.where.keys | self.metric.denominator.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64] | NDArray[np.object_]:
        refs = (self.metric.numerator, self.metric.denominator)
        above, below = (in_scope(hits(bucket, ref, self.scope.as_of), self.scope, who).by_unit for ref in refs)
        return cluster_sums(above, below)
