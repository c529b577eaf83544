"""The units of a launch: where they are, when the launch reaches them, and what kind of account each is."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US
from hypercare.model.sequences import Codes, Ints
from hypercare.simulate.bench.traits import paces
from hypercare.simulate.bench.trial import Floats
from hypercare.simulate.bench.world import World

PLATFORMS = ("android", "ios", "web")
REGIONS = ("java", "sumatra", "kalimantan", "sulawesi", "papua")
HOURS_AHEAD = np.array([0, 0, 1, 1, 2])
"""Of Jakarta's clock (WIB): Kalimantan and Sulawesi keep WITA here, Papua WIT."""
REGION_SHARES = np.array([0.52, 0.2, 0.12, 0.11, 0.05])
"""About how parcels are spread over the islands."""
CHAIN = 8
"""Mean shops of a chain; a third of all chains are one shop."""
RESTING = 0.7
"""Share of weekday-only accounts where that is the trait."""
LEAVING = 0.25
"""Share of chains that leave during the whole time where that is the trait."""
SEASON_LOW, SEASON_HIGH = 21, 90
"""Days of an account's own season."""
LATE = 0.04
"""Units that come after the cohort has closed: they must not be counted."""
LATE_DAYS = 30
NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Reach:
    """How the launch reaches units: within `days`, the earlier the smaller `mean` days is against them.

    Of the units `treated` have the feature, the others are its control. `platforms` are shares. `leak` is the chance
    of the busiest unit of the control to have slipped into the feature, and less for quieter ones.
    """

    days: int
    mean: float
    treated: float = 1.0
    platforms: tuple[float, float, float] = (0.6, 0.15, 0.25)
    leak: float = 0.0


@dataclass(frozen=True)
class Crowd:
    """Units as drawn, each array (n,): `entry` is when the launch reaches them (microseconds UTC), `pace` how often
    they act against the mean, `gone` the day from which they never act again, `member` whether they belong to the
    cohort, `treated` whether they have the feature.
    """

    entry: Ints
    platform: Codes
    region: Codes
    chain: Ints
    pace: Floats
    resting: NDArray[np.bool_]
    gone: Ints
    period: Floats
    phase: Floats
    treated: NDArray[np.bool_]
    member: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.entry)

    @property
    def ahead(self) -> Ints:
        """Hours that a unit's clock is ahead of Jakarta's."""
        return HOURS_AHEAD[self.region]

    def judged(self) -> NDArray[np.bool_]:
        """The units that a gate counts."""
        return self.member & self.treated


def draw_crowd(rng: Generator, world: World, reach: Reach, count: int) -> Crowd:
    """`count` units of the cohort that have the feature, their control, and a few that come too late."""
    inside = round(count / reach.treated)
    total = inside + round(LATE * count)
    chain = _chains(rng, total)
    leaves = rng.random(int(chain[-1]) + 1)
    days = rng.integers(world.first, world.last + 1, int(chain[-1]) + 1)
    member = np.arange(total) < inside
    treated = np.zeros(total, np.bool_)
    treated[:count] = True
    treated[inside:] = rng.random(total - inside) < reach.treated
    order = rng.permutation(total)
    pace = paces(rng, total, world.trait, world.shape)
    is_churn = world.trait == "chain_churn"
    return Crowd(
        entry=_entries(rng, world, reach, member)[order],
        platform=rng.choice(len(PLATFORMS), total, p=reach.platforms).astype(np.int32),
        region=rng.choice(len(REGIONS), total, p=REGION_SHARES).astype(np.int32),
        chain=chain,
        pace=pace,
        resting=(rng.random(total) < RESTING) & (world.trait == "weekdays_only"),
        gone=np.where(is_churn & (leaves < LEAVING), days, NEVER)[chain],
        period=rng.uniform(SEASON_LOW, SEASON_HIGH, total),
        phase=rng.random(total),
        treated=treated[order] | _leaked(rng, pace, reach.leak),
        member=member[order],
    )


def _leaked(rng: Generator, pace: Floats, leak: float) -> NDArray[np.bool_]:
    """Who got the feature against the draw, (u,): the busier, the likelier."""
    if not leak:
        return np.zeros(len(pace), np.bool_)
    place = np.argsort(np.argsort(pace)) / len(pace)
    return rng.random(len(pace)) < leak * place


def _chains(rng: Generator, total: int) -> Ints:
    """The chain of each unit, (total,), numbered from 0: neighbours share one."""
    begins = rng.random(total) < 1 / CHAIN
    begins[0] = False
    return np.cumsum(begins)


def _entries(rng: Generator, world: World, reach: Reach, member: NDArray[np.bool_]) -> Ints:
    """Truncated exponential over the cohort's days for members, later for others; never before go-live."""
    uniform = rng.random(len(member))
    whole = 1 - np.exp(-reach.days / reach.mean)
    early = np.floor(-reach.mean * np.log(1 - uniform * whole))
    late = reach.days + np.floor(uniform * LATE_DAYS)
    day = np.where(member, np.minimum(early, reach.days - 1), late)
    # From nine in the morning, when launches go live, to nine at night.
    hour = rng.uniform(9.25, 21.0, len(member))
    return np.asarray(world.midnight + ((day + hour / 24) * DAY_US).astype(np.int64), np.int64)
