"""Collections: the courier comes for each account in its own rhythm, weekly or monthly; and some stop calling it."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US
from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import REGIONS, Accounts
from hypercare.simulate.batch import ORDERS, Batch
from hypercare.simulate.clock import time_of_day
from hypercare.simulate.orders import MONTH, MONTH_SPREAD, WEEK, WEEK_SPREAD
from hypercare.simulate.shares import scaled
from hypercare.simulate.timeline import FIRST_DAY, LAST_DAY, day_of, day_start

EVENT = "courier_collected"
LAPSED = {False: 18, True: 6}
"""Weekly and monthly shippers that stop."""
LAST_COLLECTION_DAY = {False: 28, True: 35}
"""Their last collection is not later: on day 60 the weekly ones are a month silent, which a week does not explain."""
EARLY_ENTRY_DAY = 10
"""They had taken the feature up by then, so that they had a first collection with it."""
HORIZONS = (60, 90)


@dataclass(frozen=True)
class ShippersTruth:
    """Shippers of one rhythm, read at the beginning of day 101: by day 60 and by day 90 those that can be read, and of
    these the ones that had a collection within half of their planted cadence of that day.
    """

    eligible: tuple[int, int]
    retained: tuple[int, int]


@dataclass(frozen=True)
class ShippingTruth:
    """Weekly and monthly shippers, and the ids of those that stopped."""

    weekly: ShippersTruth
    monthly: ShippersTruth
    stopped_weekly: tuple[str, ...]
    stopped_monthly: tuple[str, ...]


def draw_collections(rng: Generator, accounts: Accounts, entry: Ints, *, clean: bool) -> Batch:
    """Every collection of the timeline, unsorted. In the clean company nobody stops."""
    length = np.where(accounts.monthly, MONTH, WEEK)
    turns = (LAST_DAY - FIRST_DAY) // WEEK + 2
    shipping_day = FIRST_DAY - length + rng.random(len(accounts)) * length
    stray = rng.normal(0, 1, (len(accounts), turns)) * np.where(accounts.monthly, MONTH_SPREAD, WEEK_SPREAD)[:, None]
    days = np.floor(shipping_day[:, None] + length[:, None] * np.arange(turns) + stray)
    last = np.full(len(accounts), LAST_DAY)
    for monthly in () if clean else (False, True):
        last[stopped(accounts, entry, monthly=monthly)] = LAST_COLLECTION_DAY[monthly]
    owner, turn = np.nonzero((days >= FIRST_DAY) & (days <= last[:, None]))
    at = day_start(days[owner, turn].astype(np.int64)) + time_of_day(rng, accounts.hours_ahead[owner])
    texts = [f'{{"region":"{REGIONS[code].name}"}}' for code in accounts.region.tolist()]
    return Batch(EVENT, ORDERS, owner.astype(np.int64), at, [texts[who] for who in owner.tolist()])


def stopped(accounts: Accounts, entry: Ints, *, monthly: bool) -> Ints:
    """The numbers of the accounts of one rhythm that stop."""
    early = np.flatnonzero((accounts.monthly == monthly) & (day_of(entry) <= EARLY_ENTRY_DAY))
    return np.asarray(early[: scaled(LAPSED[monthly], len(accounts))], np.int64)


def shipping_truth(accounts: Accounts, entry: Ints, collected: Batch, *, clean: bool) -> ShippingTruth:
    """What was planted, read off the drawn columns."""
    ids = [
        () if clean else tuple(accounts.ids[number] for number in stopped(accounts, entry, monthly=monthly).tolist())
        for monthly in (False, True)
    ]
    return ShippingTruth(
        _shippers(accounts, entry, collected, monthly=False), _shippers(accounts, entry, collected, monthly=True), *ids
    )


def _shippers(accounts: Accounts, entry: Ints, collected: Batch, *, monthly: bool) -> ShippersTruth:
    half = (MONTH if monthly else WEEK) * DAY_US // 2
    births = _first(collected, entry)
    mine = (accounts.monthly == monthly) & (births > 0)
    eligible, retained = [], []
    for day in HORIZONS:
        middle = births + day * DAY_US
        readable = mine & (middle + half <= int(day_start(LAST_DAY)))
        inside = np.abs(collected.ts - middle[collected.account] + 0.5) < half
        back = np.zeros(len(accounts), np.bool_)
        back[collected.account[inside]] = True
        eligible.append(int(readable.sum()))
        retained.append(int((readable & back).sum()))
    return ShippersTruth((eligible[0], eligible[1]), (retained[0], retained[1]))


def _first(collected: Batch, entry: Ints) -> NDArray[np.int64]:
    """Each account's first collection since its entry, (a,) microseconds UTC; 0 without one."""
    later = collected.ts >= entry[collected.account]
    first = np.full(len(entry), np.iinfo(np.int64).max)
    np.minimum.at(first, collected.account[later], collected.ts[later])
    return np.where(first < np.iinfo(np.int64).max, first, 0)
