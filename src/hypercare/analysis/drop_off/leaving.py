"""Who stopped at which step of a funnel: what they did next, how long they lingered, and what they have in common."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.drop_off.label_counts import LabelCounts, label_counts, no_counts, together
from hypercare.analysis.drop_off.lingering import added, histogram
from hypercare.analysis.drop_off.report import (
    WROTE_TICKET,
    DropOffReport,
    DropOffState,
    drop_off_report,
    value_label,
)
from hypercare.analysis.drop_off.stops import Aftermath, Stops, aftermath, stops
from hypercare.analysis.hits import hits
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import Row
from hypercare.model.metrics import EventRef, FunnelMetric, Unit
from hypercare.model.sequences import Bucket, Column, Ints

ERRORS = ("$exception", "app_exception")
"""The names of events that are errors, where clients send them as events: PostHog's and Firebase's."""
TICKETS = ("support_ticket",)
"""The names of events that are tickets."""
ERROR, TICKET = 1, 2
"""Kinds of event, as bits."""


@dataclass(frozen=True)
class DropOff:
    """The drop-offs of a funnel in one scope; `keys` are the properties whose values are compared, as they stood at
    the event that filled the step. `errors` and `tickets` are the names of events of these kinds.
    """

    scope: Scope
    metric: FunnelMetric
    keys: tuple[str, ...] = ()
    errors: tuple[str, ...] = ERRORS
    tickets: tuple[str, ...] = TICKETS

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        filters = (ref.where.keys for ref in self.metric.refs)
        return self.scope.population.columns.union(self.keys, *filters)

    @property
    def empty(self) -> DropOffState:
        steps = len(self.metric.steps)
        return DropOffState(
            units=((0,) * (WROTE_TICKET + 1),) * steps,
            last=no_counts(steps),
            following=no_counts(steps),
            lingered=({},) * steps,
            values={key: no_counts(2 * steps) for key in self.keys},
            errors=0,
            tickets=0,
        )

    def partial(self, bucket: Bucket) -> DropOffState:
        found = stops(bucket, self.metric, self.scope)
        after = aftermath(bucket, self.metric, self.scope, found, self._kinds(bucket))
        steps, standing = len(self.metric.steps), found.step[after.places]
        last = np.where(after.last >= 0, after.last, after.reached)
        lingered = bucket.ts[last] - bucket.ts[after.reached]
        groups = _groups(found, steps)
        return DropOffState(
            units=_units(found, after, groups),
            last=_by_event(bucket, last, standing, steps),
            following=_by_event(bucket, after.following, standing, steps),
            lingered=tuple(histogram(lingered[standing == step]) for step in range(steps)),
            values={key: _by_value(bucket.columns[key], found, groups) for key in self.keys},
            errors=self._rows_of(bucket, self.errors),
            tickets=self._rows_of(bucket, self.tickets),
        )

    def merge(self, left: DropOffState, right: DropOffState) -> DropOffState:
        return DropOffState(
            units=tuple(_plus(a, b) for a, b in zip(left.units, right.units, strict=True)),
            last=together(left.last, right.last),
            following=together(left.following, right.following),
            lingered=tuple(added(a, b) for a, b in zip(left.lingered, right.lingered, strict=True)),
            values={key: together(left.values[key], right.values[key]) for key in self.keys},
            errors=left.errors + right.errors,
            tickets=left.tickets + right.tickets,
        )

    def finish(self, state: DropOffState) -> DropOffReport:
        return drop_off_report(self.metric, self.keys, state)

    def _kinds(self, bucket: Bucket) -> NDArray[np.uint8]:
        """The kinds of each event of a bucket, by its code."""
        return np.array(
            [ERROR * (name in self.errors) | TICKET * (name in self.tickets) for name in bucket.names], np.uint8
        )

    def _rows_of(self, bucket: Bucket, names: tuple[str, ...]) -> int:
        return sum(len(hits(bucket, EventRef(name), self.as_of).rows) for name in dict.fromkeys(names))


@dataclass(frozen=True)
class _Group:
    """The mature units of a step, as places among the stops: those that dropped there, and those that went on."""

    dropped: Ints
    went_on: Ints


def _groups(found: Stops, steps: int) -> list[_Group]:
    return [
        _Group(
            np.flatnonzero(found.mature & found.dropped & (found.step == step)),
            np.flatnonzero(found.mature & found.came_by(step)),
        )
        for step in range(steps)
    ]


def _units(found: Stops, after: Aftermath, groups: list[_Group]) -> tuple[Row, ...]:
    def row(step: int) -> Row:
        here, stopped = found.step == step, found.step[after.places] == step
        return (
            int((found.dropped & here).sum()),
            int((found.is_open & here).sum()),
            int(found.came_by(step).sum()),
            len(groups[step].dropped),
            len(groups[step].went_on),
            int((stopped & (after.following < 0)).sum()),
            int((stopped & (after.met & ERROR > 0)).sum()),
            int((stopped & (after.met & TICKET > 0)).sum()),
        )

    return tuple(row(step) for step in range(len(groups)))


def _by_event(bucket: Bucket, rows: Ints, steps_of: Ints, steps: int) -> LabelCounts:
    """Units by the name of their event and step: the rows of some events (m,), -1 for none, at the steps (m,)."""
    there = rows >= 0
    codes = bucket.event[rows[there]].astype(np.int64)
    return _labelled(codes * steps + steps_of[there], steps, lambda code: bucket.names[code])


def _by_value(column: Column, found: Stops, groups: list[_Group]) -> LabelCounts:
    """Mature units by value at the row of the step, those that dropped by step, then those that went on."""
    sides = [*(group.dropped for group in groups), *(group.went_on for group in groups)]
    width = len(sides)
    cells = [
        (column.codes[found.rows[places, number % len(groups)]].astype(np.int64) + 1) * width + number
        for number, places in enumerate(sides)
    ]
    return _labelled(np.concatenate(cells), width, lambda code: value_label(column.values[code - 1] if code else None))


def _labelled(cells: Ints, width: int, name: Callable[[int], str]) -> LabelCounts:
    """How often each cell comes, as rows of `width` counts by the name of the row."""
    found, counts = np.unique(cells, return_counts=True)
    codes, at = np.unique(found // width, return_inverse=True)
    rows = np.zeros((len(codes), width), np.int64)
    rows[at, found % width] = counts
    return label_counts([name(code) for code in codes.tolist()], rows)


def _plus(left: Row, right: Row) -> Row:
    return tuple(a + b for a, b in zip(left, right, strict=True))
