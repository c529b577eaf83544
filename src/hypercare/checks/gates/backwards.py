"""Steps of a funnel that are told hours after what they led to: a clock that is ahead, seen unit by unit."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.order import HORIZON, LEAST, OrderOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.ask import Ask, question
from hypercare.cycles.day import day_n, day_start
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import FunnelMetric, Metric
from hypercare.model.sequences import Ints
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.proportion import beta_binomial_log_evidence

TOLERATED = 0.1
"""Of units whose first step was lost and who came again the same day; a release with a broken clock has many more."""
LEAST_EVIDENCE = 1000.0
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""
SPREAD = 3
"""Hours within which the lags of one broken clock lie: Indonesia has three zones, and steps take their time."""
CONCENTRATED = 0.75
"""So many of those out of order lie within these hours; who merely comes again does so at any hour."""
WEEK, MOST_STARTS = 7, 13
ANY_SHARE, ANY_STRENGTH = 0.5, 2.0
"""Beta(1, 1): a broken release can reach a few units or all of them."""
CHECK_ID = "GATE-ZONE"


@dataclass(frozen=True)
class Backwards:
    """So many hours after what it leads to a step of a client is told since a start; the natural log of the evidence
    against `TOLERATED`.
    """

    client: str
    start: int
    hours: int
    share: float
    evidence: float


def find(launch: Launch, metric: Metric, at: datetime, ask: Ask) -> Iterator[tuple[str, Flaw]]:
    """The steps of a funnel that are credibly told hours too late, by the name of the event; none of another metric."""
    steps = [step.ref for step in metric.steps] if isinstance(metric, FunnelMetric) else []
    starts = _starts(launch, at)
    for place, (first, then) in enumerate(pairwise(steps)):
        if first.event == then.event:
            continue
        asked = OrderOf(
            population=population(launch, metric),
            first=first,
            then=then,
            client=client_key(launch),
            starts=tuple(to_micros(day_start(day, launch.live, launch.zone)) for day in starts),
            stop=to_micros(at),
            as_of=to_micros(at),
        )
        found = backwards(ask(question(f"order/{metric.name}/{place}", at), asked))
        if found is not None:
            yield first.event, _flaw(first.event, then.event, found, starts)


def backwards(found: Mapping[str, Ints]) -> Backwards | None:
    """The client and the start since which most is known to be out of order, if that is credible.

    One test for all clients, starts and hours: the mean of their e-values is one (Vovk & Wang 2021).
    """
    tried = [each for client, counts in found.items() for each in _tried(client, counts)]
    if not tried:
        return None
    best = max(tried, key=lambda each: (each.evidence, each.client == EVERYONE, -each.start))
    mean = best.evidence + math.log(sum(math.exp(each.evidence - best.evidence) for each in tried) / len(tried))
    return best if mean > math.log(LEAST_EVIDENCE) else None


def _tried(client: str, counts: Ints) -> Iterator[Backwards]:
    for start, hours in enumerate(counts):
        trials, late = int(hours.sum()), int(hours[LEAST:].sum())
        if not trials:
            continue
        for begin in range(LEAST, HORIZON - SPREAD + 1):
            together = int(hours[begin : begin + SPREAD].sum())
            usual = begin + 1 + int(np.argmax(hours[begin : begin + SPREAD]))
            told = together > TOLERATED * trials and together >= CONCENTRATED * late
            yield Backwards(client, start, usual, together / trials, _evidence(together, trials) if told else 0.0)


def _evidence(hits: int, trials: int) -> float:
    found: NDArray[np.float64] = beta_binomial_log_evidence(
        hits, trials, null=TOLERATED, prior_mean=ANY_SHARE, prior_strength=ANY_STRENGTH
    )
    return float(found)


def _starts(launch: Launch, at: datetime) -> range:
    """The local days on which whole weeks since go-live begin; every second or third week where there are many."""
    last = max(0, day_n(at, launch.live, launch.zone) - 1)
    every = WEEK * -(-(last + 1) // (WEEK * MOST_STARTS))
    return range(0, last + 1, every)


def _flaw(event: str, then: str, found: Backwards, starts: range) -> Flaw:
    figures: dict[str, str | int | float] = {
        "event": event,
        "then": then,
        "day": starts[found.start],
        "hours": found.hours,
        "share": found.share,
    }
    if found.client == EVERYONE:
        return Flaw(CHECK_ID, Text("gate-zone-backwards", figures))
    return Flaw(CHECK_ID, Text("gate-zone-backwards-client", figures | {"client": found.client}))
