"""The ordered funnel over one bucket, compiled. Semantics: docs/metrics.md, `funnel.v1`."""

import numpy as np
from numba import njit

NONE = np.int64(-(2**62))
"""No chain has come this far: far enough from every instant that a difference cannot overflow."""


@njit(cache=True, nogil=True)
def _advance(k, t, bits, anchor, last, window, within):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Moves the chains that this event takes from step k - 1 to step k."""
    if bits >> k & 1 and anchor[k - 1] != NONE and t - anchor[k - 1] <= window and t - last[k - 1] <= within[k]:
        anchor[k] = anchor[k - 1]
        last[k] = t


@njit(cache=True, nogil=True)
def _event(t, bits, anchor, last, steps, window, within, may_enter):  # type: ignore[no-untyped-def]  # compiled
    """One event: deepest step first, so that it fills one step of a chain; then it may open a new one."""
    for k in range(steps - 1, 0, -1):
        _advance(k, t, bits, anchor, last, window, within)
    if bits & 1 and may_enter:
        anchor[0] = t
        last[0] = t


@njit(cache=True, nogil=True)
def _lowest(bits):  # type: ignore[no-untyped-def]  # compiled
    k = 0
    while not bits >> k & 1:
        k += 1
    return k


@njit(cache=True, nogil=True)
def _order_ties(rows, bits, first, end):  # type: ignore[no-untyped-def]  # compiled
    """Sorts the events of one instant by their step: ties are resolved in the unit's favour.

    Says whether that is all there is to do: not where an event matches several steps, and may be wanted for each.
    """
    plain = True
    for i in range(first, end):
        row, j = rows[i], i
        plain = plain and bits[row] & (bits[row] - 1) == 0
        while j > first and _lowest(bits[rows[j - 1]]) > _lowest(bits[row]):
            rows[j] = rows[j - 1]
            j -= 1
        rows[j] = row
    return plain


@njit(cache=True, nogil=True)
def _place(step, rows, bits, first, end, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled
    """Finds an event of the instant for a step, moving events between the steps that have one (Kuhn 1955).

    `row_of` (steps,) and `step_of` (end - first,) hold who has whom, NONE for nobody.
    """
    came[:] = NONE
    queue = [step]
    at = 0
    while at < len(queue):
        wanting = queue[at]
        at += 1
        for r in range(end - first):
            if came[r] != NONE or not bits[rows[first + r]] >> wanting & 1:
                continue
            came[r] = wanting
            if step_of[r] != NONE:
                queue.append(step_of[r])
                continue
            given = r
            while True:
                owner = came[given]
                freed = row_of[owner]
                step_of[given], row_of[owner] = owner, given
                if owner == step:
                    return True
                given = freed
    return False


@njit(cache=True, nogil=True)
def _tie(t, rows, bits, first, end, anchor, last, steps, window, within, may_enter):  # type: ignore[no-untyped-def]  # compiled
    """Several events of one instant, some of which match several steps: all ways to use each once in a chain.

    From each step that was reached before, on to as many next steps as there are distinct events for. The fewer steps
    there were before, the newer is the entry, so the first chain that reaches a step is the best.
    """
    old_anchor, old_last = anchor.copy(), last.copy()
    reached = np.zeros(steps, np.bool_)
    row_of, step_of = np.empty(steps, np.int64), np.empty(end - first, np.int64)
    came = np.empty(end - first, np.int64)
    for before in range(-1, steps - 1):
        if before < 0:
            ready, entry = may_enter, t
        else:
            entry = old_anchor[before]
            ready = entry != NONE and t - entry <= window and t - old_last[before] <= within[before + 1]
        row_of[:] = NONE
        step_of[:] = NONE
        k = before + 1
        while ready and k < steps and _place(k, rows, bits, first, end, row_of, step_of, came):
            if not reached[k]:
                reached[k] = True
                anchor[k] = entry
                last[k] = t
            k += 1


@njit(cache=True, nogil=True)
def funnel_levels(offsets, rows, ts, bits, steps, start, stop, settled, window, within, first_only):  # type: ignore[no-untyped-def]  # compiled
    """Per unit: the deepest step reached, the last entry (NONE without one), and whether it may still convert.

    `rows` are the rows that match any step, by (unit, time); `offsets` (u + 1,) index them. Best entries need no
    search: the newest entry that reached a step dominates older ones in both windows, so one state per step is
    enough.
    """
    units = len(offsets) - 1
    level = np.zeros(units, np.int64)
    last_entry = np.full(units, NONE)
    is_open = np.zeros(units, np.bool_)
    anchor = np.empty(steps, np.int64)
    last = np.empty(steps, np.int64)
    for unit in range(units):
        anchor[:] = NONE
        i, end = offsets[unit], offsets[unit + 1]
        while i < end:
            t, j = ts[rows[i]], i + 1
            while j < end and ts[rows[j]] == t:
                j += 1
            may_enter = start <= t < stop and not (first_only and last_entry[unit] != NONE)
            if j == i + 1 or _order_ties(rows, bits, i, j):
                for r in range(i, j):
                    _event(t, bits[rows[r]], anchor, last, steps, window, within, may_enter)
            else:
                _tie(t, rows, bits, i, j, anchor, last, steps, window, within, may_enter)
            if may_enter and anchor[0] == t:
                last_entry[unit] = t
            i = j
        for k in range(steps):
            if anchor[k] != NONE:
                level[unit] = k + 1
                if k + 1 < steps and anchor[k] + window > settled and last[k] + within[k + 1] > settled:
                    is_open[unit] = True
        is_open[unit] = is_open[unit] and level[unit] < steps
    return level, last_entry, is_open
