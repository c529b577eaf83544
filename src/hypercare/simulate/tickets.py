"""Support tickets: as many per active account-day after go-live as before, a quarter of them about one column."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import Accounts
from hypercare.simulate.batch import HELPDESK, Batch
from hypercare.simulate.bulk_upload import Usage
from hypercare.simulate.clock import time_of_day
from hypercare.simulate.shares import scaled
from hypercare.simulate.timeline import DAYS, FIRST_DAY, day_of, day_start

EVENT = "support_ticket"
TICKETS, ABOUT_WEIGHT = 143, 37
"""Tickets of exposed accounts on days 0 to 60, and how many of them are about the weight column's format."""
TICKETS_LAST_DAY = 60
WEIGHT_COLUMN = "weight column format"
TOPICS = ("late pickup", "label printer", "invoice", "address not found", "cash on delivery", "sign-in")
CHANNELS = ("email", "chat", "phone")
COMPLAINT_DAYS = 12
"""A misread header is complained about within so many days."""

Cells = NDArray[np.bool_]


def draw_tickets(rng: Generator, accounts: Accounts, usage: Usage, others: tuple[Batch, ...], *, clean: bool) -> Batch:
    """Tickets on days on which their account was active in `others`, so that they do not change who is active."""
    active = _active(len(accounts), others)
    days, entered = np.arange(FIRST_DAY, FIRST_DAY + DAYS), day_of(usage.entry)[:, None]
    exposed = active & (days > entered) & (days <= TICKETS_LAST_DAY)
    soon = exposed & usage.mismatched[:, None] & (days <= entered + COMPLAINT_DAYS)
    tickets, about = scaled(TICKETS, len(accounts)), scaled(ABOUT_WEIGHT, len(accounts))
    rate = tickets / max(1, int(exposed.sum()))
    weight = _pick_accounts(rng, soon, 0 if clean else about)
    usual = _pick(rng, exposed & ~soon, tickets - about)
    apart = (active & (days < 0), active & (days > TICKETS_LAST_DAY))
    elsewhere = [_pick(rng, cells, round(rate * int(cells.sum()))) for cells in apart]
    account, day = (np.concatenate(parts) for parts in zip(weight, usual, *elsewhere, strict=True))
    return _batch(rng, accounts, account, day, len(weight[0]))


def _active(accounts: int, batches: tuple[Batch, ...]) -> Cells:
    """On which days each account did anything, (a, DAYS)."""
    active = np.zeros((accounts, DAYS), np.bool_)
    for batch in batches:
        active[batch.account, batch.day - FIRST_DAY] = True
    return active


def _pick(rng: Generator, cells: Cells, wanted: int) -> tuple[Ints, Ints]:
    """So many of the account-days, at random: accounts and days."""
    account, place = np.nonzero(cells)
    picked = rng.permutation(len(account))[:wanted]
    return account[picked], place[picked] + FIRST_DAY


def _pick_accounts(rng: Generator, cells: Cells, wanted: int) -> tuple[Ints, Ints]:
    """One account-day of each of so many accounts."""
    account, day = _pick(rng, cells, int(cells.sum()))
    _, first = np.unique(account, return_index=True)
    chosen = rng.permutation(first)[:wanted]
    return account[chosen], day[chosen]


def _batch(rng: Generator, accounts: Accounts, account: Ints, day: Ints, about_weight: int) -> Batch:
    topics = [WEIGHT_COLUMN] * about_weight
    topics += [TOPICS[code] for code in rng.integers(0, len(TOPICS), len(account) - about_weight)]
    channels = [CHANNELS[code] for code in rng.integers(0, len(CHANNELS), len(account))]
    properties = [
        f'{{"topic":"{topic}","channel":"{channel}"}}' for topic, channel in zip(topics, channels, strict=True)
    ]
    return Batch(EVENT, HELPDESK, account, day_start(day) + time_of_day(rng, accounts.hours_ahead[account]), properties)
