"""The plain ordered funnel whose steps share no rows, step by step over the rows of each, compiled.

A chain that has come to a step is its unit, when it came there, and when it entered. Of the chains of a unit that have
come to a step the newest is the best to go on with: it came last and it entered last, whatever windows there are. So
each row of the next step asks for the newest chain before it, and two sorted lists are merged: each row is looked at
once, and a step that few reach costs no more than its own rows.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel_kernel import NONE
from hypercare.analysis.hits import Hits
from hypercare.model.sequences import Ints

Levels = NDArray[np.int16]
OUTSIDE = -2
"""The label of units that are not counted."""


@njit(cache=True, nogil=True)
def _enter(units, ts, start, stop, first_only, level, last_entry):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The entries: rows of the first step in [start, stop), the first of each unit where only that counts."""
    kept_units, kept_ts = np.empty(len(units), np.int32), np.empty(len(units), np.int64)
    count = 0
    for i in range(len(units)):
        unit, t = units[i], ts[i]
        if start <= t < stop and not (first_only and level[unit]):
            level[unit] = 1
            last_entry[unit] = t
            kept_units[count], kept_ts[count] = unit, t
            count += 1
    return kept_units[:count], kept_ts[:count]


@njit(cache=True, nogil=True)
def _all_enter(units, ts, level, last_entry):  # type: ignore[no-untyped-def]  # compiled
    """Notes the entries where every row of the first step is one."""
    for i in range(len(units)):
        level[units[i]] = 1
        last_entry[units[i]] = ts[i]


@njit(cache=True, nogil=True)
def _go_on(units, came, entered, next_units, next_ts, step, window, within, level):  # type: ignore[no-untyped-def]  # compiled
    """The chains that rows of the next step take on, and the level of their units."""
    new_units = np.empty(len(next_units), np.int32)
    new_came, new_entered = np.empty(len(next_units), np.int64), np.empty(len(next_units), np.int64)
    count = at = 0
    end = len(units)
    for i in range(len(next_units)):
        unit, t = next_units[i], next_ts[i]
        while at < end and units[at] < unit:
            at += 1
        while at < end and units[at] == unit and came[at] <= t:
            at += 1
        if at and units[at - 1] == unit and t - entered[at - 1] <= window and t - came[at - 1] <= within:
            new_units[count], new_came[count], new_entered[count] = unit, t, entered[at - 1]
            level[unit] = step
            count += 1
    return new_units[:count], new_came[:count], new_entered[:count]


@njit(cache=True, nogil=True)
def _note_open(units, came, entered, window, within, settled, may):  # type: ignore[no-untyped-def]  # compiled
    """Notes the units that have a chain which may still be taken to the next step."""
    for i in range(len(units)):
        if entered[i] + window > settled and came[i] + within > settled:
            may[units[i]] = True


def layered(
    steps: list[Hits], units: int, *, start: int, stop: int, settled: int, window: int, within: Ints, first_only: bool
) -> tuple[Levels, Ints, NDArray[np.bool_]]:
    """Per unit (units,): the deepest step reached, the last entry (NONE without one), whether it may still convert.

    `steps` are the rows of each step, in order; no row is in two of them. Times are microseconds; `within` (steps,) the
    longest time from the step before.
    """
    level, last_entry, may = np.zeros(units, np.int16), np.full(units, NONE), np.zeros(units, np.bool_)
    first = steps[0]
    if first_only or not len(first.ts) or first.ts.min() < start or first.ts.max() >= stop:
        chain_units, came = _enter(first.units, first.ts, start, stop, first_only, level, last_entry)
    else:
        chain_units, came = first.units, first.ts
        _all_enter(chain_units, came, level, last_entry)
    entered, all_over = came, bool((last_entry.max(initial=NONE)) + window <= settled)
    for step in range(1, len(steps)):
        if not all_over:
            _note_open(chain_units, came, entered, window, within[step], settled, may)
        chain_units, came, entered = _go_on(
            chain_units, came, entered, steps[step].units, steps[step].ts, step + 1, window, within[step], level
        )
    return level, last_entry, may & (level < len(steps))


@njit(cache=True, nogil=True)
def level_sums(level, last_entry, is_open, labels, count, steps, window, settled):  # type: ignore[no-untyped-def]  # compiled
    """The sums of a funnel by label, (count + 1, 5 + 2 steps): those of label -1 last, those OUTSIDE nowhere."""
    sums = np.zeros((count + 1, 5 + 2 * steps), np.int64)
    for unit in range(len(level)):
        label, deep = labels[unit], level[unit]
        if label == OUTSIDE or not deep:
            continue
        row = sums[label]
        mature, converted = last_entry[unit] + window <= settled, deep == steps
        row[0] += 1
        row[1] += mature
        row[2] += mature and converted
        row[3] += converted
        row[4] += is_open[unit] and not mature
        for step in range(deep):
            row[5 + step] += 1
            row[5 + steps + step] += mature
    return sums
