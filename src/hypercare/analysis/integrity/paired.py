"""How often the same units did something before and after a week, by platform: what a lost event leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.hits import hits
from hypercare.analysis.integrity.clients import NOBODYS, added, unit_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

WEEK_US = 7 * DAY_US
BEFORE, SKIPPED = 4, 1
"""So many weeks are compared with, and the one in which it changed belongs to neither side."""
AFTER = (1, 2, 4)
"""So many weeks after a change are looked at: large losses show in one, small ones in four."""
SUMS = 5
"""Of what each unit did before (x) and after (y): the sums of x, y, xx, xy and yy."""
MOST_COUNTED = 1_000
"""Of a unit in a week. One that did more is a machine, and sums of squares stay far below 2 ** 63."""


class Paired(msgspec.Struct, frozen=True):
    """By platform, for each week and each of `AFTER` the `SUMS`. They add up."""

    sums: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class PairedOf:
    """Sums up how often members did an event in the weeks before and after each week, as known at `as_of`.

    There are `weeks` whole ones from `start` (microseconds UTC, a local midnight) on. Of a change at the beginning of
    week k, what counts as before are up to `BEFORE` weeks that end with week k - 1 - `SKIPPED`; only units that were
    known when those began count. The platform of a unit is the first that any of its facts tells by `client`.
    """

    population: Population
    event: EventRef
    client: str
    start: int
    weeks: int
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.event.where.keys | {self.client}

    @property
    def empty(self) -> Paired:
        return Paired()

    def partial(self, bucket: Bucket) -> Paired:
        clients, names = unit_clients(bucket, self.client)
        found = hits(bucket, self.event, self.as_of)
        if not names or not len(found.rows):
            return Paired()
        who = members(bucket, self.population, self.as_of).mask & (clients != NOBODYS)
        found = found.of_units(who).between(self.start, self.start + self.weeks * WEEK_US)
        places = found.units.astype(np.int64) * self.weeks + (found.ts - self.start) // WEEK_US
        counts = np.minimum(np.bincount(places, minlength=len(clients) * self.weeks), MOST_COUNTED)
        known = np.where(who, (bucket.ts[bucket.offsets[:-1]] - self.start) // WEEK_US + 1, self.weeks)
        sums = np.zeros((len(names), self.weeks, len(AFTER), SUMS), np.int64)
        _sum(counts.reshape(-1, self.weeks).astype(np.int64), known, clients, np.array(AFTER), sums)
        told = ((name, sums[place].ravel().tolist()) for place, name in enumerate(names))
        return Paired({name: tuple(numbers) for name, numbers in told if any(numbers)})

    def merge(self, left: Paired, right: Paired) -> Paired:
        return Paired(added(left.sums, right.sums))

    def finish(self, state: Paired) -> Mapping[str, Ints]:
        """By platform the sums, (weeks, len(AFTER), SUMS)."""
        return {name: np.array(state.sums[name], np.int64).reshape(-1, len(AFTER), SUMS) for name in sorted(state.sums)}


@njit(cache=True, nogil=True)
def _sum(counts, known, clients, after, sums):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Adds up the squares and products of units (u, weeks) that were `known` (u,) from a week on."""
    units, weeks = counts.shape
    for unit in range(units):
        if known[unit] >= weeks:
            continue
        for week in range(1 + SKIPPED, weeks):
            begin = max(0, week - SKIPPED - BEFORE)
            if known[unit] > begin:
                continue
            x = np.int64(0)
            for each in range(begin, week - SKIPPED):
                x += counts[unit, each]
            for place in range(len(after)):
                if week + after[place] > weeks:
                    break
                y = np.int64(0)
                for each in range(week, week + after[place]):
                    y += counts[unit, each]
                own = sums[clients[unit], week, place]
                own[0] += x
                own[1] += y
                own[2] += x * x
                own[3] += x * y
                own[4] += y * y
