"""The days of the cycle that a launch is judged by: those that all units share, or as many of each unit's own."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.population import NEVER
from hypercare.analysis.retention.grid import period_edges
from hypercare.analysis.scope import Scope
from hypercare.cycles.day import DAY, local_date
from hypercare.model.instant import DAY_US, from_micros
from hypercare.model.metrics import CycleKind, CycleMetric
from hypercare.model.sequences import Ints


@dataclass(frozen=True)
class CycleDays:
    """Local days, counted from that on which the cohort's first unit can be exposed. `known` of them are over, and
    their data are in.

    In a calendar cycle days `opens` to `closes - 1` are the cycle. A trailing one is that which ends when the last unit
    of the cohort has had its days. With a `length`, in days of 24 hours, each unit has its own from its exposure on,
    and `closes` is when the last one's is over.
    """

    first: date
    known: int
    opens: int
    closes: int
    length: int

    def on(self, day: int) -> date:
        """The date of a day."""
        return self.first + day * DAY

    @property
    def ends(self) -> date:
        """The last day of the last unit's cycle."""
        return self.on(self.closes - 1)

    @property
    def elapsed(self) -> int:
        """How many days of a common cycle are known."""
        return min(max(self.known - self.opens, 0), self.closes - self.opens)


@dataclass(frozen=True)
class CycleWindow:
    """A metric's cycle in a scope, with the instants at which its days begin, as far as `until` (microseconds UTC)."""

    scope: Scope
    metric: CycleMetric
    until: int

    @cached_property
    def days(self) -> CycleDays:
        """Its days, of which those are known that are over by `until`."""
        who, length = self.scope.population, self.metric.every.days or 0
        first, after = self._date(who.exposed_from), self._date(who.exposed_until)
        entry = (after - first).days
        if self.metric.every.kind is CycleKind.FROM_ACTIVATION:
            return CycleDays(first, len(self.edges) - 1, 0, entry + length, length)
        if self.metric.every.kind is CycleKind.TRAILING:
            return CycleDays(first, len(self.edges) - 1, entry, entry + length, 0)
        opens, closes = ((self._date(each) - first).days for each in (self.scope.start, self.scope.stop))
        return CycleDays(first, len(self.edges) - 1, opens, closes, 0)

    @cached_property
    def edges(self) -> Ints:
        """Where the known days begin, and where the last of them ends: at least the one instant, rising."""
        began = self.scope.population.exposed_from
        if self.until <= began:
            return np.array([began], np.int64)
        found = period_edges(self.scope.zone, "day", began, min(self.until, self._latest))
        return found[found <= self.until]

    @property
    def bounds(self) -> tuple[int, int, int, int, int]:
        """What the kernel is told of the window: its first day and that after it, its own length, and its instants."""
        days = self.days
        if days.length:
            return 0, 0, days.length * DAY_US, 0, 0
        if self.metric.every.kind is CycleKind.TRAILING:
            opens = self.scope.population.exposed_until
            return days.opens, days.closes, 0, opens, opens + (self.metric.every.days or 0) * DAY_US
        return days.opens, days.closes, 0, self.scope.start, self.scope.stop

    @property
    def _latest(self) -> int:
        """An instant in the last day of which anything can matter."""
        length = (self.metric.every.days or 0) * DAY_US
        return self.scope.stop - 1 if not length else self.scope.population.exposed_until + length

    def _date(self, instant: int) -> date:
        if instant == NEVER:
            raise ValueError("a cycle is forecast of a cohort that closes")
        return local_date(from_micros(instant), ZoneInfo(self.scope.zone))
