"""A declared funnel as the kernel of all options reads it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel_kernel import NONE, step_bits
from hypercare.analysis.funnel_labels import Rules
from hypercare.analysis.funnel_options_kernel import best_chains
from hypercare.analysis.rows import Mask, matches
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Ints

ANY, STRICT = "any", "strict"


@dataclass(frozen=True)
class Chains:
    """The best chain of each unit: the steps that it fills, (u, steps), whether it converts, the unit's last entry
    (NONE without one), whether it may still convert, and whether an exclusion removes the unit, (u,) each.
    """

    reached: Mask
    converted: Mask
    last_entry: Ints
    is_open: Mask
    removed: Mask

    @classmethod
    def of_levels(cls, steps: int, level: NDArray[np.integer], last_entry: Ints, is_open: Mask) -> "Chains":
        """The chains of a funnel in which a unit that came to a step came to all before it."""
        reached = level[:, None] >= np.arange(1, steps + 1)
        return cls(reached, level == steps, last_entry, is_open, np.zeros(len(level), np.bool_))

    @property
    def entered(self) -> Mask:
        """Whether each unit has any entry, (u,)."""
        return np.asarray(self.last_entry != NONE)


def has_options(metric: FunnelMetric) -> bool:
    """Whether a funnel needs more than the plain ordered kernel."""
    optional = any(step.optional for step in metric.steps)
    return metric.order != "ordered" or optional or bool(metric.exclusions or metric.grace or metric.profile)


def rules_of(metric: FunnelMetric, scope: Scope, *, traced: bool = False) -> Rules:
    """The funnel in microseconds, bits and positions (steps counted from 0); whether the rows of chains are wanted.

    In any order there is nothing for a grace to excuse.
    """
    window = metric.within // MICROSECOND
    within = [window if step.within is None else step.within // MICROSECOND for step in metric.steps]
    return Rules(
        steps=len(metric.steps),
        required=sum(1 << k for k, step in enumerate(metric.steps) if not step.optional),
        strict=metric.order == STRICT,
        any_order=metric.order == ANY,
        first_only=metric.entry == "first",
        timed=any(step.within is not None for step in metric.steps),
        traced=traced,
        grace=0 if metric.order == ANY else metric.grace // MICROSECOND,
        window=window,
        within=np.array(within, np.int64),
        inside_from=np.array([exclusion.after - 1 for exclusion in metric.exclusions], np.int64),
        inside_to=np.array([exclusion.before - 2 for exclusion in metric.exclusions], np.int64),
        drop=np.array([exclusion.drop for exclusion in metric.exclusions], np.bool_),
        start=scope.start,
        stop=scope.stop,
        as_of=scope.as_of,
        settled=scope.settled,
    )


def best_of_all(bucket: Bucket, metric: FunnelMetric, scope: Scope, counted: Mask) -> Chains:
    """The best chain of each unit of a bucket, in the rows that are counted, with every option."""
    bits = step_bits([matches(bucket, step.ref) & counted for step in metric.steps])
    hits = np.zeros_like(bits)
    for e, exclusion in enumerate(metric.exclusions):
        hits |= (matches(bucket, exclusion.ref) & counted).astype(np.int64) << e
    rows = np.flatnonzero(counted if metric.order == STRICT else (bits | hits) != 0)
    rules = rules_of(metric, scope)
    filled, last_entry, is_open, removed, _ = best_chains(
        np.searchsorted(rows, bucket.offsets), bucket.ts[rows], bits[rows], hits[rows], rules
    )
    reached = (filled[:, None] >> np.arange(rules.steps)) & 1 == 1
    return Chains(reached, filled & rules.required == rules.required, last_entry, is_open, removed)
