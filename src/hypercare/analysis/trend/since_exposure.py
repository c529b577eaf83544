"""A metric by the day of exposure and the days since: what novelty and slow burn are read from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.days import UnitDays, active
from hypercare.analysis.hits import Hits
from hypercare.analysis.mean import MICRO
from hypercare.analysis.population import Members, members
from hypercare.analysis.scope import Scope
from hypercare.analysis.series.counted_days import CountedDays
from hypercare.analysis.series.series_of import by_label
from hypercare.model.metrics import CountMetric, MeanMetric, Metric, Unit
from hypercare.model.sequences import Bucket, Codes, Ints

Floats = NDArray[np.float64]


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

    def at(self, units: Codes | Ints, days: Ints) -> Ints:
        labels = self.labels[units]
        since = days - labels
        inside = (labels >= 0) & (since >= 0)
        return self._shaped(np.bincount(labels[inside] * self.days + since[inside], minlength=self._cells))

    def happened(self, found: Hits) -> Ints:
        return self.at(found.units, self._day(found))

    def sums(self, found: Hits, values: Ints) -> Ints:
        labels, day = self.labels[found.units], self._day(found)
        inside = (labels >= 0) & (day >= labels)
        sums = np.zeros(self._cells, np.int64)
        np.add.at(sums, labels[inside] * self.days + (day - labels)[inside], values[inside])
        return self._shaped(sums)

    def active(self, found: Hits) -> Ints:
        pairs: UnitDays = active(found, self.scope)
        return self.at(pairs.unit, pairs.day)

    def members(self) -> Ints:
        born = np.bincount(self.labels[self.who.mask], minlength=len(self.who.names) + 1)
        return np.repeat(born[:, None], self.days, axis=1).astype(np.int64)

    def _day(self, found: Hits) -> Ints:
        return np.asarray(np.searchsorted(self.edges, found.ts, side="right") - 1, np.int64)


def _by_exposure(who: Members, scope: Scope) -> Members:
    """The members labelled by the day of the scope on which they were exposed; those exposed on none are left out."""
    days = np.searchsorted(np.array(scope.days, np.int64), who.exposed_at, side="right") - 1
    inside = who.mask & (days >= 0) & (days < len(scope.days) - 1)
    labels = np.where(inside, days, -1).astype(np.int32)
    names = tuple(map(str, range(len(scope.days) - 1)))
    return replace(who, mask=inside, labels=labels, names=names)


def _cells(counts: Ints, over: int) -> dict[str, int]:
    """The cells of days that are over, but for the day of the exposure."""
    exposures, since = np.nonzero(counts)
    return {
        f"{e}/{a}": int(counts[e, a])
        for e, a in zip(exposures.tolist(), since.tolist(), strict=True)
        if a > 0 and e + a < over
    }


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    return {cell: left.get(cell, 0) + right.get(cell, 0) for cell in {**left, **right}}
