"""Mixpanel's funnels in order, counted by unique units.

One attempt is walked at a time: each step is filled by the first event that may fill it, and an exclusion ends the
attempt. By default the first attempt is the only one; with re-entry optimized all are walked, and the one that comes
furthest counts.

Consecutive steps up to the grace apart may come in either order, and so may an exclusion and the steps that it stands
between, in the unit's favour.
"""

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.profiles.step_rows import Reading, reading
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.hits import Hits
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints


@njit(cache=True, nogil=True)
def _first_from(t, ts, first, end):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The first of the sorted times ts[first:end] that is at `t` or later; `end` where there is none."""
    while first < end:
        middle = (first + end) // 2
        if ts[middle] < t:
            first = middle + 1
        else:
            end = middle
    return first


@njit(cache=True, nogil=True)
def _next(step, unit, since, until, events, chain):  # type: ignore[no-untyped-def]  # compiled
    """The first event from `since` to `until` that fills a step and is not in the chain yet; -1 without one."""
    starts, rows, ts = events
    at, end = _first_from(since, ts, starts[step, unit], starts[step, unit + 1]), starts[step, unit + 1]
    while at < end and ts[at] <= until:
        used = False
        for before in range(step):
            used = used or rows[chain[before]] == rows[at]
        if not used:
            return at
        at += 1
    return -1


@njit(cache=True, nogil=True)
def _cut(reached, until, unit, came, grace, exclusions):  # type: ignore[no-untyped-def]  # compiled
    """Whether an exclusion that stands after the steps reached so far comes before `until`, more than the grace away
    from it and from the step after which it counts.
    """
    starts, ts, after, before = exclusions
    for e in range(len(after)):
        if not after[e] <= reached < before[e]:
            continue
        at = _first_from(came[after[e] - 1] + grace + 1, ts, starts[e, unit], starts[e, unit + 1])
        if at < starts[e, unit + 1] and ts[at] < until - grace:
            return True
    return False


@njit(cache=True, nogil=True)
def _walk(entry, unit, steps, window, grace, settled, events, exclusions, chain, came):  # type: ignore[no-untyped-def]  # compiled
    """How far one attempt comes, and whether it may still convert."""
    ts = events[2]
    chain[0], came[0] = entry, ts[entry]
    for step in range(1, steps):
        found = _next(step, unit, came[step - 1] - grace, ts[entry] + window, events, chain)
        until = ts[found] if found >= 0 else settled + 1
        if _cut(step, until, unit, came, grace, exclusions):
            return step, False
        if found < 0:
            return step, ts[entry] + window > settled
        chain[step], came[step] = found, ts[found]
    return steps, False


@njit(cache=True, nogil=True)
def _levels(units, steps, window, grace, settled, first_only, events, exclusions):  # type: ignore[no-untyped-def]  # compiled
    """Per unit (units,): the level, the last entry that was tried (NONE without one), whether it may still convert."""
    starts, ts = events[0], events[2]
    level, is_open = np.zeros(units, np.int64), np.zeros(units, np.bool_)
    last_entry = np.full(units, NONE)
    chain, came = np.empty(steps, np.int64), np.empty(steps, np.int64)
    for unit in range(units):
        for entry in range(starts[0, unit], starts[0, unit + 1]):
            last_entry[unit] = ts[entry]
            if level[unit] < steps:
                reached, may = _walk(entry, unit, steps, window, grace, settled, events, exclusions, chain, came)
                level[unit], is_open[unit] = max(level[unit], reached), is_open[unit] or may
            if first_only:
                break
        is_open[unit] = is_open[unit] and level[unit] < steps
    return level, last_entry, is_open


def uniques(
    read: Reading, *, window: int, grace: int, settled: int, first_only: bool
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The level of each unit, its last entry (NONE without one), and whether it may still convert, (u,) each.

    Times are microseconds. `first_only` is the default of the tool, else re-entry is optimized.
    """
    starts, rows, ts = _by_unit(read.steps, read.units)
    barred_starts, _, barred_ts = _by_unit(read.exclusions, read.units)
    between = [(each.after, each.before) for each in read.metric.exclusions]
    after, before = np.array(between, np.int64).reshape(-1, 2).T.copy()
    exclusions = (barred_starts, barred_ts, after, before)
    level, last_entry, is_open = _levels(
        read.units, len(read.steps), window, grace, settled, first_only, (starts, rows, ts), exclusions
    )
    return level, last_entry, is_open


def mixpanel_levels(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """How far the units of a bucket come, as Mixpanel counts them."""
    found = uniques(
        reading(bucket, metric, scope, who),
        window=metric.within // MICROSECOND,
        grace=metric.grace // MICROSECOND,
        settled=scope.settled,
        first_only=metric.entry == "first",
    )
    return Reached.of_levels(*found)


def _by_unit(lists: Sequence[Hits], units: int) -> tuple[Ints, Ints, Ints]:
    """Several lists of rows one after the other: where each unit begins in each, (lists, u + 1), rows and times."""
    starts = np.zeros((len(lists), units + 1), np.int64)
    before = 0
    for at, found in enumerate(lists):
        starts[at] = before + np.searchsorted(found.units, np.arange(units + 1))
        before += len(found.rows)
    rows = np.concatenate([np.empty(0, np.int64), *(found.rows for found in lists)]).astype(np.int64)
    return starts, rows, np.concatenate([np.empty(0, np.int64), *(found.ts for found in lists)])
