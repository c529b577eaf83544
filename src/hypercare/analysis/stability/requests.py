"""Requests that failed, or were slow, by local day."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.daily import Daily
from hypercare.analysis.rows import Mask
from hypercare.analysis.stability.health_days import DayCounts, HealthDays, counted
from hypercare.analysis.stability.reported_by import reported_by
from hypercare.model.launch import StabilityKind, StabilityLimit
from hypercare.model.table_rows import TableRows

MICROSECOND = 1e-6


@dataclass(frozen=True)
class RequestHealth:
    """The requests that a limit of the error rate or of latency is about, as known at `as_of` (microseconds UTC).

    Bad are those that failed; of a limit of latency those on its route that were not under its time, among all whose
    time was measured. A row counts as many requests as it stands for. Finishes with events (bad) per exposure (all).
    """

    limit: StabilityLimit
    days: HealthDays
    as_of: int

    @property
    def table(self) -> str:
        return "requests"

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"ts_event", "ts_known", "count", "failed", "duration_us", "route", "service"})

    @property
    def empty(self) -> DayCounts:
        return DayCounts.none(len(self.days))

    def rows_partial(self, rows: TableRows) -> DayCounts:
        at, known = rows.numbers["ts_event"], rows.numbers["ts_known"]
        day = self.days.index(at)
        kept = self.days.within(day) & (np.maximum(at, known) <= self.as_of) & reported_by(rows, self.limit)
        bad = self._slow(rows) if self.limit.kind is StabilityKind.LATENCY else rows.numbers["failed"] == 1
        if self.limit.kind is StabilityKind.LATENCY:
            kept &= self._measured(rows)
        return counted(day[kept], bad[kept], rows.numbers["count"][kept], len(self.days))

    def merge(self, left: DayCounts, right: DayCounts) -> DayCounts:
        return left + right

    def finish(self, state: DayCounts) -> Daily:
        return Daily(state.bad, state.total, self.days.first_weekday)

    def _measured(self, rows: TableRows) -> Mask:
        """Which rows (n,) are of the route and say how long they took."""
        route = rows.texts["route"]
        place = route.values.index(self.limit.route) if self.limit.route in route.values else -1
        found: Mask = (route.codes == place) & (place >= 0) & (rows.numbers["duration_us"] >= 0)
        return found

    def _slow(self, rows: TableRows) -> Mask:
        assert self.limit.under is not None, "a limit of latency says under what"
        slow: Mask = rows.numbers["duration_us"] >= round(self.limit.under.total_seconds() / MICROSECOND)
        return slow
