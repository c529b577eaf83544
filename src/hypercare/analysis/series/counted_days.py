"""What each unit did on each local day, counted by day and by the value of the segment's property."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numba import njit

from hypercare.analysis.days import begun, day_at
from hypercare.analysis.hit_keys import keys_of, time_at, unit_at
from hypercare.analysis.hits import Hits, hits, remembered, sealed
from hypercare.analysis.population import Members, remembers
from hypercare.analysis.scope import Scope
from hypercare.model.memo import Arrays
from hypercare.model.metrics import EventRef
from hypercare.model.sequences import Codes, Ints

_NO_VALUES = sealed(np.empty(0, np.int64))


@dataclass(frozen=True)
class CountedDays:
    """The members of a bucket on the local days of a scope, whether they were exposed by then or not.

    Counts are (labels + 1, days): a row for each label of `who`, the last for members without one.
    """

    scope: Scope
    who: Members
    by_age: ClassVar[bool] = False

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

    def events(self, ref: EventRef) -> Ints:
        """How many events of a reference there are on each day: a dozen metrics may count the same ones."""
        return self._once("events", ref, lambda: self.happened(hits(self.who.bucket, ref, self.scope.as_of)))

    def active_by(self, ref: EventRef | None) -> Ints:
        """How many units had any event of a reference on each day, or any event at all."""
        bucket, as_of = self.who.bucket, self.scope.as_of
        if ref is None:
            return self._once("active", ref, self._active_at_all)
        return self._once("active", ref, lambda: self.active(hits(bucket, ref, as_of)))

    def _active_at_all(self) -> Ints:
        bucket = self.who.bucket
        rows = (sealed(bucket.offsets), sealed(bucket.ts), sealed(bucket.known))
        return self._shaped(
            _active_of_any(*rows, self.scope.as_of, self.labels, self.edges, len(self.who.names) + 1, self.by_age)
        )

    def _once(self, what: str, ref: EventRef | None, count: Callable[[], Ints]) -> Ints:
        """What was counted before for the same members, days and events."""

        def found() -> Arrays:
            return (sealed(count()),)

        scope, population = self.scope, self.scope.population
        if not (population.goes_by_facts and (ref is None or remembers(ref.where.keys))):
            return found()[0]
        key = (type(self).__name__, what, repr(ref), population.in_words, scope.days)
        return remembered(self.who.bucket, scope.as_of, key, found)[0]

    def happened(self, found: Hits) -> Ints:
        """How many of the rows there are on each day; those on no day of the scope do not count."""
        return self.sums(found, _NO_VALUES)

    def sums(self, found: Hits, values: Ints) -> Ints:
        """The sum of a value of each of the rows on each day; the sums must fit 64 bits."""
        return self._shaped(
            _sums(keys_of(found), sealed(values), self.labels, self.edges, len(self.who.names) + 1, self.by_age)
        )

    def active(self, found: Hits) -> Ints:
        """How many units had any of the rows on each day; rows on no day of the scope do not count."""
        return self._shaped(_active(keys_of(found), self.labels, self.edges, len(self.who.names) + 1, self.by_age))

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
def _sums(found, values, labels, edges, rows, by_age):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Sums of values by label and day, or by label and days since the one that the label numbers; of no values at all,
    how many rows there are.
    """
    sums, each = np.zeros((rows, len(edges) - 1), np.int64), len(values) > 0
    for i in range(len(found.row)):
        label, ts = labels[unit_at(found, i)], time_at(found, i)
        if label < 0 or ts < edges[0] or ts >= edges[-1]:
            continue
        day = day_at(edges, ts) - (label if by_age else 0)
        if day >= 0:
            sums[label, day] += values[i] if each else 1
    return sums


@njit(cache=True, nogil=True)
def _active(found, labels, edges, rows, by_age):  # type: ignore[no-untyped-def]  # compiled
    """Distinct pairs of a unit and a day, by label and day (or days since): rows of a unit only ever step to later
    days.
    """
    pairs = np.zeros((rows, len(edges) - 1), np.int64)
    last, until = np.int64(-1), np.int64(0)
    for i in range(len(found.row)):
        unit, ts = unit_at(found, i), time_at(found, i)
        label = labels[unit]
        if label < 0 or ts < edges[0] or ts >= edges[-1] or (unit == last and ts < until):
            continue
        day = day_at(edges, ts)
        last, until = unit, edges[day + 1]
        if not by_age or day >= label:
            pairs[label, day - (label if by_age else 0)] += 1
    return pairs


@njit(cache=True, nogil=True)
def _active_of_any(offsets, ts, known, as_of, labels, edges, rows, by_age):  # type: ignore[no-untyped-def]  # compiled
    """The same of all rows that had happened and were known at `as_of`, whatever the event."""
    pairs = np.zeros((rows, len(edges) - 1), np.int64)
    for unit in range(len(offsets) - 1):
        label, until = labels[unit], edges[0]
        if label < 0:
            continue
        for row in range(offsets[unit], offsets[unit + 1]):
            if until <= ts[row] < edges[-1] and ts[row] <= as_of and known[row] <= as_of:
                day = day_at(edges, ts[row])
                until = edges[day + 1]
                if not by_age or day >= label:
                    pairs[label, day - (label if by_age else 0)] += 1
    return pairs
