"""The funnel with all its options over one bucket, compiled. Semantics: docs/metrics.md, `funnel.v1`.

Events are read instant by instant. At each: chains that are over are dropped, exclusions set the time until which
chains must have got past them, events take chains on, and then, at the same instant, on again by events that came up to
the grace before. The plain ordered funnel has a kernel of its own, which is faster.
"""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.labels import (
    ALWAYS,
    AT,
    ENTRY,
    FILLED,
    FIXED,
    GONE,
    MARKED,
    OPEN,
    POSITION,
    READ,
    USED,
    came_earlier,
    depth,
    earlier_steps,
    follows,
    inside,
    keep,
    label_width,
    may_go_on,
    ones,
    read_up_to,
    swept,
    thinned,
    trace_column,
    undecided,
)
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.recent import COUNT, HEAD, ORDER, ROW, forget, no_rows, remember, usable, wanted
from hypercare.analysis.funnel.singles import LATELY, NOW, WITHIN, in_grace, lately, no_singles, single_step

# What is known of a unit's best clean chain: its depth, steps, completion, entry and which steps it fills. Then how
# deep a marked chain came, whether a clean one may still convert, and when the last dropping exclusion comes. Then,
# where chains are traced, the trace of the best one, as in its label.
DEPTH, STEPS, DONE, BEGUN, WHICH, MARKED_DEPTH, STILL_OPEN, LAST_DROP = range(8)
FACTS = 8


@njit(cache=True, nogil=True)
def _better(label, best, rules):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Whether a label's chain goes before the best one: deepest, most steps, done earliest, entered last."""
    deep, many = depth(label, rules), ones(label[FILLED])
    if deep != best[DEPTH]:
        return deep > best[DEPTH]
    if many != best[STEPS]:
        return many > best[STEPS]
    if label[AT] != best[DONE]:
        return label[AT] < best[DONE]
    if label[ENTRY] != best[BEGUN]:
        return label[ENTRY] > best[BEGUN]
    if label[FILLED] != best[WHICH]:
        return earlier_steps(label[FILLED], best[WHICH])
    return rules.traced and came_earlier(label[trace_column(rules) :], best[FACTS:], label[FILLED])


