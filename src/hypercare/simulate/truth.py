"""What was planted in a simulated launch, in exact numbers: what the product must find."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np

from hypercare.simulate.accounts import Accounts
from hypercare.simulate.batch import Batch
from hypercare.simulate.bulk_upload import FAILED, STEPS, SUBMITTED, Usage
from hypercare.simulate.collections import EVENT as COLLECTED
from hypercare.simulate.collections import ShippingTruth, shipping_truth
from hypercare.simulate.day_weights import weights
from hypercare.simulate.expected import ExpectedVerdict, expected_verdicts
from hypercare.simulate.happenings import SWAPPED
from hypercare.simulate.insurance import CLICKED, VIEWED
from hypercare.simulate.orders import PRO_ORDERS
from hypercare.simulate.presence import SILENT_DAYS
from hypercare.simulate.shares import FULL_COMPANY
from hypercare.simulate.tickets import EVENT as TICKET
from hypercare.simulate.tickets import TICKETS_LAST_DAY, WEIGHT_COLUMN
from hypercare.simulate.timeline import FIRST_DAY, KPI_LAST, LAST_DAY, QUARTER_FIRST, QUARTER_LAST

PRO_LOOK_DAY = 60


@dataclass(frozen=True)
class StepUnits:
    """How many accounts come as far as a step."""

    event: str
    units: int


@dataclass(frozen=True)
class GateShare:
    """What the gate `day 30` counts when it is judged: accounts whose last entry is a day old, and hits among them."""

    units: int
    mature: int
    hits: int


@dataclass(frozen=True)
class Growth:
    """Orders of days 0 to 30 against the 28 days before: `naive` compares the totals, `normalised` the same kind of
    day with the same kind of day. Both are factors, 1.09 is +9 %.
    """

    before: int
    after: int
    naive: float
    normalised: float


@dataclass(frozen=True)
class Clicks:
    """Views and clicks of days 0 to 30."""

    viewed: int
    clicked: int


@dataclass(frozen=True)
class PageViews:
    """Page views of the 28 days before, and of days 0 to 30; `per_day` is the factor between their daily means."""

    before: int
    after: int
    per_day: float


@dataclass(frozen=True)
class Tickets:
    """Tickets of the 28 days before, of days 0 to 60, those of them about the weight column, and later ones."""

    before: int
    after: int
    about_weight_column: int
    later: int


@dataclass(frozen=True)
class Truth:
    """The planted facts of the whole course of a launch, whatever part of it was told.

    `orders_by_day` goes from day -28 to day 101. `pro_by_day_60` counts the accounts that had their 60 orders by the
    end of day 60. On `silent_days`, both ends inside, nobody of the squad was there; `swapped_event` is what was
    reported in the place of a declared metric that failed; both are None in the clean twin. `verdicts` are those of
    the full company, empty for one of another size, where chance decides.
    """

    seed: int
    accounts: int
    clean: bool
    accounts_by_zone: dict[str, int]
    monthly_shippers: int
    steps: tuple[StepUnits, ...]
    completion: GateShare
    failed_by_error: dict[str, int]
    orders_by_day: dict[int, int]
    growth: Growth
    pro_at_end: int
    pro_by_day_60: int
    insurance: Clicks
    page_views: PageViews
    tickets: Tickets
    shipping: ShippingTruth
    silent_days: tuple[int, int] | None
    swapped_event: str | None
    verdicts: tuple[ExpectedVerdict, ...]

    def to_json(self) -> str:
        """The truth as JSON text, two spaces deep, instants in ISO 8601."""
        return json.dumps(asdict(self), indent=2, default=datetime.isoformat)


def truth_of(seed: int, accounts: Accounts, usage: Usage, batches: Sequence[Batch], *, clean: bool) -> Truth:
    """What was planted, read off the drawn columns; the monitor's batches are not among them."""
    by_event = {batch.event: batch for batch in batches}
    orders = by_event["order_created"]
    by_day = np.bincount(orders.day - FIRST_DAY, minlength=LAST_DAY - FIRST_DAY + 1).tolist()
    return Truth(
        seed=seed,
        accounts=len(accounts),
        clean=clean,
        accounts_by_zone=accounts.by_zone,
        monthly_shippers=int(accounts.monthly.sum()),
        steps=tuple(StepUnits(event, int((usage.level > step).sum())) for step, event in enumerate(STEPS)),
        completion=_completion(usage),
        failed_by_error=_errors(usage),
        orders_by_day=dict(zip(range(FIRST_DAY, LAST_DAY + 1), by_day, strict=True)),
        growth=_growth(orders),
        pro_at_end=_pro(orders, len(accounts), QUARTER_LAST),
        pro_by_day_60=_pro(orders, len(accounts), PRO_LOOK_DAY),
        insurance=Clicks(*(int(by_event[event].between(0, KPI_LAST).sum()) for event in (VIEWED, CLICKED))),
        page_views=_page_views(by_event["page_viewed"]),
        tickets=_tickets(by_event[TICKET]),
        shipping=shipping_truth(accounts, usage.entry, by_event[COLLECTED], clean=clean),
        silent_days=None if clean else SILENT_DAYS,
        swapped_event=None if clean else SWAPPED,
        verdicts=expected_verdicts(clean=clean) if len(accounts) == FULL_COMPANY else (),
    )


def _completion(usage: Usage) -> GateShare:
    opened = usage.batch(STEPS[0])
    again = np.zeros(len(usage.level), np.bool_)
    again[opened.account[opened.between(KPI_LAST, KPI_LAST)]] = True
    hits = (usage.level >= SUBMITTED) & ~again
    return GateShare(len(usage.level), int((~again).sum()), int(hits.sum()))


def _errors(usage: Usage) -> dict[str, int]:
    """Accounts that stopped at validation, by error."""
    failed = np.unique(usage.batch(FAILED).account).tolist()
    errors = sorted(usage.error[account] for account in failed)
    return {error: errors.count(error) for error in dict.fromkeys(errors)}


def _growth(orders: Batch) -> Growth:
    before, after = (int(orders.between(*days).sum()) for days in ((FIRST_DAY, -1), (0, KPI_LAST)))
    ordinary = weights(0, KPI_LAST).sum() / weights(FIRST_DAY, -1).sum()
    return Growth(before, after, after / before, float(after / before / ordinary))


def _pro(orders: Batch, accounts: int, last: int) -> int:
    made = np.bincount(orders.account[orders.between(QUARTER_FIRST, last)], minlength=accounts)
    return int((made >= PRO_ORDERS).sum())


def _page_views(views: Batch) -> PageViews:
    before, after = (int(views.between(*days).sum()) for days in ((FIRST_DAY, -1), (0, KPI_LAST)))
    return PageViews(before, after, (after / (KPI_LAST + 1)) / (before / -FIRST_DAY))


def _tickets(tickets: Batch) -> Tickets:
    spans = ((FIRST_DAY, -1), (0, TICKETS_LAST_DAY), (TICKETS_LAST_DAY + 1, LAST_DAY))
    before, after, later = (int(tickets.between(*days).sum()) for days in spans)
    about = sum(WEIGHT_COLUMN in text for text in tickets.properties)
    return Tickets(before, after, about, later)
