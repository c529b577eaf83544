"""Orders: exact totals by day and by account, each account in its own cadence."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import REGIONS, Accounts
from hypercare.simulate.batch import ORDERS, Batch
from hypercare.simulate.clock import time_of_day
from hypercare.simulate.day_weights import weights
from hypercare.simulate.shares import apportioned, scaled
from hypercare.simulate.timeline import FIRST_DAY, LAST_DAY, QUARTER_FIRST, QUARTER_LAST, day_start

PRO_ORDERS = 60
PRO_ACCOUNTS = 565
"""44 % of the company become Pro in the quarter."""
UPLIFT = 1.09
"""What the feature really brings: ordinary days after go-live against ordinary days before."""
WEEK, MONTH = 7, 30
WEEK_SPREAD, MONTH_SPREAD = 0.8, 1.5
"""How far orders stray from an account's shipping day, in days."""
FEE_MEDIAN, FEE_SIGMA, FEE_STEP = 18_000, 0.6, 500
"""Shipping fees in rupiah: log-normal, in steps that a price list has."""


def draw_orders(rng: Generator, accounts: Accounts) -> Batch:
    """Every order of the timeline, unsorted."""
    per_account = _quarter_totals(rng, accounts)
    per_day = _day_totals(int(per_account.sum()))
    periods = ((FIRST_DAY, -1), (0, QUARTER_FIRST - 1), (QUARTER_FIRST, QUARTER_LAST), (QUARTER_LAST + 1, LAST_DAY))
    account, day = (
        np.concatenate(parts)
        for parts in zip(*(_spread(rng, accounts, per_account, per_day, period) for period in periods), strict=True)
    )
    ts = day_start(day) + time_of_day(rng, accounts.hours_ahead[account])
    return Batch("order_created", ORDERS, account, ts, _properties(rng, accounts, account))


def _quarter_totals(rng: Generator, accounts: Accounts) -> Ints:
    """Orders of each account in the quarter, (a,): exactly the planted number of accounts make 60 or more."""
    drawn = rng.poisson(accounts.pace)
    pro = scaled(PRO_ACCOUNTS, len(accounts))
    order = np.argsort(-(drawn + rng.random(len(accounts))))
    totals: Ints = drawn.astype(np.int64)
    totals[order[:pro]] = np.maximum(totals[order[:pro]], PRO_ORDERS)
    totals[order[pro:]] = np.minimum(totals[order[pro:]], PRO_ORDERS - 1)
    return totals


def _day_totals(quarter: int) -> Ints:
    """Orders of each day from FIRST_DAY on: the quarter's add up to `quarter`, history lies `UPLIFT` lower."""
    factors = weights(FIRST_DAY, LAST_DAY)
    begin, end = QUARTER_FIRST - FIRST_DAY, QUARTER_LAST - FIRST_DAY + 1
    level = quarter / factors[begin:end].sum()
    levels = np.where(np.arange(FIRST_DAY, LAST_DAY + 1) < 0, level / UPLIFT, level)
    totals: Ints = np.rint(levels * factors).astype(np.int64)
    totals[begin:end] = apportioned(quarter, factors[begin:end])
    return totals


def _spread(
    rng: Generator, accounts: Accounts, per_account: Ints, per_day: Ints, period: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Account and day of each order of a period: both totals exact.

    Every order wants a day in its account's cadence; in the order of these wishes the days are filled. The quarter
    takes each account's own total, other periods share theirs out in proportion.
    """
    first, last = period
    filled = per_day[first - FIRST_DAY : last - FIRST_DAY + 1]
    total = int(filled.sum())
    owner = (
        np.repeat(np.arange(len(accounts)), per_account)
        if first == QUARTER_FIRST
        else rng.choice(len(accounts), size=total, p=per_account / per_account.sum())
    )
    queue = np.argsort(_wished(rng, accounts, owner, last - first + 1), kind="stable")
    return owner[queue].astype(np.int64), np.repeat(np.arange(first, last + 1), filled)


def _wished(rng: Generator, accounts: Accounts, owner: Ints, days: int) -> NDArray[np.float64]:
    """When each order would be made if all days were alike, in days from the period's start, (n,)."""
    monthly = accounts.monthly[owner]
    length = np.where(monthly, MONTH, WEEK)
    shipping_day = rng.random(len(accounts))[owner] * length
    turn = np.floor(rng.random(len(owner)) * np.maximum(1, np.rint(days / length)))
    stray = rng.normal(0, np.where(monthly, MONTH_SPREAD, WEEK_SPREAD))
    return np.asarray(turn * length + shipping_day + stray, np.float64)


def _properties(rng: Generator, accounts: Accounts, account: Ints) -> list[str]:
    fees = rng.lognormal(np.log(FEE_MEDIAN), FEE_SIGMA, len(account)) // FEE_STEP * FEE_STEP + FEE_STEP
    tails = [f',"region":"{REGIONS[code].name}"}}' for code in accounts.region]
    return [
        f'{{"amount":{fee}{tails[owner]}'
        for fee, owner in zip(fees.astype(np.int64).tolist(), account.tolist(), strict=True)
    ]
