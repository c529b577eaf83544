"""How many units go through all steps of a funnel within its window."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel_kernel import funnel_levels, selected, step_bits
from hypercare.analysis.funnel_layers import OUTSIDE, Levels, layered, level_sums
from hypercare.analysis.funnel_options import Chains, best_of_all, has_options
from hypercare.analysis.hits import hits
from hypercare.analysis.population import Members
from hypercare.analysis.profiles.levels import profile_levels
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rows import Mask, matches
from hypercare.analysis.tally import Row, occurring
from hypercare.analysis.within import counted, since_exposure
from hypercare.model.estimate import Answer
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Clock, Ints


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

    def totals(self, bucket: Bucket, who: Members) -> tuple[Row, dict[int, Row]]:
        clock = self._clock(bucket)
        if clock is None:
            return super().totals(bucket, who)
        labels = np.where(who.mask, who.labels, OUTSIDE)
        size, count = len(self.metric.steps), len(who.names)
        found = self._layered(bucket, who, clock)
        rows = level_sums(*found, labels, count, size, self.scope.settled - self._window)
        return tuple(rows.sum(axis=0).tolist()), {code: tuple(rows[code].tolist()) for code in occurring(who)}

    def _clock(self, bucket: Bucket) -> Clock | None:
        """The clock of the bucket, if the fastest kernel does: no options, and no row that is in two steps."""
        names = {step.ref.event for step in self.metric.steps}
        is_plain = not has_options(self.metric) and len(names) == len(self.metric.steps)
        return bucket.index.clock if is_plain else None

    def _chains(self, bucket: Bucket, who: Members) -> Chains:
        """The best chain of each unit, by the plain kernel where that is enough."""
        clock = self._clock(bucket)
        if clock is not None:
            return Chains.of_levels(len(self.metric.steps), *self._layered(bucket, who, clock))
        if self.metric.profile:
            return profile_levels(bucket, self.metric, self.scope, who)
        since = since_exposure(bucket, self.scope, who)
        if has_options(self.metric):
            return best_of_all(bucket, self.metric, self.scope, since)
        bits = step_bits([matches(bucket, step.ref) & since for step in self.metric.steps])
        offsets, rows = selected(bucket.offsets, bits)
        found = funnel_levels(
            offsets, rows, bucket.ts, bits, len(self.metric.steps), self.scope.start, self.scope.stop,
            self.scope.settled, self._window, self._within, self.metric.entry == "first",
        )  # fmt: skip
        return Chains.of_levels(len(self.metric.steps), *found)

    def _layered(self, bucket: Bucket, who: Members, clock: Clock) -> tuple[Levels, Ints, Mask]:
        return layered(
            [counted(hits(bucket, step.ref, self.scope.as_of), self.scope, who) for step in self.metric.steps],
            clock,
            len(who.mask),
            start=self.scope.start,
            stop=self.scope.stop,
            settled=self.scope.settled,
            window=self._window,
            within=self._within,
            first_only=self.metric.entry == "first",
        )

    @property
    def _within(self) -> Ints:
        """The longest time from the step before to each step, (steps,) microseconds."""
        steps = self.metric.steps
        return np.array([self._window if each.within is None else each.within // MICROSECOND for each in steps])
