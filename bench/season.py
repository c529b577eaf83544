"""What normalising takes away and what it leaves: launches with planted peaks, read raw and normalised.

A simulation is one launch: days of history and 61 days after, with Sundays, paydays, double dates, Harbolnas, Ramadan
and Eid of sizes drawn anew for each launch and, in part, for each year, and noise that lasts from day to day. The sizes
are drawn around medians of this file's own, wider than the product's priors and not centred on them. Read are days 0 to
30 against the 28 days before.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.series.calendar_fit import CalendarFit, days_between, fit
from hypercare.analysis.series.series import Series
from hypercare.checks.validation.season import Change, SeasonDays, changes
from hypercare.cycles.day import DAY
from hypercare.cycles.day_kinds import DayKinds
from hypercare.model.launch import Peaks
from hypercare.model.metrics import CountMetric, EventRef

Floats = NDArray[np.float64]

KINDS, METRIC = DayKinds(Peaks("id")), CountMetric("orders", EventRef("order"))
MEDIANS = {
    "harbolnas": 2.5, "double_dates": 2.4, "small_double_dates": 1.1, "payday": 1.2, "ramadan": 1.1, "pre_eid": 1.6,
    "eid_trough": 0.3, "independence_day": 0.8, "nataru": 0.8, "public_holiday": 0.7, "joint_leave": 0.7,
}  # fmt: skip
SPREAD, NEW_EACH_YEAR = 0.5, 0.2
SUNDAY, SUNDAY_SPREAD = 0.6, 0.2
NOISE = 0.08
AFTER, BEFORE, EARLY = 61, 28, 31
NEWS = 60  # days after the last that was seen
FIRST, LAST = date(2025, 9, 1), date(2026, 11, 1)
LASTING = 0.5
CELLS = ((28, 300.0), (120, 300.0), (400, 300.0), (400, 10.0), (120, 3.0), (400, 1.0))
SHORT = tuple(
    (history, level, lasting) for history in (28, 42, 60, 90, 120) for level in (1.0, 3.0, 30.0)
    for lasting in (0.0, 0.3, 0.6)
)  # fmt: skip
"""Where little is known of noise: how many days before, events a day, how much of a day's noise is left on the next."""
SEED = 20260925
PROMISED = ">= 93"


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class Told:
    """What one launch shows: the logarithms by which both readings miss the planted lift, whether their intervals hold
    the truth (raw: of the days as they were planted; None where there is no interval), whether the calendar's own
    interval holds the peaks to come, and by how much weights miss them, learnt and as they were guessed.
    """

    raw: float
    normalised: float
    raw_held: bool | None
    normalised_held: bool | None
    held: list[bool]
    learnt: list[float]
    guessed: list[float]


def run(report: Report, simulations: int = 100) -> None:
    """Reports errors by length of the history, in % of the value before."""
    for history, level in CELLS:
        rng = np.random.default_rng([SEED, history, int(level)])
        told = [one(rng, history, level, LASTING) for _ in range(simulations)]
        name = f"{history} days before, {level:g} events a day"
        for reading in ("raw", "normalised"):
            misses = np.array([getattr(each, reading) for each in told])
            report.row(f"{name}: {reading}, misses by (root mean square)", 100 * root_mean_square(misses), "%", None)
            report.row(f"{name}: {reading}, mean miss", 100 * float(misses.mean()), "%", None)
            said = [getattr(each, f"{reading}_held") for each in told if getattr(each, f"{reading}_held") is not None]
            report.row(f"{name}: {reading}, within its 95 % interval", 100 * float(np.mean(said)), "%", None)
        held = [each for launch in told for each in launch.held]
        if held:
            learnt, guessed = (np.array([x for each in told for x in getattr(each, w)]) for w in ("learnt", "guessed"))
            report.row(f"{name}: peaks to come, missed with what was learnt", 100 * root_mean_square(learnt), "%", None)
            report.row(f"{name}: with what was guessed", 100 * root_mean_square(guessed), "%", None)
            report.row(f"{name}: within their 95 % interval", 100 * float(np.mean(held)), "%", None)
    for history, level, lasting in SHORT:
        rng = np.random.default_rng([SEED, history, int(level), int(10 * lasting)])
        said = [one(rng, history, level, lasting).normalised_held for _ in range(simulations)]
        name = f"{history} days before, {level:g} events a day, AR {lasting:g}: normalised, within its 95 % interval"
        report.row(name, 100 * float(np.mean([each for each in said if each is not None])), "%", PROMISED)


