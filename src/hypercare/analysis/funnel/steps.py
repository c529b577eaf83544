"""The rows of a bucket that a funnel reads, with the steps and the exclusions that each matches."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.funnel.options import STRICT
from hypercare.analysis.hits import Hits, all_hits, hits
from hypercare.analysis.population import Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class StepRows:
    """Rows of a bucket, sorted by (unit, time): their numbers `rows` (m,), times `ts` (m,) microseconds UTC, the steps
    that each matches as `bits` (m,), the exclusions as `hits` (m,). `offsets` (u + 1,) index the rows of each unit.
    """

    offsets: Ints
    rows: Codes
    ts: Ints
    bits: Ints
    hits: Ints


def step_rows(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members, units: Mask | None = None) -> StepRows:
    """The rows that count in a funnel: in the strict order all of a unit, else those that match anything.

    With `units` (u,) only those of some units, and offsets of these units alone.
    """
    parts = [*step_hits(bucket, metric, scope, who), *exclusion_hits(bucket, metric, scope, who)]
    if metric.order == STRICT:
        parts.append(counted(all_hits(bucket, scope.as_of), scope, who))
    return joined(bucket, metric, parts, units)


def joined(bucket: Bucket, metric: FunnelMetric, parts: list[Hits], units: Mask | None = None) -> StepRows:
    """The same from the rows of each step, of each exclusion and of what else counts, in this order."""
    own = parts if units is None else [part.of_units(units) for part in parts]
    starts = np.cumsum([0, *(len(part.rows) for part in own)])
    rows, found = _merged(np.concatenate([part.rows for part in own]), starts)
    ends = bucket.offsets[1:] if units is None else bucket.offsets[1:][units]
    offsets = np.concatenate(([0], np.searchsorted(rows, ends)))
    steps, exclusions = len(metric.steps), len(metric.exclusions)
    bits, excluded = found & ((1 << steps) - 1), found >> steps & ((1 << exclusions) - 1)
    return StepRows(offsets, rows, bucket.ts[rows], bits, excluded)


def step_hits(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> list[Hits]:
    """The rows of each step that count, in its order."""
    return [counted(hits(bucket, step.ref, scope.as_of), scope, who) for step in metric.steps]


def exclusion_hits(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> list[Hits]:
    """The rows of each exclusion that count, in its order."""
    return [counted(hits(bucket, exclusion.ref, scope.as_of), scope, who) for exclusion in metric.exclusions]


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
