"""How long something took, over many: exact counts by fine steps of a logarithmic scale, which add up in any order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import msgspec
import numpy as np

from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Ints

BITS = 7
"""A doubling of time is divided into 128 steps. A step is at most 1/128 of its times wide and stands for them by their
mean: no quantile is off by more than 0.8 %, and by nothing where all times of its step are alike."""
_HALF = 32
_LOW = (1 << _HALF) - 1


class Durations(msgspec.Struct, frozen=True):
    """Times of at least 0 microseconds: by step of the scale how many, and their sum. They add up exactly."""

    steps: dict[int, tuple[int, int]] = {}

    def __add__(self, other: "Durations") -> "Durations":
        if not self.steps or not other.steps:
            return self if self.steps else other
        steps = dict(self.steps)
        for step, (count, total) in other.steps.items():
            before = steps.get(step, (0, 0))
            steps[step] = (before[0] + count, before[1] + total)
        return Durations(steps)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """The steps in order of time: which, how many, and their sum."""
        yield from ((step, *self.steps[step]) for step in sorted(self.steps))

    @property
    def count(self) -> int:
        return sum(count for count, _ in self.steps.values())


@dataclass(frozen=True)
class Spread:
    """How times spread, in seconds: the mean is exact, the quantiles as good as the scale."""

    count: int
    mean: float
    p25: float
    median: float
    p75: float


def spread(durations: Durations) -> Spread | None:
    """The mean and the quartiles of times; None without any.

    A quantile is the first time that so large a share does not exceed, or the mean of that and the next where it is
    that share exactly (Hyndman & Fan 1996, definition 2).
    """
    times = [(total / count, count) for _, count, total in durations]
    if not times:
        return None
    count, total = durations.count, sum(total for _, total in durations.steps.values())
    p25, median, p75 = (_quantile(times, Fraction(quarter, 4) * count) for quarter in (1, 2, 3))
    return Spread(count, total / count / SECOND_US, p25 / SECOND_US, median / SECOND_US, p75 / SECOND_US)


def durations_of(times: Ints) -> Durations:
    """The times (m,), microseconds of at least 0."""
    return next(iter(durations_by(np.zeros(len(times), np.int64), times, 1)))


def durations_by(labels: Ints, times: Ints, count: int) -> list[Durations]:
    """The times (m,) by label (m,), of which there are `count` from 0 on."""
    found: list[dict[int, tuple[int, int]]] = [{} for _ in range(count)]
    if len(times):
        places, counts, low, high = _summed(labels << _HALF | _step_of(times), times)
        for place, number, small, large in zip(places, counts, low, high, strict=True):
            found[place >> _HALF][place & _LOW] = (number, (large << _HALF) + small)
    return [Durations(steps) for steps in found]


def _summed(places: Ints, times: Ints) -> Iterable[list[int]]:
    """The distinct places, how many times each has, and their sums in two halves that cannot overflow."""
    order = np.argsort(places, kind="stable")
    distinct, first, counts = np.unique(places[order], return_index=True, return_counts=True)
    halves = (np.add.reduceat(half[order], first).tolist() for half in (times & _LOW, times >> _HALF))
    return (distinct.tolist(), counts.tolist(), *halves)


def _step_of(times: Ints) -> Ints:
    """The step of the scale of each time: each microsecond below 256, then 128 to each doubling."""
    exponent = np.maximum(np.frexp(times.astype(np.float64))[1].astype(np.int64) - (BITS + 1), 0)
    return (exponent << BITS) + (times >> exponent)


def _quantile(times: list[tuple[float, int]], rank: Fraction) -> float:
    """The time of a rank, given the distinct times in order with how often each comes."""
    seen = 0
    for place, (time, count) in enumerate(times):
        seen += count
        if seen > rank or place == len(times) - 1:
            return time
        if seen == rank:
            return (time + times[place + 1][0]) / 2
    raise AssertionError("no times")
