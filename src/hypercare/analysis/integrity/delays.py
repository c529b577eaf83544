"""How long after they happened facts became known, and how old those are that a question rests on."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import keys_of, time_at, unit_at
from hypercare.analysis.hits import hits_of_any, sealed
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

HOUR_US = DAY_US // 24
EDGES_HOURS = (*range(49), *range(54, 169, 6))
"""Delays are told apart by the hour for two days, then by six hours to the end of a week."""
HOURS = EDGES_HOURS[-1]
HORIZON_US = HOURS * HOUR_US
"""What comes later than a week is history that is handed in, no delay; and days older than that can tell."""


class Delays(msgspec.Struct, frozen=True):
    """Facts of days that can tell by their delay, facts of the days that are read by their age, both by the bins of
    `EDGES_HOURS`, the ages with one bin more for older ones; and of the former the sum over units of the square of
    their number. They add up.
    """

    delays: tuple[int, ...] = (0,) * (len(EDGES_HOURS) - 1)
    ages: tuple[int, ...] = (0,) * len(EDGES_HOURS)
    squares: int = 0


@dataclass(frozen=True)
class DelaysOf:
    """Counts the events of some references, of the members of a population, as known at `as_of`: by their delay in
    [told_from, as_of - a week), by their age in [start, stop). All times are microseconds UTC.
    """

    population: Population
    refs: tuple[EventRef, ...]
    told_from: int
    start: int
    stop: int
    as_of: int

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns.union(*(ref.where.keys for ref in self.refs))

    @property
    def empty(self) -> Delays:
        return Delays()

    def partial(self, bucket: Bucket) -> Delays:
        who = members(bucket, self.population, self.as_of)
        delays, ages, squares = _counted(
            keys_of(hits_of_any(bucket, self.refs, self.as_of)), who.mask, sealed(bucket.known),
            self.told_from, self.as_of - HORIZON_US, self.start, self.stop, self.as_of,
        )  # fmt: skip
        return Delays(tuple(_binned(delays)[:-1].tolist()), tuple(_binned(ages).tolist()), int(squares))

    def merge(self, left: Delays, right: Delays) -> Delays:
        return Delays(
            tuple(map(sum, zip(left.delays, right.delays, strict=True))),
            tuple(map(sum, zip(left.ages, right.ages, strict=True))),
            left.squares + right.squares,
        )

    def finish(self, state: Delays) -> Delays:
        return state


def missing(found: Delays, *, waited: int = 0) -> float:
    """The share of the facts of the days read that was not in yet, [0, 1], if the others wait as long as those did that
    can tell; after so many hours more than had passed.

    Of an age at which a share g is still to come, n known ones stand for n / (1 - g). Where g is 1 they say nothing.
    """
    told = sum(found.delays)
    if not told or not sum(found.ages):
        return 0.0
    edges = np.array(EDGES_HOURS)
    later = np.append(np.cumsum(found.delays[::-1])[::-1], 0) / told
    ages = np.array(found.ages, np.float64)
    then = later[np.searchsorted(edges, np.minimum(edges[1:] + waited, edges[-1]))]
    now = later[1:]
    happened = ages[:-1] / np.where(now < 1, 1 - now, 1.0)
    return float((happened * then).sum() / (happened.sum() + ages[-1]))


def later_than(found: Delays, hours: float) -> int:
    """Facts that became known later than that, of those that can tell: by whole bins, no more than there were."""
    return int(sum(count for edge, count in zip(EDGES_HOURS, found.delays, strict=False) if edge >= hours))


def _binned(by_hour: Ints) -> Ints:
    """How many there are in each bin, and beyond the last edge."""
    return np.asarray(np.add.reduceat(by_hour, EDGES_HOURS), np.int64)


@njit(cache=True, nogil=True)
def _counted(found, inside, known, told_from, told_until, start, stop, as_of):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Hits of the units `inside` (u,): of [told_from, told_until) by the whole hours until they were `known`, where
    that took no week; of [start, stop) by those until `as_of`, older ones last; and the sum over units of the square
    of the former. What lies before the first hour is in it.
    """
    delays, ages = np.zeros(HOURS + 1, np.int64), np.zeros(HOURS + 1, np.int64)
    squares, own, last = np.int64(0), np.int64(0), np.int64(-1)
    for i in range(len(found.row)):
        unit, ts = unit_at(found, i), time_at(found, i)
        if not inside[unit]:
            continue
        if unit != last:
            squares += own * own
            own, last = np.int64(0), unit
        if start <= ts < stop:
            ages[min(max((as_of - ts) // HOUR_US, 0), HOURS)] += 1
        if told_from <= ts < told_until:
            late = known[found.row[i]] - ts
            if late < HORIZON_US:
                delays[max(late // HOUR_US, 0)] += 1
                own += 1
    return delays, ages, squares + own * own
