"""The stretch of time of a simulated launch, and what it holds for everybody in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.cycles.day import day_start
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.course import course
from hypercare.simulate.bench.trial import Floats

JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class World:
    """Facts reach from day `first` (negative) to day `last` since go-live, both inside.

    `factors` (last - first + 1,) say how busy each day is. Jakarta never changes its clocks: every day has 24 hours.
    `shape` in [0, 1] is where the launch's units stand between all alike and very unlike.
    """

    live: datetime
    first: int
    last: int
    factors: Floats
    trait: str
    shape: float

    @classmethod
    def of(cls, brief: Brief, live: datetime, history: int, last: int, trait: str) -> "World":
        """A world with so many days of history; the sizes of its peaks are drawn."""
        begin = live.date() - timedelta(days=history)
        factors = course(brief.plan, begin, history + last + 1, trait)
        return cls(live, -history, last, factors, trait, float(brief.plan.random()))

    @property
    def live_us(self) -> int:
        return to_micros(self.live)

    @property
    def midnight(self) -> int:
        """The start of day 0, microseconds UTC."""
        return to_micros(day_start(0, self.live, JAKARTA))

    @property
    def until(self) -> datetime:
        """The end of the last day."""
        return from_micros(self.start_of(self.last + 1))

    def start_of(self, day: int) -> int:
        """The start of a day since go-live, microseconds UTC."""
        return self.midnight + day * DAY_US

    def days_of(self, ts: Ints) -> Ints:
        """The days since go-live of instants, (n,)."""
        return np.floor_divide(ts - self.midnight, DAY_US)

    def weekdays_of(self, days: Ints) -> Ints:
        """0 for Monday to 6 for Sunday, (n,)."""
        return np.asarray((self.live.weekday() + days) % 7, np.int64)

    def date_of(self, day: int) -> date:
        """The local date of a day since go-live."""
        return self.live.date() + timedelta(days=day)

    def between(self, first: int, last: int) -> Floats:
        """The factors of the days `first` to `last`, both inside."""
        return self.factors[first - self.first : last - self.first + 1]
