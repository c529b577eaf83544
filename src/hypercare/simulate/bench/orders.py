"""Orders: the activity of units over the whole time, as a point process thinned by everything that changes it."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.crowd import Crowd
from hypercare.simulate.bench.effects import Effect, Outage
from hypercare.simulate.bench.trial import Floats
from hypercare.simulate.bench.world import World

HOUR_US = 3600 * SECOND_US
OPEN, SHUT = 7.0, 22.0
"""Local hours between which units act, most of them around the middle of the day."""
BATCH_MEAN, BATCH_CAP = 7.0, 40
"""Rows of one upload: geometric, no more than a template holds."""
BATCH_SECONDS = 60.0
BRANCHING_LOW, BRANCHING_HIGH = 0.35, 0.65
"""Events that each event brings: below 1, or the process would explode (Hawkes 1971)."""
ECHO_DAYS = 0.7
GENERATIONS = 8
SEASON_DEPTH = 0.85


@dataclass(frozen=True)
class Habit:
    """How often units order: `pace` events per unit and ordinary day, before the launch and in its control.

    `effect` is what the launch does. `tilt` are factors by platform from go-live on, for everybody.
    """

    pace: float
    effect: Effect = Effect()
    outage: Outage | None = None
    tilt: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Points:
    """Events of one kind: `unit` (n,) numbers into a crowd and `ts` (n,) microseconds UTC, in no order."""

    unit: Ints
    ts: Ints

    def __len__(self) -> int:
        return len(self.ts)

    def sorted(self) -> "Points":
        """By unit and time."""
        order = np.lexsort((self.ts, self.unit))
        return Points(self.unit[order], self.ts[order])


def draw_orders(rng: Generator, world: World, crowd: Crowd, habit: Habit, first: int, last: int) -> Points:
    """The orders of days `first` to `last`, both inside."""
    echo = _branching(world)
    size = BATCH_MEAN if world.trait == "batch_uploads" else 1.0
    parents = _thinned(rng, world, crowd, habit, habit.pace * (1 - echo) / size, (first, last))
    if echo:
        return _with_echoes(rng, parents, echo, world.start_of(last + 1))
    return _in_batches(rng, parents) if size > 1 else parents


def _branching(world: World) -> float:
    if world.trait != "self_exciting":
        return 0.0
    return BRANCHING_LOW + world.shape * (BRANCHING_HIGH - BRANCHING_LOW)


def _thinned(rng: Generator, world: World, crowd: Crowd, habit: Habit, pace: float, span: tuple[int, int]) -> Points:
    """Poisson events under a common course, thinned to each unit's own intensity (Lewis & Shedler 1979)."""
    factors = world.between(*span)
    highest = habit.effect.highest * (1 + SEASON_DEPTH * (world.trait == "own_season")) * max(habit.tilt)
    count = rng.poisson(crowd.pace * pace * factors.sum() * highest)
    unit = np.repeat(np.arange(len(crowd)), count)
    edges = np.cumsum(factors)
    day = np.searchsorted(edges, rng.random(len(unit)) * edges[-1], side="right") + span[0]
    ts = _clocked(rng, world, crowd, unit, np.minimum(day, span[1]))
    kept = rng.random(len(unit)) * highest < _own(world, crowd, habit, unit, ts)
    return Points(unit[kept], ts[kept])


def _clocked(rng: Generator, world: World, crowd: Crowd, unit: Ints, day: Ints) -> Ints:
    """Instants within days: the sum of two uniforms over the unit's own business hours."""
    hour = OPEN + (SHUT - OPEN) * (rng.random(len(unit)) + rng.random(len(unit))) / 2
    local = (hour * HOUR_US).astype(np.int64) - crowd.ahead[unit] * HOUR_US
    return world.midnight + day * DAY_US + local


def _own(world: World, crowd: Crowd, habit: Habit, unit: Ints, ts: Ints) -> Floats:
    """A unit's own factor at instants, (n,)."""
    day = world.days_of(ts)
    own = np.ones(len(ts))
    if habit.effect != Effect():
        since = (ts - crowd.entry[unit]) / DAY_US
        own = np.where(crowd.treated[unit], habit.effect.at(since), own)
    if world.trait == "own_season":
        own *= 1 + SEASON_DEPTH * np.sin(2 * np.pi * (day / crowd.period[unit] + crowd.phase[unit]))
    if world.trait == "weekdays_only":
        own[crowd.resting[unit] & (world.weekdays_of(day) >= 5)] = 0.0
    if world.trait == "chain_churn":
        own[day >= crowd.gone[unit]] = 0.0
    if habit.outage is not None:
        hit = (crowd.region[unit] == habit.outage.region) & (day >= habit.outage.first) & (day <= habit.outage.last)
        own[hit] *= habit.outage.left
    if habit.tilt != (1.0, 1.0, 1.0):
        own *= np.where(day >= 0, np.array(habit.tilt)[crowd.platform[unit]], 1.0)
    return own


def _in_batches(rng: Generator, parents: Points) -> Points:
    """Each event as an upload of many rows within a minute."""
    rows = np.minimum(rng.geometric(1 / BATCH_MEAN, len(parents)), BATCH_CAP)
    late = (rng.random(int(rows.sum())) * BATCH_SECONDS * SECOND_US).astype(np.int64)
    return Points(np.repeat(parents.unit, rows), np.repeat(parents.ts, rows) + late)


def _with_echoes(rng: Generator, parents: Points, echo: float, stop: int) -> Points:
    """Parents with their descendants up to `stop`, generation by generation."""
    generations = [parents]
    for _ in range(GENERATIONS):
        last = generations[-1]
        children = rng.poisson(echo, len(last))
        after = (rng.exponential(ECHO_DAYS, int(children.sum())) * DAY_US).astype(np.int64)
        unit, ts = np.repeat(last.unit, children), np.repeat(last.ts, children) + after
        generations.append(Points(unit[ts < stop], ts[ts < stop]))
    return Points(
        np.concatenate([each.unit for each in generations]), np.concatenate([each.ts for each in generations])
    )
