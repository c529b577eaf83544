"""The rows of a bucket that a funnel reads, with the steps and the exclusions that each matches."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.funnel.options import STRICT
from hypercare.analysis.hits import Hits, all_hits, hits, hits_of_any
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted
from hypercare.model.metrics import EventRef, FunnelMetric
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


def step_rows(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> StepRows:
    """The rows that count in a funnel: in the strict order all of a unit, else those that match anything."""
    steps = [_counted(bucket, step.ref, scope, who) for step in metric.steps]
    exclusions = [_counted(bucket, exclusion.ref, scope, who) for exclusion in metric.exclusions]
    found = _all(bucket, metric, scope, who)
    offsets = np.searchsorted(found.units, np.arange(len(who.mask) + 1))
    return StepRows(offsets, found.rows, found.ts, _bits(found.rows, steps), _bits(found.rows, exclusions))


def step_hits(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> list[Hits]:
    """The rows of each step that count, in its order."""
    return [_counted(bucket, step.ref, scope, who) for step in metric.steps]


def _counted(bucket: Bucket, ref: EventRef, scope: Scope, who: Members) -> Hits:
    return counted(hits(bucket, ref, scope.as_of), scope, who)


def _all(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Hits:
    if metric.order == STRICT:
        return counted(all_hits(bucket, scope.as_of), scope, who)
    return counted(hits_of_any(bucket, metric.refs, scope.as_of), scope, who)


def _bits(rows: Codes, parts: list[Hits]) -> Ints:
    """Which of the parts each row is in, as bits, (m,)."""
    bits = np.zeros(len(rows), np.int64)
    for number, part in enumerate(parts):
        bits[np.searchsorted(rows, part.rows)] |= 1 << number
    return bits
