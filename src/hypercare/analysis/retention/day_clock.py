"""A clock that runs as slowly as the calendar's quiet days: what is not done in a week of holidays is no silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numba import njit

from hypercare.model.instant import DAY_US
from hypercare.model.sequences import Ints

WHOLE = 1000
"""Days weigh in thousandths of an ordinary one: whole numbers, so that readings add up exactly."""
LEAST = 50
"""No day weighs less than a twentieth: a day of which nothing is expected would say nothing of anybody, for ever."""


class Dial(NamedTuple):
    """A clock as kernels read it: days begin at `edges` (d + 1,), where it shows `shown` (d + 1,), microseconds both;
    `weights` (d,) are in thousandths.
    """

    edges: Ints
    shown: Ints
    weights: Ints


@dataclass(frozen=True)
class DayClock:
    """Local days begin at `edges` (d + 1,), microseconds UTC, and weigh so many thousandths of an ordinary day, (d,).

    Before the first day and after the last one time passes as it does. Without days it always does.
    """

    edges: tuple[int, ...] = (0,)
    weights: tuple[int, ...] = ()

    @classmethod
    def of(cls, edges: Sequence[int], weights: Sequence[float]) -> "DayClock":
        """That of days of such weights, each at least `LEAST` thousandths."""
        return cls(tuple(edges), tuple(max(round(WHOLE * weight), LEAST) for weight in weights))

    def __post_init__(self) -> None:
        if len(self.edges) != len(self.weights) + 1:
            raise ValueError(f"{len(self.weights)} days have {len(self.weights) + 1} edges, not {len(self.edges)}")

    @cached_property
    def dial(self) -> Dial:
        """The clock as kernels read it."""
        edges, weights = np.array(self.edges, np.int64), np.array(self.weights, np.int64)
        shown = edges[0] + np.concatenate(([0], np.cumsum(np.diff(edges) * weights // WHOLE)))
        return Dial(edges, shown.astype(np.int64), weights)

    def read(self, instants: Ints) -> Ints:
        """What it shows at some instants (n,), microseconds: they rise as the instants do."""
        return np.asarray(_read_all(self.dial, np.asarray(instants, np.int64)), np.int64)

    def days(self, since: Ints, until: int) -> Ints:
        """How many of its days lie between some instants (n,) and a later one, each at least 0, in microseconds."""
        now = self.read(np.array([until], np.int64))
        return np.asarray(np.maximum(now - self.read(since), 0), np.int64)

    def before(self, until: int, days: Ints) -> Ints:
        """How many of its days the last so many plain days (n,) up to an instant were, in microseconds."""
        return self.days(until - days * DAY_US, until)


PLAIN = DayClock()
"""Days are days."""


@njit(cache=True, nogil=True)
def read(dial, instant):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """What a clock shows at an instant."""
    last = len(dial.weights)
    if instant >= dial.edges[last]:
        return dial.shown[last] + instant - dial.edges[last]
    if instant <= dial.edges[0]:
        return instant
    day = min((instant - dial.edges[0]) // DAY_US, last - 1)  # where no clock was ever changed
    while dial.edges[day] > instant:
        day -= 1
    while dial.edges[day + 1] <= instant:
        day += 1
    return dial.shown[day] + (instant - dial.edges[day]) * dial.weights[day] // WHOLE


@njit(cache=True, nogil=True)
def _read_all(dial, instants):  # type: ignore[no-untyped-def]  # compiled
    shown = np.empty(len(instants), np.int64)
    for place in range(len(instants)):
        shown[place] = read(dial, instants[place])
    return shown
