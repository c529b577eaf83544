"""Whether tracked events arrive: when each was first and last seen, and its longest silence."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.hits import sealed
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket, Ints


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
        places = np.array([self._place(name) for name in bucket.names], np.int64)
        counts = np.zeros((len(self.events) + 1, max(0, self.stop // HOUR_US - self.start // HOUR_US + 1)), np.int64)
        _count(
            sealed(bucket.ts),
            sealed(bucket.known),
            sealed(bucket.event),
            places,
            self.start,
            self.stop,
            self.as_of,
            counts,
        )
        hours = {name: self._by_hour(counts[self._place(name)]) for name in bucket.names if name in self.events}
        return Arrivals(hours, int(counts[-1].sum()))

    def _place(self, name: str) -> int:
        return self.events.index(name) if name in self.events else -1

    def _by_hour(self, counts: Ints) -> dict[int, int]:
        passed = np.flatnonzero(counts)
        return dict(zip((passed + self.start // HOUR_US).tolist(), counts[passed].tolist(), strict=True))

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


@njit(cache=True, nogil=True)
def _count(ts, known, event, places, start, stop, as_of, counts):  # type: ignore[no-untyped-def]  # compiled
    """Adds up rows in [start, stop) that were known, by the place of their event, -1 for the last, and by hour."""
    first = start // HOUR_US
    for row in range(len(ts)):
        if start <= ts[row] < stop and ts[row] <= as_of and known[row] <= as_of:
            counts[places[event[row]], ts[row] // HOUR_US - first] += 1
