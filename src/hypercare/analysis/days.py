"""Local days: on which of them things happened, and on which units were active or exposed."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.hits import Hits, sealed
from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted_since
from hypercare.model.instant import DAY_US
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class UnitDays:
    """Pairs of a unit and the index of a local day of the scope, (p,) each."""

    unit: Codes
    day: Ints

    def by_day(self, units: Mask, days: int) -> Ints:
        """How many pairs of the units there are on each day, (days,)."""
        return np.bincount(self.day[units[self.unit]], minlength=days).astype(np.int64)


def happened(found: Hits, scope: Scope) -> UnitDays:
    """The unit and the day of each of the rows, which must lie in the scope."""
    return UnitDays(found.units, _days_at(np.array(scope.days, np.int64), found.ts))


def active(found: Hits, scope: Scope) -> UnitDays:
    """The distinct days on which each unit has any of the rows, which must lie in the scope."""
    units, days = _distinct_days(found.units, found.ts, np.array(scope.days, np.int64))
    return UnitDays(units, days)


def active_at_all(bucket: Bucket, scope: Scope, who: Members) -> UnitDays:
    """The distinct days on which each unit has any row of the scope that counts, whatever the event."""
    units, days = _days_of_any(
        sealed(bucket.offsets), sealed(bucket.ts), sealed(bucket.known), sealed(counted_since(scope, who)),
        scope.start, scope.stop, scope.as_of, np.array(scope.days, np.int64),
    )  # fmt: skip
    return UnitDays(units, days)


@njit(cache=True, nogil=True)
def day_at(edges, ts):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The day on which an instant lies, which must be one of them. Most have 24 hours: a guess is hardly ever off by
    more than one, and takes a tenth of the time of a search.
    """
    day = min((ts - edges[0]) // DAY_US, len(edges) - 2)
    while ts < edges[day]:
        day -= 1
    while ts >= edges[day + 1]:
        day += 1
    return day


@njit(cache=True, nogil=True)
def _days_at(edges, ts):  # type: ignore[no-untyped-def]  # compiled
    """The days of some instants."""
    days = np.empty(len(ts), np.int64)
    for i in range(len(ts)):
        days[i] = day_at(edges, ts[i])
    return days


@njit(cache=True, nogil=True)
def _distinct_days(units, ts, edges):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The units and days of sorted rows, each pair once: rows of a unit only ever step to later days."""
    kept, days = np.empty(len(units), np.int32), np.empty(len(units), np.int64)
    count, day = 0, np.int64(-1)
    for i in range(len(units)):
        new = i == 0 or units[i] != units[i - 1]
        if new:
            day = day_at(edges, ts[i])
        elif ts[i] >= edges[day + 1]:
            while ts[i] >= edges[day + 1]:
                day += 1
            new = True
        if new:
            kept[count], days[count] = units[i], day
            count += 1
    return kept[:count], days[:count]


@njit(cache=True, nogil=True)
def _days_of_any(offsets, ts, known, since, start, stop, as_of, edges):  # type: ignore[no-untyped-def]  # compiled
    """The units and days of rows in [start, stop), at or after the instant of their unit in `since` (u,), that had
    happened and were known at `as_of`: each pair once.
    """
    kept, days = np.empty(len(ts), np.int32), np.empty(len(ts), np.int64)
    count = 0
    for unit in range(len(offsets) - 1):
        until = max(start, since[unit])
        for row in range(offsets[unit], offsets[unit + 1]):
            if until <= ts[row] < stop and ts[row] <= as_of and known[row] <= as_of:
                day = day_at(edges, ts[row])
                until = edges[day + 1]
                kept[count], days[count] = unit, day
                count += 1
    return kept[:count], days[:count]


def begun(scope: Scope) -> Mask:
    """Whether each day of the scope had begun by `as_of`, (d,)."""
    starts = np.array(scope.days[:-1], np.int64)
    return (starts < scope.stop) & (starts <= scope.as_of)


def exposed_by_day(scope: Scope, who: Members, units: Mask) -> Ints:
    """How many of the units were exposed on each day that had begun, (d,); before go-live all of them count."""
    if scope.before_exposure:
        return np.where(begun(scope), int(units.sum()), 0).astype(np.int64)
    exposed_at = who.exposed_at[units & (who.exposed_at != NEVER)]
    first = np.searchsorted(np.array(scope.days[1:], np.int64), exposed_at, side="right")
    joined = np.bincount(first, minlength=len(scope.days))[: len(scope.days) - 1]
    return np.where(begun(scope), np.cumsum(joined), 0).astype(np.int64)
