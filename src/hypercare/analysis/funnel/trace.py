"""The best chain of each unit in a plain ordered funnel whose steps share no rows, with its rows, compiled.

Of the chains of a unit that have come to a step the newest is the best to go on with: it came last and entered last,
whatever windows there are. So the first row that a chain takes to the deepest step ends the best chain, and the entry
of that chain is the best one's. Its rows in between are the earliest that lead from that entry to that end. Earliest is
well defined: of two ways to fill the steps, the earlier row of each step makes a way, too.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.hits import Hits
from hypercare.model.sequences import Codes, Ints

Traced = tuple[Ints, Ints, NDArray[np.bool_], Codes]
"""Per unit: the deepest step reached, the last entry (NONE without one), whether it may still convert, (u,) each; and
the row by which its best chain fills each step, (u, steps), -1 where it does not."""


@njit(cache=True, nogil=True)
def _enter(ts, low, high, entered, start, stop, first_only):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Notes which rows of the first step open a chain; the first and the last of them, -1 without one."""
    first, last = -1, -1
    for i in range(low, high):
        entered[i] = NONE
        if start <= ts[i] < stop and not (first_only and first >= 0):
            entered[i] = ts[i]
            first, last = (i if first < 0 else first), i
    return first, last


@njit(cache=True, nogil=True)
def _go_on(ts, before, before_end, low, high, entered, window, within):  # type: ignore[no-untyped-def]  # compiled
    """Notes when the chains entered that the rows of a step take on from the step before; the first and the last of
    these rows, -1 without one.
    """
    first, last, newest, at = -1, -1, -1, before
    for i in range(low, high):
        while at < before_end and ts[at] <= ts[i]:
            if entered[at] != NONE:
                newest = at
            at += 1
        entered[i] = NONE
        if newest >= 0 and ts[i] - entered[newest] <= window and ts[i] - ts[newest] <= within:
            entered[i] = entered[newest]
            first, last = (i if first < 0 else first), i
    return first, last


@njit(cache=True, nogil=True)
def _earliest(ts, at, depth, within):  # type: ignore[no-untyped-def]  # compiled
    """Moves the rows of the steps on, from `at` (steps,), until each comes after the one before and within its time."""
    k = 1
    while k < depth:
        while ts[at[k]] < ts[at[k - 1]]:
            at[k] += 1
        if ts[at[k]] - ts[at[k - 1]] <= within[k]:
            k += 1
            continue
        while ts[at[k]] - ts[at[k - 1]] > within[k]:
            at[k - 1] += 1
        k = max(k - 1, 1)


@njit(cache=True, nogil=True)
def _own(units, unit, at, end):  # type: ignore[no-untyped-def]  # compiled
    """Where the rows of a unit begin and end, from `at` on."""
    while at < end and units[at] < unit:
        at += 1
    after = at
    while after < end and units[after] == unit:
        after += 1
    return at, after


@njit(cache=True, nogil=True)
def _deepest(ts, low, high, entered, start, stop, settled, window, within, first_only):  # type: ignore[no-untyped-def]  # compiled
    """Of one unit: how deep its best chain goes, when that entered, the last entry, and whether any may convert yet."""
    first, newest = _enter(ts, low[0], high[0], entered, start, stop, first_only)
    if first < 0:
        return 0, NONE, NONE, False
    depth, begun, last_entry, may = 1, ts[first], ts[newest], False
    for k in range(1, len(low)):
        may = may or (entered[newest] + window > settled and ts[newest] + within[k] > settled)
        first, newest = _go_on(ts, low[k - 1], high[k - 1], low[k], high[k], entered, window, within[k])
        if first < 0:
            break
        depth, begun = k + 1, entered[first]
    return depth, begun, last_entry, may and depth < len(low)


@njit(cache=True, nogil=True)
def _traced(rows, units, ts, starts, count, start, stop, settled, window, within, first_only):  # type: ignore[no-untyped-def]  # compiled
    steps = len(starts) - 1
    level, last_entry = np.zeros(count, np.int64), np.full(count, NONE)
    may, traces = np.zeros(count, np.bool_), np.full((count, steps), -1, np.int32)
    entered, low, high = np.empty(len(ts), np.int64), starts[:-1].copy(), starts[:-1].copy()
    while high[0] < starts[1]:
        unit = units[high[0]]
        for k in range(steps):
            low[k], high[k] = _own(units, unit, high[k], starts[k + 1])
        level[unit], begun, last_entry[unit], may[unit] = _deepest(
            ts, low, high, entered, start, stop, settled, window, within, first_only
        )
        at = low
        while level[unit] and ts[at[0]] < begun:
            at[0] += 1
        _earliest(ts, at, level[unit], within)
        for k in range(level[unit]):
            traces[unit, k] = rows[at[k]]
    return level, last_entry, may, traces


def traced_plain(
    steps: list[Hits],
    units: int,
    *,
    start: int,
    stop: int,
    settled: int,
    window: int,
    within: Ints,
    first_only: bool,
) -> Traced:
    """The best chains of so many units.

    `steps` are the rows of each step, in order; no row is in two of them. Times are microseconds; `within` (steps,) the
    longest time from the step before.
    """
    starts = np.cumsum([0, *(len(step.rows) for step in steps)])
    rows, of, ts = (np.concatenate([getattr(step, name) for step in steps]) for name in ("rows", "units", "ts"))
    found: Traced = _traced(rows, of, ts, starts, units, start, stop, settled, window, within, first_only)
    return found
