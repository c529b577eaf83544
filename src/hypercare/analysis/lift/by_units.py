"""What each unit did after go-live and in the window before, as sums over units: groups compared unit by unit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import LARGEST
from hypercare.analysis.days import active, begun
from hypercare.analysis.hits import Hits, all_hits, hits
from hypercare.analysis.mean import Mean
from hypercare.analysis.population import EVERYONE, Members, members
from hypercare.analysis.ratio import Ratio
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import VALUE, Row, Tally, merged, occurring
from hypercare.analysis.within import in_scope
from hypercare.model.metrics import MeanMetric, RateMetric, RatioMetric, Unit
from hypercare.model.sequences import Bucket, Ints
from hypercare.stats.quotient_change import LINES, PAIRS, UnitSums

Exact = NDArray[np.int64] | NDArray[np.object_]
ByUnit = RateMetric | RatioMetric | MeanMetric
"""The metrics of which each unit has a number above the line and one below it."""
WITHOUT = ""
"""Whoever has no value of the segment's property."""


@dataclass(frozen=True)
class UnitsAfterAndBefore:
    """Sums over the members of a scope, of whom each has what it did `after`, from its exposure on, and what it did in
    the scope `before`, with products. Finishes with the sums of everyone under `all`, and by value of the property,
    where one is asked for, under `=value`.

    Units with nothing below the line in either scope are not counted.
    """

    after: Scope
    before: Scope
    metric: ByUnit

    @property
    def unit(self) -> Unit:
        return self.after.population.unit

    @property
    def as_of(self) -> int:
        return self.after.as_of

    @property
    def columns(self) -> frozenset[str]:
        own = {self.metric.of} if isinstance(self.metric, MeanMetric) and self.metric.of else set[str]()
        return self.after.population.columns.union(own, *(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> Tally:
        return Tally({})

    def partial(self, bucket: Bucket) -> Tally:
        who = members(bucket, self.after.population, self.after.as_of)
        numbers = [line for scope in (self.after, self.before) for line in self._lines(bucket, who, scope)]
        found = Tally({EVERYONE: _sums(numbers, who.mask)})
        for code in occurring(who):
            own = {f"{VALUE}{who.names[code]}": _sums(numbers, who.mask & (who.labels == code))}
            found = merged(found, Tally(own))
        without = who.mask & (who.labels < 0)
        if self.after.population.by is not None and without.any():
            found = merged(found, Tally({f"{VALUE}{WITHOUT}": _sums(numbers, without)}))
        return found

    def merge(self, left: Tally, right: Tally) -> Tally:
        return merged(left, right)

    def finish(self, state: Tally) -> Mapping[str, UnitSums]:
        rows = {EVERYONE: (0,) * (1 + LINES + len(PAIRS))} | dict(sorted(state.rows.items()))
        return {label: UnitSums(row[0], row[1 : 1 + LINES], row[1 + LINES :]) for label, row in rows.items()}

    def _lines(self, bucket: Bucket, who: Members, scope: Scope) -> tuple[Exact, Exact]:
        """What each unit has above the line and below it, (u,) each."""
        if isinstance(self.metric, RateMetric):
            above = in_scope(hits(bucket, self.metric.event, scope.as_of), scope, who).by_unit
            return above, self._unit_days(bucket, who, scope, self.metric)
        if isinstance(self.metric, RatioMetric):
            measured = Ratio(scope, Judging(), self.metric).measure(bucket, who)
        else:
            measured = Mean(scope, Judging(), self.metric).measure(bucket, who)
        return measured[:, 1], measured[:, 2]

    @staticmethod
    def _unit_days(bucket: Bucket, who: Members, scope: Scope, metric: RateMetric) -> Ints:
        if metric.active:
            anything: Hits = in_scope(all_hits(bucket, scope.as_of), scope, who)
            return np.bincount(active(anything, scope).unit, minlength=len(who.mask)).astype(np.int64)
        days = int(begun(scope).sum())
        if scope.before_exposure:
            return np.full(len(who.mask), days, np.int64)
        missed = np.searchsorted(np.array(scope.days[1:], np.int64), who.exposed_at, side="right")
        return np.maximum(days - missed, 0).astype(np.int64)


def _sums(numbers: list[Exact], units: Mask) -> Row:
    counted = units & ((numbers[1] > 0) | (numbers[3] > 0))
    own = [line[counted] for line in numbers]
    if max(int(np.abs(line).max(initial=0)) for line in own) > LARGEST:
        own = [line.astype(object) for line in own]
    products = (own[one] @ own[two] if len(own[one]) else 0 for one, two in PAIRS)
    return (int(counted.sum()), *(int(line.sum()) for line in own), *(int(each) for each in products))
