"""The ordered funnel with its options where nothing is delicate, compiled: what is left over says so.

Options ask for care only where events lie close together: a step within the grace before the one it follows, an
exclusion between two steps of a chain. Few units have such a place. The others are read as a plain funnel is, list by
list (`funnel_layers`), with one list of chains for each set of steps that can be filled when optional ones are skipped;
those that have are left to the kernel of all options.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.funnel_kernel import NONE
from hypercare.analysis.funnel_layers import enter, go_on, note_open
from hypercare.analysis.funnel_options import rules_of
from hypercare.analysis.hits import Hits
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Clock, Ints

MOST_OPTIONAL = 3
"""Each optional step doubles the lists of chains: from here on the kernel of all options is the faster one."""


@dataclass(frozen=True)
class Found:
    """Per unit, (u,) each: which steps its best chain fills, as bits; its last entry (NONE without one); whether it may
    still convert; whether an exclusion removes it; and whether all that is not to be relied on.
    """

    filled: Ints
    last_entry: Ints
    is_open: Mask
    removed: Mask
    unsure: Mask

    @property
    def parts(self) -> tuple[Ints, Ints, Mask, Mask]:
        """All but what is unsure."""
        return self.filled, self.last_entry, self.is_open, self.removed


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
    last_entry, may, unsure = np.full(units, NONE), np.zeros(units, np.bool_), np.zeros(units, np.bool_)
    never = np.full(units, NONE)
    best = _Best(never, never.copy(), never.copy(), np.zeros(units, np.int64))
    level = np.zeros(units, np.int16)
    came = enter(
        steps[0].keys, clock.bits, scope.start - clock.origin, scope.stop - clock.origin, rules.first_only, level,
        last_entry,
    )  # fmt: skip
    last_entry[level > 0] += clock.origin
    settled = scope.settled - clock.origin
    all_over = int(last_entry.max(initial=NONE)) + rules.window <= scope.settled
    lists = [_Chains(1, 0, came, came)]
    for chains in lists:
        _note_best(
            best.rank,
            best.came,
            best.entered,
            best.filled,
            chains.came,
            chains.entered,
            clock.bits,
            _rank(chains),
            chains.filled,
        )
        _note_excluded(chains, exclusions, rules, clock, unsure)
        for step in _next_steps(chains, rules.required, rules.steps):
            rows = steps[step].keys
            if not all_over:
                note_open(chains.came, chains.entered, clock.bits, rules.window, rules.within[step], settled, may)
            if rules.grace:
                _note_reversed(chains.came, rows, clock.bits, rules.grace, unsure)
            found = go_on(chains.came, chains.entered, rows, clock.bits, rules.window, rules.within[step])
            lists.append(_Chains(chains.filled | 1 << step, step, *found))
    converted = best.filled & rules.required == rules.required
    return Found(best.filled, last_entry, may & ~converted, np.zeros(units, np.bool_), unsure)


def _rank(chains: _Chains) -> int:
    """Deeper chains go before those that fill more steps."""
    return chains.position << 8 | chains.filled.bit_count()


def _next_steps(chains: _Chains, required: int, steps: int) -> Iterator[int]:
    """The steps that may come next: up to the next that is required."""
    for step in range(chains.position + 1, steps):
        yield step
        if required >> step & 1:
            return


def _note_excluded(chains: _Chains, exclusions: list[Hits], rules, clock: Clock, unsure: Mask) -> None:  # type: ignore[no-untyped-def]  # rules are a compiled kernel's
    for e, rows in enumerate(exclusions):
        if rules.inside_from[e] <= chains.position <= rules.inside_to[e]:
            _note_near(chains.came, chains.entered, rows.keys, clock.bits, rules.grace, rules.window, unsure)


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
def _note_reversed(came, rows, bits, grace, unsure):  # type: ignore[no-untyped-def]  # compiled
    """Notes the units in which a row of the next step comes before a chain does, by no more than the grace."""
    at, end = 0, len(came)
    for key in rows:
        while at + 4 <= end and came[at + 3] <= key:
            at += 4
        while at < end and came[at] <= key:
            at += 1
        if at < end and came[at] - key <= grace and (came[at] ^ key) >> bits == 0:
            unsure[key >> bits] = True


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
