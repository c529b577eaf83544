"""What a forecast of a cycle needs to know of each unit, compiled."""

import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import next_unit, time_at, unit_at

COLUMNS = 8
START, BEFORE, COUNT, LATER, DAY_SQUARES, WEEK_EVENTS, WEEK_SQUARES, EXPOSED = range(COLUMNS)
"""Of a unit: the day from which its rate is read, its events in the cycle up to now and those of them from that day on,
those in the cycle from now on; of those from that day on the squares of its days, and of whole weeks the events and the
squares; the day on which it was exposed. Days are counted from that of the first edge."""
WEEK = 7


@njit(cache=True, nogil=True)
def outlook(found, member, exposed_at, edges, window, by_day):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The columns of each member, (k, COLUMNS); `by_day` (x, d) is filled with their events by exposure day and day.

    `member` (k,) rises, `exposed_at` (k,) is before the last of the `edges` (d + 1,), where days begin and the last one
    known ends. `window` is (first day, day after the last, 0, when it opens, when it closes) of the cycle that all have
    in common; or the third of them alone is set, the microseconds that each one's own takes from its exposure on.
    """
    told = np.zeros((len(member), COLUMNS), np.int64)
    read, low = np.empty(len(found.row), np.int64), np.int64(0)
    for k in range(len(member)):
        while low < len(found.row) and unit_at(found, low) < member[k]:
            low = next_unit(found, low)
        row, exposed = told[k], np.searchsorted(edges, exposed_at[k], side="right") - 1
        first, last, opens, closes = _span(exposed_at[k], exposed, len(edges) - 1, window)
        while low < len(found.row) and unit_at(found, low) == member[k]:
            t = time_at(found, low)
            day = np.searchsorted(edges, t, side="right") - 1 if t < edges[-1] else len(edges)
            row[1 if day < len(edges) else 3] += opens <= t < closes
            if exposed < day < len(edges):
                by_day[exposed, day] += 1
            if first <= day < last and t < closes:
                read[row[2]] = day - first
                row[2] += 1
            low += 1
        row[0], row[7] = first, exposed
        row[4], _ = _squares(read[: row[2]], np.int64(1), len(edges))
        row[6], row[5] = _squares(read[: row[2]], np.int64(WEEK), max(last - first, 0) // WEEK * WEEK)
    return told


@njit(cache=True, nogil=True)
def _span(exposed_at, exposed, known, window):  # type: ignore[no-untyped-def]  # compiled
    """The days from which and up to which a unit's rate is read, and the instants of its cycle."""
    own = window[2]
    if own:
        return exposed + 1, min(known, exposed + own // 86_400_000_000), exposed_at, exposed_at + own
    return max(exposed + 1, window[0]), min(known, window[1]), window[3], window[4]


@njit(cache=True, nogil=True)
def _squares(days, width, until):  # type: ignore[no-untyped-def]  # compiled
    """Of some rising days before `until`: the squares of how many lie in each stretch of `width` days, and how many."""
    squares, inside, stretch, within = 0, 0, np.int64(-1), 0
    for day in days:
        if day >= until:
            break
        if day // width != stretch:
            squares += within * within
            stretch, within = day // width, 0
        within += 1
        inside += 1
    return squares + within * within, inside
