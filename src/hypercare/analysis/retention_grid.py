"""How time after a birth is cut into the cells of retention."""

from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.scope import Scope
from hypercare.cycles.day import date_start, local_date
from hypercare.cycles.judgeable import ROLLING_DAYS
from hypercare.cycles.period import period_after, period_start
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Ints


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
        first, last = (local_date(from_micros(int(each)), self.zone) for each in (at.min(), at.max()))
        dates = [period_start(first, self.name)]
        end = period_after(period_start(last, self.name), self.name, self.number + 1)
        while dates[-1] < end:
            dates.append(period_after(dates[-1], self.name))
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
