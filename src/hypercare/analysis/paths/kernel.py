"""The events around some rows of a bucket, compiled. Semantics: docs/metrics.md, `paths.v1`."""

import numpy as np
from numba import njit

NOTHING, OPEN, ENDED = -3, -2, -1
"""Instead of an event: nothing, behind an end; there may be one yet; there is none."""


@njit(cache=True, nogil=True)
def walk(starts, units, offsets, ts, known, event, since, as_of, settled, within, depth, backwards):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The codes of the events next to each start, (m, depth); what is no event is `ENDED`, `OPEN` or `NOTHING`.

    `since` (u,) is from when on the rows of each unit count. Rows that were not known by `as_of` are not there.
    """
    found = np.full((len(starts), depth), NOTHING, np.int32)
    step = -1 if backwards else 1
    for i in range(len(starts)):
        unit, row = units[i], starts[i]
        first, last = max(since[unit], ts[row] - within), min(as_of, ts[row] + within)
        at, row = 0, row + step
        while at < depth and offsets[unit] <= row < offsets[unit + 1] and first <= ts[row] <= last:
            if known[row] <= as_of:
                found[i, at] = event[row]
                at += 1
            row += step
        if at < depth:
            found[i, at] = OPEN if not backwards and ts[starts[i]] + within > settled else ENDED
    return found
