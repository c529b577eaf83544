"""Page views: the number that goes up whatever the feature is worth."""

import numpy as np
from numpy.random import Generator

from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import PLATFORMS, Accounts
from hypercare.simulate.batch import APP, Batch
from hypercare.simulate.clock import time_of_day
from hypercare.simulate.timeline import FIRST_DAY, LAST_DAY, day_start

PAGES = ("/home", "/orders", "/bulk", "/track", "/billing")
BEFORE_PER_ACCOUNT = 4
"""Page views per account in the four weeks before go-live."""
RISE = 2.8
"""Views per day after go-live against before: +180 %."""


def draw_page_views(rng: Generator, accounts: Accounts) -> Batch:
    """Page views of all days: evenly many a day before, and `RISE` times as many on every day after."""
    before = BEFORE_PER_ACCOUNT * len(accounts)
    after = round(before * RISE / -FIRST_DAY * (LAST_DAY + 1))
    day = np.concatenate([_days(before, FIRST_DAY, -1), _days(after, 0, LAST_DAY)])
    owner = rng.choice(len(accounts), size=len(day), p=accounts.pace / accounts.pace.sum())
    ts = day_start(day) + time_of_day(rng, accounts.hours_ahead[owner])
    page = rng.integers(0, len(PAGES), len(day))
    return Batch("page_viewed", APP, owner, ts, _properties(accounts, owner, page))


def _days(views: int, first: int, last: int) -> Ints:
    """The day of each view: the same number on every day, up to one."""
    return np.asarray(first + np.arange(views) * (last - first + 1) // views, np.int64)


def _properties(accounts: Accounts, owner: Ints, page: Ints) -> list[str]:
    platforms = tuple(PLATFORMS)
    texts = [[f'{{"page":"{path}","platform":"{platforms[code]}"}}' for path in PAGES] for code in accounts.platform]
    return [texts[who][which] for who, which in zip(owner.tolist(), page.tolist(), strict=True)]
