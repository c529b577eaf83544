"""How much time units of a cycle have been watched for and have left, in ordinary days: weighted by the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.cycle.outlook import Bursts, Outlook
from hypercare.analysis.cycle.outlook_kernel import WEEK
from hypercare.analysis.cycle.window import CycleDays
from hypercare.model.sequences import Ints

Floats = NDArray[np.float64]

HALF_DAY = 0.5
"""A cycle of a unit's own ends in the course of a day: half of that day, on average, is still in it."""
LEAST_WEEKS = 4
"""From fewer weeks nothing is told about how events fall on weeks."""


@dataclass(frozen=True)
class DayWeights:
    """How much is done on each day of a cycle, compared with an ordinary day: (days,) from the cohort's first day on.

    `spread` is the standard deviation of the logarithm of what the days ahead weigh against those seen: of peaks whose
    size is not known exactly. `unknown` names peaks ahead of which nothing is known at all.
    """

    weights: tuple[float, ...]
    spread: float = 0.0
    unknown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.weights or min(self.weights) <= 0:
            raise ValueError("every day weighs more than nothing")


@dataclass(frozen=True)
class Exposure:
    """The watched and the remaining time of units by the day from which their rate is read."""

    days: CycleDays
    weights: DayWeights

    def span(self, start: int) -> tuple[int, int, int]:
        """The first day watched, that after the last one, and that after the last one of the cycle."""
        length = self.days.length
        closes = start - 1 + length if length else self.days.closes
        return start, max(min(self.days.known, closes), start), closes

    def seen(self, start: int) -> float:
        """What the watched days weigh."""
        first, last, _ = self.span(start)
        return self._between(first, last)

    def ahead(self, start: int) -> float:
        """What the days weigh that are left."""
        first, _, closes = self.span(start)
        now = max(self.days.known, first)
        is_in_last = self.days.length and now <= closes
        rest = HALF_DAY * self._between(closes, closes + 1) if is_in_last else 0.0
        return self._between(min(now, closes), closes) + rest

    def elapsed(self, start: int) -> tuple[float, float]:
        """What share of the cycle is over, of its days and of their weight."""
        first = start - 1 if self.days.length else self.days.opens
        _, _, closes = self.span(start)
        now = min(max(self.days.known, first), closes)
        whole = self._between(first, closes)
        return (now - first) / (closes - first), self._between(first, now) / whole

    def distance(self, start: int) -> float:
        """How many days lie between the middle of the watched days and the middle of those that are left."""
        first, last, closes = self.span(start)
        now = max(self.days.known, first)
        return (now + closes) / 2 - (first + last) / 2 if closes > now and last > first else 0.0

    def _between(self, first: int, last: int) -> float:
        return float(self._sums[last] - self._sums[first])

    @cached_property
    def _sums(self) -> Floats:
        return np.concatenate(([0.0], np.cumsum(self.weights.weights)))


@dataclass(frozen=True, eq=False)
class Cells:
    """Units that are alike, (c,): what they `count`, the exposure in which they did (`seen`) and that `ahead`, how many
    `more` events the goal takes, and how many `units` they are. `distance` is that of `Exposure`, `day` their start.
    """

    day: Ints
    count: Floats
    seen: Floats
    ahead: Floats
    more: Floats
    units: Floats
    distance: Floats

    def where(self, chosen: NDArray[np.bool_]) -> "Cells":
        """Some of them."""
        return Cells(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def cells_of(outlook: Outlook, exposure: Exposure) -> Cells:
    """The cells of an outlook with their exposures."""
    starts, place = np.unique(outlook.start, return_inverse=True)
    rows = [(exposure.seen(start), exposure.ahead(start), exposure.distance(start)) for start in starts.tolist()]
    seen, ahead, distance = np.array(rows, np.float64).reshape(len(rows), 3)[place.reshape(-1)].T
    more = np.maximum(outlook.goal - outlook.done, 0).astype(np.float64)
    units = outlook.units.astype(np.float64)
    return Cells(outlook.start, outlook.count.astype(np.float64), seen, ahead, more, units, distance)


def burstiness(bursts: Mapping[int, Bursts], exposure: Exposure) -> float:
    """How many events count as one, at least 1: the variance of a unit's days over their mean, or of its weeks where
    those vary more.

    Of each unit the days' squares less what its own total leads to expect, added up over units. Weights that differ
    from day to day are allowed for by their own variance.
    """
    daily = _dispersion(bursts, exposure, 1)
    weekly = _dispersion(bursts, exposure, WEEK)
    return max(1.0, daily or 1.0, weekly or 1.0)


def _dispersion(bursts: Mapping[int, Bursts], exposure: Exposure, width: int) -> float | None:
    """Of stretches of `width` days; None where there are too few."""
    above, below = 0.0, 0.0
    for start, each in bursts.items():
        first, last, _ = exposure.span(start)
        stretches = (last - first) // width
        if stretches < (LEAST_WEEKS if width > 1 else 2):
            continue
        weights = np.array(exposure.weights.weights[first : first + stretches * width]).reshape(stretches, width)
        uneven = (1 + float(np.var(weights.sum(axis=1)) / np.mean(weights.sum(axis=1)) ** 2)) / stretches
        events, square, squares = (
            (each.events, each.square, each.by_day)
            if width == 1
            else (each.in_weeks, each.in_weeks_square, each.by_week)
        )
        above += squares - uneven * square
        below += events * (1 - uneven)
    return above / below if below > 0 else None
