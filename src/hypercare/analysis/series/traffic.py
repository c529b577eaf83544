"""How much the units of a launch did on each local day, whatever it was."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import msgspec

from hypercare.analysis.days import begun
from hypercare.analysis.hits import all_hits
from hypercare.analysis.population import members
from hypercare.analysis.scope import Scope
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.analysis.series.series import Series
from hypercare.analysis.tally import Row
from hypercare.cycles.day import local_date
from hypercare.model.instant import from_micros
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


class TrafficState(msgspec.Struct, frozen=True):
    """Events by day of the scope. They add up."""

    events: Row


@dataclass(frozen=True)
class TrafficOf:
    """The events of any name that the members did on the days of a scope, as known at `as_of`. Finishes with events per
    day that had begun; a day that had not says nothing. The last one may go on, and data may still come in.
    """

    scope: Scope

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        return self.scope.population.columns

    @property
    def empty(self) -> TrafficState:
        return TrafficState((0,) * (len(self.scope.days) - 1))

    def partial(self, bucket: Bucket) -> TrafficState:
        counted = CountedDays(self.scope, members(bucket, self.scope.population, self.scope.as_of))
        found = counted.happened(all_hits(bucket, self.scope.as_of))
        return TrafficState(tuple(found.sum(axis=0).tolist()))

    def merge(self, left: TrafficState, right: TrafficState) -> TrafficState:
        return TrafficState(tuple(a + b for a, b in zip(left.events, right.events, strict=True)))

    def finish(self, state: TrafficState) -> Series:
        first = local_date(from_micros(self.scope.days[0]), ZoneInfo(self.scope.zone))
        return Series(first, state.events, tuple(begun(self.scope).astype(int).tolist()))
