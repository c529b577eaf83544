"""At which hours of the day units first do something in a week, by platform: what a shifted clock leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.hits import hits
from hypercare.analysis.integrity.copies import EVERYONE
from hypercare.analysis.integrity.followed import unit_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

HOURS = 24
WEEK_US = 7 * DAY_US


class Hours(msgspec.Struct, frozen=True):
    """By platform, units by week and by the hour of their first fact in it: weeks * 24 numbers. They add up."""

    counts: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class HoursOf:
    """Counts the members that did an event in each week by the hour of their first one, as known at `as_of`.

    Weeks and hours are counted from `start` (microseconds UTC, a local midnight), `weeks` of them. Everybody is under
    `EVERYONE`; platforms beside them where the property `client` tells that of a unit.
    """

    population: Population
    event: EventRef
    client: str | None
    start: int
    weeks: int
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.event.where.keys | ({self.client} if self.client else set())

    @property
    def empty(self) -> Hours:
        return Hours()

    def partial(self, bucket: Bucket) -> Hours:
        who = members(bucket, self.population, self.as_of)
        found = hits(bucket, self.event, self.as_of).of_units(who.mask)
        found = found.between(self.start, self.start + self.weeks * WEEK_US)
        passed = found.ts - self.start
        weeks = found.units.astype(np.int64) * self.weeks + passed // WEEK_US
        first = np.diff(weeks, prepend=-1) != 0
        cells = (weeks[first] % self.weeks) * HOURS + passed[first] % DAY_US // (DAY_US // HOURS)
        told = {EVERYONE: self._counted(cells)}
        if self.client is not None:
            clients, names = unit_clients(bucket, self.client)
            own = clients[found.units[first]]
            told |= {name: self._counted(cells[own == place]) for place, name in enumerate(names)}
        return Hours({name: counts for name, counts in told.items() if any(counts)})

    def merge(self, left: Hours, right: Hours) -> Hours:
        counts = dict(left.counts)
        for name, numbers in right.counts.items():
            counts[name] = tuple(map(sum, zip(counts[name], numbers, strict=True))) if name in counts else numbers
        return Hours(counts)

    def finish(self, state: Hours) -> Mapping[str, Ints]:
        """By platform, units by week and hour, (weeks, 24)."""
        return {name: np.array(state.counts[name], np.int64).reshape(-1, HOURS) for name in sorted(state.counts)}

    def _counted(self, cells: Ints) -> tuple[int, ...]:
        return tuple(np.bincount(cells, minlength=self.weeks * HOURS).tolist())
