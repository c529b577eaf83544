"""A metric by the day of exposure and the days since: what novelty and slow burn are read from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.mean import MICRO
from hypercare.analysis.population import Members, members
from hypercare.analysis.scope import Scope
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.analysis.series.series_of import by_label
from hypercare.model.metrics import CountMetric, MeanMetric, Metric, Unit
from hypercare.model.sequences import Bucket, Codes, Ints

Floats = NDArray[np.float64]
LENGTHS_KEPT = 16
"""Names of cells are kept for the scopes of one evaluation: each part of the facts names the same ones."""


class AgeState(msgspec.Struct, frozen=True):
    """What is above the line and below it, by day of exposure and days since, as "exposure/since". They add up."""

    above: dict[str, int]
    below: dict[str, int]


@dataclass(frozen=True)
class Ages:
    """What is above the line, in so many parts as `scale` says, and below it, (e, a) each: by the day of the scope on
    which units were exposed, and the whole local days since. The day of the exposure itself is not among them: units
    that an event exposes have that event on it by construction. `a` 0 is the day after it.
    """

    above: Floats
    below: Floats
    scale: int


@dataclass(frozen=True)
class SinceExposure:
    """A metric on the days after its units' exposure that are over, their data in, of a scope from go-live on."""

    scope: Scope
    metric: Metric

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        own = {self.metric.of} if isinstance(self.metric, MeanMetric) and self.metric.of else set[str]()
        return self.scope.population.columns.union(own, *(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> AgeState:
        return AgeState({}, {})

    def partial(self, bucket: Bucket) -> AgeState:
        who = members(bucket, self.scope.population, self.scope.as_of)
        if self._over < 2 or not who.mask.any():
            return self.empty
        counted = CountedAges(self.scope, _by_exposure(who, self.scope))
        above, below = by_label(bucket, self.metric, counted)
        if isinstance(self.metric, CountMetric):
            below = counted.members()
        return AgeState(_cells(above, self._over), _cells(below, self._over))

    def merge(self, left: AgeState, right: AgeState) -> AgeState:
        return AgeState(_added(left.above, right.above), _added(left.below, right.below))

    def finish(self, state: AgeState) -> Ages:
        scale = MICRO if isinstance(self.metric, MeanMetric) and self.metric.of else 1
        return Ages(self._array(state.above), self._array(state.below), scale)

    @property
    def _over(self) -> int:
        """How many days of the scope are over, their data in."""
        return int(np.searchsorted(np.array(self.scope.days[1:], np.int64), self.scope.settled, side="right"))

    def _array(self, cells: Mapping[str, int]) -> Floats:
        found = np.zeros((self._over, max(self._over - 1, 0)))
        for cell, count in cells.items():
            exposure, since = map(int, cell.split("/"))
            found[exposure, since - 1] = count
        return found


@dataclass(frozen=True)
class CountedAges(CountedDays):
    """The members of a bucket by the days since their exposure; their labels are the days of it."""

    by_age: ClassVar[bool] = True

    def at(self, units: Codes | Ints, days: Ints) -> Ints:
        labels = self.labels[units]
        since = days - labels
        inside = (labels >= 0) & (since >= 0)
        return self._shaped(np.bincount(labels[inside] * self.days + since[inside], minlength=self._cells))

    def members(self) -> Ints:
        born = np.bincount(self.labels[self.who.mask], minlength=len(self.who.names) + 1)
        return np.repeat(born[:, None], self.days, axis=1).astype(np.int64)


def _by_exposure(who: Members, scope: Scope) -> Members:
    """The members labelled by the day of the scope on which they were exposed; those exposed on none are left out."""
    days = np.searchsorted(np.array(scope.days, np.int64), who.exposed_at, side="right") - 1
    inside = who.mask & (days >= 0) & (days < len(scope.days) - 1)
    labels = np.where(inside, days, -1).astype(np.int32)
    names = tuple(map(str, range(len(scope.days) - 1)))
    return replace(who, mask=inside, labels=labels, names=names)


def _cells(counts: Ints, over: int) -> dict[str, int]:
    """The cells of days that are over, but for the day of the exposure."""
    names, exposures, since = _named(over)
    told = counts[exposures, since]
    return dict(zip(names[told != 0].tolist(), told[told != 0].tolist(), strict=True))


@lru_cache(maxsize=LENGTHS_KEPT)
def _named(over: int) -> tuple[NDArray[np.object_], Ints, Ints]:
    """The cells of so many days that are over, with the day of the exposure and the days since of each."""
    exposures, since = np.nonzero(np.tri(over, k=-1, dtype=np.bool_)[::-1])
    since = since + 1
    return (
        np.array([f"{e}/{a}" for e, a in zip(exposures.tolist(), since.tolist(), strict=True)], object),
        exposures,
        since,
    )


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    both = dict(left)
    for cell, count in right.items():
        both[cell] = both.get(cell, 0) + count
    return both
