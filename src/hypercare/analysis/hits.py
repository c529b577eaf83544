"""The rows of a bucket that a question is about, found by the index: what is not asked for is not read."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.rows import Mask, passes_at
from hypercare.model.memo import Arrays
from hypercare.model.metrics import EventRef
from hypercare.model.sequences import Bucket, Clock, Codes, Ints

Array = TypeVar("Array", bound=NDArray[Any])
FIRST, LAST = np.iinfo(np.int64).min, np.iinfo(np.int64).max
"""An instant that is before all, and one that is after all."""


@dataclass(frozen=True, kw_only=True)
class Hits:
    """Some rows of a bucket, in its order: row numbers `rows` (m,) and, where the index has a clock, their `keys` (m,).

    No array can be written to, whether it is the index's own or not: to a kernel they are all of one type.
    """

    bucket: Bucket
    rows: Codes
    keys: Ints

    @cached_property
    def units(self) -> Codes:
        """The number of the unit of each, (m,)."""
        clock = self.bucket.index.clock
        return sealed(self.bucket.units[self.rows] if clock is None else (self.keys >> clock.bits).astype(np.int32))

    @cached_property
    def ts(self) -> Ints:
        """The event time of each, (m,) microseconds UTC."""
        clock = self.bucket.index.clock
        if clock is None:
            return sealed(self.bucket.ts[self.rows])
        return sealed((self.keys & ((1 << clock.bits) - 1)) + clock.origin)

    @property
    def by_unit(self) -> Ints:
        """How many there are of each unit, (u,)."""
        return np.bincount(self.units, minlength=len(self.bucket.offsets) - 1)

    def where(self, mask: Mask) -> "Hits":
        """Those for which the mask (m,) holds."""
        if mask.all():
            return self
        keys = self.keys[mask] if len(self.keys) else self.keys
        return Hits(bucket=self.bucket, rows=sealed(self.rows[mask]), keys=sealed(keys))

    def between(self, start: int, stop: int) -> "Hits":
        """Those in [start, stop), microseconds UTC."""
        if self.bucket.index.clock is None:
            return self.where((self.ts >= start) & (self.ts < stop))
        return self._passing(start, stop, _NO_KEYS)

    def since(self, instants: Ints) -> "Hits":
        """Those at or after the instant of their unit, (u,)."""
        if self.bucket.index.clock is None:
            return self.where(self.ts >= instants[self.units])
        return self._passing(FIRST, LAST, instants)

    def of_units(self, units: Mask) -> "Hits":
        """Those of some units, (u,)."""
        if self.bucket.index.clock is None:
            return self.where(units[self.units])
        return self._passing(FIRST, LAST, np.where(units, FIRST, LAST))

    def _passing(self, start: int, stop: int, since: Ints) -> "Hits":
        """Those in [start, stop) and not before the instant of their unit, by the clock."""
        clock = self.bucket.index.clock
        assert clock is not None  # each that calls asks first
        end = 1 << clock.bits
        first, last = min(max(start - clock.origin, 0), end), min(max(stop - clock.origin, 0), end)
        rows, keys = _kept(self.rows, self.keys, clock.bits, clock.origin, first, last, sealed(since))
        if len(rows) == len(self.rows):
            return self
        return Hits(bucket=self.bucket, rows=sealed(rows), keys=sealed(keys))


def hits(bucket: Bucket, ref: EventRef, as_of: int) -> Hits:
    """The events of a name that pass its filter and had happened and were known at `as_of` (microseconds UTC).

    Costs what these events cost, not what all do.
    """
    parts = [_of_code(bucket, code, as_of) for code, name in enumerate(bucket.names) if name == ref.event]
    found = parts[0] if len(parts) == 1 else _together(bucket, parts)
    return found.where(passes_at(bucket, ref.where, found.rows)) if ref.where.conditions else found


def hits_of_any(bucket: Bucket, refs: Iterable[EventRef], as_of: int) -> Hits:
    """The rows that match at least one of the references, each once."""
    return _together(bucket, [hits(bucket, ref, as_of) for ref in dict.fromkeys(refs)])


def all_hits(bucket: Bucket, as_of: int) -> Hits:
    """All rows that had happened and were known at `as_of`."""
    clock = bucket.index.clock
    if clock is None:
        every = Hits(bucket=bucket, rows=sealed(np.arange(len(bucket.ts), dtype=np.int32)), keys=sealed(_NO_KEYS))
        return _known(bucket, every, as_of)
    rows, keys = _all_until(
        sealed(bucket.offsets), sealed(bucket.ts), sealed(bucket.known), clock.bits, clock.origin, as_of
    )
    return Hits(bucket=bucket, rows=sealed(rows), keys=sealed(keys))


def sealed(array: Array) -> Array:
    """A read-only view; the array itself where nobody can write to it."""
    if not array.flags.writeable:
        return array
    view = array.view()
    view.flags.writeable = False
    return view


def remembered(bucket: Bucket, as_of: int, what: Hashable, make: Callable[[], Arrays]) -> Arrays:
    """What `make` finds in the stored rows of a bucket as of an instant, or has found before; nobody may write to it.

    `what` must say all that it depends on beside the rows: no column that is derived, which goes by its rules.
    """
    index = bucket.index
    return make() if index.memo is None else index.memo.of(index.rows, as_of, what, make)


_NO_KEYS = np.empty(0, np.int64)


def _of_code(bucket: Bucket, code: int, as_of: int) -> Hits:
    index = bucket.index
    own = slice(index.starts[code], index.starts[code + 1])
    found = Hits(bucket=bucket, rows=sealed(index.rows[own]), keys=sealed(index.keys[own]))
    if as_of >= index.latest or index.clock is None:
        return _known(bucket, found, as_of)
    clock = index.clock
    rows, keys = remembered(bucket, as_of, code, lambda: _until_known(bucket, found, clock, as_of))
    return Hits(bucket=bucket, rows=rows, keys=keys)


def _known(bucket: Bucket, found: Hits, as_of: int) -> Hits:
    index = bucket.index
    if as_of >= index.latest:
        return found
    if index.clock is None:
        return found.where((found.ts <= as_of) & (bucket.known[found.rows] <= as_of))
    rows, keys = _until_known(bucket, found, index.clock, as_of)
    return Hits(bucket=bucket, rows=rows, keys=keys)


def _until_known(bucket: Bucket, found: Hits, clock: Clock, as_of: int) -> tuple[Codes, Ints]:
    """The rows that had happened and were known at `as_of`, and their keys."""
    mask, last = (1 << clock.bits) - 1, as_of - clock.origin
    rows, keys = _until(found.rows, found.keys, sealed(bucket.known), mask, last, last - _slowest(bucket), as_of)
    return sealed(rows), sealed(keys)


def _slowest(bucket: Bucket) -> int:
    """How long the slowest row took to become known, in microseconds: what is older than that is known, unread."""

    def found() -> tuple[Ints]:
        return (sealed(_longest(sealed(bucket.ts), sealed(bucket.known))),)

    return int(remembered(bucket, bucket.index.latest, "slowest", found)[0][0])


@njit(cache=True, nogil=True)
def _longest(ts, known):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The longest time from an instant to when it was known, (1,); at least 0."""
    longest = np.zeros(1, np.int64)
    for i in range(len(ts)):
        longest[0] = max(longest[0], known[i] - ts[i])
    return longest


