"""What units do with the feature itself: go through its funnel, and take or leave what is offered on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.crowd import Crowd
from hypercare.simulate.bench.orders import Points
from hypercare.simulate.bench.trial import Floats
from hypercare.simulate.bench.world import World

ALIKE = 6.0
"""Concentration of the beta from which units draw their chance: moderately unlike each other."""
FATE = 4.0
"""The same for whole chains, where that is the trait."""
HIGH_TIMES = 2.2
"""Two classes: a third of the units has a chance so many times that of the others, as odds."""
WOBBLE, WOBBLE_FREEDOM = 0.35, 2.5
"""Heavy common shocks of the odds by day, Student's t on the log scale."""
AGAIN, AGAIN_DAYS = 0.8, 12.0
"""Further openings of a unit, and the mean days after the first at which they come."""
STEP_MINUTES, STEP_SPREAD = 9.0, 1.2
"""Minutes between two steps of the funnel: median and log sd; nearly all are through in an hour."""
LONGEST_MINUTES = 600.0


@dataclass(frozen=True)
class Chances:
    """The chance of a unit by platform, before its own nature makes it higher or lower."""

    by_platform: tuple[float, float, float]

    @classmethod
    def alike(cls, chance: float) -> "Chances":
        return cls((chance, chance, chance))


@dataclass(frozen=True)
class Openings:
    """Openings of the feature: whether each went on to pick a file, and to submit; times of the three steps."""

    unit: Ints
    opened: Ints
    picked: Ints
    submitted: Ints
    has_picked: NDArray[np.bool_]
    converted: NDArray[np.bool_]


def draw_openings(rng: Generator, world: World, crowd: Crowd, chances: Chances) -> Openings:
    """Every unit that has the feature opens it when the launch reaches it, and some again later."""
    own = natures(rng, world, crowd, chances, ALIKE)
    users = np.flatnonzero(crowd.treated)
    again = rng.poisson(AGAIN, len(users))
    unit = np.concatenate([users, np.repeat(users, again)])
    late = np.concatenate([np.zeros(len(users)), rng.exponential(AGAIN_DAYS, int(again.sum()))])
    opened = crowd.entry[unit] + (late * DAY_US).astype(np.int64)
    inside = (opened < world.start_of(world.last)) & (world.days_of(opened) < crowd.gone[unit])
    unit, opened = unit[inside], opened[inside]
    chance = _shaken(world, own[unit], world.days_of(opened))
    picks = rng.random(len(unit)) < np.sqrt(chance)
    submits = picks & (rng.random(len(unit)) < np.sqrt(chance))
    picked = opened + _step(rng, len(unit))
    return Openings(unit, opened, picked, picked + _step(rng, len(unit)), picks, submits)


def natures(rng: Generator, world: World, crowd: Crowd, chances: Chances, alike: float) -> Floats:
    """The chance of each unit, (u,); its mean over units of a platform is that platform's."""
    mean = np.array(chances.by_platform)[crowd.platform]
    if world.trait == "chain_fate":
        return _common_fate(rng, mean, crowd.chain)
    if world.trait == "two_classes":
        return _two_classes(rng, mean)
    return rng.beta(mean * alike, (1 - mean) * alike)


def _common_fate(rng: Generator, mean: Floats, chain: Ints) -> Floats:
    """One draw for a whole chain, moved to the mean of each of its units."""
    chains = int(chain.max()) + 1
    return _at_place(mean, rng.beta(FATE * 0.5, FATE * 0.5, chains)[chain])


def _two_classes(rng: Generator, mean: Floats) -> Floats:
    high = np.minimum(0.98, mean * HIGH_TIMES / (1 + mean * (HIGH_TIMES - 1)))
    low = np.maximum(0.0, (3 * mean - high) / 2)
    return np.where(rng.random(len(mean)) < 1 / 3, high, low)


def _shaken(world: World, chance: Floats, day: Ints) -> Floats:
    if world.trait != "heavy_shocks":
        return chance
    # One course of shocks for the launch, whoever is drawn: it belongs to the world.
    seed = np.abs(world.factors * 1e9).astype(np.int64)
    shocks = np.random.default_rng(seed.tolist()).standard_t(WOBBLE_FREEDOM, len(seed)) * WOBBLE
    odds = chance / np.maximum(1 - chance, 1e-9) * np.exp(np.clip(shocks, -2, 2))[day - world.first]
    return odds / (1 + odds)


def _step(rng: Generator, count: int) -> Ints:
    minutes = np.minimum(LONGEST_MINUTES, STEP_MINUTES * np.exp(STEP_SPREAD * rng.standard_normal(count)))
    return np.asarray(minutes * 60 * SECOND_US, np.int64)


@dataclass(frozen=True)
class Offers:
    """Offers of insurance and whether each was accepted; `after` are the chances from go-live on, `before` before."""

    points: Points
    accepted: NDArray[np.bool_]


def draw_offers(rng: Generator, world: World, crowd: Crowd, orders: Points, before: Chances, after: Chances) -> Offers:
    """One offer with each order, taken by each unit's own taste, which it keeps."""
    place = _places(rng, world, crowd)
    own = [_at_place(np.array(chances.by_platform)[crowd.platform], place) for chances in (before, after)]
    unit = orders.unit
    reached = (orders.ts >= crowd.entry[unit]) & crowd.treated[unit]
    chance = _shaken(world, np.where(reached, own[1][unit], own[0][unit]), world.days_of(orders.ts))
    return Offers(orders, rng.random(len(orders)) < chance)


def _places(rng: Generator, world: World, crowd: Crowd) -> Floats:
    """Where each unit stands among the others, (u,), in [0, 1] with mean one half."""
    if world.trait == "chain_fate":
        return rng.random(int(crowd.chain.max()) + 1)[crowd.chain]
    if world.trait == "two_classes":
        return np.where(rng.random(len(crowd)) < 0.5, 0.1, 0.9)
    return rng.random(len(crowd))


def _at_place(mean: Floats, place: Floats) -> Floats:
    """Linear in the unit's place, with that mean: from 0 to twice it, mirrored above one half."""
    return np.where(mean <= 0.5, 2 * mean * place, 1 - 2 * (1 - mean) * (1 - place))
