"""In which order a unit's two steps are told, by platform: what a clock that is hours ahead leaves in the facts."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import keys_of, next_unit, time_at, unit_at
from hypercare.analysis.hits import hits
from hypercare.analysis.integrity.clients import EVERYONE, added, row_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

HOUR_US = DAY_US // 24
HORIZON = 15
"""Hours on either side of a step within which the other one is looked for: clocks are at most 14 hours apart."""
LEAST = 3
"""Whole hours by which a step must follow to be out of order: a late click is no shifted clock."""


class Order(msgspec.Struct, frozen=True):
    """By platform, for each start `HORIZON` counts of units: in order, and told so many hours after. They add up."""

    counts: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class OrderOf:
    """Counts the members by how long before or after their step `then` the `first` one is told that is nearest to it.

    From each of the `starts` (microseconds UTC, rising) to `stop` a unit counts once: at the first of its steps `then`
    that has the other one within `HORIZON` hours. The platform is that of the row of `first`.
    """

    population: Population
    first: EventRef
    then: EventRef
    client: str
    starts: tuple[int, ...]
    stop: int
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.first.where.keys | self.then.where.keys | {self.client}

    @property
    def empty(self) -> Order:
        return Order()

    def partial(self, bucket: Bucket) -> Order:
        who = members(bucket, self.population, self.as_of)
        first, then = (hits(bucket, ref, self.as_of).of_units(who.mask) for ref in (self.first, self.then))
        if not len(first.rows) or not len(then.rows):
            return Order()
        clients, names = row_clients(bucket, first.rows, first.units, self.client)
        edges = np.array((*self.starts, self.stop), np.int64)
        counts = np.zeros((len(names) + 1, len(self.starts), HORIZON), np.int64)
        _count(keys_of(first), keys_of(then), clients, edges, counts)
        told = ((name, counts[place].ravel().tolist()) for place, name in enumerate((EVERYONE, *names)))
        return Order({name: tuple(numbers) for name, numbers in told if any(numbers)})

    def merge(self, left: Order, right: Order) -> Order:
        return Order(added(left.counts, right.counts))

    def finish(self, state: Order) -> Mapping[str, Ints]:
        """By platform, everybody under `EVERYONE`: units by start and hours, (starts, HORIZON); 0 hours: in order."""
        return {name: np.array(state.counts[name], np.int64).reshape(-1, HORIZON) for name in sorted(state.counts)}


@njit(cache=True, nogil=True)
def _count(first, then, clients, edges, counts):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Adds up, by client (0: all) and start, where the nearest first step of units lies."""
    at, hits, steps = np.int64(0), len(then.row), len(first.row)
    step = np.int64(0)
    while at < hits:
        end, unit = next_unit(then, at), unit_at(then, at)
        while step < steps and unit_at(first, step) < unit:
            step += 1
        stop = step
        while stop < steps and unit_at(first, stop) == unit:
            stop += 1
        done, near = 0, step
        while at < end and done < len(edges) - 1 and step < stop:
            ts = time_at(then, at)
            while near < stop and time_at(first, near) <= ts:
                near += 1
            begun = np.searchsorted(edges, ts, side="right")
            if begun > done and ts < edges[-1]:
                place, hours = _nearest(first, step, near, stop, ts)
                if hours >= 0:
                    for start in range(done, begun):
                        counts[0, start, hours] += 1
                        if clients[place] >= 0:
                            counts[clients[place] + 1, start, hours] += 1
                    done = begun
            at += 1
        at, step = end, stop


@njit(cache=True, nogil=True)
def _nearest(first, begin, near, stop, ts):  # type: ignore[no-untyped-def]  # compiled
    """The step of begin:stop that is nearest to an instant, and its hours after it; near:stop are after, -1: none."""
    before = ts - time_at(first, near - 1) if near > begin else np.int64(HORIZON * HOUR_US)
    after = time_at(first, near) - ts if near < stop else np.int64(HORIZON * HOUR_US)
    if min(before, after) >= HORIZON * HOUR_US:
        return begin, -1
    if before <= after or after < LEAST * HOUR_US:
        return near - 1 if before <= after else near, 0
    return near, after // HOUR_US
