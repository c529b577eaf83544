"""At which times of the day units do something in a week, by platform: what a shifted clock leaves in the facts."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.hits import Hits, hits
from hypercare.analysis.integrity.clients import EVERYONE, added, row_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

BINS = 48
"""Half hours of a day: some zones lie half an hour off."""
WEEK_US = 7 * DAY_US


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
        found = hits(bucket, self.event, self.as_of).of_units(who.mask)
        found = found.between(self.start, self.start + self.weeks * WEEK_US)
        if not len(found.rows):
            return Hours()
        picked = self._one_a_week(found)
        passed = found.ts[picked] - self.start
        cells = passed // WEEK_US * BINS + passed % DAY_US // (DAY_US // BINS)
        clients, names = row_clients(bucket, found.rows[picked], found.units[picked], self.client)
        told = {EVERYONE: self._counted(cells)}
        told |= {name: self._counted(cells[clients == place]) for place, name in enumerate(names)}
        return Hours({name: counts for name, counts in told.items() if any(counts)})

    def merge(self, left: Hours, right: Hours) -> Hours:
        return Hours(added(left.counts, right.counts))

    def finish(self, state: Hours) -> Mapping[str, Ints]:
        """By platform, units by week and half hour, (weeks, 48)."""
        return {name: np.array(state.counts[name], np.int64).reshape(-1, BINS) for name in sorted(state.counts)}

    def _one_a_week(self, found: Hits) -> Ints:
        """The places of one fact of each unit and week, drawn by the seconds at which they all happened: the same ones
        in any order and split.
        """
        seconds = found.ts // SECOND_US
        weeks = found.units.astype(np.int64) * self.weeks + (found.ts - self.start) // WEEK_US
        first = np.flatnonzero(np.diff(weeks, prepend=-1))
        many = np.diff(first, append=len(weeks))
        drawn = np.add.reduceat(seconds, first).astype(np.uint64) * MIXING >> np.uint64(32)
        return np.asarray(first + (drawn % many.astype(np.uint64)).astype(np.int64), np.int64)

    def _counted(self, cells: Ints) -> tuple[int, ...]:
        return tuple(np.bincount(cells, minlength=self.weeks * BINS).tolist())


MIXING = np.uint64(0x9E3779B97F4A7C15)
"""2 ** 64 over the golden ratio: the high bits of a product are spread evenly (Knuth 1998, section 6.4)."""
