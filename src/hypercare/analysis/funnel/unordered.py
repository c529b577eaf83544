"""The funnel in any order where nothing is delicate, compiled: what is left over says so.

Of the rows of a step that came within the window before an instant, the last is as good as any: so the chain that ends
there is all steps whose newest row lies in the window, and it enters with the oldest of these rows.
"""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.options import ANY, rules_of
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.funnel.steps import StepRows
from hypercare.analysis.funnel.sure import Found
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric


def is_unordered_only(metric: FunnelMetric) -> bool:
    """Whether a funnel has no other options than that its steps may come in any order, and no row that is in two."""
    names = {step.ref.event for step in metric.steps}
    plain = not any(step.optional or step.within is not None for step in metric.steps) and not metric.exclusions
    return metric.order == ANY and plain and metric.entry == "best" and len(names) == len(metric.steps)


def unordered_chains(read: StepRows, metric: FunnelMetric, scope: Scope) -> Found:
    """The best chains of the units whose rows were read. Units with rows from `stop` on are left to others."""
    rules, units = rules_of(metric, scope), len(read.offsets) - 1
    filled, last_entry, unsure = np.zeros(units, np.int64), np.full(units, NONE), np.zeros(units, np.bool_)
    _most(
        read.offsets, read.ts, read.bits, rules.steps, scope.start, scope.stop, rules.window, filled, last_entry, unsure
    )
    may = (last_entry != NONE) & (last_entry + rules.window > scope.settled) & (filled != rules.required)
    return Found(Reached(filled, last_entry, may, np.zeros(units, np.bool_)), unsure)


@njit(cache=True, nogil=True)
def _most(offsets, ts, bits, steps, start, stop, window, filled, last_entry, unsure):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Notes for each unit the first set of steps of which there is none larger, and when it entered last."""
    newest = np.empty(steps, np.int64)
    for unit in range(len(offsets) - 1):
        newest[:] = NONE
        row, end, most = offsets[unit], offsets[unit + 1], 0
        while row < end:
            t = ts[row]
            while row < end and ts[row] == t:
                newest[_step(bits[row])] = t
                row += 1
            if t >= stop:
                unsure[unit] = True
            if not start <= t < stop:
                continue
            last_entry[unit] = t
            since, count, found = max(t - window, start), 0, 0
            for step in range(steps):
                if newest[step] >= since:
                    count += 1
                    found |= 1 << step
            if count > most:
                most, filled[unit] = count, found


@njit(cache=True, nogil=True)
def _step(bits):  # type: ignore[no-untyped-def]  # compiled
    """The step that a row matches."""
    step = 0
    while not bits >> step & 1:
        step += 1
    return step
