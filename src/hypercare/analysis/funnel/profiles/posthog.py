"""PostHog's funnels in order, in strict order and in any order.

In order, of each step the newest chain that came to it is kept. An exclusion marks the chain that stands before the
step that it bars; a marked chain passes its mark on once and is not kept. The unit is counted by the first chain that
came furthest, a clean one before a marked one, and is removed where that one is marked.

Events of one instant are sorted by step where they differ, each used once in a chain; there neither exclusions nor the
strict order count. No event outside of the range is read.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.profiles.step_rows import ANY, StepRows, every_row, reading
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.profiles import NEAR_SIMULTANEOUS
from hypercare.model.sequences import Bucket, Ints

STRICT = "strict"
SIMULTANEITY = 50_000
"""Microseconds within which later releases take events to be simultaneous, where nothing is excluded."""

# What is known of a unit: how far its chain came (0: nowhere), that chain's entry, whether it is marked.
FURTHEST, ENTRY, MARKED = range(3)


@njit(cache=True, nogil=True)
def _bar(step, t, window, anchor, marked, best):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """An exclusion that bars a step marks the chain that stands before it."""
    entry = anchor[step - 1]
    if entry == NONE or t - entry > window or anchor[step] == entry or marked[step - 1]:
        return
    marked[step - 1] = True
    if best[FURTHEST] == step and t - best[ENTRY] <= window:
        best[MARKED] = 1


@njit(cache=True, nogil=True)
def _take(step, t, opened, window, anchor, marked, best):  # type: ignore[no-untyped-def]  # compiled
    """An event takes the chain before a step on to it; says whether a clean one came. New chains enter at `opened`."""
    entry = opened if step == 0 else anchor[step - 1]
    if entry == NONE or t - entry > window or anchor[step] == entry:
        return False
    mark = step > 0 and marked[step - 1]
    if not mark:
        anchor[step], marked[step] = entry, False
    if step + 1 > best[FURTHEST] or (step + 1 == best[FURTHEST] and best[MARKED]):
        best[FURTHEST], best[ENTRY], best[MARKED] = step + 1, entry, mark
    return not mark


@njit(cache=True, nogil=True)
def _one_by_one(first, end, ts, bits, barred, steps, window, strict, anchor, marked, best):  # type: ignore[no-untyped-def]  # compiled
    """Events that need no order among them: the later step first, so that each takes a chain on by one step."""
    for r in range(first, end):
        for step in range(steps - 1, 0, -1):
            if barred[r] >> step & 1:
                _bar(step, ts[r], window, anchor, marked, best)
        for step in range(steps - 1, -1, -1):
            if bits[r] >> step & 1:
                _take(step, ts[r], ts[first], window, anchor, marked, best)
            elif strict:
                anchor[step] = NONE


@njit(cache=True, nogil=True)
def _together(first, end, t, bits, steps, window, anchor, marked, used, count, best):  # type: ignore[no-untyped-def]  # compiled
    """Simultaneous events: the earlier step first. `used` (steps, steps) are the rows of each chain at this instant."""
    count[:] = 0
    for step in range(steps):
        for r in range(first, end):
            if not bits[r] >> step & 1:
                continue
            before = count[step - 1] if step else 0
            again = False
            for i in range(before):
                again = again or used[step - 1, i] == r
            if not again and _take(step, t, t, window, anchor, marked, best):
                used[step, :before] = used[step - 1, :before]
                used[step, before] = r
                count[step] = before + 1


@njit(cache=True, nogil=True)
def _alike(first, end, bits, barred):  # type: ignore[no-untyped-def]  # compiled
    for r in range(first + 1, end):  # noqa: SIM110  # compiled: numba has no all() of a generator
        if bits[r] != bits[first] or barred[r] != barred[first]:
            return False
    return True


@njit(cache=True, nogil=True)
def _group_end(first, end, ts, width):  # type: ignore[no-untyped-def]  # compiled
    """Where the events end that are up to `width` after the first."""
    last = first + 1
    while last < end and ts[last] - ts[first] <= width:
        last += 1
    return last


@njit(cache=True, nogil=True)
def _in_order(offsets, ts, bits, barred, steps, window, strict, near, settled):  # type: ignore[no-untyped-def]  # compiled
    """Per unit (u,): the level, whether it is removed, whether it may still convert."""
    units = len(offsets) - 1
    level, removed, is_open = np.zeros(units, np.int64), np.zeros(units, np.bool_), np.zeros(units, np.bool_)
    anchor, marked, best = np.empty(steps, np.int64), np.empty(steps, np.bool_), np.empty(3, np.int64)
    used, count = np.empty((steps, steps), np.int64), np.empty(steps, np.int64)
    for unit in range(units):
        anchor[:], marked[:], best[:] = NONE, False, 0
        row, end = offsets[unit], offsets[unit + 1]
        width = near if not barred[row:end].any() else 0
        while row < end and anchor[steps - 1] == NONE:
            last = _group_end(row, end, ts, width)
            if _alike(row, last, bits, barred):
                _one_by_one(row, last, ts, bits, barred, steps, window, strict, anchor, marked, best)
            else:
                _together(row, last, ts[row], bits, steps, window, anchor, marked, used, count, best)
            row = last
        level[unit], removed[unit] = best[FURTHEST], best[MARKED] == 1
        for step in range(steps - 1):
            alive = anchor[step] != NONE and not marked[step] and anchor[step] + window > settled
            is_open[unit] |= alive and best[FURTHEST] < steps
    return level, removed, is_open


@njit(cache=True, nogil=True)
def _oldest(head, ts, steps):  # type: ignore[no-untyped-def]  # compiled
    """The step whose queue begins earliest; -1 where all are empty."""
    oldest = -1
    for step in range(steps):
        if head[step] >= 0 and (oldest < 0 or ts[head[step]] < ts[head[oldest]]):
            oldest = step
    return oldest


@njit(cache=True, nogil=True)
def _queue_for(bits, tail, head, ts, steps):  # type: ignore[no-untyped-def]  # compiled
    """Of the steps that an event matches the one whose newest event is oldest; an empty queue before all others."""
    chosen = -1
    for step in range(steps):
        if not bits >> step & 1:
            continue
        if head[step] < 0:
            return step
        if chosen < 0 or ts[tail[step]] < ts[tail[chosen]]:
            chosen = step
    return chosen


@njit(cache=True, nogil=True)
def _in_any_order(offsets, ts, bits, steps, window):  # type: ignore[no-untyped-def]  # compiled
    """Per unit (u,): the most steps that had an event in the window at one time, of those that were noted.

    They are noted when the oldest event leaves the window and when the events end; an exclusion clears all queues.
    """
    level = np.zeros(len(offsets) - 1, np.int64)
    head, tail, behind = np.empty(steps, np.int64), np.empty(steps, np.int64), np.empty(len(ts), np.int64)
    for unit in range(len(offsets) - 1):
        head[:], filled = -1, 0
        for row in range(offsets[unit], offsets[unit + 1]):
            oldest = _oldest(head, ts, steps)
            while oldest >= 0 and ts[row] - ts[head[oldest]] > window:
                level[unit] = max(level[unit], filled)
                head[oldest] = behind[head[oldest]]
                filled -= head[oldest] < 0
                oldest = _oldest(head, ts, steps)
            if bits[row] == 0:
                head[:], filled = -1, 0
                continue
            step = _queue_for(bits[row], tail, head, ts, steps)
            if head[step] < 0:
                head[step], filled = row, filled + 1
            else:
                behind[tail[step]] = row
            tail[step], behind[row] = row, -1
            if filled == steps:
                break
        level[unit] = max(level[unit], filled)
    return level


def in_order(
    rows: StepRows, steps: int, window: int, *, strict: bool, near: bool, settled: int
) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """The level of each unit, whether it is removed, and whether it may still convert at `settled`, (u,) each."""
    width = SIMULTANEITY if near else 0
    level, removed, is_open = _in_order(
        rows.offsets, rows.ts, rows.steps, rows.barred, steps, window, strict, width, settled
    )
    return level, removed, is_open


def in_any_order(rows: StepRows, steps: int, window: int) -> Ints:
    """How many steps each unit came to, in any order, (u,)."""
    return np.asarray(_in_any_order(rows.offsets, rows.ts, rows.steps, steps, window))


def posthog_levels(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """How far the units of a bucket come, as PostHog counts them. In any order the steps are counted, not named."""
    read, steps, window = reading(bucket, metric, scope, who), len(metric.steps), metric.within // MICROSECOND
    rows = read.step_rows(every_row(bucket, metric, scope, who) if metric.order == STRICT else None)
    last_entry = read.last_entry(scope)
    if metric.order == ANY:
        level = in_any_order(rows, steps, window)
        is_open = (level < steps) & (last_entry + window > scope.settled)
        removed = (level == 0) & (last_entry != NONE)
    else:
        near = NEAR_SIMULTANEOUS in metric.modes
        level, removed, is_open = in_order(
            rows, steps, window, strict=metric.order == STRICT, near=near, settled=scope.settled
        )
    more_to_come = scope.settled + 1 < scope.stop
    return Reached.of_levels(level, last_entry, is_open & more_to_come, removed)
