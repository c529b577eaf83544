"""Who was active when, over one bucket, compiled. Semantics: docs/metrics.md, `activity.v1`."""

import numpy as np
from numba import njit

NOT_YET, LONG_AGO, JUST_BEFORE = -3, -2, -1
"""The last period of a unit before those that are counted: none, one long ago, the one before the first."""
SLOT_BITS = 30
"""Time is cut into slots of 18 minutes, the day of which is looked up: a division would cost as much as all else."""


@njit(cache=True, nogil=True)
def _earlier(ts, i, end, since, first, before):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Skips the rows before `first`: the next row, and the last period of those skipped that count."""
    while i < end and ts[i] < since:
        i += 1
    last = NOT_YET
    while i < end and ts[i] < first:
        last = JUST_BEFORE if ts[i] >= before else LONG_AGO
        i += 1
    return i, last


@njit(cache=True, nogil=True)
def activity(offsets, ts, counts, since, edges, slots, places, before, life, size):  # type: ignore[no-untyped-def]  # compiled
    """Counts the units that count by period, each since its own instant, from edges[0] until before edges[-1].

    `slots` has the day in which each slot of time begins, `places` (4, d) the periods of each day, of which there are
    `size`. `before` is where the period before the first begins, `life` which row of `places` the lifecycle is by.
    Returns the active units by period, new and returning units by period of the lifecycle, units by number of active
    days, and how many were active in the period before the first.
    """
    active, new, returning = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    frequency = np.zeros(len(edges), np.int64)
    active_before = 0
    base = places[life, 0]
    for unit in range(len(offsets) - 1):
        if not counts[unit]:
            continue
        i, last = _earlier(ts, offsets[unit], offsets[unit + 1], since[unit], edges[0], before)
        active_before += last == JUST_BEFORE
        last += base
        days, day, week, month, quarter = 0, -1, -1, -1, -1
        while i < offsets[unit + 1] and ts[i] < edges[-1]:
            # Counted without a branch: whether a row opens a day is what a processor cannot foresee.
            now = int(slots[(ts[i] - edges[0]) >> SLOT_BITS])
            while ts[i] >= edges[now + 1]:
                now += 1
            days += now != day
            active[now] += now != day
            active[places[1, now]] += places[1, now] != week
            active[places[2, now]] += places[2, now] != month
            active[places[3, now]] += places[3, now] != quarter
            day, week, month, quarter = now, places[1, now], places[2, now], places[3, now]
            place = places[life, now]
            new[place] += last == base + NOT_YET
            returning[place] += last == place - 1
            last = place
            i += 1
        frequency[days] += 1
    return active, new, returning, frequency, active_before


@njit(cache=True, nogil=True)
def usage(offsets, ts, codes, counts, since, start, stop, names):  # type: ignore[no-untyped-def]  # compiled
    """Units and rows by name in [start, stop), of the units that count, each since its own instant."""
    by_units, by_rows = np.zeros(names, np.int64), np.zeros(names, np.int64)
    used_by = np.full(names, -1, np.int32)
    for unit in range(len(offsets) - 1):
        if not counts[unit]:
            continue
        for i in range(offsets[unit], offsets[unit + 1]):
            inside = ts[i] >= start and ts[i] >= since[unit] and ts[i] < stop
            code = codes[i]
            by_rows[code] += inside
            by_units[code] += inside and used_by[code] != unit
            used_by[code] = unit if inside else used_by[code]
    return by_units, by_rows


@njit(cache=True, nogil=True)
def active_within(offsets, ts, known, as_of, since, start, end):  # type: ignore[no-untyped-def]  # compiled
    """Whether each unit has a row in [start, end), since its own instant, that was known by `as_of`."""
    found = np.zeros(len(offsets) - 1, np.bool_)
    for unit in range(len(offsets) - 1):
        rows = ts[offsets[unit] : offsets[unit + 1]]
        i = offsets[unit] + np.searchsorted(rows, max(start, since[unit]))
        while i < offsets[unit + 1] and ts[i] < end and not found[unit]:
            found[unit] = known[i] <= as_of
            i += 1
    return found
