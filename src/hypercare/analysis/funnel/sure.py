"""The ordered funnel with its options where nothing is delicate, compiled: what is left over says so.

Options ask for care only where events lie close together: a step within the grace before the one it follows, an
exclusion within the grace of a step, or one that drops the unit while a chain may go on. Few units have such a place.
The others are read as a plain funnel is, list by list (`layers`), with one list of chains for each set of steps
that can be filled when optional ones are skipped; those that have are left to the kernel of all options.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.funnel.labels import ALWAYS, Rules
from hypercare.analysis.funnel.layers import FEW, LEAP, enter, go_on, note_open
from hypercare.analysis.funnel.options import rules_of
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.hits import Hits
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Clock, Ints

MOST_OPTIONAL = 3
"""Each optional step doubles the lists of chains: from here on the kernel of all options is the faster one."""


@dataclass(frozen=True)
class Found:
    """What was found of the units, and of which of them, (u,), that is not to be relied on."""

    reached: Reached
    unsure: Mask


@dataclass(frozen=True)
class _Chains:
    """The chains that fill a set of steps, `filled` as bits, the last of which is `position`: keys, (m,) each."""

    filled: int
    position: int
    came: Ints
    entered: Ints


@dataclass(frozen=True)
class _Best:
    """The best chain of each unit so far, (u,) each: its rank, when it came so far, when it entered, what it fills."""

    rank: Ints
    came: Ints
    entered: Ints
    filled: Ints

    def note(self, chains: _Chains, clock: Clock) -> None:
        """Notes the chains of a list."""
        _note_best(
            self.rank, self.came, self.entered, self.filled,
            chains.came, chains.entered, clock.bits, _rank(chains), chains.filled,
        )  # fmt: skip


def can_be_sure(metric: FunnelMetric) -> bool:
    """Whether a funnel can be read in this way: ordered, no row in two steps or exclusions, few optional steps."""
    names = [step.ref.event for step in metric.steps]
    names += sorted({exclusion.ref.event for exclusion in metric.exclusions})
    optional = sum(step.optional for step in metric.steps)
    return metric.order == "ordered" and len(set(names)) == len(names) and optional <= MOST_OPTIONAL


def sure_chains(
    steps: list[Hits], exclusions: list[Hits], clock: Clock, units: int, metric: FunnelMetric, scope: Scope
) -> Found:
    """The best chains of a bucket's units, from the rows of each step and of each exclusion."""
    rules = rules_of(metric, scope)
    last_entry, level = np.full(units, NONE), np.zeros(units, np.int16)
    came = enter(
        steps[0].keys, clock.bits, scope.start - clock.origin, scope.stop - clock.origin, rules.first_only, level,
        last_entry,
    )  # fmt: skip
    last_entry[level > 0] += clock.origin
    all_over = int(last_entry.max(initial=NONE)) + rules.window <= scope.settled
    reading = _Reading(rules, clock, scope.settled - clock.origin, np.zeros(units, np.bool_), np.zeros(units, np.bool_))
    never = np.full(units, NONE)
    best = _Best(never, never.copy(), never.copy(), np.zeros(units, np.int64))
    lists = [_Chains(1, 0, came, came)]
    for chains in lists:
        best.note(chains, clock)
        limits = reading.limits(chains, exclusions)
        for step in _next_steps(chains, rules.required, rules.steps):
            if not all_over:
                reading.note_open(chains, limits, rules.within[step])
            lists.append(reading.go_on(chains, limits, step, steps[step].keys))
    converted = best.filled & rules.required == rules.required
    reached = Reached(best.filled, last_entry, reading.may & ~converted, np.zeros(units, np.bool_))
    return Found(reached, reading.unsure)


