"""Who entered a funnel on which local day, and went through it: every day of a unit is asked for itself.

The best chain of a unit, which a gate counts, is one for all of its days: its newest entry takes the conversion, and
before could not be told from after. A series asks of each day on which a unit entered whether any of that day's chains
went through within the window.
"""

from dataclasses import replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.options import ANY, has_options, rules_of
from hypercare.analysis.funnel.options_kernel import best_chains
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.steps import StepRows, step_rows
from hypercare.analysis.rows import Mask
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints

FAR = np.int64(2**62)
"""No chain comes to its end: later than every instant."""


def funnel_days(bucket: Bucket, metric: FunnelMetric, counted: CountedDays) -> tuple[Ints, Ints]:
    """Converted and all unit-days of entries whose window is over, (labels + 1, days) each.

    By our own rules, also where a funnel is counted by another tool's: those know no days. In any order the first event
    of a day enters.
    """
    metric = replace(metric, profile="", modes=())
    units, days, converted, last_entry = _entries(bucket, metric, counted)
    mature = last_entry + metric.within // MICROSECOND <= counted.scope.settled
    return counted.at(units[mature & converted], days[mature & converted]), counted.at(units[mature], days[mature])


_Found = tuple[Ints, Ints, Mask, Ints]
"""Pairs of a unit and a day with an entry, whether that day's entries converted, and the last entry of the day."""


def _entries(bucket: Bucket, metric: FunnelMetric, counted: CountedDays) -> _Found:
    read = _of_members(step_rows(bucket, metric, counted.scope, replace(counted.who, first=None)), counted.who.mask)
    window, steps, edges = metric.within // MICROSECOND, len(metric.steps), counted.edges
    found: _Found
    if _is_simple(metric) and metric.order == ANY:
        found = _unordered_days(read.offsets, read.ts, read.bits, steps, rules_of(metric, counted.scope).required, edges,
                                window)  # fmt: skip
        return found
    if _is_simple(metric) and not has_options(metric):
        found = _plain_days(read.offsets, read.ts, read.bits, steps, edges, window, metric.entry == "first")
        return found
    return _days_one_by_one(read, metric, counted)


def _is_simple(metric: FunnelMetric) -> bool:
    """Whether no row is in two steps, and neither exclusions nor limits of single steps decide which row is taken."""
    distinct = len({step.ref.event for step in metric.steps}) == len(metric.steps)
    return distinct and not metric.exclusions and all(step.within is None for step in metric.steps)


def _of_members(read: StepRows, mask: Mask) -> StepRows:
    """The rows of members alone."""
    units = np.repeat(np.arange(len(mask)), np.diff(read.offsets))
    kept = mask[units]
    offsets = np.concatenate(([0], np.cumsum(np.bincount(units[kept], minlength=len(mask)))))
    return StepRows(offsets, read.rows[kept], read.ts[kept], read.bits[kept], read.hits[kept])


