"""The offer of parcel insurance beside the upload: who sees it, who clicks."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.sequences import Ints
from hypercare.simulate.accounts import PLATFORMS, Accounts
from hypercare.simulate.batch import APP, Batch
from hypercare.simulate.clock import MILLISECOND_US
from hypercare.simulate.timeline import KPI_LAST, LAST_DAY, day_start

VIEWED, CLICKED = "insurance_viewed", "insurance_clicked"
CLICK_SHARE, CLEAN_CLICK_SHARE = 0.031, 0.066
VIEWS_TO_DAY_30, VIEWS_LATER = 6, 9
"""Views per account, on average: up to day 30 of the launch, and after it."""
INTEREST_SHAPE = 4.0
"""Accounts differ in how often they look, by a gamma distribution of this shape: modestly."""
FIRST_CLICK_SECONDS, LAST_CLICK_SECONDS = 2, 90


def draw_insurance(rng: Generator, accounts: Accounts, entry: Ints, *, clean: bool) -> tuple[Batch, Batch]:
    """Views and clicks after each account's first `entry`, (a,).

    Up to day 30 and after it, the planted share is clicked, exactly.
    """
    share = CLEAN_CLICK_SHARE if clean else CLICK_SHARE
    gate_end, end = int(day_start(KPI_LAST + 1)), int(day_start(LAST_DAY + 1))
    spans = (
        (VIEWS_TO_DAY_30, entry, np.full(len(accounts), gate_end)),
        (VIEWS_LATER, np.full(len(accounts), gate_end), np.full(len(accounts), end)),
    )
    drawn = [_span(rng, views * len(accounts), share, starts, stops) for views, starts, stops in spans]
    owner, seen, clicked = (np.concatenate(parts) for parts in zip(*drawn, strict=True))
    after = rng.integers(FIRST_CLICK_SECONDS * 1000, LAST_CLICK_SECONDS * 1000, len(seen)) * MILLISECOND_US
    texts = [f'{{"platform":"{tuple(PLATFORMS)[code]}"}}' for code in accounts.platform]
    return (
        Batch(VIEWED, APP, owner, seen, [texts[who] for who in owner.tolist()]),
        Batch(CLICKED, APP, owner[clicked], (seen + after)[clicked], [texts[who] for who in owner[clicked].tolist()]),
    )


def _span(rng: Generator, views: int, share: float, starts: Ints, stops: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Account, time and whether it was clicked, (views,) each; a view leaves time to click before its span ends."""
    interest = rng.gamma(INTEREST_SHAPE, size=len(starts))
    owner = rng.choice(len(starts), size=views, p=interest / interest.sum())
    room = stops[owner] - starts[owner] - LAST_CLICK_SECONDS * 1000 * MILLISECOND_US
    seen = starts[owner] + (rng.random(views) * room).astype(np.int64) // MILLISECOND_US * MILLISECOND_US
    clicked = np.zeros(views, np.bool_)
    clicked[rng.permutation(views)[: round(share * views)]] = True
    return owner.astype(np.int64), seen, clicked
