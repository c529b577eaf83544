"""How fast funnels are read: the plain kernel, and the kernel of all options, on the same events."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np

from bench.report import Report
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import EventRef, Exclusion, FunnelMetric, Step
from hypercare.model.sequences import Bucket

NAMES = ("opened", "picked", "validated", "sent", "cancelled", "looked")
STEPS = tuple(Step(EventRef(name)) for name in NAMES[:4])
DAYS = 90
RUNS = 3
PLAIN = FunnelMetric("plain", STEPS, timedelta(days=1))
CANCELLED = Exclusion(EventRef("cancelled"), 1, 4)
OPTIONS = {
    "optional step": replace(PLAIN, steps=(STEPS[0], replace(STEPS[1], optional=True), *STEPS[2:])),
    "within on each step": replace(PLAIN, grace=timedelta(0), steps=(
        STEPS[0], *(replace(step, within=timedelta(hours=6), optional=step is STEPS[1]) for step in STEPS[1:]))),
    "grace of 2 seconds": replace(PLAIN, grace=timedelta(seconds=2)),
    "exclusion that cuts": replace(PLAIN, exclusions=(CANCELLED,)),
    "exclusion that drops": replace(PLAIN, exclusions=(replace(CANCELLED, drop=True),)),
    "strict order": replace(PLAIN, order="strict"),
    "any order": replace(PLAIN, order="any"),
}  # fmt: skip


def run(report: Report, units: int = 200_000, events: int = 2_000_000) -> None:
    """Asks funnels of four steps of so many events by so many units, each on one thread, warm."""
    bucket = _bucket(units, events)
    plain = _rate(bucket, PLAIN)
    report.row("plain", plain, "events/s")
    for name, metric in OPTIONS.items():
        rate = _rate(bucket, metric)
        report.row(name, rate, "events/s")
        report.row(f"{name}: times slower than plain", plain / rate)
    for bursts in (1_000, 4_000):
        one = _bucket(1, bursts)
        for name in ("any order", "exclusion that drops"):
            report.row(f"{name}: one unit with {bursts:,} events", _rate(one, OPTIONS[name]), "events/s")


def _rate(bucket: Bucket, metric: FunnelMetric) -> float:
    """Events per second of the fastest of some runs, after one that compiles."""
    scope = Scope(Population(exposed_from=-1), 0, DAYS * DAY_US, 2 * DAYS * DAY_US, 2 * DAYS * DAY_US)
    question = Funnel(scope, Judging(), metric)
    times = [time.perf_counter()]
    for _ in range(RUNS + 1):
        question.partial(bucket)
        times.append(time.perf_counter())
    return len(bucket.ts) / min(later - earlier for earlier, later in list(pairwise(times))[1:])


def _bucket(units: int, events: int) -> Bucket:
    """Events of six names at random seconds of ninety days, in sittings of an hour as people have them."""
    rng = np.random.default_rng(7)
    owner = np.sort(rng.integers(0, units, events))
    sitting = rng.integers(0, DAYS * 24, units * 2).reshape(units, 2)[owner, rng.integers(0, 2, events)]
    ts = (sitting * 3600 + rng.integers(0, 3600, events)) * SECOND_US
    order = np.lexsort((ts, owner))
    return Bucket(
        offsets=np.searchsorted(owner, np.arange(units + 1)),
        ids=tuple(map(str, range(units))),
        ts=ts[order],
        known=ts[order],
        event=rng.integers(0, len(NAMES), events).astype(np.int32),
        names=NAMES,
        columns={},
    )
