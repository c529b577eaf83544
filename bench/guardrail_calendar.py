"""How often a guardrail against before errs under repeated looks, and on which day it sees harm.

A simulation is a launch on any day of two years: tickets of active accounts, of whom more come in peaks, while a kind
of day makes tickets per account rarer or more frequent, as far as the priors of a calendar expect (log sd 0.25). Days
may come in bursts, be off by what lasts from day to day, or drift. The calendar and the noise are learnt from the days
before go-live by the product's own code; the plain ratio, balanced by weekday, stands beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.daily import Daily, balanced_exposure, dispersion
from hypercare.analysis.series.calendar_fit import BY_OCCURRENCE, BY_PLACE, IN_COMMON, SHARE, fit
from hypercare.analysis.series.series import Series
from hypercare.checks.gates.guardrails import HARM_SHARE
from hypercare.checks.gates.levels import BothDaily
from hypercare.checks.gates.ordinary_days import Expected, OrdinaryDays, Stretch
from hypercare.cycles.day import DAY
from hypercare.cycles.day_kinds import DayKinds
from hypercare.model.estimate import Counts, Interval
from hypercare.model.launch import Peaks

Floats = NDArray[np.float64]
KINDS = DayKinds(Peaks("id"))
NOBODY = Counts(units=0, mature=0, open=0, hits=0, trials=0)
FIRST_LIVE, LIVE_DAYS = date(2025, 1, 6), 700
BEFORE, AFTER = 28, 91
LOOKS = (*range(1, 15), *range(16, AFTER + 1, 3))  # later days hardly differ from those beside them
LIMIT = 1.2
TIMES = (1.3, 1.5, 2.0, 3.0)
WEEKDAY_SD = 0.15
MONTH = 30
BAR = "<= 5.4"
FEWER = 2  # harm is found or not in plain sight: half as many launches tell the day
SEED = 20260922


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class World:
    """Days of history, tickets of so many `active` accounts a day, how far a kind of day moves them (log sd), the
    variance of a day over its mean, how far days are `off` (log sd) by what is left of it on the next (`lasts`), and by
    how much a month drifts (log sd).
    """

    history: int
    tickets: float
    spread: float = SHARE.spread
    bursts: float = 1.0
    off: float = 0.0
    lasts: float = 0.0
    drift: float = 0.0
    active: int = 1000

    def launch(self, rng: np.random.Generator) -> "Simulated":
        """A launch of this world that changes nothing yet."""
        live = FIRST_LIVE + int(rng.integers(LIVE_DAYS)) * DAY
        active, mean = self._means(rng, [live + number * DAY for number in range(-self.history, AFTER)])
        before = Series(
            live - self.history * DAY, self.drawn(rng, mean[: self.history]), tuple(map(int, active[: self.history]))
        )
        return Simulated(self, live, before, tuple(map(int, active[self.history :])), mean[self.history :])

    def drawn(self, rng: np.random.Generator, mean: Floats) -> tuple[int, ...]:
        """Tickets by day."""
        if self.bursts == 1:
            return tuple(map(int, rng.poisson(mean)))
        return tuple(map(int, rng.negative_binomial(mean / (self.bursts - 1), 1 / self.bursts)))

    def _means(self, rng: np.random.Generator, days: list[date]) -> tuple[Floats, Floats]:
        moved: dict[tuple[object, ...], float] = {}
        weekdays = WEEKDAY_SD * rng.normal(size=7)
        logs, busy = np.array([weekdays[day.weekday()] for day in days]), np.ones(len(days))
        for number, day in enumerate(days):
            for kind in KINDS.of(day):
                busy[number] *= kind.size.times
                for key, part in (((kind.name,), IN_COMMON), ((kind.name, kind.place), BY_PLACE),
                                  ((kind.name, kind.begun), BY_OCCURRENCE)):  # fmt: skip
                    logs[number] += moved.setdefault(key, self.spread * float(np.sqrt(part) * rng.normal()))
        logs += self.drift * rng.normal() * (np.arange(len(days)) - self.history) / MONTH
        off, fresh = 0.0, self.off * rng.normal(size=len(days))
        for number in range(len(days)):
            off = self.lasts * off + float(np.sqrt(1 - self.lasts**2) * fresh[number])
            logs[number] += off
        active = np.rint(self.active * busy)
        return active, self.tickets * active / self.active * np.exp(logs)


@dataclass(frozen=True)
class Simulated:
    """A launch: its days before go-live, and of those since accounts and what tickets were expected."""

    world: World
    live: date
    before: Series
    active: tuple[int, ...]
    mean: Floats

    @property
    def window(self) -> Daily:
        window = self.before.between(self.live - BEFORE * DAY, self.live - DAY)
        return Daily(window.above, window.below, window.first.weekday())

    def looks(self, rng: np.random.Generator, times: float, *, plain: bool = False) -> Iterator[tuple[int, Interval]]:
        """The interval at each look of a launch after which so many times the tickets come."""
        after, before = self.world.drawn(rng, times * self.mean), self.window
        for look in LOOKS:
            both = BothDaily(before, Daily(after[:look], self.active[:look], self.live.weekday()), NOBODY)
            if not plain:
                yield look, self._expected.multiple(both, HARM_SHARE).interval
            else:
                exposure = balanced_exposure(before, both.after)
                yield look, both.multiple(exposure, dispersion(before), HARM_SHARE).interval

    @cached_property
    def _expected(self) -> Expected:
        calendar = fit(self.before, KINDS, self.live, is_volume=False)
        before, after = Stretch(self.live - BEFORE * DAY, self.window.exposure), Stretch(self.live, self.active)
        return OrdinaryDays(calendar, before, after).expected(before, after, self.window.total)


def worlds() -> dict[str, World]:
    """Histories, how many tickets, peaks as expected or without any part in it, and days that are off."""
    return {
        "10 tickets a day": World(150, 10),
        "100 a day": World(150, 100),
        "100 a day, 390 days before": World(390, 100),
        "10 a day, peaks do nothing": World(150, 10, spread=0.0),
        "10 a day in bursts of 3": World(150, 10, bursts=3.0),
        "50 a day in bursts of 10": World(150, 50, bursts=10.0),
        "1 a day of 30 accounts": World(150, 1, active=30),
        "0.3 a day of 30 accounts": World(150, 0.3, active=30),
        "100 a day, off by 10 %, half lasts": World(150, 100, off=0.1, lasts=0.5),
        "100 a day, a month drifts by 5 %": World(150, 100, drift=0.05),
    }


def run(report: Report, simulations: int = 200) -> None:
    """Reports by world how many launches that change nothing are misread at any look, and called harm; of those that
    do, the day on which half are called harm. What drifts has changed: it is not misread as such, harm it is not.
    """
    for name, world in worlds().items():
        rng = np.random.default_rng([SEED, *name.encode()])
        launches = [each for each in (world.launch(rng) for _ in range(simulations)) if each.window.total]
        for plain in (False, True):
            row = f"guardrail, {name}" + ": plain days" * plain
            found = np.array([misses(each.looks(rng, 1.0, plain=plain)) for each in launches])
            bar = None if plain or world.drift else BAR
            report.row(row, _percent(found[:, 0]), "% miss", bar)
            report.row(f"{row}: called harm", _percent(found[:, 1]), "%", None if plain else "<= 1")
        for times in TIMES:
            days = [first_harm(each.looks(rng, times)) for each in launches[: simulations // FEWER]]
            report.row(f"guardrail, {name}: {times:g} times, harm found", float(np.median(days)), "median day", None)


def misses(looks: Iterator[tuple[int, Interval]]) -> tuple[bool, bool]:
    """Whether any look misses that nothing changed, and whether one calls it harm."""
    found = [interval for _, interval in looks]
    missed = any(not each.low <= 1 <= each.high for each in found)
    return missed, any(each.low > LIMIT for each in found)


def first_harm(looks: Iterator[tuple[int, Interval]]) -> float:
    """The first look that calls harm; infinite where none does."""
    return next((float(look) for look, interval in looks if interval.low > LIMIT), float("inf"))


def _percent(found: NDArray[np.bool_]) -> float:
    return round(100 * float(found.mean()), 1)
