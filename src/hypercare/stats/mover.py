"""Intervals of weighted sums from the intervals of their parts."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from hypercare.model.estimate import Interval

MOVER = "mover"


@dataclass(frozen=True)
class Part:
    """One part of a sum: its fixed weight (of any sign), its value, and its interval."""

    weight: float
    value: float
    interval: Interval


def weighted_interval(parts: Iterable[Part], *, shift: float = 0.0) -> Interval:
    """The interval of `shift` + sum of w x of independent estimates, at the level of their intervals.

    The distances to the ends are added as variances are (method of variance estimates recovery; Zou & Donner 2008,
    Statistics in Medicine 27:1693, eq. 6). Parts that hold at all times at once give a sum that is as wide in its own
    standard errors as they are in theirs; that it misses no more often is measured in docs/statistics.md. Raises
    ValueError without a part.
    """
    every = list(parts)
    if not every:
        raise ValueError("a sum of nothing has no interval")
    value = shift + math.fsum(part.weight * part.value for part in every)
    below = math.fsum(_reach(part, up=part.weight < 0) ** 2 for part in every)
    above = math.fsum(_reach(part, up=part.weight > 0) ** 2 for part in every)
    level = min(part.interval.level for part in every)
    valid = all(part.interval.always_valid for part in every)
    return Interval(value - math.sqrt(below), value + math.sqrt(above), level, MOVER, always_valid=valid)


def _reach(part: Part, *, up: bool) -> float:
    """How far a part may move the sum to one side."""
    if not part.weight:
        return 0.0
    end = part.interval.high - part.value if up else part.value - part.interval.low
    return abs(part.weight) * max(end, 0.0)
