"""How far units are in each business cycle: how often they did the event, and who reached the goal when."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np

from hypercare.analysis.cycle.calendar import CycleCalendar
from hypercare.analysis.cycle.kernel import BANDS, progress
from hypercare.analysis.cycle.report import HEAD, CycleReport, CycleStanding, standing_of
from hypercare.analysis.hit_keys import keys_of
from hypercare.analysis.hits import hits
from hypercare.analysis.population import members
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import VALUE, Row
from hypercare.model.metrics import CycleMetric, Unit
from hypercare.model.sequences import Bucket

UNLABELLED = ""
"""The label of units without a value of the segment's property."""
MOST_COUNTED = 200
"""Up to so many events units are counted by their exact number, and never beyond twice the goal."""


class CycleState(msgspec.Struct, frozen=True):
    """Sums by label and by the start of a cycle, microseconds UTC, 0 for each unit's own. They add up.

    A row: `HEAD`; units by band of progress; units by number of events, the last for more; units by the day on which
    they reached the goal; those for whom that day is over; the others by the whole days for which they were watched.
    """

    rows: dict[str, dict[int, Row]]


@dataclass(frozen=True)
class CycleProgress:
    """The progress of units towards a goal, in each calendar cycle that starts in the scope, or in each unit's own.

    A calendar cycle is read whole, also beyond the scope, and counts the units that were exposed before its first third
    was over: later ones belong to the next.
    """

    scope: Scope
    metric: CycleMetric

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
    def empty(self) -> CycleState:
        return CycleState({})

    def partial(self, bucket: Bucket) -> CycleState:
        who = members(bucket, self.scope.population, self.scope.as_of)
        unit, cycle, opens, closes = self._calendar.entered(who)
        starts = self._calendar.starts
        group = (who.labels[unit].astype(np.int64) + 1) * len(starts) + cycle
        found = keys_of(hits(bucket, self.metric.event, self.scope.as_of))
        goal = (self.metric.at_least, self.scope.settled, self._width, (len(who.names) + 1) * len(starts))
        sums = progress(found, unit, group, opens, closes, self._calendar.days, *goal)
        rows: dict[str, dict[int, Row]] = {}
        for number in np.flatnonzero(sums[:, 0]).tolist():
            label, place = divmod(number, len(starts))
            name = f"{VALUE}{who.names[label - 1]}" if label else UNLABELLED
            rows[name] = _added(rows.get(name, {}), {starts[place]: tuple(sums[number].tolist())})
        return CycleState(rows)

    def merge(self, left: CycleState, right: CycleState) -> CycleState:
        rows = dict(left.rows)
        for label, cycles in right.rows.items():
            rows[label] = _added(rows.get(label, {}), cycles)
        return CycleState(rows)

    def finish(self, state: CycleState) -> CycleReport:
        everyone: dict[int, Row] = {}
        for rows in state.rows.values():
            everyone = _added(everyone, rows)
        labelled = {label.removeprefix(VALUE): rows for label, rows in sorted(state.rows.items()) if label}
        by_value = {value: self._standings(rows) for value, rows in labelled.items()}
        return CycleReport(self.metric, self._standings(everyone), by_value)

    def _standings(self, rows: Mapping[int, Row]) -> tuple[CycleStanding, ...]:
        """All cycles, also those without units."""
        counted, longest = self._width
        nothing = (0,) * (HEAD + BANDS + counted + 3 * longest + 1)
        return tuple(
            standing_of(rows.get(start, nothing), self._calendar.dates(start), self._width)
            for start in self._calendar.starts
        )

    @cached_property
    def _calendar(self) -> CycleCalendar:
        return CycleCalendar.of(self.scope, self.metric)

    @cached_property
    def _width(self) -> tuple[int, int]:
        """How many numbers of events are counted one by one, and how many days a cycle has."""
        return min(2 * self.metric.at_least, MOST_COUNTED) + 2, self._calendar.longest_days


def _added(left: dict[int, Row], right: dict[int, Row]) -> dict[int, Row]:
    rows = dict(left)
    for start, row in right.items():
        rows[start] = tuple(a + b for a, b in zip(rows[start], row, strict=True)) if start in rows else row
    return rows
