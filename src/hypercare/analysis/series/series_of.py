"""A metric by local day: of everybody, and of each value of the segment's property."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numba import njit

from hypercare.analysis.days import begun
from hypercare.analysis.hits import hits
from hypercare.analysis.mean import HALF, MICRO, millionths
from hypercare.analysis.population import EVERYONE, NEVER, members
from hypercare.analysis.scope import Scope
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.analysis.series.funnel_days import funnel_days
from hypercare.analysis.series.series import Series
from hypercare.analysis.tally import VALUE, Row, Tally, merged
from hypercare.cycles.day import DAY, local_date
from hypercare.model.instant import from_micros
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Unit,
)
from hypercare.model.sequences import Bucket, Ints

STRAY = 100
"""History begins when one in so many of those that were seen before go-live had been seen: a single event of a clock
that was never set makes no year of days on which nothing happened."""


class SeriesState(msgspec.Struct, frozen=True):
    """Sums by label as in a `Tally`: for each day what is above the line, then what is below it. `seen` (days,) are
    the members of whom the first known event was on each day.
    """

    tally: Tally
    seen: Row


@dataclass(frozen=True)
class SeriesFound:
    """The series of all members, and those by the value of the segment's property: the same days in all."""

    everyone: Series
    by_value: Mapping[str, Series]


@dataclass(frozen=True)
class SeriesOf:
    """A metric by the local days of a scope that are over and whose data are in (the end of the day is not after
    `settled`).

    Everything that its members did counts, before their exposure too: the same units on all days, so that no day
    differs from another by who had come by then, or by the activity that exposed them. On a day: of a funnel the units
    that entered and of those that went through, once their windows are over; of a ratio the events of both kinds; of a
    mean the sum of the values and their number, or events per member; of a rate events per member that was active, or
    per member; of a count events. Cycles and retention count their event per member, activity members that were active.

    A scope that begins before go-live is cut to the days of which anything is known (`STRAY`).
    """

    scope: Scope
    metric: Metric

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        own = {self.metric.of} if isinstance(self.metric, MeanMetric) and self.metric.of else set[str]()
        return self.scope.population.columns.union(own, *(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> SeriesState:
        return SeriesState(Tally({}), (0,) * self._days)

    def partial(self, bucket: Bucket) -> SeriesState:
        who = members(bucket, self.scope.population, self.scope.as_of)
        counted = CountedDays(self.scope, who)
        if not self._days or not who.mask.any():
            return self.empty
        above, below = by_label(bucket, self.metric, counted)
        rows = {EVERYONE: _row(above.sum(axis=0), below.sum(axis=0))}
        for code in np.flatnonzero(np.bincount(who.labels[who.mask & (who.labels >= 0)], minlength=1)).tolist():
            if who.names:
                own = Tally({f"{VALUE}{who.names[code]}": _row(above[code], below[code])})
                rows = merged(Tally(rows), own).rows
        return SeriesState(Tally(rows), self._first_seen(bucket, counted))

    def merge(self, left: SeriesState, right: SeriesState) -> SeriesState:
        seen = tuple(a + b for a, b in zip(left.seen, right.seen, strict=True))
        return SeriesState(merged(left.tally, right.tally), seen)

    def finish(self, state: SeriesState) -> SeriesFound:
        rows = {EVERYONE: (0,) * 2 * self._days} | dict(sorted(state.tally.rows.items()))
        start, stop = self._told(state.seen)
        found = {label: self._series(row, start, stop) for label, row in rows.items()}
        return SeriesFound(
            found[EVERYONE], {label.removeprefix(VALUE): each for label, each in found.items() if label != EVERYONE}
        )

    @property
    def _days(self) -> int:
        return max(len(self.scope.days) - 1, 0)

    def _told(self, seen: Row) -> tuple[int, int]:
        """The days that are told, counted from the first of the scope, the second outside."""
        over = int(np.searchsorted(np.array(self.scope.days[1:], np.int64), self.scope.settled, side="right"))
        live = int(np.searchsorted(np.array(self.scope.days, np.int64), self.scope.population.exposed_from))
        before = np.cumsum(seen[: min(live, self._days)])
        if not len(before):
            return 0, over
        known = before[-1] > 0
        start = int(np.searchsorted(before, -(-int(before[-1]) // STRAY))) if known else len(before)
        return min(start, over), over

    def _series(self, row: Row, start: int, stop: int) -> Series:
        above, below = row[: self._days], row[self._days :]
        if isinstance(self.metric, CountMetric):
            below = tuple(begun(self.scope).astype(int).tolist())
        scale = MICRO if isinstance(self.metric, MeanMetric) and self.metric.of else 1
        return Series(self._first + start * DAY, above[start:stop], below[start:stop], scale)

    @property
    def _first(self) -> date:
        return local_date(
            from_micros(self.scope.days[0] if self.scope.days else self.scope.start), ZoneInfo(self.scope.zone)
        )

    def _first_seen(self, bucket: Bucket, counted: CountedDays) -> Row:
        """Members by the day of the first event that is known of them, of those that lie in the scope."""
        if self.scope.start >= self.scope.population.exposed_from:
            return (0,) * self._days
        at = _first_known(bucket.offsets, bucket.ts, bucket.known, self.scope.as_of)[counted.who.mask]
        # Who was seen before the scope began is known from its first day on.
        days = np.maximum(np.searchsorted(counted.edges, at, side="right") - 1, 0)
        return tuple(np.bincount(days[days < self._days], minlength=self._days).tolist())


@njit(cache=True, nogil=True)
def _first_known(offsets, ts, known, as_of):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """When the first row of each unit happened that had happened and was known, (u,); NEVER for none."""
    found = np.full(len(offsets) - 1, NEVER)
    for unit in range(len(offsets) - 1):
        for row in range(offsets[unit], offsets[unit + 1]):
            if ts[row] > as_of:
                break
            if known[row] <= as_of:
                found[unit] = ts[row]
                break
    return found


def _row(above: Ints, below: Ints) -> Row:
    return (*map(int, above), *map(int, below))


def by_label(bucket: Bucket, metric: Metric, counted: CountedDays) -> tuple[Ints, Ints]:
    """What is above the line and below it, (labels + 1, days) each."""
    match metric:
        case FunnelMetric():
            return funnel_days(bucket, metric, counted)
        case RatioMetric():
            refs = (metric.numerator, metric.denominator)
            above, below = map(counted.events, refs)
            return above, below
        case MeanMetric(of=str()):
            return _values(bucket, metric, counted)
        case ActivityMetric():
            return counted.active_by(metric.event), counted.members()
        case RateMetric(active=True):
            return counted.events(metric.event), counted.active_by(None)
        case CountMetric():
            happened = counted.events(metric.event)
            return happened, np.zeros_like(happened)
        case RateMetric() | MeanMetric() | CycleMetric() | RetentionMetric():
            return counted.events(metric.event), counted.members()


def _values(bucket: Bucket, metric: MeanMetric, counted: CountedDays) -> tuple[Ints, Ints]:
    """Sums of values in millionths, and how many there are. Sums may not fit 64 bits, so halves are added."""
    assert metric.of is not None
    found = hits(bucket, metric.event, counted.scope.as_of)
    values, present = millionths(bucket.columns[metric.of], found.rows)
    found, values = found.where(present), values[present]
    upper, lower = (counted.sums(found, half) for half in (values >> HALF, values & ((1 << HALF) - 1)))
    return np.asarray(upper.astype(object) * (1 << HALF) + lower.astype(object)), counted.happened(found)
