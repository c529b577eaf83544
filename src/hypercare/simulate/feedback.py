"""What people of the simulated company said: their tickets, and the answers to two surveys about the bulk upload."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.random import Generator

from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.batch import HELPDESK, Batch
from hypercare.simulate.bulk_upload import STEPS, SUBMITTED
from hypercare.simulate.demo import Simulation
from hypercare.simulate.tickets import EVENT, TICKETS_LAST_DAY
from hypercare.simulate.timeline import FIRST_DAY, LAST_DAY, LIVE, ZONE, day_start

SEED = 20260925
SURVEYS = "survey-tool"
CSAT, NPS, TICKETS = "csat", "nps", "tickets"
CSAT_SCORES = {5: 128, 4: 55, 3: 19, 2: 6, 1: 4}
"""212 answers of 4.4 on average, on days 1 to 60."""
NPS_SCORES = {10: 29, 9: 19, 8: 17, 7: 13, 6: 7, 5: 5, 4: 3, 2: 2, 0: 1}
"""96 answers: 48 promoters, 30 passives, 18 detractors, so +31."""
NPS_FIRST_DAY = 21
"""Nobody is asked whether to recommend it before three weeks of use."""
PROMOTER, DETRACTOR = 9, 6
SAID = {
    5: ("Unggah 200 pesanan, dua menit selesai", "Saves us an hour a day"),
    4: ("Bagus, tapi template-nya agak membingungkan", "Good, once the first file went through"),
    3: ("Kolom berat ditolak beberapa kali", "It took three tries to get the header right"),
    2: ("Pesan error tidak jelas", "The error message did not say which column"),
    1: ("File saya ditolak terus", "We went back to typing orders in"),
}
"""What some of those who answered wrote beside their score."""
LANGUAGES = ("id", "en")
WRITTEN_ONE_IN = 4
TAKEN_SECONDS = (3_600, 30 * 3_600)
"""How long the desk takes until a ticket is solved."""

READER = "lestari@example.com"
SYNTHESISED = datetime(LIVE.year, 11, 18, 15, tzinfo=ZONE)
"""Day 57: what was said until then stands in the backlog."""
FOUND = "A quarter of the tickets are about the weight column: the header is misread. CSAT 4.4 of 5."
BACKLOG = "https://example.com/backlog/bulk-upload"


@dataclass(frozen=True)
class FeedbackTruth:
    """What was planted: answers and mean of CSAT (1 to 5), answers and net promoter score (-100 to 100), tickets of
    days 0 to 60.
    """

    csat_answers: int
    csat_mean: float
    nps_answers: int
    nps: float
    tickets: int


@dataclass(frozen=True, eq=False)
class Feedback:
    """The lines as `import feedback` takes them, and what is true of them."""

    lines: tuple[bytes, ...]
    truth: FeedbackTruth


def feedback(told: Simulation) -> Feedback:
    """What people said about a simulated launch. A ticket is told twice: when it is opened, and when it is solved."""
    desk, *asked = np.random.default_rng(SEED).spawn(3)
    surveys = {name: list(_survey(rng, told, name)) for name, rng in zip((CSAT, NPS), asked, strict=True)}
    said = [*_tickets(desk, told), *surveys[CSAT], *surveys[NPS]]
    in_time = sorted(said, key=lambda each: (each["time"], each["key"]))
    lines = tuple(json.dumps(each, separators=(",", ":")).encode() + b"\n" for each in in_time)
    return Feedback(lines, _truth(told, *([each["score"] for each in surveys[name]] for name in (CSAT, NPS))))


Line = dict[str, Any]


def _truth(told: Simulation, csat: list[int], nps: list[int]) -> FeedbackTruth:
    net = sum((score >= PROMOTER) - (score <= DETRACTOR) for score in nps)
    tickets = int(_desk(told).between(0, TICKETS_LAST_DAY).sum())
    return FeedbackTruth(len(csat), sum(csat) / len(csat), len(nps), 100 * net / len(nps), tickets)


def _desk(told: Simulation) -> Batch:
    return next(batch for batch in told.batches if batch.event == EVENT)


def _tickets(rng: Generator, told: Simulation) -> Iterator[Line]:
    """The tickets whose events are told, as the desk has them."""
    desk = _desk(told)
    took = rng.integers(*TAKEN_SECONDS, len(desk)) * SECOND_US
    end = int(day_start(LAST_DAY + 1))
    told_of = zip(desk.ts.tolist(), desk.account.tolist(), desk.properties, took.tolist(), strict=True)
    for row, (opened, account, text, needed) in enumerate(told_of):
        properties = json.loads(text)
        base = {"channel": TICKETS, "id": f"T-{row + 1}", "opened": opened, **_whose(told, account, row)}
        base |= {"title": properties["topic"], "properties": {"via": properties["channel"]}, "source": HELPDESK}
        yield base | {"time": opened, "state": "open", "key": f"{TICKETS}-{row}-open"}
        solved = opened + needed
        if solved < end:
            yield base | {"time": solved, "state": "solved", "key": f"{TICKETS}-{row}-solved"}


def _survey(rng: Generator, told: Simulation, channel: str) -> Iterator[Line]:
    """One answer of each of so many accounts that have submitted a file by then, in whole seconds."""
    planted, first = (CSAT_SCORES, 1) if channel == CSAT else (NPS_SCORES, NPS_FIRST_DAY)
    begun = _submitted(told)
    asked = rng.permutation(np.flatnonzero(begun >= 0))
    scores = rng.permutation(np.repeat(list(planted), list(planted.values())))[: len(asked)]
    for row, (account, score) in enumerate(zip(asked.tolist(), scores.tolist(), strict=False)):
        earliest = max(int(day_start(first)), int(begun[account]))
        at = earliest + int(rng.integers(0, int(day_start(TICKETS_LAST_DAY + 1)) - earliest)) // SECOND_US * SECOND_US
        line: Line = {"channel": channel, "id": f"{channel}-{row + 1}", "time": at, "score": score, "source": SURVEYS}
        if channel == CSAT and row % WRITTEN_ONE_IN == 0:
            tongue = row // WRITTEN_ONE_IN % len(LANGUAGES)
            line |= {"body": SAID[score][tongue], "language": LANGUAGES[tongue]}
        yield line | {"state": "answered", "key": f"{channel}-{row}", **_whose(told, account, row)}


def _submitted(told: Simulation) -> Ints:
    """When each account submitted its first file, microseconds UTC, (a,); -1 for those that never did by day 60."""
    done = next(batch for batch in told.batches if batch.event == STEPS[SUBMITTED - 1])
    first = np.full(len(told.company), -1, np.int64)
    early = done.between(FIRST_DAY, TICKETS_LAST_DAY - 1)
    first[done.account[early][::-1]] = done.ts[early][::-1]
    return first


def _whose(told: Simulation, account: int, row: int) -> Line:
    name = told.company.ids[account]
    person = row % int(told.company.people[account]) + 1
    return {"user": f"{name}-{person}", "groups": {"company_id": name}}
