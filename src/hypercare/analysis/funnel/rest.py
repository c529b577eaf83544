"""The funnel with all its options for the units that ask for it, from the rows that match anything."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hypercare.analysis.funnel.labels import Rules
from hypercare.analysis.funnel.options import STRICT, rules_of
from hypercare.analysis.funnel.options_kernel import best_chains
from hypercare.analysis.funnel.plain_kernel import funnel_levels
from hypercare.analysis.hits import Hits, all_hits
from hypercare.analysis.population import Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints

Found = tuple[Ints, Ints, NDArray[np.bool_], NDArray[np.bool_]]


def chains_of(
    bucket: Bucket,
    metric: FunnelMetric,
    scope: Scope,
    who: Members,
    parts: list[Hits],
    units: Mask,
) -> Found:
    """What the best chains of some units (u,) fill (as bits), their last entries, whether they may still convert, and
    whether an exclusion removes them, (m,) each for the m units in their order.

    `parts` are the rows of each step, then of each exclusion, that count.
    """
    own = parts if units.all() else [part.of_units(units) for part in parts]
    if metric.order == STRICT:
        own = [*own, counted(all_hits(bucket, scope.as_of), scope, who).of_units(units)]
    rows, found = _merged(np.concatenate([part.rows for part in own]), _starts(own))
    steps, places = len(metric.steps), np.flatnonzero(units)
    ends = np.searchsorted(rows, bucket.offsets[1:][places])
    offsets = np.concatenate(([0], ends))
    bits, excluded = found & ((1 << steps) - 1), found >> steps & ((1 << len(metric.exclusions)) - 1)
    filled, last_entry, is_open, removed, *_ = best_chains(
        offsets, bucket.ts[rows], bits, excluded, rules_of(metric, scope)
    )
    return filled, last_entry, is_open, removed


def levels_of(bucket: Bucket, steps: list[Hits], rules: Rules) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Per unit (u,): the level, the last entry and whether it may still convert, of a funnel without options.

    A row may match several steps, and fills one of a chain.
    """
    rows, bits = _merged(np.concatenate([part.rows for part in steps]), _starts(steps))
    found: tuple[Ints, Ints, NDArray[np.bool_]] = funnel_levels(
        np.searchsorted(rows, bucket.offsets), np.arange(len(rows)), bucket.ts[rows], bits, rules.steps, rules.start,
        rules.stop, rules.settled, rules.window, rules.within, rules.first_only,
    )  # fmt: skip
    return found


def _starts(parts: list[Hits]) -> Ints:
    return np.cumsum([0, *(len(part.rows) for part in parts)])


@njit(cache=True, nogil=True)
def _merged(rows, starts):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The rows of several sorted lists, rows[starts[k]:starts[k + 1]], each once, and which lists it is in, as bits."""
    lists = len(starts) - 1
    at = starts[:-1].copy()
    kept, bits = np.empty(len(rows), np.int32), np.zeros(len(rows), np.int64)
    count = 0
    while True:
        lowest = np.int64(2**62)
        for k in range(lists):
            if at[k] < starts[k + 1] and rows[at[k]] < lowest:
                lowest = np.int64(rows[at[k]])
        if lowest == 2**62:
            return kept[:count], bits[:count]
        for k in range(lists):
            if at[k] < starts[k + 1] and rows[at[k]] == lowest:
                bits[count] |= 1 << k
                at[k] += 1
        kept[count] = lowest
        count += 1
