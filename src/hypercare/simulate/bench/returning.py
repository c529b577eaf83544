"""Orders of accounts that come back in a rhythm of their own: a renewal process with log-normal gaps."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.crowd import Crowd
from hypercare.simulate.bench.orders import Points
from hypercare.simulate.bench.trial import Floats
from hypercare.simulate.bench.world import World

MONTHLY = 30.0
"""Days between visits of an ordinary B2B account."""
BETWEEN, WITHIN = 0.18, 0.16
"""Accounts differ in their rhythm by 18 % (log sd), and gaps of one account by 16 %."""
WEEKLY = 7.5
WEEKLY_SHARE = 0.4
"""Where accounts are of two classes: so many ship weekly."""
SKIPPED = 0.18
"""Chance to skip a period, where that is the trait."""
ROWS_MEAN = 6.0
"""Orders of one visit."""
FORGOTTEN = 0.5
"""A tenth of a period cannot pass between visits; half a day can."""


@dataclass(frozen=True)
class Rhythm:
    """Accounts return every `days` or so; after each visit since the launch a share `leaving` never comes back.

    `rows` is how many orders a visit has on average.
    """

    days: float
    leaving: float
    rows: float = ROWS_MEAN


@dataclass(frozen=True)
class Visits:
    """The visits of units, as points, and each unit's own median gap in days (u,)."""

    points: Points
    gap: Floats


def draw_visits(rng: Generator, world: World, crowd: Crowd, rhythm: Rhythm) -> Visits:
    """Visits over the whole time; the first after go-live of each unit begins with the launch reaching it."""
    gap = _gaps(rng, world, crowd, rhythm)
    before = _walk(rng, world, crowd.entry, gap, 0.0, backwards=True)
    after = _walk(rng, world, crowd.entry, gap, rhythm.leaving, backwards=False)
    unit = np.concatenate([before.unit, np.arange(len(crowd)), after.unit])
    ts = np.concatenate([before.ts, crowd.entry + 600 * SECOND_US, after.ts])
    gone = world.days_of(ts) >= crowd.gone[unit]
    kept = ~gone & (ts < world.start_of(world.last + 1)) & (ts >= world.start_of(world.first))
    return Visits(Points(unit[kept], ts[kept]), gap)


def rows_of(rng: Generator, visits: Points, rhythm: Rhythm) -> Points:
    """The orders of visits, within an hour each."""
    rows = rng.geometric(1 / rhythm.rows, len(visits))
    late = (rng.random(int(rows.sum())) * 3600 * SECOND_US).astype(np.int64)
    return Points(np.repeat(visits.unit, rows), np.repeat(visits.ts, rows) + late)


def _gaps(rng: Generator, world: World, crowd: Crowd, rhythm: Rhythm) -> Floats:
    days = np.full(len(crowd), rhythm.days)
    if world.trait == "two_classes":
        days[rng.random(len(crowd)) < WEEKLY_SHARE] = WEEKLY
    return days * np.exp(BETWEEN * rng.standard_normal(len(crowd)))


def _walk(rng: Generator, world: World, start: Ints, gap: Floats, leaving: float, *, backwards: bool) -> Points:
    """Visits from the start on, one gap after the other, until the accounts leave or the facts end."""
    units, times = [], []
    unit, at = np.arange(len(start)), start.copy()
    while len(unit):
        stays = rng.random(len(unit)) >= leaving
        unit, at = unit[stays], at[stays]
        periods = 1 + rng.binomial(1, SKIPPED, len(unit)) if world.trait == "skipped_months" else np.ones(len(unit))
        days = np.maximum(FORGOTTEN, gap[unit] * periods * np.exp(WITHIN * rng.standard_normal(len(unit))))
        at = at + (days * DAY_US).astype(np.int64) * (-1 if backwards else 1)
        inside = (at >= world.start_of(world.first)) & (at < world.start_of(world.last + 1))
        unit, at = unit[inside], at[inside]
        units.append(unit)
        times.append(at)
    return Points(np.concatenate(units), np.concatenate(times))
