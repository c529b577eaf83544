"""What is known of the units in a running cycle: what a forecast of how many reach the goal is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np

from hypercare.analysis.cycle.outlook_kernel import (
    BEFORE,
    COUNT,
    DAY_SQUARES,
    EXPOSED,
    START,
    WEEK_EVENTS,
    WEEK_SQUARES,
    outlook,
)
from hypercare.analysis.cycle.window import CycleDays, CycleWindow
from hypercare.analysis.hit_keys import keys_of
from hypercare.analysis.hits import hits, sealed
from hypercare.analysis.population import members
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import Row
from hypercare.model.metrics import CycleMetric, Unit
from hypercare.model.sequences import Bucket, Ints

MOST_TOLD_APART = 1000
"""Units with more events than this since their start are taken together: their rate is known to a few percent."""
PACKED = MOST_TOLD_APART + 1


@dataclass(frozen=True)
class Bursts:
    """Of the units whose rate is read from one day on, how their events fall on days and weeks; sums over units.

    `square` is that of each unit's events; `by_day` and `by_week` those of its days and of its whole weeks, which have
    `in_weeks` events, with `in_weeks_square` that of each unit's.
    """

    units: int
    events: int
    square: int
    by_day: int
    in_weeks: int
    in_weeks_square: int
    by_week: int


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known of a cohort in its cycle, at the end of the last known day.

    Cells (c,) are units that are alike: `start` the day from which their rate is read (the day after their exposure, or
    the cycle's first), `done` their events in the cycle, at most the goal, `count` those from `start` on, `units` how
    many they are. `bursts` go by start. `events` are by day of exposure, (known days,) each, on the days after it;
    `exposed` how many units were exposed on that day.
    """

    days: CycleDays
    goal: int
    start: Ints
    done: Ints
    count: Ints
    units: Ints
    bursts: Mapping[int, Bursts]
    events: Mapping[int, Row]
    exposed: Mapping[int, int]

    @property
    def size(self) -> int:
        """How many units there are."""
        return int(self.units.sum())

    @property
    def reached(self) -> int:
        """How many have reached the goal."""
        return int(self.units[self.done >= self.goal].sum())


class OutlookState(msgspec.Struct, frozen=True):
    """Sums: cells by start, and by events in the cycle and since the start packed into one number; the rows of `Bursts`
    by start; events by day of exposure and day; units by day of exposure.
    """

    cells: dict[int, dict[int, int]]
    bursts: dict[int, Row]
    events: dict[int, Row]
    exposed: dict[int, int]


@dataclass(frozen=True)
class OutlookOf:
    """What is known of the launch's cohort in its first full cycle at `scope.settled`, by whole local days.

    In a calendar cycle all of a unit's events count for the goal, also those before its exposure, while its rate is
    read from the day after it: what the feature does to a rate begins there, and the day of the exposure itself has the
    event that exposed the unit.
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
    def empty(self) -> OutlookState:
        return OutlookState({}, {}, {}, {})

    def partial(self, bucket: Bucket) -> OutlookState:
        told, by_day = columns_of(bucket, self.window)
        exposed, units = np.unique(told[:, EXPOSED], return_counts=True)
        events = {day: tuple(by_day[day].tolist()) for day in np.flatnonzero(by_day.any(axis=1)).tolist()}
        return OutlookState(
            cells=nested(packed(told, self.metric.at_least), np.ones(len(told), np.int64)),
            bursts=_bursts(told),
            events=events,
            exposed=dict(zip(exposed.tolist(), units.tolist(), strict=True)),
        )

    def merge(self, left: OutlookState, right: OutlookState) -> OutlookState:
        return OutlookState(
            nested_sum(left.cells, right.cells),
            _rows_added(left.bursts, right.bursts),
            _rows_added(left.events, right.events),
            _added(left.exposed, right.exposed),
        )

    def finish(self, state: OutlookState) -> Outlook:
        cells = [
            (start, *divmod(code, PACKED), units)
            for start, codes in sorted(state.cells.items())
            for code, units in sorted(codes.items())
        ]
        start, done, count, units = np.array(cells, np.int64).reshape(len(cells), 4).T
        return Outlook(
            self.window.days,
            self.metric.at_least,
            start,
            done,
            count,
            units,
            {start: Bursts(*row) for start, row in sorted(state.bursts.items())},
            dict(sorted(state.events.items())),
            dict(sorted(state.exposed.items())),
        )

    @cached_property
    def window(self) -> CycleWindow:
        """The cycle."""
        return CycleWindow(self.scope, self.metric, self.scope.settled)


def columns_of(bucket: Bucket, window: CycleWindow) -> tuple[Ints, Ints]:
    """The kernel's columns of each member that was exposed by the last known day, and the events by day of exposure."""
    who = members(bucket, window.scope.population, window.scope.as_of)
    edges = sealed(window.edges)
    known = len(edges) - 1
    by_day = np.zeros((known, known), np.int64)
    unit = np.flatnonzero(who.mask & (who.exposed_at < edges[-1]))
    found = keys_of(hits(bucket, window.metric.event, window.scope.as_of))
    exposed = sealed(who.exposed_at[unit])
    told: Ints = outlook(found, sealed(unit), exposed, edges, window.bounds, by_day)
    return told, by_day


def packed(told: Ints, goal: int) -> Ints:
    """Of each unit (k, 2): its start, and its events in the cycle and since the start packed into one number."""
    code = np.minimum(told[:, BEFORE], goal) * PACKED + np.minimum(told[:, COUNT], MOST_TOLD_APART)
    return np.stack((told[:, START], code), axis=1)


def nested(codes: Ints, units: Ints) -> dict[int, dict[int, int]]:
    """Numbers of units by start and packed events, as `packed` says of each."""
    found, place = np.unique(codes, axis=0, return_inverse=True)
    sums = np.bincount(place.reshape(-1), weights=units, minlength=len(found)).astype(np.int64)
    nested: dict[int, dict[int, int]] = {}
    for (start, code), number in zip(found.tolist(), sums.tolist(), strict=True):
        nested.setdefault(start, {})[code] = number
    return nested


def nested_sum(left: dict[int, dict[int, int]], right: dict[int, dict[int, int]]) -> dict[int, dict[int, int]]:
    """Both together."""
    return left | {start: _added(left.get(start, {}), codes) for start, codes in right.items()}


def _bursts(told: Ints) -> dict[int, Row]:
    count, in_weeks = told[:, COUNT], told[:, WEEK_EVENTS]
    rows = np.stack(
        (
            np.ones(len(told), np.int64), count, count**2, told[:, DAY_SQUARES],
            in_weeks, in_weeks**2, told[:, WEEK_SQUARES],
        ),
        axis=1,
    )  # fmt: skip
    starts, place = np.unique(told[:, START], return_inverse=True)
    sums = np.zeros((len(starts), rows.shape[1]), np.int64)
    np.add.at(sums, place.reshape(-1), rows)
    return {start: tuple(row) for start, row in zip(starts.tolist(), sums.tolist(), strict=True)}


def _added(left: dict[int, int], right: dict[int, int]) -> dict[int, int]:
    return left | {key: left.get(key, 0) + units for key, units in right.items()}


def _rows_added(left: dict[int, Row], right: dict[int, Row]) -> dict[int, Row]:
    rows = dict(left)
    for key, row in right.items():
        rows[key] = tuple(a + b for a, b in zip(rows[key], row, strict=True)) if key in rows else row
    return rows
