"""What is remembered of unfinished chains while a unit's events are read, compiled. Semantics: docs/metrics.md.

A label stands for all chains that may go on alike. Labels are rows of integers; a label that another one is at least as
good as, whatever may follow, is dropped. So a unit keeps a handful of them, however many chains there are.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.model.sequences import Ints

ALWAYS = np.int64(2**62)
"""A limit that is never reached."""

# Columns of a label: how far it is (ordered: the deepest step; any order: steps less one), which steps are filled, when
# it entered and when it came so far, which of the recent rows that match several steps it uses, whether a dropping
# exclusion marked it, whether it could be taken to the end after `settled`, whether it is gone, and up to which row it
# was held to the strict order. Then by exclusion: since when it is inside, and until when it must have left; then,
# where the order is strict, when each step was reached; then, where chains are traced, when each step was reached and
# which row fills it.
POSITION, FILLED, ENTRY, AT, USED, MARKED, OPEN, GONE, READ = range(9)
FIXED = 9


class Rules(NamedTuple):
    """A funnel as the kernel reads it. Times are microseconds; sets of steps are bits.

    `within` (steps,); by exclusion, (e,) each: `inside_from` and `inside_to` the positions between which it counts,
    `drop` whether it marks the chain instead of ending it. `timed` says whether any step has a `within` of its own,
    `traced` whether the rows of the best chain are wanted: of chains that are equally good the one whose steps were
    reached earlier, the first steps first.
    """

    steps: int
    required: int
    strict: bool
    any_order: bool
    first_only: bool
    timed: bool
    traced: bool
    grace: int
    window: int
    within: Ints
    inside_from: Ints
    inside_to: Ints
    drop: NDArray[np.bool_]
    start: int
    stop: int
    as_of: int
    settled: int


@njit(cache=True, nogil=True)
def label_width(rules):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """How many integers a label has."""
    return trace_column(rules) + (2 * rules.steps if rules.traced else 0)


@njit(cache=True, nogil=True)
def trace_column(rules):  # type: ignore[no-untyped-def]  # compiled
    """Where in a label its trace begins: by step when it was reached, then by step the row."""
    return FIXED + 2 * len(rules.drop) + (rules.steps if rules.strict else 0)


@njit(cache=True, nogil=True)
def ones(bits):  # type: ignore[no-untyped-def]  # compiled
    """How many bits are set."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def depth(label, rules):  # type: ignore[no-untyped-def]  # compiled
    """How deep a label is: its deepest step, counted from 1; in any order, its required steps."""
    return ones(label[FILLED] & rules.required) if rules.any_order else label[POSITION] + 1


