"""A funnel in detail: by step, how long it takes, by the value of a property, over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec
import numpy as np

from hypercare.analysis.activity.event_names import told_apart
from hypercare.analysis.funnel.chains import TracedChains, traced
from hypercare.analysis.funnel.durations import Durations, durations_by, durations_of, spread
from hypercare.analysis.funnel.entry_periods import EntryPeriods, entry_periods
from hypercare.analysis.funnel.options import ANY
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.report import (
    BreakdownReport,
    EntryCohort,
    FunnelCounts,
    FunnelReport,
    OverReport,
    StepReport,
    ValueReport,
    share,
)
from hypercare.analysis.funnel.sums import ChainSums
from hypercare.analysis.funnel.survival import survival
from hypercare.analysis.funnel.times import chain_times
from hypercare.analysis.population import NEVER, Members, members
from hypercare.analysis.proportion import HEAD
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import VALUE, Row
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric, Unit
from hypercare.model.sequences import Bucket, Ints

MOST_VALUES = 5_000
"""So many values are told apart: more than anybody would break a funnel down by, and a client that puts ids into a
property sends any number."""
MOST_SHOWN = 25
WITHOUT = ""
"""The label of units that have no value."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a funnel beside its steps and times: a breakdown `by` a property (None: no), and how it goes
    `over` time ("day", "week" or "month"; empty: not asked).

    `at` says whose value counts: of the "first" or the "last" step of the chain, or of "step" number `step`, from 1.
    Empty: the unit's own, frozen at its first exposure.
    """

    by: str | None = None
    at: str = ""
    step: int = 0
    over: str = ""


class ValueState(msgspec.Struct, frozen=True):
    """The sums of the units of one value, and how long the converted among them took."""

    row: Row
    took: Durations


class FunnelState(msgspec.Struct, frozen=True):
    """What adds up: the sums of all units (`FunnelCounts`); by step how long it took, how long all took, and how long
    units were watched that did not convert; the sums by value, and by period of entry, from -1 (earlier) on.
    """

    row: Row
    steps: tuple[Durations, ...]
    took: Durations
    watched: Durations
    values: dict[str, ValueState]
    periods: dict[int, Row]


@dataclass(frozen=True)
class FunnelDetail:
    """The detail of one funnel in one scope. Its counts are those of `Funnel`, to the digit.

    Raises ValueError for the rules of another tool (`profile`): these know no chain.
    """

    scope: Scope
    metric: FunnelMetric
    asked: Asked = Asked()

    def __post_init__(self) -> None:
        if self.metric.profile:
            raise ValueError(f"no chains are known by the rules of {self.metric.profile}")

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        by = frozenset() if self.asked.by is None else frozenset({self.asked.by})
        return self.scope.population.columns.union(by, *(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> FunnelState:
        steps = len(self.metric.steps)
        return FunnelState((0,) * (HEAD + 4 * steps + 1), (Durations(),) * steps, Durations(), Durations(), {}, {})

    def partial(self, bucket: Bucket) -> FunnelState:
        who = self._members(bucket)
        chains = traced(bucket, self.metric, self.scope, who)
        times = chain_times(chains)
        converted = chains.converted
        sums = ChainSums.of(chains)
        after = [gaps[converted & chains.filled[:, step]] for step, gaps in enumerate(times.since_before.T)]
        return FunnelState(
            row=sums.of_all(),
            steps=tuple(durations_of(each[each != NONE]) for each in after),
            took=durations_of(times.took[converted]),
            watched=durations_of(self._watched(chains)[chains.entered & ~converted]),
            values=self._by_value(bucket, who, chains, sums, times.took),
            periods=self._by_period(chains, sums, times.entry),
        )

    def merge(self, left: FunnelState, right: FunnelState) -> FunnelState:
        return FunnelState(
            _sum(left.row, right.row),
            tuple(a + b for a, b in zip(left.steps, right.steps, strict=True)),
            left.took + right.took,
            left.watched + right.watched,
            _bounded(_values_together(left.values, right.values)),
            _periods_together(left.periods, right.periods),
        )

    def finish(self, state: FunnelState) -> FunnelReport:
        counts = FunnelCounts(state.row, len(self.metric.steps))
        return FunnelReport(
            self.metric,
            counts,
            tuple(self._steps(counts, state.steps)),
            spread(state.took),
            survival(state.took, state.watched),
            None if self.asked.by is None else self._breakdown(self.asked.by, counts, state.values),
            self._over(state.periods) if self.asked.over else None,
        )

    @property
    def _window(self) -> int:
        return self.metric.within // MICROSECOND

    @cached_property
    def _periods(self) -> EntryPeriods:
        return entry_periods(self.scope, self.asked.over)

    def _members(self, bucket: Bucket) -> Members:
        population = self.scope.population
        if self.asked.by is not None and not self.asked.at:
            population = replace(population, by=self.asked.by)
        return members(bucket, population, self.scope.as_of)

    def _watched(self, chains: TracedChains) -> Ints:
        """For how long each unit was watched since its last entry, (u,): to the end of the window at most."""
        return np.clip(self.scope.settled - chains.last_entry, 0, self._window)

    def _by_value(
        self, bucket: Bucket, who: Members, chains: TracedChains, sums: ChainSums, took: Ints
    ) -> dict[str, ValueState]:
        if self.asked.by is None:
            return {}
        codes, names = self._codes(bucket, who, chains)
        distinct, labels = np.unique(np.where(sums.counted, codes, -1), return_inverse=True)
        rows = sums.by_label(labels, len(distinct))
        times = durations_by(labels[chains.converted], took[chains.converted], len(distinct))
        found: dict[str, ValueState] = {}
        for code, row, each in zip(distinct.tolist(), rows, times, strict=True):
            # Values that differ in type only ("1" and 1) are one value in words: they are added, not overwritten.
            label = WITHOUT if code < 0 else f"{VALUE}{names[code]}"
            found = _values_together(found, {label: ValueState(row, each)})
        return _bounded(found)

    def _codes(self, bucket: Bucket, who: Members, chains: TracedChains) -> tuple[Ints, tuple[object, ...]]:
        """The value of each unit as a code, (u,), -1 for none, and what the codes mean."""
        assert self.asked.by is not None
        if not self.asked.at:
            return who.labels.astype(np.int64), who.names
        column = bucket.columns[self.asked.by]
        rows = self._attributed(chains)
        if not len(column.codes):
            return np.full(len(rows), -1), column.values
        return np.where(rows >= 0, column.codes[rows], -1), column.values

    def _attributed(self, chains: TracedChains) -> Ints:
        """The row whose value counts, (u,); -1 for none."""
        if self.asked.at == "step":
            return chains.rows[:, self.asked.step - 1].astype(np.int64)
        entry = np.where(chains.filled, chains.reached_at, NEVER).argmin(axis=1)
        at = entry if self.asked.at == "first" else np.maximum(chains.stands_at, 0)
        return np.take_along_axis(chains.rows, at[:, None], axis=1)[:, 0].astype(np.int64)

    def _by_period(self, chains: TracedChains, sums: ChainSums, entry: Ints) -> dict[int, Row]:
        if not self.asked.over:
            return {}
        places = self._periods.place(np.where(chains.entered, entry, self.scope.start))
        distinct, labels = np.unique(places[chains.entered], return_inverse=True)
        rows = sums.where(chains.entered).by_label(labels, len(distinct))
        return dict(zip(distinct.tolist(), (row[:HEAD] for row in rows), strict=True))

    def _steps(self, counts: FunnelCounts, took: tuple[Durations, ...]) -> Iterable[StepReport]:
        before: int | None = None
        for place, step in enumerate(self.metric.steps):
            mature = counts.mature_reached[place]
            yield StepReport(
                place + 1,
                step.ref.event,
                step.optional,
                counts.reached[place],
                mature,
                counts.dropped[place],
                counts.still_open[place],
                share(mature, counts.mature),
                None if before is None or self.metric.order == ANY else share(mature, before),
                spread(took[place]),
            )
            before = before if step.optional else mature

    def _breakdown(self, by: str, all_units: FunnelCounts, values: Mapping[str, ValueState]) -> BreakdownReport:
        found = [self._value(label, each) for label, each in values.items() if each.row[0]]
        found.sort(key=lambda each: (-each.counts.units, each.value is not None, each.value or ""))
        shown = tuple(found[:MOST_SHOWN])
        told, others = (sum(each.counts.units for each in part) for part in (found, shown))
        at = f"step {self.asked.step}" if self.asked.at == "step" else self.asked.at
        return BreakdownReport(by, at, shown, all_units.units - others, told == all_units.units)

    def _value(self, label: str, state: ValueState) -> ValueReport:
        took = spread(state.took)
        value = None if label == WITHOUT else label.removeprefix(VALUE)
        return ValueReport(value, FunnelCounts(state.row, len(self.metric.steps)), took.median if took else None)

    def _over(self, rows: Mapping[int, Row]) -> OverReport:
        told = [place for place in rows if place >= 0]
        cohorts = (self._cohort(place, rows) for place in range(min(told, default=0), len(self._periods.firsts)))
        return OverReport(self.asked.over, tuple(cohorts) if told else (), rows.get(-1, (0,))[0])

    def _cohort(self, place: int, rows: Mapping[int, Row]) -> EntryCohort:
        end = min(int(self._periods.edges[place + 1]), self.scope.stop)
        return EntryCohort(
            self._periods.firsts[place],
            self._periods.last_day(place, self.asked.over),
            end - 1 + self._window <= self.scope.settled,
            FunnelCounts((*rows.get(place, (0,) * HEAD), 0), 0),
        )


def _sum(left: Row, right: Row) -> Row:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def _values_together(left: Mapping[str, ValueState], right: Mapping[str, ValueState]) -> dict[str, ValueState]:
    found = dict(left)
    for label, each in right.items():
        before = found.get(label)
        found[label] = each if before is None else ValueState(_sum(before.row, each.row), before.took + each.took)
    return found


def _periods_together(left: Mapping[int, Row], right: Mapping[int, Row]) -> dict[int, Row]:
    found = dict(left)
    for place, row in right.items():
        found[place] = _sum(found[place], row) if place in found else row
    return found


def _bounded(values: dict[str, ValueState]) -> dict[str, ValueState]:
    """The values that are told apart: which ones depends on their names alone, so that they add up in any order."""
    if len(values) <= MOST_VALUES:
        return values
    kept = told_apart(values, MOST_VALUES)
    return {label: each for label, each in values.items() if label in kept}
