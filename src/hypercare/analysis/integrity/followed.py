"""On which days of units an event came beside its companion, by platform: what a lost event leaves in the facts."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.hits import Hits, hits
from hypercare.analysis.integrity.clients import NOBODYS, added, unit_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints


class Followed(msgspec.Struct, frozen=True):
    """By platform, for each day: days of units with the companion, and those of them with the event. They add up."""

    trials: dict[str, tuple[int, ...]] = {}
    hits: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class FollowedOf:
    """Counts the days of members on which the `companion` came, and of those the ones on which the `event` came.

    Days are of 24 hours from `start` (microseconds UTC, a local midnight), `days` of them, as known at `as_of`. The
    platform is told by the property `client`; that of a unit is the first that any of its facts tells.
    """

    population: Population
    event: EventRef
    companion: EventRef
    client: str
    start: int
    days: int
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.event.where.keys | self.companion.where.keys | {self.client}

    @property
    def empty(self) -> Followed:
        return Followed()

    def partial(self, bucket: Bucket) -> Followed:
        who = members(bucket, self.population, self.as_of)
        clients, names = unit_clients(bucket, self.client)
        counted = who.mask & (clients != NOBODYS)
        done = self._unit_days(hits(bucket, self.event, self.as_of), counted)
        came = self._unit_days(hits(bucket, self.companion, self.as_of), counted)
        done = np.intersect1d(done, came, assume_unique=True)
        trials = self._by_day(came, clients, len(names))
        hit = self._by_day(done, clients, len(names))
        told = {name: (tuple(trials[at].tolist()), tuple(hit[at].tolist())) for at, name in enumerate(names)}
        return Followed(
            {name: each for name, (each, _) in told.items() if any(each)},
            {name: each for name, (some, each) in told.items() if any(some)},
        )

    def merge(self, left: Followed, right: Followed) -> Followed:
        return Followed(added(left.trials, right.trials), added(left.hits, right.hits))

    def finish(self, state: Followed) -> Followed:
        return Followed(dict(sorted(state.trials.items())), dict(sorted(state.hits.items())))

    def _by_day(self, unit_days: Ints, clients: Ints, names: int) -> Ints:
        """How many unit-days there are of each platform on each day, (names, days)."""
        places = clients[unit_days // self.days] * self.days + unit_days % self.days
        return np.bincount(places, minlength=names * self.days).reshape(names, self.days).astype(np.int64)

    def _unit_days(self, found: Hits, units: NDArray[np.bool_]) -> Ints:
        """The distinct days of some units on which there are any, each as unit * days + day, in order."""
        inside = found.of_units(units).between(self.start, self.start + self.days * DAY_US)
        keys = inside.units.astype(np.int64) * self.days + (inside.ts - self.start) // DAY_US
        return np.asarray(keys[np.diff(keys, prepend=-1) != 0], np.int64)
