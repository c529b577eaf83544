"""How often a guardrail against before misses the truth under repeated looks, where peaks move what it guards.

A simulation is a launch on any day of two years: tickets of active accounts, of whom more come in peaks, while a kind
of day makes tickets per account rarer or more frequent, as far as the priors of a calendar expect (log sd 0.25). The
weights are learnt from the days before go-live by the product's own code; the plain ratio, balanced by weekday, stands
beside it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from hypercare.analysis.daily import Daily, balanced_exposure, dispersion
from hypercare.analysis.series.calendar_fit import BY_OCCURRENCE, BY_PLACE, IN_COMMON, SHARE, fit
from hypercare.analysis.series.series import Series
from hypercare.checks.gates.levels import BothDaily
from hypercare.checks.gates.ordinary_days import OrdinaryDays, Stretch, events_of_ordinary_days
from hypercare.cycles.day import DAY
from hypercare.cycles.day_kinds import DayKinds
from hypercare.model.estimate import Counts
from hypercare.model.launch import Peaks

KINDS = DayKinds(Peaks("id"))
NOBODY = Counts(units=0, mature=0, open=0, hits=0, trials=0)
FIRST_LIVE, LIVE_DAYS = date(2025, 1, 6), 700
BEFORE, AFTER = 28, 91
LOOKS = range(7, AFTER, 6)  # a look reads a hundred days: every sixth one, as the next ones differ little
ACTIVE, WEEKDAY_SD = 1000, 0.15
BAR = "<= 5.4"
SEED = 20260922


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class World:
    """Days of history, tickets of a thousand active accounts a day, how far a kind of day moves them (log sd), and the
    variance of a day over its mean.
    """

    history: int
    tickets: float
    spread: float
    bursts: float = 1.0

    def misses(self, rng: np.random.Generator) -> tuple[bool, bool]:
        """Whether any look misses that nothing changed: with the calendar taken off, and plain."""
        live = FIRST_LIVE + int(rng.integers(LIVE_DAYS)) * DAY
        events, active = self._draw(rng, [live + number * DAY for number in range(-self.history, AFTER)])
        whole = Series(live - self.history * DAY, events, active)
        window, calendar = (
            whole.between(live - BEFORE * DAY, live - DAY),
            fit(whole.between(whole.first, live - DAY), KINDS, live, is_volume=False),
        )
        days = OrdinaryDays(calendar, Stretch(window.first, window.below), Stretch(live, ()))
        before, missed = Daily(window.above, window.below, window.first.weekday()), [False, False]
        for look in LOOKS:
            since = whole.between(live, live + (look - 1) * DAY)
            both = BothDaily(before, Daily(since.above, since.below, live.weekday()), NOBODY)
            plain = both.multiple(balanced_exposure(both.before, both.after), dispersion(before))
            for number, each in enumerate((events_of_ordinary_days(days, both), plain)):
                missed[number] |= not each.interval.low <= 1 <= each.interval.high
        return missed[0], missed[1]

    def _draw(self, rng: np.random.Generator, days: list[date]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        moved: dict[tuple[object, ...], float] = {}
        weekdays = WEEKDAY_SD * rng.normal(size=7)
        logs, busy = np.array([weekdays[day.weekday()] for day in days]), np.ones(len(days))
        for number, day in enumerate(days):
            for kind in KINDS.of(day):
                busy[number] *= kind.size.times
                for key, part in (((kind.name,), IN_COMMON), ((kind.name, kind.place), BY_PLACE),
                                  ((kind.name, kind.begun), BY_OCCURRENCE)):  # fmt: skip
                    logs[number] += moved.setdefault(key, self.spread * float(np.sqrt(part) * rng.normal()))
        active = np.rint(ACTIVE * busy)
        mean = self.tickets * active / ACTIVE * np.exp(logs)
        many = (
            rng.poisson(mean) if self.bursts == 1 else rng.negative_binomial(mean / (self.bursts - 1), 1 / self.bursts)
        )
        return tuple(map(int, many)), tuple(map(int, active))


def worlds() -> dict[str, World]:
    """Histories, how many tickets, and peaks as expected or without any part in it."""
    return {
        "150 days before, 10 tickets a day": World(150, 10, SHARE.spread),
        "150 days before, 100 tickets a day": World(150, 100, SHARE.spread),
        "390 days before, 100 tickets a day": World(390, 100, SHARE.spread),
        "150 days before, 10 in bursts, peaks do nothing": World(150, 10, 0.0, 2.0),
    }


def run(report: Report, simulations: int = 200) -> None:
    """Reports by world how many launches are misread at any look."""
    for name, world in worlds().items():
        rng = np.random.default_rng([SEED, *name.encode()])
        found = np.array([world.misses(rng) for _ in range(simulations)])
        report.row(f"guardrail, {name}", round(100 * float(found[:, 0].mean()), 1), "% miss", BAR)
        report.row(f"guardrail, {name}: plain days", round(100 * float(found[:, 1].mean()), 1), "% miss", None)
