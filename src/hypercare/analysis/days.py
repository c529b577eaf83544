"""Unit-days: on which local days a unit was active, or exposed."""

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.rows import Mask, row_units
from hypercare.analysis.scope import Scope
from hypercare.model.sequences import Bucket, Ints

WEEK = 7


def day_of_rows(bucket: Bucket, scope: Scope) -> Ints:
    """The index of the local day of each row in `scope.days`, (n,); -1 before the first."""
    return np.searchsorted(np.array(scope.days, np.int64), bucket.ts, side="right") - 1


def active_days(bucket: Bucket, scope: Scope, rows: Mask) -> NDArray[np.int64]:
    """Distinct local days with any of the rows, by unit and weekday of the day, (u, 7)."""
    day, unit = day_of_rows(bucket, scope)[rows], row_units(bucket)[rows]
    first = np.ones(len(day), bool)
    first[1:] = (day[1:] != day[:-1]) | (unit[1:] != unit[:-1])
    return _by_weekday(len(bucket.ids), unit[first], day[first], scope)


def exposed_days(bucket: Bucket, scope: Scope, who: Members) -> NDArray[np.int64]:
    """Local days of [start, stop) on which the unit was already exposed, by unit and weekday, (u, 7)."""
    days = np.array(scope.days[:-1], np.int64)
    ends = np.array(scope.days[1:], np.int64)
    counted = (days >= scope.start) & (days < min(scope.stop, scope.as_of))
    exposed = (who.exposed_at[:, None] < ends[None, :]) & (who.exposed_at[:, None] != NEVER) & counted[None, :]
    weekdays = np.zeros((len(bucket.ids), WEEK), np.int64)
    for index in np.flatnonzero(counted):
        weekdays[:, weekday(int(index), scope)] += exposed[:, index]
    return weekdays


def events_by_weekday(bucket: Bucket, scope: Scope, rows: Mask) -> NDArray[np.int64]:
    """Rows by unit and weekday, (u, 7)."""
    return _by_weekday(len(bucket.ids), row_units(bucket)[rows], day_of_rows(bucket, scope)[rows], scope)


def weekday(day: int, scope: Scope) -> int:
    """0 for Monday to 6 for Sunday, of a day by its index in `scope.days`."""
    return (scope.first_weekday + day) % WEEK


def _by_weekday(units: int, unit: Ints, day: Ints, scope: Scope) -> NDArray[np.int64]:
    cell = unit * WEEK + (scope.first_weekday + day) % WEEK
    return np.bincount(cell, minlength=units * WEEK).reshape(units, WEEK).astype(np.int64)
