"""At which times of the day units do something in a week, by platform: what a shifted clock leaves in the facts."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import keys_of, time_at, unit_at
from hypercare.analysis.hits import Hits, hits, sealed
from hypercare.analysis.integrity.clients import EVERYONE, added, row_clients
from hypercare.analysis.population import Population, members
from hypercare.analysis.rows import Mask
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

BINS = 48
"""Half hours of a day: some zones lie half an hour off."""
WEEK_US = 7 * DAY_US
MIXING = np.uint64(0x9E3779B97F4A7C15)
"""2 ** 64 over the golden ratio: the high bits of a product are spread evenly (Knuth 1998, section 6.4)."""


class Hours(msgspec.Struct, frozen=True):
    """By platform, units by week and by the half hour of one of their facts in it: weeks * 48 numbers. They add up."""

    counts: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class HoursOf:
    """Counts the members that did an event in each week by the half hour of one of them, as known at `as_of`.

    Which one is by chance: of the first of a week the hour would depend on how often the unit does it. Weeks and hours
    are counted from `start` (microseconds UTC, a local midnight), `weeks` of them. Everybody is under `EVERYONE`,
    platforms beside it: that of the fact, by the property `client`, else that of its unit.
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
    def empty(self) -> Hours:
        return Hours()

    def partial(self, bucket: Bucket) -> Hours:
        who = members(bucket, self.population, self.as_of)
        drawn = self._one_a_week(hits(bucket, self.event, self.as_of), who.mask)
        if not len(drawn.rows):
            return Hours()
        passed = drawn.ts - self.start
        cells = passed // WEEK_US * BINS + passed % DAY_US // (DAY_US // BINS)
        clients, names = row_clients(bucket, drawn.rows, drawn.units, self.client)
        told = {EVERYONE: self._counted(cells)}
        told |= {name: self._counted(cells[clients == place]) for place, name in enumerate(names)}
        return Hours({name: counts for name, counts in told.items() if any(counts)})

    def merge(self, left: Hours, right: Hours) -> Hours:
        return Hours(added(left.counts, right.counts))

    def finish(self, state: Hours) -> Mapping[str, Ints]:
        """By platform, units by week and half hour, (weeks, 48)."""
        return {name: np.array(state.counts[name], np.int64).reshape(-1, BINS) for name in sorted(state.counts)}

    def _one_a_week(self, found: Hits, inside: Mask) -> Hits:
        """One fact of each unit and week, drawn by the seconds at which they all happened: the same ones in any order
        and split.
        """
        places = _drawn(keys_of(found), inside, self.start, self.weeks)
        keys = found.keys[places] if len(found.keys) else found.keys
        return Hits(bucket=found.bucket, rows=sealed(found.rows[places]), keys=sealed(keys))

    def _counted(self, cells: Ints) -> tuple[int, ...]:
        return tuple(np.bincount(cells, minlength=self.weeks * BINS).tolist())


@njit(cache=True, nogil=True)
def _drawn(found, inside, start, weeks):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The place of one hit of each week of each unit that is `inside` (u,)."""
    hits = len(found.row)
    places = np.empty(min(hits, len(inside) * weeks), np.int64)
    count, at = 0, np.int64(0)
    while at < hits:
        unit, week = unit_at(found, at), (time_at(found, at) - start) // WEEK_US
        if not inside[unit] or week < 0 or week >= weeks:
            at += 1
            continue
        first, end, seconds = at, start + (week + 1) * WEEK_US, np.int64(0)
        while at < hits and unit_at(found, at) == unit and time_at(found, at) < end:
            seconds += time_at(found, at) // SECOND_US
            at += 1
        drawn = np.uint64(seconds) * MIXING >> np.uint64(32)
        places[count] = first + np.int64(drawn % np.uint64(at - first))
        count += 1
    return places[:count]
