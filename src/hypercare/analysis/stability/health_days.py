"""The local days of which technical health is counted, and the counts by day that partials add up to."""

from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.daily import WEEK, Daily
from hypercare.analysis.rows import Mask
from hypercare.model.sequences import Ints


@dataclass(frozen=True)
class HealthDays:
    """Local days: day `first` is the first, a `first_weekday` (0 for Monday); `edges` (d + 1,) in microseconds UTC."""

    first: int
    edges: tuple[int, ...]
    first_weekday: int

    def __len__(self) -> int:
        return len(self.edges) - 1

    def index(self, ts: Ints) -> Ints:
        """The place of each instant (n,) among the days; -1 and `len` for those outside."""
        return np.asarray(np.searchsorted(np.array(self.edges, np.int64), ts, side="right") - 1, np.int64)

    def within(self, day: Ints) -> Mask:
        """Which places (n,) are days."""
        inside: Mask = (day >= 0) & (day < len(self))
        return inside

    def part(self, whole: Daily, first: int, last: int) -> Daily:
        """The counts of days `first` to `last`, both inside, as far as they are known."""
        start, stop = (min(max(day - self.first, 0), len(self)) for day in (first, last + 1))
        return Daily(whole.events[start:stop], whole.exposure[start:stop], (self.first_weekday + start) % WEEK)


class DayCounts(msgspec.Struct, frozen=True):
    """By place: how many were bad, and how many there were in all."""

    bad: tuple[int, ...]
    total: tuple[int, ...]

    @classmethod
    def none(cls, places: int) -> "DayCounts":
        """Nothing counted."""
        return cls((0,) * places, (0,) * places)

    def __add__(self, other: "DayCounts") -> "DayCounts":
        return DayCounts(_added(self.bad, other.bad), _added(self.total, other.total))


def counted(place: Ints, bad: Mask, weight: Ints, places: int) -> DayCounts:
    """The counts of rows (n,) that each stand for `weight`, by place."""
    total, failed = np.zeros(places, np.int64), np.zeros(places, np.int64)
    np.add.at(total, place, weight)
    np.add.at(failed, place[bad], weight[bad])
    return DayCounts(tuple(failed.tolist()), tuple(total.tolist()))


def _added(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(left, right, strict=True))