@njit(cache=True, nogil=True)
def _note(label, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Notes a chain whose mark is decided."""
    if label[MARKED]:
        best[MARKED_DEPTH] = max(best[MARKED_DEPTH], depth(label, rules))
        return
    best[STILL_OPEN] |= label[OPEN]
    if _better(label, best, rules):
        best[DEPTH], best[STEPS], best[DONE] = depth(label, rules), ones(label[FILLED]), label[AT]
        best[BEGUN], best[WHICH] = label[ENTRY], label[FILLED]
        if rules.traced:
            best[FACTS:] = label[trace_column(rules) :]


@njit(cache=True, nogil=True)
def _stepped(new, position, step, t, row, used, recent, rules):  # type: ignore[no-untyped-def]  # compiled
    """Gives a copy of a label that stood at `position` one more step, reached at `t`: there even if that is gone."""
    new[GONE] = 0
    if rules.traced:
        trace = trace_column(rules)
        new[trace + step], new[trace + rules.steps + step] = t, row
    new[FILLED] |= 1 << step
    new[POSITION] = ones(new[FILLED]) - 1 if rules.any_order else step
    new[AT] = t
    # What came so far after `settled` could have been taken to the end at that very instant.
    new[OPEN] = t > rules.settled
    to_come = ~new[FILLED] if rules.any_order else ~((1 << (step + 1)) - 1)
    new[USED] = wanted(recent, used, to_come)
    for e in range(len(rules.drop)):
        if position < rules.inside_from[e] <= new[POSITION]:
            new[FIXED + 2 * e], new[FIXED + 2 * e + 1] = t, ALWAYS
    if rules.strict:
        new[FIXED + 2 * len(rules.drop) + step] = t


@njit(cache=True, nogil=True)
def _added(labels, count, t, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Notes the label that stands after the others, if its mark is decided, and keeps it unless it is complete."""
    new = labels[count]
    if not undecided(new, best[LAST_DROP], rules):
        _note(new, best, rules)
    complete = ones(new[FILLED]) == rules.steps if rules.any_order else new[POSITION] == rules.steps - 1
    if complete:
        return labels, count
    return keep(labels, count, t, best[LAST_DROP], rules)


@njit(cache=True, nogil=True)
def _extended(labels, count, at, t, since, present, firsts, recent, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Takes one label on by every row from `since` on that it may use next.

    Rows that match one step only are there for the steps `present`: `firsts` (steps,) are the first of each.
    """
    if t - labels[at, ENTRY] > rules.window:
        return labels, count
    for step in range(rules.steps):
        if not follows(labels[at], step, rules) or t - labels[at, AT] > rules.within[step]:
            continue
        if present >> step & 1:
            labels[count] = labels[at]
            row = firsts[step]
            _stepped(labels[count], labels[at, POSITION], step, t, row, labels[at, USED], recent, rules)
            labels, count = _added(labels, count, t, best, rules)
            continue
        for place in range(recent[HEAD, COUNT]):
            if usable(recent, place, step, labels[at, USED], since):
                slot = recent[ORDER, place]
                used = labels[at, USED] | 1 << slot
                labels[count] = labels[at]
                _stepped(labels[count], labels[at, POSITION], step, t, recent[ROW, slot], used, recent, rules)
                labels, count = _added(labels, count, t, best, rules)
    return labels, count


@njit(cache=True, nogil=True)
def _opened(new, t, first, row, step, used, recent, rules):  # type: ignore[no-untyped-def]  # compiled
    """Makes a label of a chain that enters by a row of `t`, an instant whose first row is `first`."""
    new[:] = 0
    new[ENTRY], new[READ] = t, first
    _stepped(new, -1, step, t, row, used, recent, rules)


@njit(cache=True, nogil=True)
def _entered(labels, count, t, first, present, firsts, recent, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Opens a chain by every row of this instant that may: at the first step, in any order at each."""
    for step in range(rules.steps if rules.any_order else 1):
        if present >> step & 1:
            _opened(labels[count], t, first, firsts[step], step, 0, recent, rules)
            labels, count = _added(labels, count, t, best, rules)
            continue
        for place in range(recent[HEAD, COUNT]):
            if usable(recent, place, step, 0, t):
                slot = recent[ORDER, place]
                _opened(labels[count], t, first, recent[ROW, slot], step, 1 << slot, recent, rules)
                labels, count = _added(labels, count, t, best, rules)
    return labels, count


@njit(cache=True, nogil=True)
def _stands(label, now, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Applies the exclusions that a label has not left in time; says whether its chain may still go on."""
    stands = True
    for e in range(len(rules.drop)):
        if inside(label, e, rules) and label[FIXED + 2 * e + 1] < now:
            if not rules.drop[e]:
                stands = False
            elif not label[MARKED]:
                label[MARKED] = 1
                _note(label, best, rules)
    return stands


@njit(cache=True, nogil=True)
def _end(label, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Decides a chain that nothing takes further: what excludes it now excludes it for good."""
    if undecided(label, best[LAST_DROP], rules):
        _stands(label, rules.as_of + 1, best, rules)
        if not label[MARKED]:
            _note(label, best, rules)


@njit(cache=True, nogil=True)
def _aged(labels, count, t, row, ts, bits, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Drops labels that nothing from `t` on can take further; how many are left."""
    for i in range(count):
        stands = _stands(labels[i], t, best, rules) and may_go_on(labels[i], t, rules)
        if not stands or not read_up_to(labels[i], t - rules.grace, ts, bits, row, rules):
            _end(labels[i], best, rules)
            labels[i, GONE] = 1
    count = swept(labels, count)
    return thinned(labels, count, t, best[LAST_DROP], rules) if rules.strict else count


@njit(cache=True, nogil=True)
def _exclude(labels, count, t, hits, rules):  # type: ignore[no-untyped-def]  # compiled
    """Sets the time until which labels must have left an exclusion that they are inside for longer than the grace."""
    for e in range(len(rules.drop)):
        if hits >> e & 1:
            for i in range(count):
                since = FIXED + 2 * e
                if inside(labels[i], e, rules) and labels[i, since] < t - rules.grace:
                    labels[i, since + 1] = min(labels[i, since + 1], t + rules.grace)


@njit(cache=True, nogil=True)
def _still_open(labels, count, row, ts, bits, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Finds the chains that an event just after `settled` could take on; with it all other steps could come."""
    now = rules.settled + 1
    for i in range(count):
        label = labels[i].copy()
        may = may_go_on(label, now, rules) and read_up_to(label, now - rules.grace, ts, bits, row, rules)
        for e in range(len(rules.drop)):
            may = may and not (inside(label, e, rules) and label[FIXED + 2 * e + 1] < now)
        labels[i, OPEN] = may
        if may and not label[MARKED] and not undecided(label, best[LAST_DROP], rules):
            best[STILL_OPEN] = 1


@njit(cache=True, nogil=True)
def _read(row, end, ts, bits, singles, recent):  # type: ignore[no-untyped-def]  # compiled
    """Reads the rows of one instant: the steps of those that match only one, and the slots that the others took."""
    now, freed = 0, 0
    for r in range(row, end):
        if ones(bits[r]) > 1:
            freed |= remember(recent, r, ts[r], bits[r])
        elif bits[r] & ~now:
            now |= bits[r]
            singles[NOW, single_step(bits[r])] = r
    return now, freed


@njit(cache=True, nogil=True)
def _taken(labels, count, row, end, oldest, ts, bits, singles, recent, may_enter, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """The rows of one instant take labels on, and open new ones."""
    t = ts[row]
    freed = forget(recent, t - rules.grace)
    now, given = _read(row, end, ts, bits, singles, recent)
    if freed | given:
        labels[:count, USED] &= ~(freed | given)
    before = count
    for i in range(before):
        if not labels[i, GONE]:
            labels, count = _extended(labels, count, i, t, t, now, singles[NOW], recent, best, rules)
    if may_enter:
        labels, count = _entered(labels, count, t, row, now, singles[NOW], recent, best, rules)
    present, firsts = lately(singles, oldest, bits, rules), singles[LATELY]
    i = before
    while i < count:
        if not labels[i, GONE]:
            labels, count = _extended(labels, count, i, t, t - rules.grace, present, firsts, recent, best, rules)
        i += 1
    return labels, swept(labels, count)


@njit(cache=True, nogil=True)
def _nothing_known(best, row, end, ts, hits, rules):  # type: ignore[no-untyped-def]  # compiled
    """Clears what is known, except when the last dropping exclusion comes."""
    best[:] = 0
    best[DEPTH], best[MARKED_DEPTH], best[LAST_DROP] = -1, -1, NONE
    for e in range(len(rules.drop)):
        for r in range(row, end):
            if rules.drop[e] and hits[r] >> e & 1:
                best[LAST_DROP] = max(best[LAST_DROP], ts[r] + rules.grace)


@njit(cache=True, nogil=True)
def _next_entry(row, end, ts, bits, last_entry, rules):  # type: ignore[no-untyped-def]  # compiled
    """The first row from `row` on that opens a chain; `end` without one."""
    if rules.first_only and last_entry != NONE:
        return end
    entries = (1 << rules.steps) - 1 if rules.any_order else 1
    while row < end and not (bits[row] & entries and rules.start <= ts[row] < rules.stop):
        row += 1
    return row


@njit(cache=True, nogil=True)
def _passed_over(row, oldest, since, ts, singles, recent):  # type: ignore[no-untyped-def]  # compiled
    """Passes over the rows before `since`: the row to go on with, and the oldest within its grace."""
    if ts[row] >= since:
        return row, oldest
    while ts[row] < since:
        row += 1
    singles[WITHIN], recent[HEAD] = 0, 0
    return row, row


@njit(cache=True, nogil=True)
def _instant(row, end, ts, hits):  # type: ignore[no-untyped-def]  # compiled
    """Where the rows of an instant end, and the exclusions that they match."""
    t, excluded = ts[row], 0
    while row < end and ts[row] == t:
        excluded, row = excluded | hits[row], row + 1
    return row, excluded


@njit(cache=True, nogil=True)
def _unit(labels, row, end, ts, bits, hits, singles, recent, best, rules):  # type: ignore[no-untyped-def]  # compiled
    """Reads one unit's rows; its last entry, and the room for labels, which may have grown.

    While no chain is under way, all rows up to the next entry (less the grace) are passed over.
    """
    singles[WITHIN], singles[LATELY], recent[HEAD] = 0, row, 0
    count, oldest, last_entry, asked, entry = 0, row, NONE, False, row
    while row < end:
        if not asked and ts[row] > rules.settled:
            asked = True
            _still_open(labels, count, row, ts, bits, best, rules)
        count = _aged(labels, count, ts[row], row, ts, bits, best, rules)
        if not count:
            entry = _next_entry(max(entry, row), end, ts, bits, last_entry, rules)
            if entry == end:
                break
            row, oldest = _passed_over(row, oldest, ts[entry] - rules.grace, ts, singles, recent)
            asked = asked or ts[row] > rules.settled
        j, excluded = _instant(row, end, ts, hits)
        oldest = in_grace(row, j, oldest, ts, bits, singles, rules)
        if excluded:
            _exclude(labels, count, ts[row], excluded, rules)
        may_enter = _next_entry(row, j, ts, bits, last_entry, rules) < j
        if may_enter:
            last_entry = ts[row]
        labels, count = _taken(labels, count, row, j, oldest, ts, bits, singles, recent, may_enter, best, rules)
        row = j
    if not asked:
        _still_open(labels, count, end, ts, bits, best, rules)
    for i in range(count):
        _end(labels[i], best, rules)
    return labels, last_entry


@njit(cache=True, nogil=True)
def best_chains(offsets, ts, bits, hits, rules):  # type: ignore[no-untyped-def]  # compiled
    """Per unit: the steps that its best chain fills (bits), the last entry (NONE without one), whether it may still
    convert, whether a dropping exclusion removes it; and, where chains are traced, the rows by which that chain fills
    each step, (u, steps), -1 where it does not; else (0, steps).

    Rows are sorted by (unit, time): `ts` (n,), the steps that each matches as `bits`, and the exclusions as `hits`;
    `offsets` (u + 1,) index them. In the strict order all rows of a unit count, in the others those that match.
    """
    units = len(offsets) - 1
    filled, last_entry = np.zeros(units, np.int64), np.full(units, NONE)
    is_open, removed = np.zeros(units, np.bool_), np.zeros(units, np.bool_)
    traces = np.full((units if rules.traced else 0, rules.steps), -1, np.int32)
    labels = np.empty((4 * rules.steps, label_width(rules)), np.int64)
    best = np.empty(FACTS + (2 * rules.steps if rules.traced else 0), np.int64)
    singles, recent = no_singles(rules.steps), no_rows()
    for unit in range(units):
        row, end = offsets[unit], offsets[unit + 1]
        _nothing_known(best, row, end, ts, hits, rules)
        labels, last_entry[unit] = _unit(labels, row, end, ts, bits, hits, singles, recent, best, rules)
        removed[unit] = best[MARKED_DEPTH] > best[DEPTH]
        converted = best[WHICH] & rules.required == rules.required
        filled[unit] = best[WHICH]
        is_open[unit] = best[STILL_OPEN] and not converted and not removed[unit]
        for step in range(rules.steps if rules.traced else 0):
            if best[WHICH] >> step & 1:
                traces[unit, step] = best[FACTS + rules.steps + step]
    return filled, last_entry, is_open, removed, traces
