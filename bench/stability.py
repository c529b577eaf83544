"""Limits of technical health under daily looks: how often intervals miss, and how often harm is called that is none.

The first rows draw days of requests in bursts and ask for the interval's evidence at the truth only, with the product's
own dispersion. The others run launches through the judge itself, from rows of `requests` and `sessions` to harm: truth
at the limit is the hardest launch that must not be called harmful.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.daily import Daily
from hypercare.analysis.stability.share import Window, bursts, prior_of
from hypercare.checks.gates import stability
from hypercare.declare.launch_file import read_launch
from hypercare.lake.facts import MemoryFacts
from hypercare.lake.table_rows import table_rows
from hypercare.model.facts import Request, Session
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.table_rows import TableRows
from hypercare.model.verdict import Harm
from hypercare.stats.proportion import beta_binomial_log_evidence

Ints = NDArray[np.int64]

ALPHA = 0.05
THRESHOLD = -np.log(ALPHA)
BAR = "<= 5.4"  # as for coverage: nominal 5 % and two standard errors of 10,000 simulations
REQUESTS = 2_000  # a day: a service of some size, whose limit of half a percent allows ten failures
BEFORE, DAYS = 28, 31
CHUNK = 500
SEED = 20261122
SLOWER = 10  # where every look learns its own bursts, simulations are a tenth
LAUNCHES = 200
LAST_LOOK = 45
LAUNCH = """
launch: health
title: Health
live: 2026-09-22T00:00
timezone: Asia/Jakarta
unit: user
lateness: 0 hours
business_cycle: {none: only health is judged here}
segment: {name: everyone, exposure: {event: opened}}
squad:
  driver: {name: A, email: a@example.com}
  approvers: [{name: B, email: b@example.com}]
stability:
  error_rate: {below: 0.5%, rollback: 5%}
  crash_free_sessions: {above: 99.5%}
metrics:
  opens: {count: opened}
gates:
  day 30:
    opens: {success: 2, failure: 1}
