"""Retention by cadence beside its gates: by accounts and by volume, by class, when the rest is mature, who lapsed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from hypercare.analysis.launch_scope import days_scope, days_until, gate_scope
from hypercare.analysis.retention.by_cadence import AtDay, ByCadence
from hypercare.analysis.retention.day_clock import DayClock
from hypercare.analysis.retention.lapse import Lapses, LapsesOf, Rates, RatesOf
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.series.calendar_fit import days_between, fit, is_volume
from hypercare.checks.ask import Ask, question
from hypercare.checks.gates.levels import expected_units, midpoint
from hypercare.checks.series import asked_series
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.cycles.judgeable import judgeable
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch, Relative, Threshold
from hypercare.model.metrics import RetentionMetric
from hypercare.model.verdict import LaunchVerdict


@dataclass(frozen=True)
class CadenceRetention:
    """A retention by cadence: the `rates` that its units have in common, each day it names, and who has lapsed."""

    metric: RetentionMetric
    rates: Rates
    days: tuple[AtDay, ...]
    lapses: Lapses


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> tuple[CadenceRetention, ...]:
    """What there is to say of each declared retention by cadence, as known at the verdict's instant."""
    return tuple(_found(launch, metric, verdict.as_of, ask) for metric in by_cadence(launch))


def by_cadence(launch: Launch) -> tuple[RetentionMetric, ...]:
    """The declared retentions by cadence."""
    declared = launch.metrics.values()
    return tuple(each for each in declared if isinstance(each, RetentionMetric) and each.by == "cadence")


def scope_of(launch: Launch, metric: RetentionMetric, at: datetime) -> Scope:
    """Whose retention is read: what the last gate reads that asks for it, else all days since go-live."""
    asking = max(_asking(launch, metric), key=lambda each: judgeable(launch, each[0]), default=None)
    if asking is None:
        return days_scope(launch, metric, days_until(launch, at), at)
    return gate_scope(launch, *asking, at)


def clock_of(launch: Launch, metric: RetentionMetric, at: datetime, ask: Ask) -> DayClock:
    """The clock by which a silence is read, from the calendar of the metric's own days.

    Weekdays weigh what they weigh, and quiet stretches slow it down. Peaks do not hasten it: a weekly account that did
    not come during a sale missed nothing, though three times as many orders were made.
    """
    series = asked_series(launch, metric, at, ask).everyone
    calendar = fit(series, calendar_of(launch), local_date(launch.live, launch.zone), is_volume=is_volume(metric))
    days = list(days_between(series.first, max(series.first, local_date(at, launch.zone))))
    weekdays = calendar.weekdays[[day.weekday() for day in days]]
    weights = np.minimum(calendar.weights(days[0], days[-1]), weekdays)
    edges = [to_micros(date_start(day, launch.zone)) for day in (*days, days[-1] + DAY)]
    return DayClock.of(edges, weights.tolist())


def _found(launch: Launch, metric: RetentionMetric, at: datetime, ask: Ask) -> CadenceRetention:
    scope, subject = scope_of(launch, metric, at), f"retention/{metric.name}"
    clock = clock_of(launch, metric, at, ask)
    rates = ask(question(f"{subject}/rates", at), RatesOf(scope, metric, clock))
    table = ByCadence(scope, _judging(launch, metric), metric, rates.common)
    lapses = LapsesOf(scope, metric, rates, launch.segments, clock)
    return CadenceRetention(
        metric, rates, ask(question(f"{subject}/days", at), table), ask(question(f"{subject}/lapses", at), lapses)
    )


def _asking(launch: Launch, metric: RetentionMetric) -> Iterator[tuple[Gate, Threshold]]:
    return ((gate, each) for gate in launch.gates for each in gate.thresholds if each.metric == metric.name)


def _judging(launch: Launch, metric: RetentionMetric) -> Judging:
    """As its last gate judges it."""
    asking = max(_asking(launch, metric), key=lambda each: judgeable(launch, each[0]), default=None)
    threshold = None if asking is None or isinstance(asking[1].success, Relative) else asking[1]
    centre = None if threshold is None else midpoint(threshold.success, threshold.failure)
    return Judging(centre, expected_units=expected_units(launch))
