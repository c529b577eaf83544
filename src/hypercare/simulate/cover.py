"""Shipment insurance: a launch that is not ready. The event that it lives by arrives under a misspelt name, and nobody
noticed.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US, SECOND_US, to_micros
from hypercare.model.sequences import Ints
from hypercare.simulate.batch import APP, Batch
from hypercare.simulate.clock import HOUR_US, time_of_day
from hypercare.simulate.cover_text import FAILING_PROBE, LAUNCH_ID, TEXT
from hypercare.simulate.story import ZONE, Story, StoryTruth, midnights

SEED = 20261124
LIVE = datetime(2026, 11, 24, 10, tzinfo=ZONE)
EXPECTED = 400
PILOT, PILOT_FIRST_DAY, PILOT_LAST_DAY = 12, -8, -4
"""Sellers who may use it before it goes live, from 16 November on; all of them have by the 20th."""
REACHED = 214
"""Sellers who see the offer by the end of the year, those of the pilot among them."""
OFFERED, QUOTED, ISSUED = "cover_offered", "cover_quoted", "policy_issued"
MISSPELT = "policy_isued"
MADE, INSURER = "quote_made", "insurer"
"""By which the insurer's service counts every quote, and whose it is."""
ISSUED_SHARE = 0.3
QUOTED_SHARE = 0.46
OFFERS_A_DAY = 0.45
LAST_DAY = 37
"""31 December 2026."""
ADOPTION_DAYS = 14.0
PREMIUMS = (2_500, 5_000, 7_500, 12_500)
PULSE_HOURS = 6
"""The test seller of the company asks for a quote so often, day and night."""


@dataclass(frozen=True)
class CoverTruth(StoryTruth):
    """What was planted: what is missing before go-live, and who saw the offer by then.

    `state` is that of the entrance. `missing_events` never arrive, `wrong_properties` arrive with another type than is
    declared, `misspelt_events` arrive in the place of others, `missing_levels` are those of the escalation path that
    nobody fills; `failing_probes` fail now and then.
    """

    pilot: int
    state: str
    missing_events: list[str]
    wrong_properties: list[str]
    misspelt_events: list[str]
    missing_levels: list[str]
    guide: bool
    failing_probes: list[str]


def cover(*, clean: bool = False) -> Story:
    """The launch and everything that was told of it; `clean`: with the tracking as it was planned."""
    rng = np.random.default_rng(SEED)
    entry = _entries(rng)
    owner, at = _offers(rng, entry)
    quoted = rng.random(len(owner)) < QUOTED_SHARE
    pulse = np.arange(int(midnights(LIVE, PILOT_FIRST_DAY)) + 9 * HOUR_US, int(midnights(LIVE, LAST_DAY + 1)) - HOUR_US,
                      PULSE_HOURS * HOUR_US, dtype=np.int64)  # fmt: skip
    tester = np.full(len(pulse), REACHED, np.int64)
    offers = _Steps(
        np.append(owner, tester),
        np.append(at, pulse),
        np.append(rng.integers(0, len(PREMIUMS), len(owner)), tester * 0),
    )
    quotes = offers.those(np.append(quoted, tester > 0), later=40 * SECOND_US)
    issued = quotes.those(_issued(quotes), later=260 * SECOND_US)
    batches = (
        offers.batch(OFFERED),
        quotes.batch(QUOTED, text=not clean),
        quotes.batch(MADE, source=INSURER),
        issued.batch(ISSUED if clean else MISSPELT),
    )
    return Story(
        launch_text=TEXT,
        truth=CoverTruth(
            launch=LAUNCH_ID,
            accounts=REACHED,
            pilot=PILOT,
            state="fail",
            missing_events=[] if clean else [ISSUED],
            wrong_properties=[] if clean else [f"{QUOTED}.premium"],
            misspelt_events=[] if clean else [MISSPELT],
            missing_levels=["L3"],
            guide=False,
            failing_probes=[FAILING_PROBE],
        ),
        ids=(*(f"UM-{number:04d}" for number in range(1, REACHED + 1)), "UM-TESTER"),
        batches=tuple(batch.in_time() for batch in batches),
        run=f"cover-{SEED}",
    )


@dataclass(frozen=True, eq=False)
class _Steps:
    """What sellers did at one step: who (n,), when (n,), with which premium, by its number (n,)."""

    owner: Ints
    at: Ints
    premium: Ints

    def those(self, which: NDArray[np.bool_], *, later: int) -> "_Steps":
        """The next step of those who took it, so many microseconds later."""
        return _Steps(self.owner[which], self.at[which] + later, self.premium[which])

    def batch(self, event: str, *, source: str = APP, text: bool = False) -> Batch:
        """The events of a name. As text, a premium is written as the page shows it: that is what was planted."""
        return Batch(event, source, self.owner, self.at, [
            f'{{"platform":"{"android" if who % 3 else "web"}",'
            f'"account_type":"{"umkm" if who < REACHED else "internal"}",'
            f'"premium":{_premium(PREMIUMS[code], text=text)}}}'
            for who, code in zip(self.owner.tolist(), self.premium.tolist(), strict=True)
        ])  # fmt: skip


def _issued(quotes: _Steps) -> NDArray[np.bool_]:
    """Which quotes became a policy: every one of the tester's, and its share of the others."""
    drawn = np.random.default_rng(SEED + 1).random(len(quotes.owner)) < ISSUED_SHARE
    tester = quotes.owner == REACHED
    issued: NDArray[np.bool_] = drawn | tester
    return issued


def _entries(rng: Generator) -> Ints:
    """When each seller first sees the offer, (a,): the pilot before go-live, the others after it."""
    invited = midnights(LIVE, rng.integers(PILOT_FIRST_DAY, PILOT_LAST_DAY + 1, PILOT))
    pilot = invited + time_of_day(rng, np.zeros(PILOT, np.int64))
    days = np.minimum(rng.exponential(ADOPTION_DAYS, REACHED - PILOT), LAST_DAY - 1.0)
    return np.concatenate([pilot, to_micros(LIVE) + (days * DAY_US).astype(np.int64) // SECOND_US * SECOND_US])


def _offers(rng: Generator, entry: Ints) -> tuple[Ints, Ints]:
    """Seller and time of every offer: the first, and later ones until the end of the year."""
    end = int(midnights(LIVE, LAST_DAY + 1)) - HOUR_US
    again = np.repeat(np.arange(REACHED), rng.poisson((end - entry) / DAY_US * OFFERS_A_DAY))
    later = entry[again] + (rng.random(len(again)) * (end - entry[again])).astype(np.int64) // SECOND_US * SECOND_US
    return np.concatenate([np.arange(REACHED), again]), np.concatenate([entry, later])


def _premium(rupiah: int, *, text: bool) -> str:
    return f'"Rp{rupiah:,}"'.replace(",", ".") if text else str(rupiah)
