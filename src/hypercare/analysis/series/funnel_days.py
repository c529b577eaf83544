"""Who entered a funnel on which local day, and went through it: every day of a unit is asked for itself.

The best chain of a unit, which a gate counts, is one for all of its days: its newest entry takes the conversion, and
before could not be told from after. A series asks of each day on which a unit entered whether any of that day's chains
went through within the window.
"""

from dataclasses import replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.days import day_at
from hypercare.analysis.funnel.labels import Rules
from hypercare.analysis.funnel.options import ANY, has_options, rules_of
from hypercare.analysis.funnel.options_kernel import best_chains
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.steps import StepRows, joined, step_hits, step_rows
from hypercare.analysis.hits import LAST
from hypercare.analysis.rows import Mask
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.analysis.series.funnel_bounds import FAR, bounds, can_be_bounded
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints


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
    read = _read(bucket, metric, counted)
    window, steps, rules = metric.within // MICROSECOND, len(metric.steps), rules_of(metric, counted.scope)
    found: _Found
    if _is_simple(metric) and metric.order == ANY:
        found = _unordered_days(read.offsets, read.ts, read.bits, steps, rules.required, counted.edges, window)
        return found
    if _is_simple(metric) and not has_options(metric):
        found = _plain_days(read.offsets, read.ts, read.bits, steps, counted.edges, window, rules.first_only)
        return found
    return _bounded_days(read, rules, counted) if can_be_bounded(metric) else _days_one_by_one(read, rules, counted)


def _is_simple(metric: FunnelMetric) -> bool:
    """Whether no row is in two steps, and neither exclusions nor limits of single steps decide which row is taken."""
    distinct = len({step.ref.event for step in metric.steps}) == len(metric.steps)
    return distinct and not metric.exclusions and all(step.within is None for step in metric.steps)


def _read(bucket: Bucket, metric: FunnelMetric, counted: CountedDays) -> StepRows:
    """The rows of members alone; where none before the first day can matter to a later entry, those from it on."""
    everything = replace(counted.who, exposed=None)
    if not _looks_ahead(metric):
        return _of_members(step_rows(bucket, metric, counted.scope, everything), counted.who.mask)
    since = np.where(counted.who.mask, counted.scope.days[0], LAST)
    parts = [found.since(since) for found in step_hits(bucket, metric, counted.scope, everything)]
    return joined(bucket, metric, parts)


def _looks_ahead(metric: FunnelMetric) -> bool:
    """Whether a kernel reads it that needs nothing but what comes after an entry."""
    return _is_simple(metric) and (metric.order == ANY or not has_options(metric))


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
        for step in range(steps):
            done[step] = FAR
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
            own = day_at(edges, t)
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
                day = day_at(edges, t)
                units[count], days[count] = unit, day
                count += 1
            last = t
            for step in range(steps):
                if required >> step & 1:
                    last = max(last, coming[step])
            last_entry[count - 1], converted[count - 1] = t, last - t <= window
    return units[:count], days[:count], converted[:count], last_entry[:count]


def _bounded_days(read: StepRows, rules: Rules, counted: CountedDays) -> _Found:
    """The ordered funnel with options: chains are followed on those days alone on which bounds leave a doubt."""
    found = bounds(read, rules, counted.edges)
    through, doubtful = found.surely, np.flatnonzero(found.in_doubt)
    filled = _chains(read, rules, counted, found.units[doubtful], found.days[doubtful])[0]
    through[doubtful] = filled & rules.required == rules.required
    return found.units, found.days, through, found.last_entry


def _days_one_by_one(read: StepRows, rules: Rules, counted: CountedDays) -> _Found:
    """The funnel with all its options: every chain of every day is followed."""
    entering = (1 << rules.steps) - 1 if rules.any_order else 1
    units, days = _entry_days(read.offsets, read.ts, read.bits, counted.edges, entering)
    filled, last_entry, removed = _chains(read, rules, counted, units, days)
    kept = (last_entry != NONE) & ~removed
    through: NDArray[np.bool_] = filled & rules.required == rules.required
    return units[kept], days[kept], through[kept], last_entry[kept]


