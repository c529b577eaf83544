"""The strict funnel where no two events share an instant, compiled: what is left over says so.

Between the steps of a strict chain stands no other event but repeats of the step before. So each entry is followed row
by row until one does not fit, which is seldom far. Where events of one instant stand beside a chain their order is
open, and the unit is left to the kernel of all options.
"""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.options import STRICT, rules_of
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.funnel.sure import Found
from hypercare.analysis.hits import Hits
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket


def is_strict_only(metric: FunnelMetric) -> bool:
    """Whether a funnel has no other options than the strict order, and no row that is in two steps."""
    names = {step.ref.event for step in metric.steps}
    optional = any(step.optional for step in metric.steps)
    plain = not (optional or metric.exclusions or metric.grace) and len(names) == len(metric.steps)
    return metric.order == STRICT and plain


def strict_chains(bucket: Bucket, steps: list[Hits], metric: FunnelMetric, scope: Scope) -> Found:
    """The best chains of a bucket's units. All rows of the bucket count."""
    step_of = np.zeros(len(bucket.ts), np.int8)
    for number, found in enumerate(steps):
        step_of[found.rows] = number + 1
    rules, units = rules_of(metric, scope), len(bucket.offsets) - 1
    level, last_entry = np.zeros(units, np.int64), np.full(units, NONE)
    may, unsure = np.zeros(units, np.bool_), np.zeros(units, np.bool_)
    _follow(
        steps[0].rows, steps[0].units, bucket.offsets, bucket.ts, step_of, len(steps), scope.start, scope.stop,
        scope.settled, rules.window, rules.within, rules.first_only, level, last_entry, may, unsure,
    )  # fmt: skip
    return Found(Reached.of_levels(level, last_entry, may & (level < len(steps))), unsure)


@njit(cache=True, nogil=True)
def _follow(  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    entries,
    units,
    offsets,
    ts,
    step_of,
    steps,
    start,
    stop,
    settled,
    window,
    within,
    first_only,
    level,
    last_entry,
    may,
    unsure,
):
    for i in range(len(entries)):
        row, unit = np.int64(entries[i]), units[i]
        t = ts[row]
        if not start <= t < stop or (first_only and level[unit]):
            continue
        end = offsets[unit + 1]
        last_entry[unit] = t
        reached, came = 1, t
        unsure[unit] |= ts[end - 1] > settled or (row > offsets[unit] and ts[row - 1] == t)
        row += 1
        while row < end:
            unsure[unit] |= ts[row] == ts[row - 1]
            if reached == steps:
                break
            if step_of[row] == reached + 1 and ts[row] - t <= window and ts[row] - came <= within[reached]:
                reached, came = reached + 1, ts[row]
            elif step_of[row] != reached:
                unsure[unit] |= row + 1 < end and ts[row + 1] == ts[row]
                break
            row += 1
        level[unit] = max(level[unit], reached)
        if row == end and reached < steps and t + window > settled and came + within[reached] > settled:
            may[unit] = True
