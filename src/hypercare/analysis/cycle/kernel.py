"""How often each unit did an event within its cycle, compiled. Semantics: docs/metrics.md, `cycle.v1`.

`found` are `HitKeys`. Cycles are `starts` and `ends`, one for all units or one for each, (1,) or (u,).
"""

import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import next_unit, time_at, unit_at

BANDS = 12
"""Of progress: nothing, ten tenths short of the goal, the goal."""


@njit(cache=True, nogil=True)
def goal_sums(found, mask, groups, starts, ends, at_least, settled, count):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """By group (g, 5): units, those whose cycle is over, of these the ones that reached the goal, all that did, open.

    `groups` (u,) says whose sums those of a unit in the mask add to.
    """
    sums = np.zeros((count, 5), np.int64)
    for unit in range(len(mask)):
        if mask[unit]:
            mature = ends[unit if len(ends) > 1 else 0] <= settled
            sums[groups[unit], 0] += 1
            sums[groups[unit], 1] += mature
            sums[groups[unit], 4] += not mature
    i = np.int64(0)
    while i < len(found.row):
        unit, came = unit_at(found, i), 0
        if mask[unit]:
            opens, closes = starts[unit if len(starts) > 1 else 0], ends[unit if len(ends) > 1 else 0]
            while came < at_least and i < len(found.row) and unit_at(found, i) == unit:
                t = time_at(found, i)
                came += opens <= t < closes
                i += 1
            if came >= at_least:
                mature = closes <= settled
                sums[groups[unit], 2] += mature
                sums[groups[unit], 3] += 1
                sums[groups[unit], 4] -= not mature
        if i < len(found.row) and unit_at(found, i) == unit:
            i = next_unit(found, i)
    return sums


@njit(cache=True, nogil=True)
def common_goal_sums(keys, bits, opens, closes, mask, groups, at_least, is_over, count):  # type: ignore[no-untyped-def]  # compiled
    """The same where one cycle is that of all units; `opens` and `closes` are by the clock of the keys.

    Counting all rows without asking whose they are takes a third of the time of going from unit to unit.
    """
    came = np.zeros(len(mask), np.int32)
    low = (1 << bits) - 1
    for key in keys:
        came[key >> bits] += opens <= key & low < closes
    sums = np.zeros((count, 5), np.int64)
    for unit in range(len(mask)):
        if mask[unit]:
            row, reached = sums[groups[unit]], came[unit] >= at_least
            row[0] += 1
            row[1] += is_over
            row[2] += reached and is_over
            row[3] += reached
            row[4] += not (reached or is_over)
    return sums


@njit(cache=True, nogil=True)
def progress(found, member, group, opens, closes, days, at_least, settled, width, count):  # type: ignore[no-untyped-def]  # compiled
    """By group (g, w): the five sums of `goal_sums`; all events; units by band of progress; units by number of events,
    `width[0]` of them, the last one for more; units by the day on which they reached the goal, `width[1]` of them; of
    these units those for whom that day is over; the others by the whole days they were watched for, from 0 to all.

    Of each cycle of a unit (k,), sorted by unit and time: `member` the unit, its group, when it opens and closes.
    Days begin at `days`, counted from the one in which the cycle opens; without any they are of 24 hours from there.
    """
    counts, last_day = width
    sums = np.zeros((count, 6 + BANDS + counts + 3 * last_day + 1), np.int64)
    low = np.int64(0)
    for k in range(len(member)):
        while low < len(found.row) and unit_at(found, low) < member[k]:
            low = next_unit(found, low)
        came, reached = 0, np.int64(0)
        while low < len(found.row) and unit_at(found, low) == member[k]:
            t = time_at(found, low)
            if t >= closes[k]:
                break
            if t >= opens[k]:
                came += 1
                if came == at_least:
                    reached = t
            low += 1
        g, mature, done = group[k], closes[k] <= settled, came >= at_least
        sums[g, 0] += 1
        sums[g, 1] += mature
        sums[g, 2] += mature and done
        sums[g, 3] += done
        sums[g, 4] += not mature and not done
        sums[g, 5] += came
        sums[g, 6 + (BANDS - 1 if done else (10 * came + at_least - 1) // at_least)] += 1
        sums[g, 6 + BANDS + min(came, counts - 1)] += 1
        watched = min(max(_day(min(settled, closes[k]), opens[k], days), 0), last_day)
        on_day = _day(reached, opens[k], days) if done else last_day
        if done:
            sums[g, 6 + BANDS + counts + min(on_day, last_day - 1)] += 1
        if on_day < watched:
            sums[g, 6 + BANDS + counts + last_day + on_day] += 1
        else:
            sums[g, 6 + BANDS + counts + 2 * last_day + watched] += 1
    return sums


@njit(cache=True, nogil=True)
def _day(t, opens, days):  # type: ignore[no-untyped-def]  # compiled
    """The day of a cycle in which an instant lies, from 0 on."""
    if len(days):
        return np.searchsorted(days, t, side="right") - np.searchsorted(days, opens, side="right")
    return (t - opens) // 86_400_000_000