def _chains(
    read: StepRows, rules: Rules, counted: CountedDays, units: Ints, days: Ints
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The best chain of each pair of a unit and a day, as of a unit of its own that can enter on this day only: which
    steps it fills, the last entry, and whether an exclusion removes it.
    """
    alone = rules._replace(
        start=counted.scope.days[0], stop=counted.scope.days[-1], first_only=rules.first_only or rules.any_order
    )
    if not rules.strict:
        return _followed(read, alone, counted.edges, units, days, lost=0 if rules.any_order else 1)
    # An entry on another day is a repeat, which the strict order allows, and no other event: each day has a scope.
    filled, last_entry, removed = np.zeros(len(days), np.int64), np.full(len(days), NONE), np.zeros(len(days), np.bool_)
    for day in np.unique(days).tolist():
        own, alone = days == day, alone._replace(start=counted.scope.days[day], stop=counted.scope.days[day + 1])
        filled[own], last_entry[own], removed[own] = _followed(
            read, alone, counted.edges, units[own], days[own], lost=0
        )
    return filled, last_entry, removed


def _followed(
    read: StepRows, rules: Rules, edges: Ints, units: Ints, days: Ints, *, lost: int
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """The same under rules that know when one enters, or of rows that have lost some steps (bits) on other days."""
    offsets, rows, bits = _apart(
        read.offsets, read.ts, read.bits, edges, units, days, rules.window + rules.grace, rules.grace, lost
    )
    filled, last_entry, _, removed, _ = best_chains(offsets, read.ts[rows], bits, read.hits[rows], rules)
    return filled, last_entry, removed


@njit(cache=True, nogil=True)
def _entry_days(offsets, ts, bits, edges, entering):  # type: ignore[no-untyped-def]  # compiled
    """Pairs of a unit and a day with an entry."""
    units, days = np.empty(len(ts), np.int64), np.empty(len(ts), np.int64)
    count = 0
    for unit in range(len(offsets) - 1):
        day = -1
        for i in range(offsets[unit], offsets[unit + 1]):
            if not bits[i] & entering or ts[i] < edges[0] or ts[i] >= edges[-1]:
                continue
            if day < 0 or ts[i] >= edges[day + 1]:
                day = np.searchsorted(edges, ts[i], side="right") - 1
                units[count], days[count] = unit, day
                count += 1
    return units[:count], days[:count]


@njit(cache=True, nogil=True)
def _apart(offsets, ts, bits, edges, units, days, reach, grace, lost):  # type: ignore[no-untyped-def]  # compiled
    """The rows that each pair of a unit and a day may use: from the grace before the day to the window after it. Rows
    of other days lose some steps.
    """
    pairs = len(units)
    starts, own_offsets = np.empty(pairs, np.int64), np.zeros(pairs + 1, np.int64)
    for pair in range(pairs):
        first, end = offsets[units[pair]], offsets[units[pair] + 1]
        starts[pair] = first + np.searchsorted(ts[first:end], edges[days[pair]] - grace)
        stop = first + np.searchsorted(ts[first:end], edges[days[pair] + 1] + reach)
        own_offsets[pair + 1] = own_offsets[pair] + stop - starts[pair]
    rows, own_bits = np.empty(own_offsets[-1], np.int64), np.empty(own_offsets[-1], np.int64)
    for pair in range(pairs):
        opens, closes, at = edges[days[pair]], edges[days[pair] + 1], own_offsets[pair]
        for row in range(starts[pair], starts[pair] + own_offsets[pair + 1] - at):
            rows[at] = row
            own_bits[at] = bits[row] if opens <= ts[row] < closes else bits[row] & ~lost
            at += 1
    return own_offsets, rows, own_bits
