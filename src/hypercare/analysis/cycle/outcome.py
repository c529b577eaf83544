"""What became of the units of a cycle that was forecast, cell by cell: what a forecast is scored by."""

from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.cycle.outlook import PACKED, Outlook, columns_of, nested, nested_sum, packed
from hypercare.analysis.cycle.outlook_kernel import BEFORE, LATER
from hypercare.analysis.cycle.window import CycleWindow
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import CycleMetric, Unit
from hypercare.model.sequences import Bucket, Ints


class OutcomeState(msgspec.Struct, frozen=True):
    """Sums by cell, as those of an `OutlookState`: units, and those of them that reached the goal; and how many events
    came after the instant, in the cycle.
    """

    units: dict[int, dict[int, int]]
    reached: dict[int, dict[int, int]]
    later: int


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of units that were alike at an instant: cells as in `Outlook`, and how many `reached` the goal."""

    start: Ints
    done: Ints
    count: Ints
    units: Ints
    reached: Ints
    later: int


@dataclass(frozen=True)
class OutcomeOf:
    """What became, in a cycle that is over at `scope.settled`, of the units as they were known at `until`."""

    scope: Scope
    metric: CycleMetric
    until: int

    def outlook(self, found: Outcome) -> Outlook:
        """The units as they were known at `until`: their chances can be told by it."""
        days = CycleWindow(self.scope, self.metric, self.until).days
        return Outlook(days, self.metric.at_least, found.start, found.done, found.count, found.units, {}, {}, {})

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.metric.event.where.keys | self.scope.population.columns

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> OutcomeState:
        return OutcomeState({}, {}, 0)

    def partial(self, bucket: Bucket) -> OutcomeState:
        told, _ = columns_of(bucket, CycleWindow(self.scope, self.metric, self.until))
        codes = packed(told, self.metric.at_least)
        reached = (told[:, BEFORE] + told[:, LATER] >= self.metric.at_least).astype(np.int64)
        units = np.ones(len(told), np.int64)
        return OutcomeState(nested(codes, units), nested(codes, reached), int(told[:, LATER].sum()))

    def merge(self, left: OutcomeState, right: OutcomeState) -> OutcomeState:
        units, reached = nested_sum(left.units, right.units), nested_sum(left.reached, right.reached)
        return OutcomeState(units, reached, left.later + right.later)

    def finish(self, state: OutcomeState) -> Outcome:
        cells = [
            (start, *divmod(code, PACKED), units, state.reached[start][code])
            for start, codes in sorted(state.units.items())
            for code, units in sorted(codes.items())
        ]
        start, done, count, units, reached = np.array(cells, np.int64).reshape(len(cells), 5).T
        return Outcome(start, done, count, units, reached, state.later)