@njit(cache=True, nogil=True)
def _plain_days(offsets, ts, bits, steps, edges, window, first_only):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The funnel without options, from the end to the beginning: the earliest completion that is still to come from
    each step on is all that an entry needs to know. At one instant the deeper step comes first, in the unit's favour.
    """
    size = len(ts)
    units, days = np.empty(size, np.int64), np.empty(size, np.int64)
    converted, last_entry = np.zeros(size, np.bool_), np.empty(size, np.int64)
    done = np.empty(steps, np.int64)
    count = 0
    for unit in range(len(offsets) - 1):
        done[:] = FAR
        day, at = -1, offsets[unit + 1] - 1
        while at >= offsets[unit]:
            t, matched = ts[at], 0
            while at >= offsets[unit] and ts[at] == t:
                matched |= bits[at]
                at -= 1
            for step in range(steps - 1, -1, -1):
                if matched >> step & 1:
                    done[step] = t if step == steps - 1 else done[step + 1]
            if not matched & 1 or t < edges[0] or t >= edges[-1]:
                continue
            own = np.searchsorted(edges, t, side="right") - 1
            if own != day:
                day = own
                units[count], days[count], last_entry[count] = unit, day, t
                count += 1
            through = done[0] - t <= window
            if first_only:
                last_entry[count - 1] = t
                converted[count - 1] = through
            else:
                converted[count - 1] |= through
    return units[:count], days[:count], converted[:count], last_entry[:count]


@njit(cache=True, nogil=True)
def _unordered_days(offsets, ts, bits, steps, required, edges, window):  # type: ignore[no-untyped-def]  # compiled
    """The funnel in any order, from the end to the beginning: the first event of a day enters, and went through where
    the next row of every required step, from it on, lies within the window.
    """
    size = len(ts)
    units, days = np.empty(size, np.int64), np.empty(size, np.int64)
    converted, last_entry = np.zeros(size, np.bool_), np.empty(size, np.int64)
    coming = np.empty(steps, np.int64)
    count = 0
    for unit in range(len(offsets) - 1):
        coming[:] = FAR
        day, at = -1, offsets[unit + 1] - 1
        while at >= offsets[unit]:
            t = ts[at]
            while at >= offsets[unit] and ts[at] == t:
                for step in range(steps):
                    if bits[at] >> step & 1:
                        coming[step] = t
                at -= 1
            if t < edges[0] or t >= edges[-1]:
                continue
            if day < 0 or t < edges[day]:
                day = np.searchsorted(edges, t, side="right") - 1
                units[count], days[count] = unit, day
                count += 1
            last = t
            for step in range(steps):
                if required >> step & 1:
                    last = max(last, coming[step])
            last_entry[count - 1], converted[count - 1] = t, last - t <= window
    return units[:count], days[:count], converted[:count], last_entry[:count]


def _days_one_by_one(read: StepRows, metric: FunnelMetric, counted: CountedDays) -> _Found:
    """The funnel with options: each day of a unit as a unit of its own, that can enter on this day only."""
    rules = rules_of(metric, counted.scope)
    entering = (1 << rules.steps) - 1 if rules.any_order else 1
    units, days, offsets, rows, bits = _apart(
        read.offsets, read.ts, read.bits, counted.edges, rules.window + rules.grace, rules.grace, entering,
        metric.order == ANY,
    )  # fmt: skip
    alone = rules._replace(
        start=counted.scope.days[0], stop=counted.scope.days[-1], first_only=rules.first_only or metric.order == ANY
    )
    filled, last_entry, _, removed, _ = best_chains(offsets, read.ts[rows], bits, read.hits[rows], alone)
    kept = (last_entry != NONE) & ~removed
    through: NDArray[np.bool_] = filled & rules.required == rules.required
    return units[kept], days[kept], through[kept], last_entry[kept]


@njit(cache=True, nogil=True)
def _apart(offsets, ts, bits, edges, reach, grace, entering, any_order):  # type: ignore[no-untyped-def]  # compiled
    """Pairs of a unit and a day with an entry, and the rows that each may use: from the grace before the day to the
    window after it. Rows of other days lose the step that enters; in any order the first of the day enters alone.
    """
    size = len(ts)
    units, days = np.empty(size, np.int64), np.empty(size, np.int64)
    starts, stops = np.empty(size, np.int64), np.empty(size, np.int64)
    pairs, total = 0, 0
    for unit in range(len(offsets) - 1):
        first, end, day = offsets[unit], offsets[unit + 1], -1
        low = high = first
        for i in range(first, end):
            if not bits[i] & entering or ts[i] < edges[0] or ts[i] >= edges[-1]:
                continue
            if day >= 0 and ts[i] < edges[day + 1]:
                continue
            day = np.searchsorted(edges, ts[i], side="right") - 1
            while ts[low] < edges[day] - grace:
                low += 1
            while high < end and ts[high] < edges[day + 1] + reach:
                high += 1
            since = i if any_order else low
            units[pairs], days[pairs], starts[pairs], stops[pairs] = unit, day, since, high
            pairs += 1
            total += high - since
    own_offsets, own_bits = np.zeros(pairs + 1, np.int64), np.empty(total, np.int64)
    rows, at = np.empty(total, np.int64), 0
    for pair in range(pairs):
        opens, closes = edges[days[pair]], edges[days[pair] + 1]
        for row in range(starts[pair], stops[pair]):
            rows[at] = row
            own_bits[at] = bits[row] if any_order or opens <= ts[row] < closes else bits[row] & ~1
            at += 1
        own_offsets[pair + 1] = at
    return units[:pairs], days[:pairs], own_offsets, rows, own_bits
