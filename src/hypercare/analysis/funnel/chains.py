"""The best chain of each unit, with the rows by which it fills each step."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel.options import ANY, has_options, rules_of
from hypercare.analysis.funnel.options_kernel import best_chains
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.steps import step_hits, step_rows
from hypercare.analysis.funnel.trace import traced_plain
from hypercare.analysis.population import Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class TracedChains:
    """The best chain of each unit of a bucket.

    `rows` (u, steps): the row of the bucket that fills each step, -1 where none does. `reached_at` (u, steps): when it
    was reached, microseconds UTC, NONE where it was not: that is when the events of all steps before it had come, too,
    which matters only where a grace lets them change places. `stands_at` (u,): the step that the chain has come to,
    from 0, -1 without one: the deepest; in any order the one whose row came last. `level` (u,): the deepest step,
    from 1; in any order how many required steps there are; 0 for whoever is not counted: no member, without an entry,
    or removed by an exclusion. `converted`, `is_open` (may still convert, and is not mature), `mature` (the window of
    the last entry is over) and `removed`, (u,) each, are false for all others; `last_entry` (u,) is NONE for them.
    """

    rows: Codes
    reached_at: Ints
    stands_at: Ints
    level: Ints
    converted: Mask
    mature: Mask
    last_entry: Ints
    is_open: Mask
    removed: Mask

    @property
    def entered(self) -> Mask:
        """Whether each unit is counted, (u,)."""
        return np.asarray(self.last_entry != NONE)

    @property
    def filled(self) -> Mask:
        """Which steps each chain fills, (u, steps)."""
        return np.asarray(self.rows >= 0)

    @property
    def dropped(self) -> Mask:
        """Whether each unit is counted and can convert no more, (u,)."""
        return self.entered & ~self.converted & ~self.is_open


def traced(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> TracedChains:
    """The best chain of each unit of a bucket.

    The deepest; of those the one with the most steps, then done earliest, then entered last, then with the earlier of
    the optional steps; then the one that reaches the first step earliest, then the second, and so on. Of rows that do
    equally well at one instant (or within the grace) the first that is free is taken.
    """
    window = metric.within // MICROSECOND
    names = {step.ref.event for step in metric.steps}
    plain = not has_options(metric) and len(names) == len(metric.steps)
    rows, last_entry, may, removed = (_plain if plain else _with_options)(bucket, metric, scope, who)
    counted = who.mask & (last_entry != NONE) & ~removed
    rows = np.where(counted[:, None], rows, np.int32(-1))
    any_order = metric.order == ANY
    mature = counted & (last_entry + window <= scope.settled)
    required = np.array([not step.optional for step in metric.steps])
    return TracedChains(
        rows=rows,
        reached_at=_reached_at(bucket, rows, any_order=any_order),
        stands_at=_stands_at(rows, any_order=any_order),
        level=_levels(rows >= 0, required, any_order=any_order),
        converted=counted & (rows >= 0)[:, required].all(axis=1),
        mature=mature,
        last_entry=np.where(counted, last_entry, NONE),
        is_open=may & counted & ~mature,
        removed=removed & who.mask,
    )


def _reached_at(bucket: Bucket, rows: Codes, *, any_order: bool) -> Ints:
    if not len(bucket.ts):
        return np.full(rows.shape, NONE)
    came = np.where(rows >= 0, bucket.ts[rows], NONE)
    return came if any_order else np.where(rows >= 0, np.maximum.accumulate(came, axis=1), NONE)


def _stands_at(rows: Codes, *, any_order: bool) -> Ints:
    if any_order:
        return np.where((rows >= 0).any(axis=1), rows.argmax(axis=1), -1)
    return _deepest(rows >= 0) - 1


def _deepest(filled: Mask) -> Ints:
    """The deepest step, from 1; 0 without any."""
    return np.asarray((filled * np.arange(1, filled.shape[1] + 1)).max(axis=1), np.int64)


def _levels(filled: Mask, required: NDArray[np.bool_], *, any_order: bool) -> Ints:
    if any_order:
        return np.asarray(filled[:, required].sum(axis=1), np.int64)
    return _deepest(filled)


_Found = tuple[Codes, Ints, Mask, Mask]
"""The rows of the chains, the last entry of each unit, whether it may still convert, whether it is removed."""


def _plain(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> _Found:
    rules = rules_of(metric, scope)
    _, last_entry, may, rows = traced_plain(
        step_hits(bucket, metric, scope, who),
        len(who.mask),
        start=scope.start,
        stop=scope.stop,
        settled=scope.settled,
        window=rules.window,
        within=rules.within,
        first_only=rules.first_only,
    )
    return rows, last_entry, may, np.zeros(len(who.mask), np.bool_)


def _with_options(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> _Found:
    read = step_rows(bucket, metric, scope, who)
    rules = rules_of(metric, scope, traced=True)
    _, last_entry, may, removed, traces = best_chains(read.offsets, read.ts, read.bits, read.hits, rules)
    rows = np.where(traces >= 0, read.rows[traces], np.int32(-1)) if len(read.rows) else traces
    return rows, last_entry, may, removed
