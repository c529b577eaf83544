"""ClickHouse's `windowFunnel` with all its modes, and its `retention`, as of 26.9.

Events are read by (time, step): within an instant first those that match no step, then the first step's, the second's
and so on. Of each step the newest chain that came to it is kept, by its entry and the time of that step. That is all
that `windowFunnel` keeps itself, but with `strict_once`: there it keeps every way to fill the steps with distinct
events. Of those ways, too, the newest is enough, because it is the last to run out of its window; only within one
instant the ways must be told apart, and there a matching of events to steps says whether one exists.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.profiles.step_rows import Reading, StepRows, every_row, reading
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND, SECOND_US
from hypercare.model.metrics import FunnelMetric
from hypercare.model.profiles import (
    ALLOW_REENTRY,
    RETENTION,
    STRICT_DEDUPLICATION,
    STRICT_INCREASE,
    STRICT_ONCE,
    STRICT_ORDER,
    WHOLE_SECONDS,
)
from hypercare.model.sequences import Bucket, Ints

FREE = -1
"""Said of a row that fills no step, of a step that has no row, and of a step that any row may fill."""


@njit(cache=True, nogil=True)
def _given(wanting, first, end, bits, at_last, only, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Finds an event of the instant for a step, moving events between the steps that have one (Kuhn 1955).

    `row_of` (steps,) and `step_of` (end - first,) hold who has whom; the step `at_last` may have the row `only`.
    """
    came[: end - first] = FREE
    queue = [wanting]
    at = 0
    while at < len(queue):
        step = queue[at]
        at += 1
        for r in range(first, end):
            held_back = step == at_last and only not in (FREE, r)
            if came[r - first] != FREE or not bits[r] >> step & 1 or held_back:
                continue
            came[r - first] = step
            if step_of[r - first] != FREE:
                queue.append(step_of[r - first])
                continue
            given = r - first
            while given != FREE:
                owner = came[given]
                freed = row_of[owner]
                step_of[given], row_of[owner] = owner, given
                given = freed
            return True
    return False


