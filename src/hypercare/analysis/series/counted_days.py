"""What each unit did on each local day, counted by day and by the value of the segment's property."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.days import begun
from hypercare.analysis.hits import Hits
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.sequences import Codes, Ints


@dataclass(frozen=True)
class CountedDays:
    """The members of a bucket on the local days of a scope, whether they were exposed by then or not.

    Counts are (labels + 1, days): a row for each label of `who`, the last for members without one.
    """

    scope: Scope
    who: Members

    @property
    def days(self) -> int:
        """How many local days the scope has."""
        return len(self.scope.days) - 1

    @property
    def edges(self) -> Ints:
        """The bounds of the days, (days + 1,)."""
        return np.array(self.scope.days, np.int64)

    @property
    def labels(self) -> Ints:
        """The row that each unit counts in, (u,); -1 for who is no member."""
        own = np.where(self.who.labels < 0, len(self.who.names), self.who.labels)
        return np.where(self.who.mask, own, -1).astype(np.int64)

    def on_days(self, found: Hits) -> Hits:
        """Those of some rows that lie on a day of the scope."""
        return found.between(self.scope.days[0], self.scope.days[-1])

    def happened(self, found: Hits) -> Ints:
        """How many of the rows, which lie on days of the scope, there are on each."""
        return self._shaped(_row_days(found.units, found.ts, self.labels, self.edges, len(self.who.names) + 1))

    def sums(self, found: Hits, values: Ints) -> Ints:
        """The sum of a value of each of the rows on each day; the sums must fit 64 bits."""
        rows = len(self.who.names) + 1
        return self._shaped(_value_days(found.units, found.ts, values, self.labels, self.edges, rows))

    def active(self, found: Hits) -> Ints:
        """How many units had any of the rows on each day."""
        return self._shaped(_active_days(found.units, found.ts, self.labels, self.edges, len(self.who.names) + 1))

    def at(self, units: Codes | Ints, days: Ints) -> Ints:
        """How many of some pairs of a unit and a day there are."""
        labels = self.labels[units]
        inside = labels >= 0
        return self._shaped(np.bincount(labels[inside] * self.days + days[inside], minlength=self._cells))

    def members(self) -> Ints:
        """How many units there are, on each day that had begun."""
        everyone = np.bincount(self.labels[self.who.mask], minlength=len(self.who.names) + 1)
        return np.asarray(everyone[:, None] * begun(self.scope), np.int64)

    @property
    def _cells(self) -> int:
        return (len(self.who.names) + 1) * self.days

    def _shaped(self, counts: Ints) -> Ints:
        return np.asarray(counts.reshape(-1, self.days), np.int64)


@njit(cache=True, nogil=True)
def _row_days(units, ts, labels, edges, rows):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Rows by label and day. Those of a unit come in order of time, so that each day is searched once."""
    found, days = np.zeros((rows, len(edges) - 1), np.int64), len(edges) - 1
    day = 0
    for i in range(len(units)):
        if labels[units[i]] < 0:
            continue
        if ts[i] < edges[day] or ts[i] >= edges[day + 1]:
            day = min(np.searchsorted(edges, ts[i], side="right") - 1, days - 1)
        found[labels[units[i]], day] += 1
    return found


@njit(cache=True, nogil=True)
def _value_days(units, ts, values, labels, edges, rows):  # type: ignore[no-untyped-def]  # compiled
    """Sums of values by label and day."""
    found, days = np.zeros((rows, len(edges) - 1), np.int64), len(edges) - 1
    day = 0
    for i in range(len(units)):
        if labels[units[i]] < 0:
            continue
        if ts[i] < edges[day] or ts[i] >= edges[day + 1]:
            day = min(np.searchsorted(edges, ts[i], side="right") - 1, days - 1)
        found[labels[units[i]], day] += values[i]
    return found


@njit(cache=True, nogil=True)
def _active_days(units, ts, labels, edges, rows):  # type: ignore[no-untyped-def]  # compiled
    """Distinct pairs of a unit and a day, by label and day: rows of a unit only ever step to later days."""
    found, days = np.zeros((rows, len(edges) - 1), np.int64), len(edges) - 1
    day = -1
    for i in range(len(units)):
        if labels[units[i]] < 0:
            continue
        again = i > 0 and units[i] == units[i - 1] and day >= 0
        if again and ts[i] < edges[day + 1]:
            continue
        day = min(np.searchsorted(edges, ts[i], side="right") - 1, days - 1)
        found[labels[units[i]], day] += 1
    return found
