"""The funnel with all its options, for the units that ask for it."""

import numpy as np

from hypercare.analysis.funnel.options import rules_of
from hypercare.analysis.funnel.options_kernel import best_chains
from hypercare.analysis.funnel.plain_kernel import funnel_levels
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.funnel.steps import StepRows, step_rows
from hypercare.analysis.population import Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket


def chains_of(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members, units: Mask | None = None) -> Reached:
    """The best chains of some units (u,), all by default, in their order."""
    return chains_in(step_rows(bucket, metric, scope, who, units), metric, scope)


def chains_in(read: StepRows, metric: FunnelMetric, scope: Scope) -> Reached:
    """The best chain of each unit in rows that were read."""
    found = best_chains(read.offsets, read.ts, read.bits, read.hits, rules_of(metric, scope))
    return Reached(*found[:4])


def levels_of(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """The best chains of a funnel without options. A row may match several steps, and fills one of a chain."""
    read, rules = step_rows(bucket, metric, scope, who), rules_of(metric, scope)
    found = funnel_levels(
        read.offsets, np.arange(len(read.rows)), read.ts, read.bits, rules.steps, rules.start, rules.stop,
        rules.settled, rules.window, rules.within, rules.first_only,
    )  # fmt: skip
    return Reached.of_levels(*found)