@njit(cache=True, nogil=True)
def _until(rows, keys, known, mask, last, sure, as_of):  # type: ignore[no-untyped-def]  # compiled
    """The rows whose time is not after `last` by the clock, and that were known at `as_of`, as those up to `sure` were,
    with their keys, in one pass: copied, so that who keeps them keeps no more than them.
    """
    own_rows, own_keys = np.empty(len(rows), np.int32), np.empty(len(rows), np.int64)
    count = 0
    for i in range(len(rows)):
        own_rows[count], own_keys[count] = rows[i], keys[i]
        at = keys[i] & mask
        count += at <= sure or (at <= last and known[rows[i]] <= as_of)
    return own_rows[:count].copy(), own_keys[:count].copy()


@njit(cache=True, nogil=True)
def _kept(rows, keys, bits, origin, first, last, since):  # type: ignore[no-untyped-def]  # compiled
    """Those in [first, last) by the clock, and not before the instant of their unit in `since` (u,), if there are any:
    in one pass, without an array for the time and the unit of each.
    """
    own_rows, own_keys = np.empty(len(rows), np.int32), np.empty(len(rows), np.int64)
    count, low, by_unit = 0, (1 << bits) - 1, len(since) > 0
    for i in range(len(rows)):
        at = keys[i] & low
        own_rows[count], own_keys[count] = rows[i], keys[i]
        count += first <= at < last and (not by_unit or at + origin >= since[keys[i] >> bits])
    return own_rows[:count], own_keys[:count]


@njit(cache=True, nogil=True)
def _all_until(offsets, ts, known, bits, origin, as_of):  # type: ignore[no-untyped-def]  # compiled
    """The same of the rows of all events, in their order."""
    own_rows, own_keys = np.empty(len(ts), np.int32), np.empty(len(ts), np.int64)
    count = 0
    for unit in range(len(offsets) - 1):
        for row in range(offsets[unit], offsets[unit + 1]):
            own_rows[count], own_keys[count] = row, unit << bits | ts[row] - origin
            count += ts[row] <= as_of and known[row] <= as_of
    return own_rows[:count], own_keys[:count]


def _together(bucket: Bucket, parts: list[Hits]) -> Hits:
    """The rows of several, each once, in the bucket's order."""
    if len(parts) == 1:
        return parts[0]
    rows, first = np.unique(np.concatenate([np.empty(0, np.int32), *(part.rows for part in parts)]), return_index=True)
    keys = np.concatenate([_NO_KEYS, *(part.keys for part in parts)])
    return Hits(bucket=bucket, rows=sealed(rows), keys=sealed(keys[first] if len(keys) else keys))
