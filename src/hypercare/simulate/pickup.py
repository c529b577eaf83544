"""Pickup scheduling: a launch that went well, was judged when its quarter was over, and goes on quietly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.random import Generator

from hypercare.model.decision import Promise
from hypercare.model.instant import SECOND_US, to_micros
from hypercare.model.sequences import Ints
from hypercare.simulate.batch import APP, HELPDESK, Batch
from hypercare.simulate.clock import HOUR_US, time_of_day
from hypercare.simulate.pickup_text import LAUNCH_ID, TEXT
from hypercare.simulate.shares import apportioned
from hypercare.simulate.story import ZONE, Story, StoryTruth, midnights

SEED = 20260401
LIVE = datetime(2026, 4, 1, 9, tzinfo=ZONE)
APPROVER = "dewi@example.com"
SIGNED = datetime(2026, 7, 2, 10, 30, tzinfo=ZONE)
"""The day after the quarter, when its last gate had been judged."""
GROUNDS = ("scheduling", "regular_shops")
OPENED = Promise("Open pickup scheduling to every online shop", "rahma@example.com", date(2026, 7, 31))
"""Kept: it was done in time."""
CARRIED_ON = Promise("Offer evening slots to shops outside Java", "nugroho@example.com", date(2026, 12, 15))
"""Still open when the demo is shown."""
DONE_AT = datetime(2026, 7, 28, 16, tzinfo=ZONE)
HANDED_OVER_AT = datetime(2026, 9, 1, 10, tzinfo=ZONE)
"""When the fixer of the first ninety days handed over, and the launch file said so."""
FIXER = "fixer: {name: H. Nugroho, email: nugroho@example.com, until: day 90}"
NEXT_FIXER = "fixer: {name: I. Siregar, email: siregar@example.com}"
REASON = "Every gate passed, and complaints stayed rare: open it to every online shop."

ACCOUNTS = 240
STEPS = ("pickup_opened", "pickup_slot_chosen", "pickup_scheduled")
REACHED = (240, 208, 172)
"""Shops that come as far as each step."""
REGULAR, GOAL = 118, 8
"""Shops that schedule so many pickups in the quarter."""
DONE, ON_TIME, COMPLAINT = "pickup_done", "pickup_on_time", "pickup_complaint"
LATE_ONE_IN = 9
COMPLAINTS = 31
LAST_ENTRY_DAY, GATE_DAY, ON_TIME_DAY = 27, 30, 60
QUARTER_LAST, LAST_DAY = 90, 274
"""30 June, and 31 December 2026."""
EXTRA_PICKUPS = 5.0
"""What a regular shop schedules beyond the goal, on average."""
LATER_PICKUPS = 16
"""Pickups of each regular shop from July to December."""
HESITANT_SEED = 20260402
HESITANT, LATER_HESITANT = 5, 6
"""How often a shop that never schedules comes back and stops where it always does, in the quarter and after it."""
MEAN_STEP_SECONDS = 75
REHEARSED_BEFORE = 2
"""Hours before go-live."""
REGIONS = {"java": 0.70, "bali": 0.16, "sulawesi": 0.14}
PLATFORMS = {"android": 0.52, "web": 0.48}


@dataclass(frozen=True)
class PickupTruth(StoryTruth):
    """What was planted: shops at each step of the funnel, those that reach the goal, pickups and how many on time."""

    steps: dict[str, int]
    regular: int
    done_by_day_60: int
    on_time_by_day_60: int
    complaints: int
    action: str
    signed_by: str
    signed_at: datetime


def pickup() -> Story:
    """The launch and everything that was told of it."""
    rng = np.random.default_rng(SEED)
    level = (rng.permutation(ACCOUNTS)[:, None] < np.array(REACHED)).sum(axis=1)
    entry = _at(rng, rng.integers(0, LAST_ENTRY_DAY + 1, ACCOUNTS))
    entry = np.where(entry < to_micros(LIVE), to_micros(LIVE) + rng.integers(1, 12 * 3600, ACCOUNTS) * SECOND_US, entry)
    owner, opened, regular = _openings(rng, level, entry)
    texts = _properties(rng)
    batches = _batches(rng, level, owner, opened, texts)
    return Story(
        launch_text=TEXT,
        truth=_truth(level, regular, batches),
        ids=(*(f"TK-{number:04d}" for number in range(1, ACCOUNTS + 1)), "TK-TESTER"),
        batches=tuple(batch.in_time() for batch in (*batches, *_hesitant(level, entry, texts), *_rehearsed())),
        run=f"pickup-{SEED}",
    )


def _rehearsed() -> tuple[Batch, ...]:
    """What the test shop of the company sent on the morning of go-live, so that tracking could be verified."""
    begun = to_micros(LIVE) - REHEARSED_BEFORE * HOUR_US
    text = '{"platform":"android","region":"java","account_type":"internal"}'
    return tuple(
        Batch(event, APP, np.array([ACCOUNTS]), np.array([begun + step * SECOND_US * 60]), [text])
        for step, event in enumerate((*STEPS, DONE))
    )


def _hesitant(level: Ints, entry: Ints, texts: list[str]) -> Iterator[Batch]:
    """What shops that never schedule do when they come back: without them each day would read 100 % for months."""
    rng = np.random.default_rng(HESITANT_SEED)
    idle = np.flatnonzero(level < len(STEPS))
    soon, later = np.repeat(idle, HESITANT), np.repeat(idle, LATER_HESITANT)
    days = (_day_after(rng, entry[soon]), rng.integers(QUARTER_LAST + 1, LAST_DAY, len(later)))
    owner, opened = np.concatenate([soon, later]), _at(rng, np.concatenate(days))
    at = opened[:, None] + np.cumsum(rng.integers(10, 2 * MEAN_STEP_SECONDS, (len(owner), len(STEPS))), 1) * SECOND_US
    for step, event in enumerate(STEPS):
        reached = level[owner] > step
        yield _batch(event, owner[reached], at[reached, step], texts)


def _day_after(rng: Generator, entry: Ints) -> Ints:
    """A day of the quarter after each shop's first. An opening on day 30 is not a day old when the gate is judged:
    none there, and the gate counts every shop.
    """
    first = np.minimum((entry - int(midnights(LIVE, 0))) // (24 * HOUR_US) + 1, QUARTER_LAST)
    day = first + (rng.random(len(entry)) * (QUARTER_LAST + 1 - first)).astype(np.int64)
    return np.where(day == GATE_DAY, GATE_DAY + 1, day)


def _at(rng: Generator, day: Ints) -> Ints:
    return midnights(LIVE, day) + time_of_day(rng, np.zeros(len(day), np.int64))


def _openings(rng: Generator, level: Ints, entry: Ints) -> tuple[Ints, Ints, Ints]:
    """Account and time of every opening, the first and later ones, and which accounts reach the goal, in number."""
    scheduling = np.flatnonzero(level == len(STEPS))
    regular, others = scheduling[:REGULAR], scheduling[REGULAR:]
    often = GOAL - 1 + rng.poisson(EXTRA_PICKUPS, len(regular))
    seldom = rng.integers(0, GOAL - 1, len(others))
    again = np.concatenate([np.repeat(regular, often), np.repeat(others, seldom)])
    day = _day_after(rng, entry[again])
    later = np.repeat(regular, LATER_PICKUPS)
    later_day = rng.integers(QUARTER_LAST + 1, LAST_DAY, len(later))
    owner = np.concatenate([np.arange(ACCOUNTS), again, later])
    opened = np.concatenate([entry, _at(rng, day), _at(rng, later_day)])
    return owner, opened, regular


def _batches(rng: Generator, level: Ints, owner: Ints, opened: Ints, texts: list[str]) -> tuple[Batch, ...]:
    """The events of all openings: each goes as far as its shop ever comes, and what is scheduled is picked up."""
    seconds = rng.integers(10, 2 * MEAN_STEP_SECONDS, (len(owner), len(STEPS)))
    at = opened[:, None] + np.cumsum(seconds, axis=1) * SECOND_US
    rows = [level[owner] > step for step in range(len(STEPS))]
    batches = [_batch(event, owner[rows[step]], at[rows[step], step], texts) for step, event in enumerate(STEPS)]
    shop, picked = owner[rows[-1]], at[rows[-1], -1] + rng.integers(3, 28, int(rows[-1].sum())) * HOUR_US
    on_time = np.arange(len(shop)) % LATE_ONE_IN != 0
    complaining = rng.permutation(np.flatnonzero(~on_time & (picked < midnights(LIVE, QUARTER_LAST))))[:COMPLAINTS]
    return (
        *batches,
        _batch(DONE, shop, picked, texts),
        _batch(ON_TIME, shop[on_time], picked[on_time] + SECOND_US, texts),
        _batch(COMPLAINT, shop[complaining], picked[complaining] + HOUR_US // 2, texts, source=HELPDESK),
    )


def _batch(event: str, owner: Ints, at: Ints, texts: list[str], source: str = APP) -> Batch:
    return Batch(event, source, owner, at, [texts[who] for who in owner.tolist()])


def _properties(rng: Generator) -> list[str]:
    """What every event says of its shop, (a,)."""
    dealt = [
        rng.permutation(np.repeat(list(shares), apportioned(ACCOUNTS, list(shares.values()))))
        for shares in (PLATFORMS, REGIONS)
    ]
    return [
        f'{{"platform":"{platform}","region":"{region}","account_type":"toko"}}'
        for platform, region in zip(*dealt, strict=True)
    ]


def _truth(level: Ints, regular: Ints, batches: tuple[Batch, ...]) -> PickupTruth:
    by_event = {batch.event: batch for batch in batches}
    gate_end = int(midnights(LIVE, ON_TIME_DAY + 1))
    return PickupTruth(
        launch=LAUNCH_ID,
        accounts=ACCOUNTS,
        steps={event: int((level > step).sum()) for step, event in enumerate(STEPS)},
        regular=len(regular),
        done_by_day_60=int((by_event[DONE].ts < gate_end).sum()),
        on_time_by_day_60=int((by_event[ON_TIME].ts < gate_end).sum()),
        complaints=len(by_event[COMPLAINT]),
        action="SCALE",
        signed_by=APPROVER,
        signed_at=SIGNED,
    )
