"""Tickets and failed requests: what a guardrail counts."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.crowd import Crowd
from hypercare.simulate.bench.effects import Outage
from hypercare.simulate.bench.orders import Points
from hypercare.simulate.bench.world import World

TRIES = 2.0
"""Requests that fail per account and day of an outage, of accounts that would have ordered."""


@dataclass(frozen=True)
class Trouble:
    """Events of a name per 1000 active unit-days: `before` the launch, and `times` as many since it reached a unit."""

    event: str
    before: float
    times: float = 1.0
    outage: Outage | None = None


def draw_trouble(rng: Generator, world: World, crowd: Crowd, activity: list[Points], trouble: Trouble) -> Points:
    """Trouble on days on which units do something anyway, so that it never makes a day active; outages beside it."""
    active = _active_days(world, activity)
    unit, ts = active.unit, active.ts
    reached = (ts >= crowd.entry[unit]) & crowd.treated[unit]
    mean = trouble.before / 1000 * np.where(reached, trouble.times, 1.0)
    count = rng.poisson(mean)
    after = (rng.exponential(1200.0, int(count.sum())) * SECOND_US).astype(np.int64)
    found = Points(np.repeat(unit, count), np.repeat(ts, count) + after)
    if trouble.outage is None:
        return found
    lost = _lost(rng, world, crowd, trouble.outage)
    return Points(np.concatenate([found.unit, lost.unit]), np.concatenate([found.ts, lost.ts]))


def _active_days(world: World, activity: list[Points]) -> Points:
    """The first event of each unit on each day on which it has any."""
    unit = np.concatenate([each.unit for each in activity])
    ts = np.concatenate([each.ts for each in activity])
    order = np.lexsort((ts, unit))
    unit, ts = unit[order], ts[order]
    day = world.days_of(ts)
    is_first = np.ones(len(ts), np.bool_)
    is_first[1:] = (unit[1:] != unit[:-1]) | (day[1:] != day[:-1])
    return Points(unit[is_first], ts[is_first])


def _lost(rng: Generator, world: World, crowd: Crowd, outage: Outage) -> Points:
    """Failed requests of those who would have ordered in the region while it was down."""
    units = np.flatnonzero(crowd.region == outage.region)
    days = np.arange(outage.first, min(outage.last, world.last) + 1)
    count = rng.poisson(TRIES * np.minimum(1.0, crowd.pace[units])[:, None], (len(units), len(days)))
    unit = np.repeat(np.repeat(units, len(days)), count.ravel())
    day = np.repeat(np.tile(days, len(units)), count.ravel())
    within: Ints = (rng.uniform(9, 18, len(unit)) / 24 * DAY_US).astype(np.int64)
    return Points(unit, world.midnight + day * DAY_US + within)
