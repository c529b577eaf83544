"""The plain ordered funnel whose steps share no rows, step by step over the rows of each, compiled.

A chain that has come to a step is two keys (unit and time in one number, see `Clock`): when it came there, and when it
entered. Of the chains of a unit that have come to a step the newest is the best to go on with: it came last and it
entered last, whatever windows there are. So each row of the next step asks for the newest chain before it, and two
sorted lists are merged: each row is looked at once, and a step that few reach costs no more than its own rows.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.hits import Hits
from hypercare.model.sequences import Clock, Ints

Levels = NDArray[np.int16]
FEW = 3
"""From so many rows on for each chain it is faster to go from chain to chain than from row to row."""
LEAP = 8
OUTSIDE = -2
"""The label of units that are not counted."""


@njit(cache=True, nogil=True)
def enter(keys, bits, start, stop, first_only, level, last_entry):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The entries: rows of the first step in [start, stop), the first of each unit where only that counts."""
    kept = np.empty(len(keys), np.int64)
    count = 0
    for key in keys:
        unit, t = key >> bits, key & ((1 << bits) - 1)
        if start <= t < stop and not (first_only and level[unit]):
            level[unit] = 1
            last_entry[unit] = t
            kept[count] = key
            count += 1
    return kept[:count]


@njit(cache=True, nogil=True)
def _go_on(came, entered, rows, bits, window, within):  # type: ignore[no-untyped-def]  # compiled
    """The chains that rows of the next step take on.

    How many chains come between two rows is anybody's guess, and so is whether one goes on: what is written without
    asking (three steps of a guess, a chain that is then not counted) spares the processor most of its wrong turns, and
    is three times as fast as asking.
    """
    new_came, new_entered = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    count = at = 0
    end = len(came)
    for i in range(len(rows) if end else 0):
        key = rows[i]
        while at + 4 <= end and came[at + 3] <= key:
            at += 4
        first = at
        at += first < end and came[first] <= key
        at += first + 1 < end and came[first + 1] <= key
        at += first + 2 < end and came[first + 2] <= key
        newest = max(at - 1, 0)
        new_came[count], new_entered[count] = key, entered[newest]
        in_time = (key - entered[newest] <= window) & (key - came[newest] <= within)
        count += in_time & (at > 0) & ((key ^ entered[newest]) >> bits == 0)
    return new_came[:count], new_entered[:count]


@njit(cache=True, nogil=True)
def _go_on_from_few(came, entered, rows, bits, window, within):  # type: ignore[no-untyped-def]  # compiled
    """The same where chains are few: rows are leapt over on the way to the next chain."""
    new_came, new_entered = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    count = at = 0
    end = len(rows)
    for i in range(len(came)):
        while at + LEAP < end and rows[at + LEAP] < came[i]:
            at += LEAP
        while at < end and rows[at] < came[i]:
            at += 1
        last = min(entered[i] + window, came[i] + within, ((came[i] >> bits) + 1 << bits) - 1)
        if i + 1 < len(came):
            last = min(last, came[i + 1] - 1)
        while at < end and rows[at] <= last:
            new_came[count], new_entered[count] = rows[at], entered[i]
            count += 1
            at += 1
    return new_came[:count], new_entered[:count]


@njit(cache=True, nogil=True)
def note_open(came, entered, bits, window, within, settled, may):  # type: ignore[no-untyped-def]  # compiled
    """Notes the units that have a chain which may still be taken to the next step."""
    mask = (1 << bits) - 1
    for i in range(len(came)):
        if (entered[i] & mask) + window > settled and (came[i] & mask) + within > settled:
            may[came[i] >> bits] = True


@njit(cache=True, nogil=True)
def _reach(came, bits, step, level):  # type: ignore[no-untyped-def]  # compiled
    """Notes that units have come to a step, counted from 1."""
    for key in came:
        level[key >> bits] = step


def go_on(came: Ints, entered: Ints, rows: Ints, bits: int, window: int, within: int) -> tuple[Ints, Ints]:
    """The chains that rows of the next step take on: when they came to it, and when they entered, as keys."""
    forward = _go_on_from_few if len(came) * FEW < len(rows) else _go_on
    found: tuple[Ints, Ints] = forward(came, entered, rows, bits, window, within)
    return found


def layered(
    steps: list[Hits],
    clock: Clock,
    units: int,
    *,
    start: int,
    stop: int,
    settled: int,
    window: int,
    within: Ints,
    first_only: bool,
) -> tuple[Levels, Ints, NDArray[np.bool_]]:
    """Per unit (units,): the deepest step reached, the last entry (NONE without one), whether it may still convert.

    `steps` are the rows of each step, in order; no row is in two of them. Times are microseconds; `within` (steps,) the
    longest time from the step before.
    """
    level, last_entry, may = np.zeros(units, np.int16), np.full(units, NONE), np.zeros(units, np.bool_)
    came = enter(
        steps[0].keys, clock.bits, start - clock.origin, stop - clock.origin, first_only, level, last_entry
    )  # fmt: skip
    last_entry[level > 0] += clock.origin
    entered, all_over = came, int(last_entry.max(initial=NONE)) + window <= settled
    for step in range(1, len(steps)):
        if not all_over:
            note_open(came, entered, clock.bits, window, within[step], settled - clock.origin, may)
        came, entered = go_on(came, entered, steps[step].keys, clock.bits, window, within[step])
        _reach(came, clock.bits, step + 1, level)
    return level, last_entry, may & (level < len(steps))
