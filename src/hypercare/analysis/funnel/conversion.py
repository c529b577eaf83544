"""How many units go through all steps of a funnel within its window."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel.best import best_of, best_sums
from hypercare.analysis.funnel.layers import OUTSIDE
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.tally import Row, occurring
from hypercare.model.estimate import Answer
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket


@dataclass(frozen=True)
class Funnel(Share):
    """The funnel of one scope. Sums: HEAD (units are those that entered, hits those that converted), then the units
    whose best chain fills each step, then the mature ones among them; where an exclusion drops units, how many it did.
    """

    metric: FunnelMetric

    @property
    def width(self) -> int:
        return HEAD + 2 * len(self.metric.steps) + self._drops

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(ref.where.keys for ref in self.metric.refs))

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        units = np.arange(len(who.mask), dtype=np.int32)
        best = best_of(bucket, self.metric, self.scope, who)
        return best_sums(best, units, len(units), self.metric, self.scope)[:-1]

    def answer(self, row: Row) -> Answer:
        answer = super().answer(row)
        if not self._drops or answer.counts is None:
            return answer
        return replace(answer, counts=replace(answer.counts, excluded={"exclusion": row[-1]}))

    def steps(self, row: Row) -> tuple[tuple[int, int], ...]:
        """Units, and mature units, whose best chain fills each step."""
        size = len(self.metric.steps)
        return tuple(zip(row[HEAD : HEAD + size], row[HEAD + size : HEAD + 2 * size], strict=True))

    @property
    def _drops(self) -> bool:
        return any(exclusion.drop for exclusion in self.metric.exclusions)

    def totals(self, bucket: Bucket, who: Members) -> tuple[Row, dict[int, Row]]:
        best = best_of(bucket, self.metric, self.scope, who)
        labels = np.where(who.mask, who.labels, OUTSIDE).astype(np.int32)
        rows = best_sums(best, labels, len(who.names), self.metric, self.scope)
        return tuple(rows.sum(axis=0).tolist()), {code: tuple(rows[code].tolist()) for code in occurring(who)}
