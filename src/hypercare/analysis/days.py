"""Local days: on which of them things happened, and on which units were active or exposed."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.rows import Mask, row_units
from hypercare.analysis.scope import Scope
from hypercare.model.sequences import Bucket, Ints


@dataclass(frozen=True)
class UnitDays:
    """Pairs of a unit and the index of a local day of the scope, (p,) each."""

    unit: Ints
    day: Ints

    def by_day(self, units: Mask, days: int) -> Ints:
        """How many pairs of the units there are on each day, (days,)."""
        return np.bincount(self.day[units[self.unit]], minlength=days).astype(np.int64)


def happened(bucket: Bucket, scope: Scope, rows: Mask) -> UnitDays:
    """The unit and the day of each of the rows, which must lie in the scope."""
    edges = np.array(scope.days, np.int64)
    return UnitDays(row_units(bucket)[rows], np.searchsorted(edges, bucket.ts[rows], side="right") - 1)


def active(bucket: Bucket, scope: Scope, rows: Mask) -> UnitDays:
    """The distinct days on which each unit has any of the rows."""
    all_rows = happened(bucket, scope, rows)
    first = np.ones(len(all_rows.day), bool)
    first[1:] = (np.diff(all_rows.day) != 0) | (np.diff(all_rows.unit) != 0)
    return UnitDays(all_rows.unit[first], all_rows.day[first])


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
