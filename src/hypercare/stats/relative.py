"""One quantity as a multiple of another, from an interval of each."""

import math

from hypercare.model.estimate import Interval

UNION_BOUND = "union bound"


def relative_interval(after: Interval, before: Interval) -> Interval:
    """The interval of after / before, for quantities whose `before` is known to be above 0: 1.16 is "116 % of before".

    Both intervals hold at once with at least `after.level + before.level - 1` (Bonferroni), whatever their dependence:
    for 95 %, give two of 97.5 %. `before` must be always valid or read once, so `always_valid` is that of `after`. An
    end is infinite where `before` may be arbitrarily near 0. Raises ValueError when `before` lies wholly at or below 0.
    """
    if before.high <= 0:
        raise ValueError(f"before must be able to be above 0: [{before.low!r}, {before.high!r}]")
    near, far = max(before.low, 0.0), before.high
    low = _quotient(after.low, far if after.low >= 0 else near)
    high = _quotient(after.high, near if after.high >= 0 else far)
    return Interval(
        low,
        high,
        after.level + before.level - 1,
        f"{UNION_BOUND}: {after.method} / {before.method}",
        after.always_valid,
    )


def _quotient(value: float, base: float) -> float:
    """`value / base`, infinite for a base of 0; an infinite base gives 0, but cannot tame an infinite value."""
    if math.isinf(value):
        return value
    if base == 0:
        return -math.inf if value < 0 else math.inf
    return value / base