@dataclass(frozen=True)
class _Reading:
    """A funnel that is read from a bucket: its rules, when it is settled (by the bucket's clock), and what was noted of
    units, (u,): whether they may still convert, and whether they are left to others.
    """

    rules: Rules
    clock: Clock
    settled: int
    may: Mask
    unsure: Mask

    def limits(self, chains: _Chains, exclusions: list[Hits]) -> Ints | None:
        """By when each chain must have gone on, (m,) keys: when the next event that cuts it comes; None without any."""
        limits, rules, bits = None, self.rules, self.clock.bits
        for e, rows in enumerate(exclusions):
            if not rules.inside_from[e] <= chains.position <= rules.inside_to[e]:
                continue
            if rules.drop[e]:
                _note_near(chains.came, chains.entered, rows.keys, bits, rules.grace, rules.window, self.unsure)
                continue
            found = _limits(chains.came, rows.keys, bits, rules.grace, self.unsure)
            limits = found if limits is None else np.minimum(limits, found)
        return limits

    def note_open(self, chains: _Chains, limits: Ints | None, within: int) -> None:
        """Notes the units that have a chain which may still be taken to the next step."""
        came, entered, bits = chains.came, chains.entered, self.clock.bits
        if limits is not None:
            uncut = _uncut(limits, bits, self.settled, self.rules.grace, self.unsure)
            came, entered = came[uncut], entered[uncut]
        note_open(came, entered, bits, self.rules.window, within, self.settled, self.may)

    def go_on(self, chains: _Chains, limits: Ints | None, step: int, rows: Ints) -> _Chains:
        """The chains that rows of a step take on."""
        rules, bits = self.rules, self.clock.bits
        within = rules.within[step]
        if limits is None and not rules.grace:
            found = go_on(chains.came, chains.entered, rows, bits, rules.window, within)
        else:
            limits = np.full(len(chains.came), ALWAYS) if limits is None else limits
            forward = _go_on_limited_from_few if len(chains.came) * FEW < len(rows) else _go_on_limited
            found = forward(
                chains.came, chains.entered, limits, rows, bits, rules.window, within, rules.grace, self.unsure
            )
        return _Chains(chains.filled | 1 << step, step, *found)


def _rank(chains: _Chains) -> int:
    """Deeper chains go before those that fill more steps."""
    return chains.position << 8 | chains.filled.bit_count()


def _next_steps(chains: _Chains, required: int, steps: int) -> Iterator[int]:
    """The steps that may come next: up to the next that is required."""
    for step in range(chains.position + 1, steps):
        yield step
        if required >> step & 1:
            return


