"""The rows of an instant, and of the grace before it, that chains may use; compiled.

A row that matches one step can fill no other: it is enough to know that there is one. A row that matches several must
be used once in a chain, so it has a slot: a bit by which chains say that they use it.
"""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.labels import ones

SLOTS = 62
"""Bits for rows that match several steps and lie within one grace: the earliest give way to more. Of rows that match
the same steps as many are kept as a chain can use, so that this takes a dozen overlapping steps at one instant."""
COUNT, BUSY = 0, 1

# The rows of `recent` (5, SLOTS): how many slots are taken, and their bits; the slots in order of time; by slot, when
# its row came, the steps that it matches, and which row it is.
HEAD, ORDER, TIME, BITS, ROW = range(5)


@njit(cache=True, nogil=True)
def no_rows():  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Nothing recent yet."""
    return np.zeros((5, SLOTS), np.int64)


@njit(cache=True, nogil=True)
def _free(recent, place):  # type: ignore[no-untyped-def]  # compiled
    """Frees the slot at a place of the order; its bit."""
    slot = recent[ORDER, place]
    for i in range(place, recent[HEAD, COUNT] - 1):
        recent[ORDER, i] = recent[ORDER, i + 1]
    recent[HEAD, COUNT] -= 1
    recent[HEAD, BUSY] &= ~(1 << slot)
    return 1 << slot


@njit(cache=True, nogil=True)
def forget(recent, limit):  # type: ignore[no-untyped-def]  # compiled
    """Frees the slots of rows before `limit`; their bits."""
    freed = 0
    while recent[HEAD, COUNT] and recent[TIME, recent[ORDER, 0]] < limit:
        freed |= _free(recent, 0)
    return freed


@njit(cache=True, nogil=True)
def _make_room(recent, bits):  # type: ignore[no-untyped-def]  # compiled
    """Frees the slot that the later rows make needless: the earliest of as many alike as a chain can use."""
    alike, first = 0, -1
    for i in range(recent[HEAD, COUNT] - 1, -1, -1):
        if recent[BITS, recent[ORDER, i]] == bits:
            alike, first = alike + 1, i
    if alike >= ones(bits):
        return _free(recent, first)
    return _free(recent, 0) if recent[HEAD, COUNT] == SLOTS else 0


@njit(cache=True, nogil=True)
def remember(recent, row, t, bits):  # type: ignore[no-untyped-def]  # compiled
    """Gives a row that matches several steps a slot; the bits of slots that were freed for it."""
    freed = _make_room(recent, bits)
    slot = 0
    while recent[HEAD, BUSY] >> slot & 1:
        slot += 1
    recent[HEAD, BUSY] |= 1 << slot
    recent[ORDER, recent[HEAD, COUNT]] = slot
    recent[HEAD, COUNT] += 1
    recent[TIME, slot], recent[BITS, slot], recent[ROW, slot] = t, bits, row
    return freed


@njit(cache=True, nogil=True)
def usable(recent, place, step, used, since):  # type: ignore[no-untyped-def]  # compiled
    """Whether the slot at a place is to be tried for a step: unused, not before `since`, the earliest of those alike.

    Of two that match the same steps the earlier is the better one to use: the later can be used for longer.
    """
    slot = recent[ORDER, place]
    bits = recent[BITS, slot]
    if not bits >> step & 1 or used >> slot & 1 or recent[TIME, slot] < since:
        return False
    for i in range(place):
        other = recent[ORDER, i]
        if recent[BITS, other] == bits and not used >> other & 1 and recent[TIME, other] >= since:
            return False
    return True


@njit(cache=True, nogil=True)
def wanted(recent, used, steps):  # type: ignore[no-untyped-def]  # compiled
    """Of used slots those that still matter: they match a step that is yet to come."""
    mattering = 0
    for i in range(recent[HEAD, COUNT]):
        slot = recent[ORDER, i]
        if recent[BITS, slot] & steps:
            mattering |= 1 << slot
    return used & mattering
