"""The rows of the grace that match one step only, compiled. They can fill no other: it is enough to know the first."""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.labels import ones

# Of the rows that match one step only, by step, (3, steps): how many lie within the grace, where chains are traced also
# the first of those, and the first at this instant.
WITHIN, LATELY, NOW = range(3)


@njit(cache=True, nogil=True)
def no_singles(steps):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """Room for the single rows of so many steps."""
    return np.zeros((3, steps), np.int64)


@njit(cache=True, nogil=True)
def single_step(bits):  # type: ignore[no-untyped-def]  # compiled
    """The step that a row matches which matches only one."""
    return ones(bits - 1)


@njit(cache=True, nogil=True)
def lately(singles, oldest, bits, rules):  # type: ignore[no-untyped-def]  # compiled
    """The steps for which there is a row within the grace that matches only them."""
    present = 0
    for step in range(rules.steps):
        if not singles[WITHIN, step]:
            continue
        present |= 1 << step
        if rules.traced:
            row = max(singles[LATELY, step], oldest)
            while bits[row] != 1 << step:
                row += 1
            singles[LATELY, step] = row
    return present


@njit(cache=True, nogil=True)
def _count_singles(singles, bits, first, end, change):  # type: ignore[no-untyped-def]  # compiled
    for r in range(first, end):
        if bits[r] and bits[r] & (bits[r] - 1) == 0:
            singles[WITHIN, single_step(bits[r])] += change


@njit(cache=True, nogil=True)
def in_grace(row, end, oldest, ts, bits, singles, rules):  # type: ignore[no-untyped-def]  # compiled
    """Counts the rows up to `end` that match one step only and lie within the grace; the oldest of all within it."""
    first = oldest
    while ts[oldest] < ts[row] - rules.grace:
        oldest += 1
    _count_singles(singles, bits, first, oldest, -1)
    _count_singles(singles, bits, row, end, 1)
    return oldest
