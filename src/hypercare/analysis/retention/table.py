"""Retention as a table: cohorts of births by cells, counted in one pass."""

from dataclasses import dataclass
from functools import cached_property, reduce

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import members
from hypercare.analysis.retention.cells import properties
from hypercare.analysis.retention.grid import Grid, cadence_grid, cell_names, cell_numbers, cohort_edges, grid_of
from hypercare.analysis.retention.kernel import cell_sums, places_of, volume_sums
from hypercare.analysis.retention.report import RetentionReport, report_of
from hypercare.analysis.retention.returns import Births, Returns, Stream
from hypercare.analysis.retention.rhythm import USUAL_DAYS, Rhythm, common_class
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import VALUE, Row
from hypercare.model.metrics import RetentionMetric, Unit
from hypercare.model.sequences import Bucket, Ints

UNLABELLED = ""
"""The label of units without a value of the segment's property."""
FEW_GROUPS = 4096
"""So many rows of sums are kept as they are; of more, those of groups that occur."""
Rows = dict[str, dict[int, Row]]


class RetentionState(msgspec.Struct, frozen=True):
    """Sums by label and by the start of a cohort (microseconds UTC), one set for each cadence that units may have in
    common, else only one; and the units by class of their own cadence. They add up.

    A row: births; of each cell those for which it is over, of these the ones that came back, and all that did. By
    cadence then of each cell the volume of those for which it is over, and of these that came back.
    """

    classes: Row
    rows: tuple[Rows, ...]


@dataclass(frozen=True)
class UnitReturns:
    """One birth: whose, when, the start of its cohort (both microseconds UTC), in which cells the unit came back, and
    how many of the first cells are over.
    """

    unit: str
    born: int
    cohort: int
    back: tuple[str, ...]
    over: int


@dataclass(frozen=True)
class RetentionTable:
    """All cells of a retention, by cohort, and by value of the segment's property where the scope has one."""

    scope: Scope
    metric: RetentionMetric

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return properties(self.metric) | self.scope.population.columns

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> RetentionState:
        if self.metric.by == "cadence":
            return RetentionState((0,) * len(USUAL_DAYS), tuple({} for _ in USUAL_DAYS))
        return RetentionState((), ({},))

    def partial(self, bucket: Bucket) -> RetentionState:
        stream = self._stream(bucket)
        classes: Row = ()
        if self.metric.by == "cadence":
            counted = Rhythm.of(bucket, self.metric, self.scope.as_of).classes[stream.who.mask].sum(axis=0)
            classes = tuple(counted.tolist())
        return RetentionState(classes, tuple(self._rows(stream, grid) for grid in self._grids(bucket)))

    def merge(self, left: RetentionState, right: RetentionState) -> RetentionState:
        classes = tuple(a + b for a, b in zip(left.classes, right.classes, strict=True))
        return RetentionState(classes, tuple(_added(a, b) for a, b in zip(left.rows, right.rows, strict=True)))

    def finish(self, state: RetentionState) -> RetentionReport:
        common = common_class(state.classes) if state.classes else 0
        rows = state.rows[common]
        nothing: dict[int, Row] = {}
        everyone = reduce(_added_cohorts, rows.values(), nothing)
        labelled = {label.removeprefix(VALUE): each for label, each in sorted(rows.items()) if label != UNLABELLED}
        return report_of(
            self.scope,
            self.metric,
            self._edges,
            everyone,
            labelled,
            cadence_days=USUAL_DAYS[common] if state.classes else None,
        )

    def unit_returns(self, bucket: Bucket, state: RetentionState, *, most: int) -> tuple[UnitReturns, ...]:
        """The first `most` births of a bucket, in the order of its units. `state` is that of all buckets."""
        stream = self._stream(bucket)
        grid = self._grids(bucket)[common_class(state.classes) if state.classes else 0]
        births = stream.births(grid)
        shown = Births(births.unit[:most], births.at[:most], births.row[:most], births.place[:most])
        found = stream.returns(shown, grid)
        return tuple(self._told(bucket, found, number) for number in range(len(shown.at)))

    def _told(self, bucket: Bucket, found: Returns, number: int) -> UnitReturns:
        names, bits = self._names, int(found.back[number])
        born = int(found.births.at[number])
        cohort = int(self._edges[np.searchsorted(self._edges, born, side="right") - 1])
        back = tuple(name for cell, name in enumerate(names) if bits >> cell & 1)
        return UnitReturns(bucket.ids[found.births.unit[number]], born, cohort, back, int(found.over[number]))

    def _stream(self, bucket: Bucket) -> Stream:
        who = members(bucket, self.scope.population, self.scope.as_of)
        return Stream(bucket, self.scope, who, self.metric)

    def _grids(self, bucket: Bucket) -> list[Grid]:
        """The grid; by cadence one for each that units may have in common."""
        if self.metric.by != "cadence":
            return [self._grid]
        rhythm = Rhythm.of(bucket, self.metric, self.scope.as_of)
        return [cadence_grid(self.metric, self.metric.at, self.scope, each) for each in rhythm.cadences()]

    def _rows(self, stream: Stream, grid: Grid) -> Rows:
        births = stream.births(grid)
        found = stream.returns(births, grid)
        volume = stream.volumes(births, grid) if self.metric.by == "cadence" else None
        cohorts = len(self._edges) - 1
        groups = places_of(self._edges, births.at)
        if stream.who.names:
            groups = groups + (stream.who.labels[births.unit].astype(np.int64) + 1) * cohorts
        occurring, sums = self._sums(found, groups, (len(stream.who.names) + 1) * cohorts, volume)
        rows: Rows = {}
        for group, row in zip(occurring, sums, strict=True):
            label, cohort = divmod(group, cohorts)
            name = f"{VALUE}{stream.who.names[label - 1]}" if label else UNLABELLED
            rows = _added(rows, {name: {int(self._edges[cohort]): tuple(row)}})
        return rows

    def _sums(
        self, found: Returns, groups: Ints, count: int, volume: NDArray[np.int64] | None
    ) -> tuple[list[int], list[list[int]]]:
        """The groups that occur, and the sums of each."""
        names = np.arange(count)
        if count > FEW_GROUPS:
            names, groups = np.unique(groups, return_inverse=True)
        sums = cell_sums(groups, found.over, found.back, len(self._names), len(names))
        if volume is not None:
            sums = np.hstack([sums, volume_sums(groups, found.over, found.back, volume, len(names))])
        occurring = np.flatnonzero(sums[:, 0])
        return names[occurring].tolist(), sums[occurring].tolist()

    @cached_property
    def _grid(self) -> Grid:
        return grid_of(self.metric, cell_numbers(self.metric), self.scope)

    @cached_property
    def _edges(self) -> Ints:
        return cohort_edges(self.metric, self.scope)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return cell_names(self.metric)


def _added(left: Rows, right: Rows) -> Rows:
    rows = dict(left)
    for label, cohorts in right.items():
        rows[label] = _added_cohorts(rows[label], cohorts) if label in rows else cohorts
    return rows


def _added_cohorts(left: dict[int, Row], right: dict[int, Row]) -> dict[int, Row]:
    rows = dict(left)
    for start, row in right.items():
        rows[start] = tuple(a + b for a, b in zip(rows[start], row, strict=True)) if start in rows else row
    return rows
