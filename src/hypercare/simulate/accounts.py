"""The accounts of the simulated company: where they are, how they ship, what they use."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.sequences import Codes, Ints
from hypercare.simulate.shares import apportioned


@dataclass(frozen=True)
class Region:
    """A region with its share of accounts, and how many hours its clocks are ahead of Jakarta's."""

    name: str
    share: float
    zone: str
    hours_ahead: int


REGIONS = (
    Region("java", 0.62, "WIB", 0),
    Region("bali", 0.13, "WITA", 1),
    Region("sulawesi", 0.12, "WITA", 1),
    Region("maluku", 0.06, "WIT", 2),
    Region("papua", 0.07, "WIT", 2),
)
PLATFORMS = {"android": 0.58, "ios": 0.17, "web": 0.25}
MONTHLY_SHARE = 0.30
USER_WEIGHTS = (0.45, 0.30, 0.15, 0.10)
"""How many accounts have one, two, three or four people who use the app."""


@dataclass(frozen=True, eq=False)
class Accounts:
    """The accounts by number, (a,) each: codes into `REGIONS` and `PLATFORMS`, cadence, people, pace.

    `pace` is the expected number of orders of one quarter.
    """

    ids: tuple[str, ...]
    region: Codes
    platform: Codes
    monthly: NDArray[np.bool_]
    people: Ints
    pace: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def hours_ahead(self) -> Ints:
        """By how many hours the clocks of each account are ahead of Jakarta's, (a,)."""
        return np.array([region.hours_ahead for region in REGIONS], np.int64)[self.region]

    @property
    def by_zone(self) -> dict[str, int]:
        """Accounts by time zone."""
        zones = [REGIONS[code].zone for code in self.region]
        return {zone: zones.count(zone) for zone in ("WIB", "WITA", "WIT")}


PACE_MEDIAN, PACE_SIGMA = 55.0, 0.74
"""Log-normal: about 44 % make 60 orders in a quarter, and a fifth would in little more than half of one."""


def draw_accounts(rng: Generator, count: int) -> Accounts:
    """So many accounts, with exact shares of regions, platforms and cadences, dealt out at random."""
    return Accounts(
        ids=tuple(f"AK-{number:04d}" for number in range(1, count + 1)),
        region=_dealt(rng, count, [region.share for region in REGIONS]),
        platform=_dealt(rng, count, list(PLATFORMS.values())),
        monthly=_dealt(rng, count, [1 - MONTHLY_SHARE, MONTHLY_SHARE]) == 1,
        people=_dealt(rng, count, list(USER_WEIGHTS)).astype(np.int64) + 1,
        pace=rng.lognormal(np.log(PACE_MEDIAN), PACE_SIGMA, count),
    )


def _dealt(rng: Generator, count: int, shares: list[float]) -> Codes:
    codes = np.repeat(np.arange(len(shares), dtype=np.int32), apportioned(count, shares))
    return np.asarray(rng.permutation(codes), np.int32)
