"""Whether tracked events arrive: when each was first and last seen, and its longest silence."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.rows import known_by
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket


class Arrivals(msgspec.Struct, frozen=True):
    """By event name, how many arrived in each hour since 1970 (UTC), and how many of other names. They add up."""

    hours: dict[str, dict[int, int]]
    others: int = 0


HOUR_US = 3_600_000_000


@dataclass(frozen=True)
class Arrival:
    """How an event arrived: how many, the first and last instant by the hour, and the longest silence in hours."""

    count: int
    first_hour: int
    last_hour: int
    silent_hours: int


@dataclass(frozen=True)
class Arrived:
    """By event name how it arrived, None for one that never came; and how many events of other names there were."""

    by_event: Mapping[str, Arrival | None]
    others: int

    @property
    def anything(self) -> bool:
        """Whether any event arrived at all."""
        return self.others > 0 or any(self.by_event.values())


@dataclass(frozen=True)
class ArrivalOf:
    """Counts the arrivals of some events in [start, stop), by the hour, as known at `as_of`."""

    unit: Unit
    events: tuple[str, ...]
    start: int
    stop: int
    as_of: int

    @property
    def columns(self) -> frozenset[str]:
        return frozenset()

    @property
    def empty(self) -> Arrivals:
        return Arrivals({})

    def partial(self, bucket: Bucket) -> Arrivals:
        rows = known_by(bucket, self.as_of) & (bucket.ts >= self.start) & (bucket.ts < self.stop)
        hours: dict[str, dict[int, int]] = {}
        for code, name in enumerate(bucket.names):
            if name in self.events:
                at, counts = np.unique(bucket.ts[rows & (bucket.event == code)] // HOUR_US, return_counts=True)
                hours[name] = dict(zip(at.tolist(), counts.tolist(), strict=True))
        counted = sum(count for by_hour in hours.values() for count in by_hour.values())
        return Arrivals(hours, int(rows.sum()) - counted)

    def merge(self, left: Arrivals, right: Arrivals) -> Arrivals:
        hours = {name: dict(counts) for name, counts in left.hours.items()}
        for name, counts in right.hours.items():
            mine = hours.setdefault(name, {})
            for hour, count in counts.items():
                mine[hour] = mine.get(hour, 0) + count
        return Arrivals(hours, left.others + right.others)

    def finish(self, state: Arrivals) -> Arrived:
        return Arrived({name: self._arrival(state.hours.get(name, {})) for name in self.events}, state.others)

    def _arrival(self, hours: dict[int, int]) -> Arrival | None:
        if not hours:
            return None
        seen = np.array(sorted(hours), np.int64)
        end = min(self.stop, self.as_of) // HOUR_US
        gaps = np.diff(np.append(seen, end)) - 1
        return Arrival(sum(hours.values()), int(seen[0]), int(seen[-1]), max(0, int(gaps.max())))
