"""Births, and in which cells of a grid units came back after them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.hit_keys import HitKeys, keys_of
from hypercare.analysis.hits import Hits, hits, sealed
from hypercare.analysis.population import Members
from hypercare.analysis.retention import kernel
from hypercare.analysis.retention.grid import NONE, Grid, settled_at
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import USERS, Bucket, Codes, Ints

MOST_CELLS = 62
"""Cells of one grid: each is a bit of a whole number."""


CellArrays = tuple[Ints, Ints, Ints, Ints, Ints]
"""As kernels read cells: the base and the reach of each birth, (b,); the first and the end of all cells; edges."""


@dataclass(frozen=True)
class Births:
    """Births, sorted by unit and time: the number of the unit, when, the bucket's row, and the place among the events
    by which units are born, (b,) each.
    """

    unit: Codes
    at: Ints
    row: Codes
    place: Ints


@dataclass(frozen=True)
class Returns:
    """What became of births: how many of the first cells are over, and bit c of `back` where the unit came back in
    cell c, (b,) each.
    """

    births: Births
    over: Ints
    back: Ints


@dataclass(frozen=True)
class Stream:
    """The events of one bucket by which its members are born and come back."""

    bucket: Bucket
    scope: Scope
    who: Members
    metric: RetentionMetric

    def births(self, grid: Grid) -> Births:
        """Births in [start, stop), since the unit's exposure where the scope is after go-live."""
        found = self._starts
        keys = keys_of(found)
        since = NONE if self.who.all_rows_count or self.scope.before_exposure else sealed(self.who.exposed_at)
        asked = (sealed(self.who.mask), since, self.scope.start, self.scope.stop)
        if self.metric.birth == "recurring":
            origin = sealed(self.who.exposed_at) if grid.cycle_us else NONE
            places = kernel.recurring_births(keys, *asked, grid.recurs, origin, sealed(grid.period_us))
        else:
            places = kernel.first_births(keys, *asked, self.metric.birth == "first_ever")
        born = Hits(
            bucket=self.bucket, rows=found.rows[places], keys=found.keys[places] if len(found.keys) else found.keys
        )
        return Births(born.units, born.ts, born.rows, places)

    def returns(self, births: Births, grid: Grid) -> Returns:
        """What became of births in the cells of a grid. A birth itself is no return."""
        cells = self._cells(births, grid)
        settled = settled_at(self.metric, self.scope)
        base, reach, first, end, edges = cells
        over = kernel.over_cells(base, reach, births.at, first, end, edges, settled)
        back = self._back(births, grid, cells)
        if self.metric.profile == "posthog":
            back |= np.int64(grid.first[0] == 0)
        return Returns(births, over, back)

    def volumes(self, births: Births, grid: Grid) -> NDArray[np.int64]:
        """How much each unit did before each cell: the birth and the returns after it, (b, c)."""
        asked = (*self._from(births), births.unit, births.at, *self._cells(births, grid))
        counts: NDArray[np.int64] = kernel.volumes(self._keys, *asked)
        return counts

    def _back(self, births: Births, grid: Grid, cells: CellArrays) -> Ints:
        metric, since = self.metric, self.metric.returning == "on_or_after"
        begin, own = self._from(births)
        back: Ints
        if not (since or metric.members or len(grid.around)):
            table = (cells[-1], grid.step_us, sealed(grid.cell_of))
            back = kernel.back_in(self._keys, begin, own, births.unit, cells[0], *table, metric.at_least)
            return back
        asked = (begin, own, births.unit, births.at, *cells, metric.at_least)
        if not metric.members:
            back = (kernel.back_since if since else kernel.back_around)(self._keys, *asked)
            return back
        users = self.bucket.columns[USERS]
        codes = sealed(users.codes[self._returns.rows])
        walk = kernel.members_back_since if since else kernel.members_back_in
        back = walk(self._keys, codes, *asked, metric.members, len(users.values))
        return back

    def _cells(self, births: Births, grid: Grid) -> CellArrays:
        base, reach = births.at, NONE
        if len(grid.edges):
            base = kernel.places_of(grid.edges, births.at)
        elif grid.cycle_us:
            exposed = self.who.exposed_at[births.unit]
            base = exposed + (births.at - exposed) // grid.cycle_us * grid.cycle_us
        elif grid.tick_us > 1:
            base = births.at - (births.at - grid.offset_us) % grid.tick_us
        if len(grid.around):
            reach = sealed(grid.around[births.unit])
        return sealed(base), reach, sealed(grid.first), sealed(grid.end), grid.edges

    def _from(self, births: Births) -> tuple[Ints, Ints]:
        """Of each birth the place of the first return not before it, and its own among the returns, -1 for none."""
        if self._starts is self._returns:
            return sealed(births.place), sealed(births.place)
        begin, own = kernel.returns_from(self._keys, births.unit, births.at, births.row)
        return sealed(begin), sealed(own)

    @cached_property
    def _starts(self) -> Hits:
        if self.metric.start is None or self.metric.start == self.metric.event:
            return self._events
        return hits(self.bucket, self.metric.start, self.scope.as_of)

    @cached_property
    def _events(self) -> Hits:
        return hits(self.bucket, self.metric.event, self.scope.as_of)

    @cached_property
    def _returns(self) -> Hits:
        if self.metric.profile == "posthog":
            return self._events.between(self.scope.start, self.scope.stop)
        return self._events

    @cached_property
    def _keys(self) -> HitKeys:
        return keys_of(self._returns)
