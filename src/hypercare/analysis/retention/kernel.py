"""Births and returns over one bucket, compiled. Semantics: docs/metrics.md, `retention.v1`.

`found` are `HitKeys`, of m hits. Births (b,) are sorted by unit and time too.
"""

import numpy as np
from numba import njit

from hypercare.analysis.hit_keys import next_unit, time_at, unit_at


@njit(cache=True, nogil=True)
def pace_of(edges):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Periods per microsecond, on average."""
    return (len(edges) - 1) / (edges[-1] - edges[0]) if len(edges) > 1 and edges[-1] > edges[0] else 0.0


@njit(cache=True, nogil=True)
def place_of(edges, t, pace):  # type: ignore[no-untyped-def]  # compiled
    """The last edge at or before an instant; 0 before the first. Periods are nearly equal: a guess is nearly right."""
    place = min(max(int((t - edges[0]) * pace), 0), len(edges) - 1)
    while place + 1 < len(edges) and edges[place + 1] <= t:
        place += 1
    while place > 0 and edges[place] > t:
        place -= 1
    return place


@njit(cache=True, nogil=True)
def places_of(edges, ts):  # type: ignore[no-untyped-def]  # compiled
    """The last edge at or before each instant, (m,)."""
    places, pace = np.empty(len(ts), np.int64), pace_of(edges)
    for i in range(len(ts)):
        places[i] = place_of(edges, ts[i], pace)
    return places


@njit(cache=True, nogil=True)
def steps_of(elapsed, step, pace):  # type: ignore[no-untyped-def]  # compiled
    """How many whole steps have elapsed, not negative: a product and its correction cost a third of a division."""
    steps = int(elapsed * pace)
    steps -= steps * step > elapsed
    return steps + ((steps + 1) * step <= elapsed)


@njit(cache=True, nogil=True)
def first_births(found, mask, since, start, stop, ever):  # type: ignore[no-untyped-def]  # compiled
    """The place of the first event of each unit in the mask that lies in [start, stop) and not before `since` (u,).

    An empty `since` holds for none. With `ever`, only where no event came before it.
    """
    places, births, i = np.empty(len(mask), np.int64), 0, np.int64(0)
    while i < len(found.row):
        unit = unit_at(found, i)
        if mask[unit]:
            opens = max(start, since[unit]) if len(since) else start
            while not ever and time_at(found, i) < opens and i + 1 < len(found.row) and unit_at(found, i + 1) == unit:
                i += 1
            if opens <= time_at(found, i) < stop:
                places[births] = i
                births += 1
        i = next_unit(found, i)
    return places[:births]


@njit(cache=True, nogil=True)
def recurring_births(found, mask, since, start, stop, edges, origin, period):  # type: ignore[no-untyped-def]  # compiled
    """The place of the first event of each unit in each of its periods.

    Periods lie between `edges`; without any they are of `period` (1,) or (u,) from the unit's `origin` (u,), else from
    its first birth.
    """
    places, births, i, pace = np.empty(len(found.row), np.int64), 0, np.int64(0), pace_of(edges)
    while i < len(found.row):
        unit, end = unit_at(found, i), next_unit(found, i)
        opens = max(start, since[unit]) if len(since) else start
        first, last = -1, -1
        for place in range(i, end if mask[unit] else i):
            if not opens <= time_at(found, place) < stop:
                continue
            if first < 0:
                first = place
            if len(edges):
                now = place_of(edges, time_at(found, place), pace)
            else:
                zero = origin[unit] if len(origin) else time_at(found, first)
                now = (time_at(found, place) - zero) // period[unit if len(period) > 1 else 0]
            if place == first or now != last:
                places[births] = place
                births += 1
            last = now
        i = end
    return places[:births]


@njit(cache=True, nogil=True)
def returns_from(found, unit, at, row):  # type: ignore[no-untyped-def]  # compiled
    """Of each birth (b,), its `unit`, time and row: the place of the first return not before it, and of the birth
    itself among the returns, -1 where it is none of them.
    """
    begin, own = np.empty(len(unit), np.int64), np.full(len(unit), -1, np.int64)
    i = np.int64(0)
    for b in range(len(unit)):
        while i < len(found.row) and unit_at(found, i) < unit[b]:
            i = next_unit(found, i)
        while i < len(found.row) and unit_at(found, i) == unit[b] and time_at(found, i) < at[b]:
            i += 1
        begin[b] = i
        j = i
        while j < len(found.row) and unit_at(found, j) == unit[b] and time_at(found, j) == at[b]:
            if found.row[j] == row[b]:
                own[b] = j
            j += 1
    return begin, own


@njit(cache=True, nogil=True)
def bounds_of(c, base, reach, at, first, end, edges):  # type: ignore[no-untyped-def]  # compiled
    """Where a cell of a birth begins and ends: `base` is an edge's number, or an instant; `reach` widens it."""
    if len(edges):
        return max(at, edges[base + first[c]]), edges[base + end[c]]
    return max(at, base + first[c] - reach), base + end[c] + reach


