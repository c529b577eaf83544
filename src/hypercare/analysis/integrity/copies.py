"""Events that come in equal twos, threes and more, by week and by client: what a client that fires everything several
times leaves in the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.hit_keys import keys_of, next_unit, time_at, unit_at
from hypercare.analysis.hits import Hits, hits, sealed
from hypercare.analysis.integrity.clients import EVERYONE, NOBODYS, added, unit_clients
from hypercare.analysis.population import Population, members
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import CLIENT, Bucket

WITHIN_US = 2 * SECOND_US
"""A tap that fires twice, and a page that tracks and re-renders, do so within this."""
NEAR_US = 62 * SECOND_US
"""What follows within this belongs to the same doing; two that are further apart than `WITHIN_US` and no further than
this tell how often chance alone brings two together."""
MOST_TIMES = 5
"""So many equal ones in a chain are still told apart from a bulk: a client that fires more often is seen by everybody.
"""
TIMES = MOST_TIMES - 1
"""How many multiplicities there are, from two on."""
SINGLES, FIRST_TIMES = 0, 1
OTHERS, NEAR, SQUARES, UNITS, COPIED = range(FIRST_TIMES + TIMES, FIRST_TIMES + TIMES + 5)
FIELDS = COPIED + 1
_NO_CODES = sealed(np.empty(0, np.int32))


class Copies(msgspec.Struct, frozen=True):
    """By client, for each window the `FIELDS` counts of `Firings`, one window after the other. They add up."""

    counts: dict[str, tuple[int, ...]] = {}


@dataclass(frozen=True)
class Firings:
    """How an event was fired in a stretch of time, where nothing else of the unit came within a minute.

    `singles` came alone; `times` are two, three, four and five in a chain of steps within 2 seconds with equal
    properties, `others` chains that differ; `near` are two that are 2 to 62 seconds apart. `squares` is the sum over
    units of the square of their `all`, `units` those that have any, and `copied` those of whose firings half and more
    are `times`.
    """

    singles: int
    times: tuple[int, ...]
    others: int
    near: int
    squares: int
    units: int
    copied: int

    @property
    def all(self) -> int:
        """Firings that could have been seen to be copied."""
        return self.singles + sum(self.times) + self.others

    @classmethod
    def of(cls, counts: tuple[int, ...]) -> "Firings":
        """From the counts of a window."""
        times = counts[FIRST_TIMES : FIRST_TIMES + TIMES]
        others, near, squares, units, copied = counts[OTHERS:]
        return cls(counts[SINGLES], times, others, near, squares, units, copied)


@dataclass(frozen=True)
class Fired:
    """Of one client: its firings before go-live, and from each start on."""

    before: Firings
    since: tuple[Firings, ...]


@dataclass(frozen=True)
class CopiesOf:
    """Counts how the events of a reference are fired by the members of a population, as known at `as_of`.

    Before: [before, starts[0]); after: from each of the `starts` (microseconds UTC, rising) to `stop`. Two are equal
    where all the properties `alike` are. `client` names the property that tells the platform.
    """

    population: Population
    ref: EventRef
    before: int
    starts: tuple[int, ...]
    stop: int
    as_of: int
    alike: frozenset[str] = frozenset()
    client: str = CLIENT

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.ref.where.keys | self.alike | {self.client}

    @property
    def empty(self) -> Copies:
        return Copies()

    def partial(self, bucket: Bucket) -> Copies:
        who = members(bucket, self.population, self.as_of)
        found = hits(bucket, self.ref, self.as_of)
        own, names = unit_clients(bucket, self.client)
        edges = np.array((self.before, *self.starts, self.stop), np.int64)
        counts = np.zeros((len(names) + 1, len(edges) - 1, FIELDS), np.int64)
        clients = sealed(bucket.columns[self.client].codes) if names else _NO_CODES
        _count(keys_of(found), _likeness(found, self.alike), who.mask, clients, own, edges, counts)
        told = ((name, counts[place].ravel().tolist()) for place, name in enumerate((EVERYONE, *names)))
        return Copies({name: tuple(numbers) for name, numbers in told if any(numbers)})

    def merge(self, left: Copies, right: Copies) -> Copies:
        return Copies(added(left.counts, right.counts))

    def finish(self, state: Copies) -> Mapping[str, Fired]:
        """By client, everybody under `EVERYONE`."""
        return {name: _fired(state.counts[name]) for name in sorted(state.counts)}


def _fired(counts: tuple[int, ...]) -> Fired:
    windows = [Firings.of(counts[at : at + FIELDS]) for at in range(0, len(counts), FIELDS)]
    return Fired(windows[0], tuple(windows[1:]))


def _likeness(found: Hits, alike: frozenset[str]) -> NDArray[np.uint64]:
    """A number for each hit that is equal where its properties are: their codes, mixed (Steele et al. 2014).

    0 for those that no other can be a copy of: most come alone, and their properties are not read.
    """
    mixed = np.zeros(len(found.rows), np.uint64)
    near = _near(found.keys if len(found.keys) else found.ts)
    rows, numbers = found.rows[near], mixed[near]
    for key in sorted(alike):
        column = found.bucket.columns[key]
        if len(column.values):
            numbers = numbers * np.uint64(0x9E3779B97F4A7C15) + (column.codes[rows] + 1).astype(np.uint64)
    mixed[near] = numbers
    return mixed


@njit(cache=True, nogil=True)
def _near(times):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The places of those that are within `WITHIN_US` of the one before or after."""
    places, count, follows = np.empty(len(times), np.int64), 0, False
    for i in range(len(times)):
        leads = i + 1 < len(times) and times[i + 1] - times[i] <= WITHIN_US
        places[count] = i
        count += leads or follows
        follows = leads
    return places[:count].copy()


