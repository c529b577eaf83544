"""AntarKilat: a fictional carrier whose launch of a bulk upload hides what a launch can hide.

The worst drop is at a misread file header that support hears about under another name; orders look 28 % up on day 30
where 9 % is real; the secondary metric fails while page views almost triple; and whether accounts become Pro shows only
when the quarter is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from hypercare.simulate import monitor
from hypercare.simulate.accounts import Accounts, draw_accounts
from hypercare.simulate.batch import Batch
from hypercare.simulate.bulk_upload import draw_usage
from hypercare.simulate.collections import draw_collections
from hypercare.simulate.insurance import draw_insurance
from hypercare.simulate.json_lines import json_lines
from hypercare.simulate.launch_text import launch_text
from hypercare.simulate.orders import draw_orders
from hypercare.simulate.page_views import draw_page_views
from hypercare.simulate.shares import FULL_COMPANY
from hypercare.simulate.tickets import draw_tickets
from hypercare.simulate.timeline import DAYS, FIRST_DAY, LAST_DAY, ZONE, date_of
from hypercare.simulate.truth import Truth, truth_of

SEED = 20260922
FEWEST_ACCOUNTS = 20
"""With fewer, some of the planted shares round to nobody."""


@dataclass(frozen=True, eq=False)
class Simulation:
    """A simulated launch: its launch file, its events, and what is true of it.

    No event is later than `told_until`: a clock that has come so far takes them all. `run` sets the keys of the events
    apart from those of other simulations.
    """

    launch_text: str
    truth: Truth
    told_until: datetime
    company: Accounts
    batches: tuple[Batch, ...]
    run: str

    def events(self) -> Iterator[bytes]:
        """The events as JSON lines in the order of time, in chunks of whole lines. The same on every call."""
        ids = (*self.company.ids, monitor.ID)
        return json_lines(self.batches, ids, (*self.company.people.tolist(), 1), self.run)

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(len(batch) for batch in self.batches)


def simulate(seed: int = SEED, *, accounts: int = FULL_COMPANY, days: int = DAYS, clean: bool = False) -> Simulation:
    """The company and its launch.

    `days` tells only so many of the 130 days, from 25 August 2026 on; what happens, and the truth, stay the same.
    `clean` is the twin without trouble: the same accounts and orders, but no misread header, no tickets about it, and
    an insurance that is clicked. Raises ValueError for fewer than 20 accounts, or days outside 1 to 130.
    """
    if accounts < FEWEST_ACCOUNTS or not 1 <= days <= DAYS:
        raise ValueError(f"needs {FEWEST_ACCOUNTS} accounts or more and 1 to {DAYS} days: {accounts}, {days}")
    draws = iter(np.random.default_rng(seed).spawn(7))
    company = draw_accounts(next(draws), accounts)
    orders = draw_orders(next(draws), company)
    views = draw_page_views(next(draws), company)
    usage = draw_usage(next(draws), company, clean=clean)
    insurance = draw_insurance(next(draws), company, usage.entry, clean=clean)
    seen = tuple(batch.in_time().until(LAST_DAY) for batch in (orders, views, *usage.batches, *insurance))
    ticket_draws, collection_draws = draws
    collected = draw_collections(collection_draws, company, usage.entry, clean=clean).in_time().until(LAST_DAY)
    tickets = draw_tickets(ticket_draws, company, usage, (*seen, collected), clean=clean)
    batches = (*seen, tickets.in_time(), collected)
    last = FIRST_DAY + days - 1
    return Simulation(
        launch_text=launch_text(accounts),
        truth=truth_of(seed, company, usage, batches, clean=clean),
        told_until=datetime.combine(date_of(last + 1), time(), ZONE),
        company=company,
        batches=tuple(batch.until(last) for batch in (*batches, *monitor.watch(accounts))),
        run=f"{seed}-{accounts}{'c' if clean else ''}",
    )