@njit(cache=True, nogil=True)
def over_cells(base, reach, at, first, end, edges, settled):  # type: ignore[no-untyped-def]  # compiled
    """How many of its first cells are over for each birth, (b,)."""
    over, cells = np.empty(len(base), np.int64), len(first)
    for b in range(len(base)):
        wide = reach[b] if len(reach) else 0
        c = cells
        while c > 0 and bounds_of(c - 1, base[b], wide, at[b], first, end, edges)[1] > settled:
            c -= 1
        over[b] = c
    return over


@njit(cache=True, nogil=True)
def back_in(found, begin, own, unit, base, edges, step, cell_of, at_least):  # type: ignore[no-untyped-def]  # compiled
    """The cells in which each birth has enough returns, as bits, (b,). The birth itself is no return.

    Cells do not overlap: `cell_of` says which one a number of edges, or of steps of so many microseconds, lies in; -1
    for none.
    """
    back, most = np.zeros(len(unit), np.int64), len(cell_of)
    pace = pace_of(edges) if len(edges) else 1 / step
    for b in range(len(unit)):
        bits, cell, came = 0, -1, 0
        for i in range(begin[b], len(found.row)):
            if unit_at(found, i) != unit[b]:
                break
            t = time_at(found, i)
            number = place_of(edges, t, pace) - base[b] if len(edges) else steps_of(t - base[b], step, pace)
            if number >= most:
                break
            c = cell_of[number]
            came = came * (c == cell) + (i != own[b])
            cell = c
            bits |= (came >= at_least and c >= 0) << max(c, 0)
        back[b] = bits
    return back


@njit(cache=True, nogil=True)
def back_around(found, begin, own, unit, at, base, reach, first, end, edges, at_least):  # type: ignore[no-untyped-def]  # compiled
    """The same where cells may overlap."""
    back, cells, hits = np.zeros(len(unit), np.int64), len(first), len(found.row)
    for b in range(len(unit)):
        mine, low = unit[b], begin[b]
        wide = reach[b] if len(reach) else 0
        for c in range(cells):
            opens, closes = bounds_of(c, base[b], wide, at[b], first, end, edges)
            while low < hits and unit_at(found, low) == mine and time_at(found, low) < opens:
                low += 1
            if low == hits or unit_at(found, low) != mine:
                break
            came, i = 0, low
            while came < at_least and i < hits and unit_at(found, i) == mine and time_at(found, i) < closes:
                came += i != own[b]
                i += 1
            if came >= at_least:
                back[b] |= 1 << c
    return back


@njit(cache=True, nogil=True)
def back_since(found, begin, own, unit, at, base, reach, first, end, edges, at_least):  # type: ignore[no-untyped-def]  # compiled
    """The cells from whose beginning on each birth has enough returns, as bits, (b,)."""
    back, cells = np.zeros(len(unit), np.int64), len(first)
    for b in range(len(unit)):
        if begin[b] == len(found.row) or unit_at(found, begin[b]) != unit[b]:
            continue
        place = next_unit(found, begin[b]) - at_least
        place -= own[b] >= place
        if place >= begin[b]:
            back[b] = _cells_before(
                time_at(found, place), base[b], reach[b] if len(reach) else 0, at[b], first, end, edges, cells
            )  # fmt: skip
    return back


@njit(cache=True, nogil=True)
def _cells_before(t, base, reach, at, first, end, edges, cells):  # type: ignore[no-untyped-def]  # compiled
    """The cells that begin at or before an instant, as bits."""
    bits = 0
    for c in range(cells):
        if bounds_of(c, base, reach, at, first, end, edges)[0] > t:
            break
        bits |= 1 << c
    return bits


@njit(cache=True, nogil=True)
def members_back_in(found, users, begin, own, unit, at, base, reach, first, end, edges, at_least, members, most):  # type: ignore[no-untyped-def]  # compiled
    """The cells in which enough users, each with enough returns, came back after each birth, as bits, (b,).

    `users` (m,) are codes below `most`, -1 for an event of nobody.
    """
    back, cells, hits = np.zeros(len(unit), np.int64), len(first), len(found.row)
    came, seen, turn = np.zeros(most, np.int64), np.full(most, -1, np.int64), 0
    for b in range(len(unit)):
        mine, low = unit[b], begin[b]
        wide = reach[b] if len(reach) else 0
        for c in range(cells):
            opens, closes = bounds_of(c, base[b], wide, at[b], first, end, edges)
            while low < hits and unit_at(found, low) == mine and time_at(found, low) < opens:
                low += 1
            if low == hits or unit_at(found, low) != mine:
                break
            turn, enough, i = turn + 1, 0, low
            while enough < members and i < hits and unit_at(found, i) == mine and time_at(found, i) < closes:
                enough += i != own[b] and _counted(users[i], came, seen, turn) == at_least
                i += 1
            if enough >= members:
                back[b] |= 1 << c
    return back