"""
LIMIT = 0.005


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report, simulations: int = 10_000, launches: int = LAUNCHES) -> None:
    """Reports misses of shares by how bursty their days are, then false harm of whole launches, then harm found."""
    for a_day, dispersion in ((0.5, 3), (2, 3), (2, 10), (2, 30), (5, 3), (5, 10), (10, 30), (50, 3), (50, 10)):
        name = f"{a_day:g} bad a day of {REQUESTS:,}, dispersion {dispersion}"
        report.row(f"{name}, 28 days before", _percent(missed(a_day, dispersion, simulations)), "% miss", BAR)
    for a_day, dispersion in ((0.5, 3), (2, 3), (5, 3), (5, 10), (50, 3), (50, 10)):
        name = f"{a_day:g} bad a day of {REQUESTS:,}, dispersion {dispersion}"
        found = missed(a_day, dispersion, simulations // SLOWER, before=False)
        report.row(f"{name}, nothing before", _percent(found), "% miss", BAR)
    for times, bar in ((1.0, BAR), (0.8, "<= 1")):
        for dispersion in (1, 10):
            called = sum(len(harmed(looks(steady(times * LIMIT, dispersion, seed)))) for seed in range(launches))
            name = f"truth at {times:g} of a limit, dispersion {dispersion}, {launches} launches of two"
            share = called / launches / len(LAUNCHED.stability)
            report.row(f"{name}: harm on any of {LAST_LOOK} days", _percent(share), "% of limits", bar)
    found_on = [first_harm(looks(steady(3 * LIMIT, 10, seed))) for seed in range(max(1, launches // SLOWER))]
    report.row(
        "truth at 3 times both limits, dispersion 10: harm found, median", float(np.median(found_on)), "day", None
    )


def missed(a_day: float, dispersion: int, simulations: int, *, before: bool = True) -> float:
    """The share of simulated windows of 31 days whose interval leaves out the truth on any day."""
    rng = np.random.default_rng([SEED, round(10 * a_day), dispersion, before])
    sizes = [min(CHUNK, simulations - done) for done in range(0, simulations, CHUNK)]
    return sum(int(_misses(rng, a_day, dispersion, size, before=before).sum()) for size in sizes) / simulations


def _misses(rng: np.random.Generator, a_day: float, dispersion: int, size: int, *, before: bool) -> NDArray[np.bool_]:
    told = in_bursts(rng, a_day, dispersion, (size, BEFORE)) if before else np.zeros((size, 0), np.int64)
    days = in_bursts(rng, a_day, dispersion, (size, DAYS))
    together = np.array([_together(*each) for each in zip(told.tolist(), days.tolist(), strict=True)])
    truth = a_day / REQUESTS
    prior_mean, prior_strength = prior_of(truth)
    evidence = beta_binomial_log_evidence(
        days.cumsum(axis=1) / together,
        REQUESTS * np.arange(1, DAYS + 1) / together,
        null=truth,
        prior_mean=prior_mean,
        prior_strength=prior_strength,
    )
    return np.asarray((evidence >= THRESHOLD).any(axis=1))


def _together(before: list[int], days: list[int]) -> list[float]:
    """How many bad ones count as one on each day: known beforehand, or learnt from the days so far."""
    known = _daily(before)
    if before:
        return [bursts(Window(_daily(days), known))] * len(days)
    return [bursts(Window(_daily(days[: until + 1]), known)) for until in range(len(days))]


def _daily(bad: list[int]) -> Daily:
    return Daily(tuple(bad), (REQUESTS,) * len(bad), 0)


def in_bursts(rng: np.random.Generator, a_day: float, dispersion: float, shape: tuple[int, ...]) -> Ints:
    """Counts of days around `a_day`, their variance `dispersion` times the mean: negative binomial, or Poisson at 1."""
    if dispersion <= 1:
        return np.asarray(rng.poisson(a_day, shape), np.int64)
    return np.asarray(rng.negative_binomial(a_day / (dispersion - 1), 1 / dispersion, shape), np.int64)


@dataclass(frozen=True)
class Health:
    """A launch by local day N, from `first` on, (d,) each: how many requests and sessions, how many of them bad."""

    first: int
    requests: Ints
    failed: Ints
    sessions: Ints
    crashed: Ints

    @property
    def rows(self) -> dict[str, list[Any]]:
        """Rows of the tables, at noon of each day."""
        numbers, requests, sessions = count(1), [], []
        for place, told in enumerate(zip(self.requests, self.failed, self.sessions, self.crashed, strict=True)):
            at = to_micros(on(self.first + place, hour=12))
            asked, failed, began, crashed = map(int, told)
            for counted, bad in ((asked - failed, False), (failed, True)):
                key = next(numbers).to_bytes(16, "big")
                requests += [Request("api", "GET /", at, at, at, key, True, bad, counted)] * (counted > 0)
            for counted, state in ((began - crashed, "exited"), (crashed, "crashed")):
                key = next(numbers).to_bytes(16, "big")
                sessions += [Session("app", state, at, at, at, at, key, True, count=counted)] * (counted > 0)
        return {"requests": requests, "sessions": sessions}


def health(
    seed: int, errors: Callable[[int], float], crashes: Callable[[int], float], *, dispersion: float = 3.0,
    traffic: Callable[[int], int] = lambda _: REQUESTS, first: int = -BEFORE, last: int = LAST_LOOK,
) -> Health:  # fmt: skip
    """A launch whose shares of failed requests and crashed sessions are given by local day N, in bursts."""
    rng, days = np.random.default_rng([SEED, seed]), range(first, last + 1)
    total = np.array([traffic(day) for day in days], np.int64)
    bad = []
    for share in (errors, crashes):
        means = total * np.array([share(day) for day in days])
        drawn = [int(in_bursts(rng, mean, dispersion, (1,))[0]) if mean > 0 else 0 for mean in means]
        bad.append(np.minimum(np.array(drawn, np.int64), total))
    return Health(first, total, bad[0], total, bad[1])


def steady(share: float, dispersion: float, seed: int) -> Health:
    """The same share of bad ones on every day, before go-live and after."""
    return health(seed, lambda _: share, lambda _: share, dispersion=dispersion)


LAUNCHED: Launch = read_launch(LAUNCH, file="health.yaml")


def on(day: float, hour: float = 0) -> datetime:
    """An instant of local day N."""
    return LAUNCHED.live + timedelta(days=day, hours=hour)


class Tables:
    """Answers questions from tables in memory."""

    def __init__(self, told: Health) -> None:
        self._facts, self._read = MemoryFacts.of(**told.rows), dict[str, list[TableRows]]()

    def __call__(self, name: str, reduction: Any) -> Any:  # noqa: ARG002 as an `Ask` is called
        state, table = reduction.empty, reduction.table
        if table not in self._read:
            self._read[table] = list(table_rows(self._facts, table, reduction.reads))
        for rows in self._read[table]:
            state = reduction.merge(state, reduction.rows_partial(rows))
        return reduction.finish(state)


def looks(told: Health, last: int = LAST_LOOK) -> Iterator[tuple[int, tuple[Harm, ...]]]:
    """The harm that is found at the end of each local day since go-live."""
    ask = Tables(told)
    for day in range(last + 1):
        yield day, stability.harm(stability.judge(LAUNCHED, on(day + 1) - timedelta(seconds=1), ask))


def harmed(found: Iterator[tuple[int, tuple[Harm, ...]]]) -> set[str]:
    """The limits that are called harmed on any day."""
    return {harm.subject for _, harms in found for harm in harms}


def first_harm(found: Iterator[tuple[int, tuple[Harm, ...]]]) -> float:
    """The day on which harm is found first; infinite where it never is."""
    return next((float(day) for day, harms in found if harms), float("inf"))


def _percent(share: float) -> float:
    return round(100 * share, 2)
