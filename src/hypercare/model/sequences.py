"""Sequences: events by unit and time as arrays, which the analyses read, and the contract of an analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from hypercare.model.memo import Memo
from hypercare.model.metrics import Scalar, Unit

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Column:
    """A property of the events of a bucket, dictionary-coded: `codes` (n,) index `values`, -1 where it is absent."""

    codes: Codes
    values: tuple[Scalar, ...]


USERS = "user()"
"""The key of the column that holds the user of each event, where units are accounts or devices."""
CLIENT = "client()"
"""The key of the column that holds which platform's client sent each event: one of model/clients.py `CLIENTS`."""


KEY_BITS = 62


@dataclass(frozen=True)
class Clock:
    """How a key holds the unit of a row and its time: `unit << bits | ts - origin`. Keys sort as (unit, time) do."""

    origin: int
    bits: int


@dataclass(frozen=True)
class EventIndex:
    """The rows of a bucket by event: `rows` (n,) sorted by (event code, row), with their `keys` (n,) by the `clock`;
    event code c owns starts[c]:starts[c + 1]. Of all rows none happened or became known after `latest` (microseconds
    UTC). Where unit and time do not fit into one number together, there is no clock and no keys.
    """

    rows: Codes
    keys: Ints
    starts: Ints
    latest: int
    clock: Clock | None
    memo: Memo | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Bucket:
    """The events of some units, sorted by (unit, time, arrival).

    `offsets` (u + 1,): unit i owns rows offsets[i]:offsets[i + 1]; `ids` (u,) its names. Per row (n,): `ts` event
    time and `known` when it could first be known, both microseconds UTC; `event` codes into `names`. `columns` hold
    what was asked for: a key is the event's property, else the unit's trait at that time. `stored_index` is the index
    of exactly these rows, where it has been kept with them.
    """

    offsets: Ints
    ids: Sequence[str]
    ts: Ints
    known: Ints
    event: Codes
    names: tuple[str, ...]
    columns: Mapping[str, Column]
    stored_index: EventIndex | None = None

    @cached_property
    def index(self) -> EventIndex:
        """The rows by event."""
        return self.stored_index or index_of(self.offsets, self.ts, self.known, self.event, len(self.names))

    @cached_property
    def units(self) -> Codes:
        """The number of the unit of each row, (n,)."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), np.diff(self.offsets))


def index_of(offsets: Ints, ts: Ints, known: Ints, event: Codes, names: int) -> EventIndex:
    """The index of rows as a `Bucket` holds them, of so many event names."""
    # Of 16 bits the stable sort is a radix sort, eight times as fast.
    codes = event.astype(np.uint16) if names <= np.iinfo(np.uint16).max else event
    rows = np.argsort(codes, kind="stable").astype(np.int32)
    starts = np.concatenate(([0], np.cumsum(np.bincount(event, minlength=names)))).astype(np.int64)
    latest = max(int(ts.max()), int(known.max())) if len(ts) else np.iinfo(np.int64).min
    clock = _clock(ts, len(offsets) - 1)
    if clock is None:
        return EventIndex(rows, np.empty(0, np.int64), starts, latest, None)
    units = np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
    return EventIndex(rows, (units << clock.bits | ts - clock.origin)[rows], starts, latest, clock)


def _clock(ts: Ints, units: int) -> Clock | None:
    """The clock of rows of so many units; None where they would take more bits than a key has, sums of two included."""
    if not len(ts):
        return None
    origin = int(ts.min())
    bits = (int(ts.max()) - origin).bit_length()
    return Clock(origin, bits) if bits + units.bit_length() <= KEY_BITS else None


S = TypeVar("S")
R_co = TypeVar("R_co", covariant=True)


class Reduction(Protocol[S, R_co]):
    """An analysis in three pure parts. Merging partials in any order and any split gives the same digits.

    `S` is a msgspec Struct of exact integers (or tuples and dicts of them): it adds up, and a verdict keeps it.
    """

    @property
    def unit(self) -> Unit:
        """Who owns the rows: the buckets must be by this unit."""
        ...

    @property
    def columns(self) -> frozenset[str]:
        """The properties that must be in the bucket."""
        ...

    @property
    def as_of(self) -> int:
        """The instant as of which facts count, microseconds UTC."""
        ...

    @property
    def empty(self) -> S:
        """The state of no rows: merging it changes nothing."""
        ...

    def partial(self, bucket: Bucket) -> S: ...

    def merge(self, left: S, right: S) -> S: ...

    def finish(self, state: S) -> R_co: ...
