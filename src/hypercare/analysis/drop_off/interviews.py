"""Whom to ask why they stopped in a funnel. Names of units are personal data: a question of its own, so that only
those who may see units ask it.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.drop_off.stops import Aftermath, aftermath, stops
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric, Unit
from hypercare.model.sequences import Bucket, Ints

USUAL_INTERVIEWS = 20
"""More than a squad talks to in a week."""


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """A unit that stopped at a step for good, when it reached it, and its last event in the window; microseconds."""

    unit: str
    reached_at: int
    last_event: str
    last_at: int


class InterviewsState(msgspec.Struct, frozen=True):
    """The candidates of each step, those seen last first."""

    steps: tuple[tuple[Candidate, ...], ...]


Interviewed = tuple[tuple[Candidate, ...], ...]
"""By step, those to ask, the most recently seen first; of one instant by name."""


@dataclass(frozen=True)
class Interviews:
    """At each step of a funnel, the `most` units that stopped there for good and were seen last in their window."""

    scope: Scope
    metric: FunnelMetric
    most: int = USUAL_INTERVIEWS

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        return self.scope.population.columns.union(*(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> InterviewsState:
        return InterviewsState(((),) * len(self.metric.steps))

    def partial(self, bucket: Bucket) -> InterviewsState:
        found = stops(bucket, self.metric, self.scope)
        after = aftermath(bucket, self.metric, self.scope, found, np.zeros(len(bucket.names), np.uint8))
        last = np.where(after.last >= 0, after.last, after.reached)
        steps = range(len(self.metric.steps))
        places = [np.flatnonzero(found.step[after.places] == step) for step in steps]
        return InterviewsState(
            tuple(self._first(_candidates(bucket, found.units, after, last, self._late(bucket.ts[last], each)))
                  for each in places)
        )  # fmt: skip

    def merge(self, left: InterviewsState, right: InterviewsState) -> InterviewsState:
        return InterviewsState(tuple(self._first((*a, *b)) for a, b in zip(left.steps, right.steps, strict=True)))

    def finish(self, state: InterviewsState) -> Interviewed:
        return state.steps

    def _first(self, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
        return tuple(heapq.nsmallest(self.most, candidates, key=lambda each: (-each.last_at, each.unit)))

    def _late(self, last_at: Ints, places: Ints) -> Ints:
        """Of some units those that may be among the first: all that were seen as late as the last of these."""
        if len(places) <= self.most:
            return places
        seen = last_at[places]
        return np.asarray(places[seen >= np.partition(seen, len(seen) - self.most)[len(seen) - self.most]])


def _candidates(bucket: Bucket, units: Ints, after: Aftermath, last: Ints, places: Ints) -> Iterator[Candidate]:
    for place in places.tolist():
        yield Candidate(
            unit=bucket.ids[int(units[after.places[place]])],
            reached_at=int(bucket.ts[after.reached[place]]),
            last_event=bucket.names[int(bucket.event[last[place]])],
            last_at=int(bucket.ts[last[place]]),
        )
