"""The feature that goes live: uploading many orders from one file, with exact numbers of accounts at every step."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import PLATFORMS, REGIONS, Accounts
from hypercare.simulate.batch import APP, Batch
from hypercare.simulate.clock import HOUR_US, MILLISECOND_US, time_of_day
from hypercare.simulate.day_weights import weights
from hypercare.simulate.shares import scaled
from hypercare.simulate.timeline import COHORT_LAST, KPI_LAST, LAST_DAY, LIVE_US, day_start

STEPS = ("bulk_opened", "file_picked", "file_validated", "errors_fixed", "upload_submitted", "labels_printed")
FAILED = "validation_failed"
PLANTED = (1284, 1102, 741, 655, 630, 611)
"""Accounts that come as far as each step: the worst drop is at validation."""
CLEAN = (1284, 1102, 1030, 910, 876, 849)
"""The same where no header is misread: those accounts go on as the others do."""
PICKED, SUBMITTED = 2, 5
"""How many steps an account has done that picked a file, or that submitted one."""

HEADER_MISMATCH = "CSV_HEADER_MISMATCH"
OTHER_ERRORS = ("ENCODING_NOT_UTF8", "TOO_MANY_ROWS", "POSTCODE_UNKNOWN")
OTHER_FAILURES = PLANTED[1] - CLEAN[2]
"""Accounts that stop at validation for other reasons, in either company."""

ADOPTION_DAYS = 9.0
"""Interest fades with this time constant: half of the accounts open the page in the first week."""
STEP_MINUTES = (0.0, 2.0, 1.0, 12.0, 3.0, 6.0)
"""Mean time from the step before."""
LONGEST_STEP_MINUTES = 120.0
"""Nobody takes longer for one step, so that every conversion lies well inside one day."""
RETRIES = 2
RETRY_DAYS = 3.0
REUSE_DAYS = {False: 18, True: 31}
"""Every how many days a weekly and a monthly shipper uploads again."""
REUSE_SPREAD_DAYS = 3.0
MOST_ROWS = 500


@dataclass(frozen=True, eq=False)
class Usage:
    """What accounts did with the feature, (a,) each: `level` steps reached, first `entry`, error at validation.

    `error` is the code at which an account stopped, empty where it did not stop at validation.
    """

    level: Ints
    entry: Ints
    error: tuple[str, ...]
    batches: tuple[Batch, ...]

    @property
    def mismatched(self) -> NDArray[np.bool_]:
        """Accounts that stopped because a header was misread, (a,)."""
        return np.array([error == HEADER_MISMATCH for error in self.error])

    def batch(self, event: str) -> Batch:
        """The events of one step."""
        return next(batch for batch in self.batches if batch.event == event)


def steps_for(accounts: int, *, clean: bool) -> tuple[int, ...]:
    """How many of so many accounts come as far as each step."""
    return tuple(scaled(units, accounts) for units in (CLEAN if clean else PLANTED))


def draw_usage(rng: Generator, accounts: Accounts, *, clean: bool) -> Usage:
    """Who opens the page when, how far they come, and how often they come back."""
    rank = rng.permutation(len(accounts))
    level = (rank[:, None] < np.array(steps_for(len(accounts), clean=clean))).sum(axis=1)
    entry = _entries(rng, accounts)
    error = _errors(rank, level, len(accounts))
    owner, opened = _attempts(rng, accounts, level, entry)
    return Usage(level, entry, error, _events(rng, accounts, level, error, owner, opened))


def _entries(rng: Generator, accounts: Accounts) -> Ints:
    """When each account first opens the page, (a,): days 0 to 29, on day 0 after go-live."""
    days = np.arange(COHORT_LAST + 1)
    interest = np.exp(-days / ADOPTION_DAYS) * weights(0, COHORT_LAST)
    day = rng.choice(days, size=len(accounts), p=interest / interest.sum())
    entry = day_start(day) + time_of_day(rng, accounts.hours_ahead)
    return np.where(entry < LIVE_US, LIVE_US + rng.integers(1, 12 * 3600, len(accounts)) * SECOND_US, entry)


def _errors(rank: Ints, level: Ints, count: int) -> tuple[str, ...]:
    """The error of each account that stopped at validation: the last ranks have other errors, all else the header."""
    first_other = scaled(PLANTED[1], count) - scaled(OTHER_FAILURES, count)
    return tuple(
        "" if reached != PICKED else HEADER_MISMATCH if place < first_other else OTHER_ERRORS[place % len(OTHER_ERRORS)]
        for place, reached in zip(rank.tolist(), level.tolist(), strict=True)
    )


def _attempts(rng: Generator, accounts: Accounts, level: Ints, entry: Ints) -> tuple[Ints, Ints]:
    """Account and time of every opening: the first, another try after a failed validation, and later uploads.

    Tries end with day 29, before which the cohort closes; later uploads are by accounts that had submitted.
    """
    every = np.arange(len(accounts))
    retry_owner, retried = _retries(rng, np.flatnonzero(level == PICKED), entry)
    reuse_owner, reused = _reuses(rng, accounts, np.flatnonzero(level >= SUBMITTED), entry)
    return np.concatenate([every, retry_owner, reuse_owner]), np.concatenate([entry, retried, reused])


def _retries(rng: Generator, failed: Ints, entry: Ints) -> tuple[Ints, Ints]:
    owner = np.repeat(failed, rng.integers(0, RETRIES + 1, len(failed)))
    again = entry[owner] + _milliseconds(rng.uniform(0.2, RETRY_DAYS, len(owner)) * DAY_US)
    in_time = again < int(day_start(COHORT_LAST + 1)) - HOUR_US
    return owner[in_time], again[in_time]


def _reuses(rng: Generator, accounts: Accounts, submitted: Ints, entry: Ints) -> tuple[Ints, Ints]:
    every = np.where(accounts.monthly[submitted], REUSE_DAYS[True], REUSE_DAYS[False])
    turns = (LAST_DAY + 1) // min(REUSE_DAYS.values())
    days = every[:, None] * np.arange(1, turns + 1) + rng.normal(0, REUSE_SPREAD_DAYS, (len(submitted), turns)).round()
    day = days.ravel() + (entry[submitted].repeat(turns) - int(day_start(0))) // DAY_US
    # An entry on day 30 is not a day old when the gate is judged: none there, and the gate counts every account.
    day = np.where(day == KPI_LAST, KPI_LAST + 1, day)
    owner = submitted.repeat(turns)
    kept = day <= LAST_DAY
    at = day_start(day[kept].astype(np.int64)) + time_of_day(rng, accounts.hours_ahead[owner[kept]])
    later = at > entry[owner[kept]] + DAY_US
    return owner[kept][later], at[later]


def _events(
    rng: Generator, accounts: Accounts, level: Ints, error: tuple[str, ...], owner: Ints, opened: Ints
) -> tuple[Batch, ...]:
    """The events of all attempts: each goes as far as its account ever comes."""
    minutes = np.minimum(rng.exponential(STEP_MINUTES, (len(owner), len(STEPS))), LONGEST_STEP_MINUTES)
    at = opened[:, None] + np.cumsum(_milliseconds(minutes * 60 * SECOND_US), axis=1)
    texts = _properties(accounts)
    batches = []
    for step, event in enumerate(STEPS):
        rows = level[owner] > step
        batches.append(_batch(event, owner[rows], at[rows, step], texts))
    failed = level[owner] == PICKED
    return (*batches, _failures(error, owner[failed], at[failed, PICKED], texts))


def _failures(error: tuple[str, ...], owner: Ints, at: Ints, texts: list[str]) -> Batch:
    properties = [f'{texts[who][:-1]},"error":"{error[who]}"}}' for who in owner.tolist()]
    return Batch(FAILED, APP, owner, at, properties)


def _batch(event: str, owner: Ints, at: Ints, texts: list[str]) -> Batch:
    return Batch(event, APP, owner, at, [texts[who] for who in owner.tolist()])


def _properties(accounts: Accounts) -> list[str]:
    """What every event of the feature says of its account, (a,)."""
    platforms = tuple(PLATFORMS)
    return [
        f'{{"platform":"{platforms[platform]}","region":"{REGIONS[region].name}","account_type":"biza"}}'
        for platform, region in zip(accounts.platform.tolist(), accounts.region.tolist(), strict=True)
    ]


def _milliseconds(micros: NDArray[np.float64]) -> Ints:
    """Whole milliseconds, in microseconds."""
    return np.asarray(micros // MILLISECOND_US * MILLISECOND_US, np.int64)