@njit(cache=True, nogil=True)
def _note_best(rank, best_came, best_entered, best_filled, came, entered, bits, deep, filled):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Notes the first chain of each unit in a list where it goes before what the unit had: deepest, most steps, done
    earliest, entered last, the earlier steps.
    """
    last = np.int64(-1)
    for i in range(len(came)):
        unit = came[i] >> bits
        if unit == last:
            continue
        last = unit
        if deep < rank[unit]:
            continue
        if deep == rank[unit]:
            if came[i] != best_came[unit]:
                if came[i] > best_came[unit]:
                    continue
            elif entered[i] != best_entered[unit]:
                if entered[i] < best_entered[unit]:
                    continue
            else:
                differ = filled ^ best_filled[unit]
                if not filled & differ & -differ:
                    continue
        rank[unit], best_came[unit], best_entered[unit], best_filled[unit] = deep, came[i], entered[i], filled


@njit(cache=True, nogil=True)
def _note_near(came, entered, rows, bits, grace, window, unsure):  # type: ignore[no-untyped-def]  # compiled
    """Notes the units in which an exclusion comes while a chain may go on, or within the grace of it."""
    at, end = 0, len(rows)
    for i in range(len(came)):
        unit = came[i] >> bits
        since = max(came[i] - grace, unit << bits)
        while at + 4 <= end and rows[at + 3] < since:
            at += 4
        while at < end and rows[at] < since:
            at += 1
        if at < end and rows[at] >> bits == unit and rows[at] <= entered[i] + window + grace:
            unsure[unit] = True


@njit(cache=True, nogil=True)
def _limits(came, rows, bits, grace, unsure):  # type: ignore[no-untyped-def]  # compiled
    """The next exclusion after each chain came to its step, as a key, (m,); ALWAYS where there is none.

    Where it comes within the grace of the step, the unit is left to others.
    """
    found = np.full(len(came), ALWAYS)
    at, end = 0, len(rows)
    for i in range(len(came)):
        unit = came[i] >> bits
        since = max(came[i] - grace, unit << bits)
        while at + 4 <= end and rows[at + 3] < since:
            at += 4
        first = at
        at += first < end and rows[first] < since
        at += first + 1 < end and rows[first + 1] < since
        at += first + 2 < end and rows[first + 2] < since
        if at < end and rows[at] >> bits == unit:
            found[i] = rows[at]
            unsure[unit] |= rows[at] <= came[i] + grace
    return found


@njit(cache=True, nogil=True)
def _uncut(limits, bits, settled, grace, unsure):  # type: ignore[no-untyped-def]  # compiled
    """Whether each chain was not cut by the settled instant, (m,)."""
    uncut = np.ones(len(limits), np.bool_)
    mask = (1 << bits) - 1
    for i in range(len(limits)):
        if limits[i] != ALWAYS:
            after = (limits[i] & mask) - settled
            uncut[i] = after > 0
            unsure[limits[i] >> bits] |= abs(after) <= grace + 1
    return uncut


@njit(cache=True, nogil=True)
def _go_on_limited(came, entered, limits, rows, bits, window, within, grace, unsure):  # type: ignore[no-untyped-def]  # compiled
    """The chains that rows of the next step take on before an exclusion cuts them (see `layers`).

    Where a row comes within the grace before a chain, or of an exclusion, the unit is left to others.
    """
    new_came, new_entered = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    count = at = 0
    end = len(came)
    for i in range(len(rows) if end else 0):
        key = rows[i]
        while at + 4 <= end and came[at + 3] <= key:
            at += 4
        first = at
        at += first < end and came[first] <= key
        at += first + 1 < end and came[first + 1] <= key
        at += first + 2 < end and came[first + 2] <= key
        newest, later = max(at - 1, 0), min(at, end - 1)
        limit = limits[newest]
        in_time = (key - entered[newest] <= window) & (key - came[newest] <= within)
        in_time &= (at > 0) & ((key ^ entered[newest]) >> bits == 0)
        reversed_ = (at < end) & (came[later] - key <= grace) & ((came[later] ^ key) >> bits == 0)
        if reversed_ | (in_time & (limit - grace <= key) & (key <= limit + grace)):
            unsure[key >> bits] = True
        new_came[count], new_entered[count] = key, entered[newest]
        count += in_time & (key < limit)
    return new_came[:count], new_entered[:count]


@njit(cache=True, nogil=True)
def _go_on_limited_from_few(came, entered, limits, rows, bits, window, within, grace, unsure):  # type: ignore[no-untyped-def]  # compiled
    """The same where chains are few: rows are leapt over on the way to the next chain."""
    new_came, new_entered = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    count = at = 0
    end = len(rows)
    for i in range(len(came)):
        unit = came[i] >> bits
        while at + LEAP < end and rows[at + LEAP] < came[i]:
            at += LEAP
        while at < end and rows[at] < came[i]:
            at += 1
        if at and came[i] - rows[at - 1] <= grace and rows[at - 1] >> bits == unit:
            unsure[unit] = True
        last = min(entered[i] + window, came[i] + within, (unit + 1 << bits) - 1)
        if i + 1 < len(came):
            last = min(last, came[i + 1] - 1)
        while at < end and rows[at] <= last:
            if limits[i] - grace <= rows[at] <= limits[i] + grace:
                unsure[unit] = True
            new_came[count], new_entered[count] = rows[at], entered[i]
            count += rows[at] < limits[i]
            at += 1
    return new_came[:count], new_entered[:count]
