"""The business cycles of a scope: which there are, and which units are in each."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.cycle.goal import windows
from hypercare.analysis.population import Members
from hypercare.analysis.retention.grid import NONE, period_edges
from hypercare.analysis.scope import Scope
from hypercare.cycles.business import CycleWindow, cohort_end
from hypercare.cycles.day import local_date
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import CycleKind, CycleMetric
from hypercare.model.sequences import Ints

OWN = 0
"""Stands for the start of a cycle that each unit has of its own."""
MOST_CYCLES = 120
"""Ten years of months: one event of a clock that was never set must not make cycles of fifty years."""
LONGEST_DAYS = {"month": 31, "quarter": 92}


@dataclass(frozen=True)
class CycleCalendar:
    """The calendar cycles that start in a scope and have begun by `as_of`, the latest `MOST_CYCLES` of them; else the
    one that each unit has of its own.

    `opens`, `closes` and `until` (c,) are the ends of calendar cycles and of their first third, microseconds UTC: who
    is exposed later belongs to the next. `days` is where local days begin.
    """

    scope: Scope
    metric: CycleMetric
    opens: Ints
    closes: Ints
    until: Ints
    days: Ints

    @classmethod
    def of(cls, scope: Scope, metric: CycleMetric) -> "CycleCalendar":
        """That of a scope."""
        period, last = metric.every.period, min(scope.stop - 1, scope.as_of)
        if not period or last < scope.start:
            return cls(scope, metric, NONE, NONE, NONE, NONE)
        edges = period_edges(scope.zone, period, scope.start, last).tolist()
        begun = [(opens, closes) for opens, closes in pairwise(edges) if scope.start <= opens <= last][-MOST_CYCLES:]
        until = [_first_third(opens, closes, scope) for opens, closes in begun]
        days = period_edges(scope.zone, "day", begun[0][0], begun[-1][1] - 1) if begun else NONE
        bounds = np.array(begun, np.int64).reshape(len(begun), 2)
        return cls(scope, metric, bounds[:, 0], bounds[:, 1], np.array(until, np.int64), days)

    @property
    def starts(self) -> tuple[int, ...]:
        """By which cycles are named."""
        return tuple(self.opens.tolist()) if self.metric.every.period else (OWN,)

    @property
    def longest_days(self) -> int:
        """How many days the longest cycle has."""
        return LONGEST_DAYS.get(self.metric.every.period) or self.metric.every.days or 0

    def entered(self, who: Members) -> tuple[Ints, Ints, Ints, Ints]:
        """Members in their cycles, sorted by unit and time: the unit, the cycle, when it opens and closes, (k,)."""
        units = np.flatnonzero(who.mask)
        if not self.metric.every.period:
            opens, closes = (
                np.broadcast_to(each, len(who.mask))[units] for each in windows(self.metric, self.scope, who)
            )
            return units, np.zeros(len(units), np.int64), opens, closes
        member, cycle = np.nonzero(who.exposed_at[units][:, None] < self.until)
        return units[member], cycle, self.opens[cycle], self.closes[cycle]

    def dates(self, start: int) -> tuple[date | None, date | None]:
        """The first and the last local day of a cycle; None where each unit has its own."""
        if self.metric.every.kind is CycleKind.TRAILING:
            end = self.scope.settled
            return self._date(end - (self.metric.every.days or 0) * DAY_US), self._date(end - 1)
        if not self.metric.every.period:
            return None, None
        place = self.starts.index(start)
        return self._date(start), self._date(int(self.closes[place]) - 1)

    def _date(self, instant: int) -> date:
        return local_date(from_micros(instant), ZoneInfo(self.scope.zone))


def _first_third(opens: int, closes: int, scope: Scope) -> int:
    return to_micros(cohort_end(CycleWindow(from_micros(opens), from_micros(closes)), ZoneInfo(scope.zone)))