@njit(cache=True, nogil=True)
def follows(label, step, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether a step may come next: ordered, only optional ones may be left out in between."""
    if rules.any_order:
        return not label[FILLED] >> step & 1
    if step <= label[POSITION]:
        return False
    skipped = ((1 << step) - 1) & ~((1 << (label[POSITION] + 1)) - 1)
    return skipped & rules.required == 0


@njit(cache=True, nogil=True)
def inside(label, e, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether a label stands between the steps of an exclusion."""
    return rules.inside_from[e] <= label[POSITION] <= rules.inside_to[e]


@njit(cache=True, nogil=True)
def undecided(label, last_drop, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether a dropping exclusion may have marked a label before it ends: until then nobody knows whether it counts.

    `last_drop` is when the unit's last dropping exclusion comes.
    """
    for e in range(len(rules.drop)):
        if rules.drop[e] and inside(label, e, rules) and label[AT] <= last_drop and not label[MARKED]:
            return True
    return False


@njit(cache=True, nogil=True)
def may_go_on(label, t, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether any next step at `t` would be in time: in the window, and within the time since the step before."""
    if t - label[ENTRY] > rules.window:
        return False
    for step in range(rules.steps):  # noqa: SIM110  # compiled: numba has no any() of a generator
        if follows(label, step, rules) and t - label[AT] <= rules.within[step]:
            return True
    return False


@njit(cache=True, nogil=True)
def _fits(label, t, bits, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether a row fits into the strict order: before the entry, or as a repeat of the step that it comes after."""
    reached = FIXED + 2 * len(rules.drop)
    until = ALWAYS
    for step in range(label[POSITION], -1, -1):
        if label[FILLED] >> step & 1:
            since = label[reached + step]
            if bits >> step & 1 and since - rules.grace <= t <= until:
                return True
            until = since + rules.grace
    return t <= label[ENTRY] + rules.grace


@njit(cache=True, nogil=True)
def read_up_to(label, limit, ts, bits, end, rules):  # type: ignore[no-untyped-def]  # compiled
    """Holds a label to the strict order for all rows before `limit`; says whether it stands."""
    if not rules.strict:
        return True
    while label[READ] < end and ts[label[READ]] < limit:
        if not _fits(label, ts[label[READ]], bits[label[READ]], rules):
            return False
        label[READ] += 1
    return True


@njit(cache=True, nogil=True)
def _comparable(a, b, now, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether what is to come treats two labels alike. In the strict order, rows of late may fit into only one."""
    if not rules.strict or max(a[AT], b[AT]) < now - 2 * rules.grace:
        return True
    if a[FILLED] != b[FILLED]:
        return False
    reached = FIXED + 2 * len(rules.drop)
    for step in range(rules.steps):  # noqa: SIM110  # compiled: numba has no all() of a generator
        if a[FILLED] >> step & 1 and a[reached + step] != b[reached + step]:
            return False
    return True


@njit(cache=True, nogil=True)
def _further(a, b, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether label `a` is as far as `b`; in any order also further, where neither times nor exclusions count."""
    if not rules.any_order:
        return a[POSITION] == b[POSITION]
    if rules.timed or len(rules.drop):
        return a[FILLED] == b[FILLED]
    return b[FILLED] & ~a[FILLED] == 0


@njit(cache=True, nogil=True)
def earlier_steps(a, b):  # type: ignore[no-untyped-def]  # compiled
    """Of two sets of equally many steps, whether `a` has the first step in which they differ."""
    differ = a ^ b
    return bool(a & differ & -differ)


@njit(cache=True, nogil=True)
def came_earlier(a, b, both):  # type: ignore[no-untyped-def]  # compiled
    """Of the times (steps,) at which two chains reached each step, whether the first that differs is earlier in `a`.

    Compared are the steps that `both` fill.
    """
    step = 0
    while both >> step:
        if both >> step & 1 and a[step] != b[step]:
            return a[step] < b[step]
        step += 1
    return False


@njit(cache=True, nogil=True)
def _traces_later(a, b, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether `b` is the one to trace of two labels that may become the same but for the times of their steps."""
    if not rules.traced or a[ENTRY] != b[ENTRY] or not (rules.any_order or a[FILLED] == b[FILLED]):
        return False
    trace = trace_column(rules)
    return came_earlier(b[trace:], a[trace:], a[FILLED] & b[FILLED])


@njit(cache=True, nogil=True)
def _preferred(a, b):  # type: ignore[no-untyped-def]  # compiled
    """Whether whatever follows makes of `a` a chain that goes before that of `b`, or is the same."""
    more = ones(a[FILLED]) - ones(b[FILLED])
    if more or a[ENTRY] != b[ENTRY] or a[FILLED] == b[FILLED]:
        return more >= 0
    return earlier_steps(a[FILLED], b[FILLED])


@njit(cache=True, nogil=True)
def _ends_alike(a, b, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether two labels end at the same time. One that ends before a dropping exclusion comes is clean for good."""
    if a[ENTRY] != b[ENTRY] or a[FILLED] != b[FILLED] or (rules.timed and a[AT] != b[AT]):
        return False
    for e in range(len(rules.drop)):
        column = FIXED + 2 * e
        if not rules.drop[e] and inside(b, e, rules) and (a[column] != b[column] or a[column + 1] != b[column + 1]):
            return False
    return True


@njit(cache=True, nogil=True)
def _may_be_marked(label, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether a dropping exclusion may mark a label, here or further on."""
    for e in range(len(rules.drop)):
        if rules.drop[e] and not label[MARKED] and label[POSITION] <= rules.inside_to[e]:
            return True
    return False


@njit(cache=True, nogil=True)
def _dominates(a, b, now, last_drop, rules):  # type: ignore[no-untyped-def]  # compiled
    """Whether label `a` is at least as good as `b`, whatever may follow."""
    if a[ENTRY] < b[ENTRY] or a[MARKED] > b[MARKED] or a[USED] & ~b[USED] or (rules.timed and a[AT] < b[AT]):
        return False
    if not (_further(a, b, rules) and _preferred(a, b) and _comparable(a, b, now, rules)):
        return False
    if _traces_later(a, b, rules):
        return False
    for e in range(len(rules.drop)):
        column = FIXED + 2 * e
        if inside(a, e, rules) and (a[column] < b[column] or a[column + 1] < b[column + 1]):
            return False
    if undecided(b, last_drop, rules) or (now <= last_drop and _may_be_marked(b, rules)):
        return _ends_alike(a, b, rules)
    return True


@njit(cache=True, nogil=True)
def keep(labels, count, now, last_drop, rules):  # type: ignore[no-untyped-def]  # compiled
    """Keeps the label that stands after the others, unless one of them is as good, and drops those that it is as good
    as: the labels, which always have room for one more, and how many there are.
    """
    label = labels[count]
    for i in range(count):
        if not labels[i, GONE] and _dominates(labels[i], label, now, last_drop, rules):
            return labels, count
    for i in range(count):
        if not labels[i, GONE] and _dominates(label, labels[i], now, last_drop, rules):
            labels[i, GONE] = 1
    count += 1
    if count == len(labels):
        larger = np.empty((2 * count, labels.shape[1]), np.int64)
        larger[:count] = labels
        labels = larger
    return labels, count


@njit(cache=True, nogil=True)
def swept(labels, count):  # type: ignore[no-untyped-def]  # compiled
    """Closes the gaps that gone labels left; how many there are."""
    kept = 0
    for i in range(count):
        if not labels[i, GONE]:
            if kept != i:
                labels[kept] = labels[i]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def thinned(labels, count, now, last_drop, rules):  # type: ignore[no-untyped-def]  # compiled
    """Drops labels that have become comparable with a better one: only the strict order defers that."""
    for i in range(count):
        for j in range(count):
            better = i != j and not labels[i, GONE] and not labels[j, GONE]
            if better and _dominates(labels[i], labels[j], now, last_drop, rules):
                labels[j, GONE] = 1
    return swept(labels, count)