@njit(cache=True, nogil=True)
def members_back_since(found, users, begin, own, unit, at, base, reach, first, end, edges, at_least, members, most):  # type: ignore[no-untyped-def]  # compiled
    """The cells from whose beginning on enough users, each with enough returns, came back, as bits, (b,)."""
    back, cells = np.zeros(len(unit), np.int64), len(first)
    came, seen = np.zeros(most, np.int64), np.full(most, -1, np.int64)
    for b in range(len(unit)):
        if begin[b] == len(found.row) or unit_at(found, begin[b]) != unit[b]:
            continue
        enough, i = 0, next_unit(found, begin[b])
        while enough < members and i > begin[b]:
            i -= 1
            enough += i != own[b] and _counted(users[i], came, seen, b) == at_least
        if enough >= members:
            back[b] = _cells_before(
                time_at(found, i), base[b], reach[b] if len(reach) else 0, at[b], first, end, edges, cells
            )  # fmt: skip
    return back


@njit(cache=True, nogil=True)
def _counted(user, came, seen, turn):  # type: ignore[no-untyped-def]  # compiled
    """How often a user has come in this turn, once more included; 0 for nobody."""
    if user < 0:
        return 0
    if seen[user] != turn:
        seen[user], came[user] = turn, 0
    came[user] += 1
    return came[user]


@njit(cache=True, nogil=True)
def volumes(found, begin, own, unit, at, base, reach, first, end, edges):  # type: ignore[no-untyped-def]  # compiled
    """The birth and the returns after it before each cell begins, (b, c)."""
    counts = np.ones((len(unit), len(first)), np.int64)
    for b in range(len(unit)):
        i = begin[b]
        for c in range(len(first)):
            opens = bounds_of(c, base[b], reach[b] if len(reach) else 0, at[b], first, end, edges)[0]
            while i < len(found.row) and unit_at(found, i) == unit[b] and time_at(found, i) < opens:
                i += 1
            counts[b, c] += i - begin[b] - (begin[b] <= own[b] < i)
    return counts


@njit(cache=True, nogil=True)
def head_sums(group, over, back, groups):  # type: ignore[no-untyped-def]  # compiled
    """By group (g, 5): births, those whose one cell is over, of these the ones that came back, all that did, open."""
    sums = np.zeros((groups, 5), np.int64)
    for b in range(len(group)):
        g, mature, came = group[b], over[b] > 0, back[b] & 1
        sums[g, 0] += 1
        sums[g, 1] += mature
        sums[g, 2] += mature and came == 1
        sums[g, 3] += came
        sums[g, 4] += not mature and came == 0
    return sums


@njit(cache=True, nogil=True)
def cell_sums(group, over, back, cells, groups):  # type: ignore[no-untyped-def]  # compiled
    """By group (g, 1 + 3 c): births; then of each cell those for which it is over, of these the ones that came back,
    and all that did.
    """
    last, came, early = np.zeros((3, groups, cells + 1), np.int64)
    for b in range(len(group)):
        g, bits = group[b], back[b]
        last[g, over[b]] += 1
        # Every cell, set or not: without a branch it is eight cells at a time.
        for c in range(cells):
            came[g, c] += bits >> c & 1
        bits &= -1 << over[b]
        if bits:
            for c in range(cells):
                early[g, c] += bits >> c & 1
    return _told(last, came, early)


@njit(cache=True, nogil=True)
def _told(last, came, early):  # type: ignore[no-untyped-def]  # compiled
    """The sums, from births by how many of their cells are over, and by cells in which they came, or came early."""
    groups, cells = last.shape[0], last.shape[1] - 1
    sums = np.zeros((groups, 1 + 3 * cells), np.int64)
    for g in range(groups):
        mature = 0
        for c in range(cells, -1, -1):
            if c < cells:
                sums[g, 1 + 3 * c] = mature
                sums[g, 2 + 3 * c] = came[g, c] - early[g, c]
                sums[g, 3 + 3 * c] = came[g, c]
            mature += last[g, c]
        sums[g, 0] = mature
    return sums


@njit(cache=True, nogil=True)
def volume_sums(group, over, back, volume, groups):  # type: ignore[no-untyped-def]  # compiled
    """By group (g, 2 c): of each cell the volume of births for which it is over, and of these that came back."""
    cells = volume.shape[1]
    sums = np.zeros((groups, 2 * cells), np.int64)
    for b in range(len(group)):
        for c in range(over[b]):
            sums[group[b], 2 * c] += volume[b, c]
            sums[group[b], 2 * c + 1] += volume[b, c] * (back[b] >> c & 1)
    return sums
