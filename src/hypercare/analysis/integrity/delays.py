"""How long after they happened facts became known, and how old those are that a question rests on."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.hits import hits_of_any
from hypercare.analysis.population import Population, members
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import EventRef, Unit
from hypercare.model.sequences import Bucket, Ints

HOUR_US = DAY_US // 24
EDGES_HOURS = (*range(49), *range(54, 169, 6))
"""Delays are told apart by the hour for two days, then by six hours to the end of a week."""
HORIZON_US = EDGES_HOURS[-1] * HOUR_US
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
        found = hits_of_any(bucket, self.refs, self.as_of).of_units(who.mask)
        read = found.between(self.start, self.stop)
        old = found.between(self.told_from, self.as_of - HORIZON_US)
        late = bucket.known[old.rows] - old.ts
        told = old.where(late < HORIZON_US)
        by_unit = told.by_unit.astype(np.int64)
        return Delays(
            tuple(_binned(late[late < HORIZON_US])[:-1].tolist()),
            tuple(_binned(self.as_of - read.ts).tolist()),
            int((by_unit * by_unit).sum()),
        )

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


def _binned(micros: Ints) -> NDArray[np.int64]:
    """How many there are in each bin, and beyond the last edge; what lies before the first edge is in the first bin."""
    hours = np.clip(micros // HOUR_US, 0, EDGES_HOURS[-1])
    # Counted by the hour and then added up: to search the edges for each takes five times as long.
    return np.add.reduceat(np.bincount(hours, minlength=EDGES_HOURS[-1] + 1), EDGES_HOURS)