@njit(cache=True, nogil=True)
def _fill(low, step, only, first, end, bits, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled
    """Whether distinct events of the instant fill all steps from `low` to `step`, that one by the row `only`."""
    row_of[:] = FREE
    step_of[: end - first] = FREE
    for wanting in range(step, low - 1, -1):
        if not _given(wanting, first, end, bits, step, only, row_of, step_of, came):
            return False
    return True


@njit(cache=True, nogil=True)
def _newest(step, only, t, first, end, bits, old, window, increase, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled
    """The entry of the newest chain that the row `only` brings to a step, of distinct events; NONE without one.

    The fewer steps a chain had before this instant the newer it is.
    """
    most = 1 if increase else end - first
    for before in range(max(-1, step - most), step):
        entry = t if before < 0 else old[before]
        if entry == NONE or t - entry > window:
            continue
        if before == step - 1 or _fill(before + 1, step, only, first, end, bits, row_of, step_of, came):
            return entry
    return NONE


@njit(cache=True, nogil=True)
def _step_once(step, t, first, end, bits, anchor, old, rules, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled
    """The events of one instant that match a step; says whether one of them ends the reading of the unit."""
    steps, window, order, dedup, increase, reentry = rules
    for r in range(first, end):
        if not bits[r] >> step & 1:
            continue
        if dedup and anchor[step] != NONE:
            return True
        if anchor[step - 1] == NONE:
            return order and not reentry and anchor[0] != NONE
        only = r if dedup else FREE
        entry = _newest(step, only, t, first, end, bits, old, window, increase, row_of, step_of, came)
        if entry != NONE:
            anchor[step] = entry
        if not dedup or anchor[steps - 1] != NONE:
            break
    return anchor[steps - 1] != NONE


@njit(cache=True, nogil=True)
def _instant_once(t, first, end, bits, anchor, old, rules, row_of, step_of, came):  # type: ignore[no-untyped-def]  # compiled
    """The events of one instant, each used once in a chain; says whether that ends the reading of the unit."""
    old[:] = anchor
    for r in range(first, end):
        if bits[r] & 1:
            anchor[0] = t
    for step in range(1, rules[0]):
        if _step_once(step, t, first, end, bits, anchor, old, rules, row_of, step_of, came):
            return True
    return False


@njit(cache=True, nogil=True)
def _instant(t, first, end, bits, anchor, last, rules):  # type: ignore[no-untyped-def]  # compiled
    """The events of one instant, each used for all steps that it matches; says whether that ends the reading."""
    steps, window, order, dedup, increase, reentry = rules
    for step in range(steps):
        for r in range(first, end):
            if not bits[r] >> step & 1:
                continue
            if step == 0:
                anchor[0], last[0] = t, t
            elif dedup and anchor[step] != NONE:
                return True
            elif anchor[step - 1] == NONE:
                if order and not reentry and anchor[0] != NONE:
                    return True
            elif t - anchor[step - 1] <= window and not (increase and last[step - 1] == t):
                anchor[step], last[step] = anchor[step - 1], t
                if step == steps - 1:
                    return True
    return False


@njit(cache=True, nogil=True)
def _unmatched(first, end, bits):  # type: ignore[no-untyped-def]  # compiled
    """Whether any event of an instant matches no step."""
    for r in range(first, end):  # noqa: SIM110  # compiled: numba has no any() of a generator
        if bits[r] == 0:
            return True
    return False


@njit(cache=True, nogil=True)
def _levels(offsets, ts, bits, once, rules):  # type: ignore[no-untyped-def]  # compiled
    """Per unit (u,): the level, and whether the reading ended before its events did."""
    steps, order = rules[0], rules[2]
    # Alone in its instant, an event of one step comes after all others anyway.
    alone = (*rules[:4], False, rules[5])
    level, ended = np.zeros(len(offsets) - 1, np.int64), np.zeros(len(offsets) - 1, np.bool_)
    anchor, last, row_of = np.empty(steps, np.int64), np.empty(steps, np.int64), np.empty(steps, np.int64)
    step_of, came = np.empty(len(ts), np.int64), np.empty(len(ts), np.int64)
    for unit in range(len(offsets) - 1):
        anchor[:] = NONE
        first = offsets[unit]
        while first < offsets[unit + 1] and not ended[unit]:
            end = first + 1
            while end < offsets[unit + 1] and ts[end] == ts[first]:
                end += 1
            if order and anchor[0] != NONE and _unmatched(first, end, bits):
                ended[unit] = True
            elif once and (end > first + 1 or bits[first] & (bits[first] - 1)):
                ended[unit] = _instant_once(ts[first], first, end, bits, anchor, last, rules, row_of, step_of, came)
            else:
                ended[unit] = _instant(ts[first], first, end, bits, anchor, last, alone if once else rules)
            first = end
        for step in range(steps):
            level[unit] += anchor[step] != NONE
    return level, ended


def window_funnel(rows: StepRows, steps: int, window: int, modes: tuple[str, ...]) -> tuple[Ints, NDArray[np.bool_]]:
    """The level of each unit by `windowFunnel(window, modes...)`, (u,), and whether a mode ended its reading.

    `rows.ts` and `window` are of one unit of time; in `strict_order` the rows are all that there are.
    """
    order, dedup, increase, reentry, once = (
        mode in modes for mode in (STRICT_ORDER, STRICT_DEDUPLICATION, STRICT_INCREASE, ALLOW_REENTRY, STRICT_ONCE)
    )
    rules = (steps, window, order, dedup, increase, reentry)
    level, ended = _levels(rows.offsets, rows.ts, rows.steps, once, rules)
    return level, ended


def retention(read: Reading) -> Ints:
    """What `retention(first, second, ...)` says of each unit, as bits (u,): whether it has the first condition and that
    one, whenever and in whatever order.
    """
    seen = np.zeros(read.units, np.int64)
    for step, found in enumerate(read.steps):
        # Rows of one unit all say the same, so it does not matter that only the last of them is kept.
        seen[found.units] |= 1 << step
    return np.where(seen & 1, seen, 0)


def clickhouse_levels(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """How far the units of a bucket come, as ClickHouse counts them."""
    read = reading(bucket, metric, scope, who)
    last_entry = read.last_entry(scope)
    may = last_entry + metric.within // MICROSECOND > scope.settled
    if RETENTION in metric.modes:
        filled = retention(read)
        is_open = may & (filled < (1 << len(metric.steps)) - 1)
        return Reached(filled, last_entry, is_open, np.zeros(read.units, np.bool_))
    rows = read.step_rows(every_row(bucket, metric, scope, who) if STRICT_ORDER in metric.modes else None)
    tick = SECOND_US if WHOLE_SECONDS in metric.modes else 1
    timed = StepRows(rows.offsets, rows.ts // tick, rows.steps, rows.barred)
    level, ended = window_funnel(timed, len(metric.steps), metric.within // MICROSECOND // tick, metric.modes)
    return Reached.of_levels(level, last_entry, may & ~ended)
