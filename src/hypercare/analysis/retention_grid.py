"""How time after a birth is cut into the cells of retention."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.scope import Scope
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Ints

ROLLING_DAYS = {"day": 1, "week": 7, "month": 30}
MONTHS = 12


@dataclass(frozen=True)
class Births:
    """Births: the number of the unit, when it was first born, and when it was born this time, (b,) each."""

    unit: Ints
    first: Ints
    at: Ints


class Grid(Protocol):
    """One cell of a grid."""

    def span(self, births: Births) -> tuple[Ints, Ints]:
        """Where the cell of each birth starts and ends, [start, end), (b,) each: never before the birth."""
        ...

    def period(self, births: Births) -> Ints:
        """The period in which each birth lies, (b,): units are born once in a period."""
        ...


@dataclass(frozen=True)
class Elapsed:
    """Days of 24 hours from the birth, [first, end); births recur every `period_days`."""

    first: int
    end: int
    period_days: int = 1

    def span(self, births: Births) -> tuple[Ints, Ints]:
        return births.at + self.first * DAY_US, births.at + self.end * DAY_US

    def period(self, births: Births) -> Ints:
        return (births.at - births.first) // (self.period_days * DAY_US)


@dataclass(frozen=True)
class Calendar:
    """So many calendar days, weeks (from Monday) or months of a zone after the one of the birth."""

    number: int
    name: str
    zone: ZoneInfo

    def span(self, births: Births) -> tuple[Ints, Ints]:
        edges, index = self._edges(births.at)
        return np.maximum(births.at, edges[index + self.number]), edges[index + self.number + 1]

    def period(self, births: Births) -> Ints:
        return self._edges(births.at)[1]

    def _edges(self, at: Ints) -> tuple[Ints, Ints]:
        """The starts of all periods that the cells of these births need, and the period of each birth."""
        if not len(at):
            return np.zeros(self.number + 2, np.int64), at
        begins = [_begin(local_date(from_micros(int(each)), self.zone), self.name) for each in (at.min(), at.max())]
        dates = [begins[0]]
        while dates[-1] <= begins[1]:
            dates.append(_after(dates[-1], self.name))
        for _ in range(self.number + 1):
            dates.append(_after(dates[-1], self.name))
        edges = np.array([to_micros(date_start(day, self.zone)) for day in dates], np.int64)
        return edges, np.searchsorted(edges, at, side="right") - 1


@dataclass(frozen=True)
class ByCadence:
    """One cadence of each unit, (u,) microseconds, around a day after the birth: from half a cadence before it on."""

    day: int
    cadence: Ints

    def span(self, births: Births) -> tuple[Ints, Ints]:
        half, middle = self.cadence[births.unit] // 2, births.at + self.day * DAY_US
        return np.maximum(births.at, middle - half), middle + half

    def period(self, births: Births) -> Ints:
        return np.asarray((births.at - births.first) // self.cadence[births.unit])


def grid_of(metric: RetentionMetric, bracket: tuple[int, int], scope: Scope) -> Grid:
    """The cell of a grid that is the same for all units. A rolling month has 30 days."""
    if metric.by == "calendar":
        return Calendar(bracket[0], metric.period, ZoneInfo(scope.zone))
    if metric.by == "rolling":
        days = ROLLING_DAYS[metric.period]
        return Elapsed(bracket[0] * days, (bracket[1] + 1) * days, days)
    return Elapsed(bracket[0], bracket[1] + 1)


def _begin(day: date, period: str) -> date:
    if period == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if period == "week" else day


def _after(begin: date, period: str) -> date:
    """The first day of the next period."""
    if period == "month":
        return begin.replace(year=begin.year + begin.month // MONTHS, month=begin.month % MONTHS + 1)
    return begin + (7 * DAY if period == "week" else DAY)