def one(rng: np.random.Generator, history: int, level: float, lasting: float) -> Told:
    """One launch with a lift of its own."""
    live = FIRST + int(rng.integers((LAST - FIRST).days)) * DAY
    lift = math.exp(rng.normal(0, 0.1))
    first, last = live - history * DAY, live + (AFTER - 1) * DAY
    log = planted(rng, first, last + NEWS * DAY)
    days = list(days_between(first, last))
    mean = level * np.exp(log[: len(days)]) * np.where(np.array([day >= live for day in days]), lift, 1.0)
    counts = rng.poisson(mean * np.exp(lasting_noise(rng, len(days), lasting)))
    series = Series(first, tuple(map(int, counts)), (100,) * len(days))
    found = fit(series, KINDS, live, is_volume=True)
    blind = fit(Series(first, (), ()), KINDS, live, is_volume=True)
    raw, normalised = misses(series, found, live, lift)
    raw_held, normalised_held = intervals(SeasonDays(series, found, METRIC), live, mean, lift)
    held, learnt, guessed = ahead(found, blind, log[len(days) :], last)
    return Told(raw, normalised, raw_held, normalised_held, held, learnt, guessed)


def misses(series: Series, found: CalendarFit, live: date, lift: float) -> tuple[float, float]:
    """By how much the raw reading and the normalised one miss the lift, as logarithms."""
    before, early = (live - BEFORE * DAY, live - DAY), (live, live + (EARLY - 1) * DAY)
    counted = [sum(series.between(*each).above) + 0.5 for each in (before, early)]
    weights = [float(found.weights(*each).sum()) for each in (before, early)]
    raw = math.log(counted[1] / EARLY) - math.log(counted[0] / BEFORE)
    normalised = math.log(counted[1] / weights[1]) - math.log(counted[0] / weights[0])
    return raw - math.log(lift), normalised - math.log(lift)


def intervals(days: SeasonDays, live: date, mean: Floats, lift: float) -> tuple[bool | None, bool | None]:
    """Whether the intervals of the raw reading and of the normalised one hold what was planted."""
    before = days.between(live - BEFORE * DAY, live - DAY)
    early = days.between(live, live + (EARLY - 1) * DAY)
    raw, normalised, _ = changes(days, early, before)
    return _holds(raw, float(mean[early].mean() / mean[before].mean())), _holds(normalised, lift)


def _holds(told: Change | None, truth: float) -> bool | None:
    return None if told is None or told.low is None or told.high is None else told.low <= truth <= told.high


def ahead(
    found: CalendarFit, blind: CalendarFit, log: Floats, last: date
) -> tuple[list[bool], list[float], list[float]]:
    """The peaks of the days to come: whether intervals hold them, and by how much both weights miss them."""
    held, learnt, guessed = [], [], []
    ordinary = [number for number in range(len(log)) if not KINDS.of(last + (number + 1) * DAY)]
    plain = float(np.log(np.exp(log[ordinary]).mean())) if ordinary else 0.0
    for number, true in enumerate(log - plain):
        day = last + (number + 1) * DAY
        if not KINDS.is_peak(day):
            continue
        miss = float(np.log(found.weight(day))) - float(true)
        held.append(abs(miss) < 1.96 * found.sd(day))
        learnt.append(miss)
        guessed.append(float(np.log(blind.weight(day))) - float(true))
    return held, learnt, guessed


def planted(rng: np.random.Generator, first: date, last: date) -> Floats:
    """The logarithm of how busy each day is."""
    sizes = {name: math.log(median) + rng.normal(0, SPREAD) for name, median in MEDIANS.items()}
    sunday = math.log(SUNDAY) + rng.normal(0, SUNDAY_SPREAD)
    new: dict[tuple[str, date], float] = {}
    found = []
    for day in days_between(first, last):
        log = sunday if day.isoweekday() == 7 else 0.0
        for kind in KINDS.of(day):
            log += sizes[kind.name] + new.setdefault((kind.name, kind.begun), rng.normal(0, NEW_EACH_YEAR))
        found.append(log)
    return np.array(found)


def lasting_noise(rng: np.random.Generator, days: int, lasting: float) -> Floats:
    """Noise of which so much is left on the next day."""
    found = np.zeros(days)
    for number in range(days):
        before = found[number - 1] if number else rng.normal(0, NOISE)
        found[number] = lasting * before + rng.normal(0, NOISE * math.sqrt(1 - lasting**2))
    return found


def root_mean_square(values: Floats) -> float:
    """The root of the mean of the squares."""
    return float(np.sqrt(np.mean(values**2)))