@njit(cache=True, nogil=True)
def _count(found, likeness, inside, clients, of_unit, edges, counts):  # type: ignore[no-untyped-def]  # compiled
    """Adds up, by client (0: all) and window, what the hits of units `inside` (u,) are; windows after the first run to
    the end. The client is that of the row, by `clients` (n,), else that of its unit.
    """
    places, windows = counts.shape[0], counts.shape[1]
    own = np.zeros((places, windows, 2), np.int64)
    first, hits = np.int64(0), len(found.row)
    while first < hits:
        end, unit = next_unit(found, first), unit_at(found, first)
        at, window = first if inside[unit] else end, 0
        while at < end:
            stop = at + 1
            while stop < end and time_at(found, stop) - time_at(found, stop - 1) <= NEAR_US:
                stop += 1
            ts = time_at(found, at)
            if edges[0] <= ts < edges[-1]:
                kind = _kind(found, likeness, at, stop)
                while ts >= edges[window + 1]:
                    window += 1
                if kind >= 0:
                    _add(counts, own, np.int64(0), window, kind)
                    place = np.int64(clients[found.row[at]]) if len(clients) else np.int64(NOBODYS)
                    place = of_unit[unit] if place < 0 and len(clients) else place
                    if place >= 0:
                        _add(counts, own, place + 1, window, kind)
            at = stop
        if inside[unit]:
            _add_unit(counts, own)
        first = end
    for window in range(windows - 2, 0, -1):
        counts[:, window, :SQUARES] += counts[:, window + 1, :SQUARES]


@njit(cache=True, nogil=True)
def _kind(found, likeness, at, stop):  # type: ignore[no-untyped-def]  # compiled
    """What hits at:stop are that follow one another within a minute; -1 for a bulk of which nothing can be said."""
    if stop - at == 1:
        return SINGLES
    if stop - at > MOST_TIMES:
        return -1
    alike = True
    for each in range(at + 1, stop):
        if time_at(found, each) - time_at(found, each - 1) > WITHIN_US:
            return NEAR if stop - at == 2 else -1
        alike &= likeness[each] == likeness[at]
    return FIRST_TIMES + stop - at - 2 if alike else OTHERS


@njit(cache=True, nogil=True)
def _add(counts, own, place, window, kind):  # type: ignore[no-untyped-def]  # compiled
    """One more of a kind between one start and the next."""
    counts[place, window, kind] += 1
    if kind != NEAR:
        own[place, window, 0] += 1
        own[place, window, 1] += SINGLES < kind < OTHERS


@njit(cache=True, nogil=True)
def _add_unit(counts, own):  # type: ignore[no-untyped-def]  # compiled
    """Adds what a unit fired in each window, those after the first running to the end, and clears it."""
    for place in range(counts.shape[0]):
        fired, copied = np.int64(0), np.int64(0)
        for window in range(counts.shape[1] - 1, -1, -1):
            if window == 0:
                fired, copied = np.int64(0), np.int64(0)
            fired += own[place, window, 0]
            copied += own[place, window, 1]
            own[place, window, 0], own[place, window, 1] = 0, 0
            counts[place, window, SQUARES] += fired**2
            counts[place, window, UNITS] += fired > 0
            counts[place, window, COPIED] += fired > 0 and 2 * copied >= fired
