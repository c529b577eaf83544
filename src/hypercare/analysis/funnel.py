"""How many units go through all steps of a funnel within its window."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel_kernel import funnel_levels, selected, step_bits
from hypercare.analysis.funnel_options import Chains, best_of_all, has_options
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import matches
from hypercare.analysis.tally import Row
from hypercare.analysis.within import since_exposure
from hypercare.model.estimate import Answer
from hypercare.model.instant import MICROSECOND
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
        chains = self._chains(bucket, who)
        entered = chains.entered & ~chains.removed
        mature = entered & (chains.last_entry + self._window <= self.scope.settled)
        reached, converted = chains.reached & entered[:, None], chains.converted & entered
        head = np.stack([entered, mature, mature & converted, converted, chains.is_open & ~mature], axis=1)
        removed = chains.removed[:, None][:, : self._drops]
        return np.hstack([head, reached, reached & mature[:, None], removed]).astype(np.int64)

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
    def _window(self) -> int:
        return self.metric.within // MICROSECOND

    @property
    def _drops(self) -> bool:
        return any(exclusion.drop for exclusion in self.metric.exclusions)

    def _chains(self, bucket: Bucket, who: Members) -> Chains:
        """The best chain of each unit, by the plain kernel where that is enough."""
        counted = since_exposure(bucket, self.scope, who)
        if has_options(self.metric):
            return best_of_all(bucket, self.metric, self.scope, counted)
        bits = step_bits([matches(bucket, step.ref) & counted for step in self.metric.steps])
        offsets, rows = selected(bucket.offsets, bits)
        size = len(self.metric.steps)
        within = [self._window if step.within is None else step.within // MICROSECOND for step in self.metric.steps]
        level, last_entry, is_open = funnel_levels(
            offsets, rows, bucket.ts, bits, size, self.scope.start, self.scope.stop,
            self.scope.settled, self._window, np.array(within, np.int64), self.metric.entry == "first",
        )  # fmt: skip
        reached = level[:, None] >= np.arange(1, size + 1)
        return Chains(reached, level == size, last_entry, is_open, np.zeros(len(level), np.bool_))
