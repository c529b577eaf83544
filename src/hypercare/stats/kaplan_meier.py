"""Who it has not happened to yet, where some were not watched to the end (Kaplan & Meier 1958, JASA 53:457).

Nothing is said beyond the longest time that anybody was watched for: what comes after it was seen of nobody.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

NORMAL_975 = 1.959963984540054
"""So many standard deviations to either side make 95 %."""


@dataclass(frozen=True)
class Point:
    """By `time`, in whole steps, it has happened to `share` of all; `low` and `high` hold that in 95 of 100 cases.

    `at_risk` were watched during the step and it had not happened to them before. The interval is the log-log one of
    Greenwood's variance, which stays within 0 and 1 (Kalbfleisch & Prentice 1980, section 1.3); None where all of those
    at risk were gone at once, of which no variance can be told, and 0 to 0 before the first time.
    """

    time: int
    share: float
    at_risk: int
    low: float | None
    high: float | None


def kaplan_meier(happened: Sequence[int], left: Sequence[int]) -> tuple[Point, ...]:
    """The curve by time: to `happened[t]` it happened in step t, `left[t]` were watched for t whole steps in vain.

    A point for each step up to the longest that anybody was watched for: time t + 1 is the end of step t. Empty for
    nobody. Raises ValueError for negative numbers.
    """
    if min((*happened, *left), default=0) < 0:
        raise ValueError("units are counted: none may be negative")
    longest = max(
        max((step + 1 for step, units in enumerate(happened) if units), default=0),
        max((step for step, units in enumerate(left) if units), default=0),
    )
    gone = (left[0] if left else 0,)
    events = [happened[step] if step < len(happened) else 0 for step in range(longest)]
    leaving = [left[step + 1] if step + 1 < len(left) else 0 for step in range(longest)]
    points, variance = [], 0.0
    at_risk = sum(happened) + sum(left) - sum(gone)
    for time, (share, seen) in enumerate(product_limit(zip(events, leaving, strict=True), at_risk), start=1):
        came = events[time - 1]
        variance += came / (seen * (seen - came)) if seen > came else math.inf if came else 0.0
        points.append(Point(time, 1 - share, seen, *_interval(share, variance)))
    return tuple(points)


def product_limit(steps: Iterable[tuple[int, int]], at_risk: int) -> Iterator[tuple[float, int]]:
    """The share to whom it has not happened by the end of each step, and how many were at risk in it.

    A step is how many it happened to, and how many were watched no longer after it: they are still at risk in it.
    """
    share = 1.0
    for events, leaving in steps:
        if events:
            share *= (at_risk - events) / at_risk
        yield share, at_risk
        at_risk -= events + leaving


def _interval(share: float, variance: float) -> tuple[float | None, float | None]:
    """Of the share to whom it has happened, from that to whom it has not and the variance of its logarithm."""
    if share == 1.0:
        return 0.0, 0.0
    if share <= 0.0 or math.isinf(variance):
        return None, None
    width = math.exp(NORMAL_975 * math.sqrt(variance) / -math.log(share))
    return 1 - share ** (1 / width), 1 - share**width
