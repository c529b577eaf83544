"""Hits as kernels read them: who and when, from one number where a bucket has a clock."""

from typing import NamedTuple

import numpy as np
from numba import njit

from hypercare.analysis.hits import Hits, sealed
from hypercare.model.sequences import Codes, Ints

STRIDE = 16
"""Hits that are leapt over at once on the way to the next unit."""
_NO_CODES, _NO_INTS = sealed(np.empty(0, np.int32)), sealed(np.empty(0, np.int64))


class HitKeys(NamedTuple):
    """Hits in order: `row` (m,), and either `keys` (m,) with the clock's `bits` and `origin`, or `units` and `ts` (m,)
    and -1 bits.
    """

    row: Codes
    keys: Ints
    units: Codes
    ts: Ints
    bits: int
    low: int
    origin: int


def keys_of(found: Hits) -> HitKeys:
    """Some hits as kernels read them."""
    clock = found.bucket.index.clock
    if clock is None:
        return HitKeys(sealed(found.rows), _NO_INTS, found.units, found.ts, -1, 0, 0)
    low = (1 << clock.bits) - 1
    return HitKeys(sealed(found.rows), sealed(found.keys), _NO_CODES, _NO_INTS, clock.bits, low, clock.origin)


@njit(cache=True, nogil=True)
def unit_at(found, i):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The number of the unit of hit i."""
    return found.keys[i] >> found.bits if found.bits >= 0 else np.int64(found.units[i])


@njit(cache=True, nogil=True)
def time_at(found, i):  # type: ignore[no-untyped-def]  # compiled
    """When hit i happened, in microseconds UTC."""
    return (found.keys[i] & found.low) + found.origin if found.bits >= 0 else found.ts[i]


@njit(cache=True, nogil=True)
def next_unit(found, i):  # type: ignore[no-untyped-def]  # compiled
    """Where the hits of the unit of hit i end.

    Whoever goes on from there begins at `np.int64(0)`: for a literal 0, this and all that reads a hit would be compiled
    once more, 0.2 s each at the first question of an installation.
    """
    unit, hits = unit_at(found, i), len(found.row)
    while i + STRIDE < hits and unit_at(found, i + STRIDE) == unit:
        i += STRIDE
    while i < hits and unit_at(found, i) == unit:
        i += 1
    return i
