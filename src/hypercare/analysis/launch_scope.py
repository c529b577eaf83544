"""What a launch asks of its data: the units and the time behind a gate, a guardrail, a comparison."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypercare.analysis.derived_columns import read_for
from hypercare.analysis.population import NEVER, Population
from hypercare.analysis.retention.cells import users_read
from hypercare.analysis.scope import Scope
from hypercare.cycles.business import CycleWindow, first_full_cycle
from hypercare.cycles.cohort import cohort
from hypercare.cycles.day import day_boundaries, day_end, day_n, day_start, local_date
from hypercare.cycles.judgeable import entry_window
from hypercare.model.clients import PLATFORM_NAMES
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch, Threshold
from hypercare.model.metrics import Condition, CycleMetric, Filter, MeanMetric, Metric, Op
from hypercare.model.sequences import CLIENT

HISTORY_DAYS = 400
"""So many days before go-live are read: a year, and a moving holiday of the year before with the days around it."""


def population(launch: Launch, metric: Metric | None = None, by: str | None = None) -> Population:
    """The launch cohort: units of the segment, exposed in the cohort's days (of a calendar cycle, its first third)."""
    every = metric.every if isinstance(metric, CycleMetric) else None
    window = cohort(launch, every)
    flag, where = launch.segment.exposure.flag, launch.segment.where
    switched_on = Filter((Condition(f"flag.{flag}", Op.NOT, ("off",)),)) if flag else Filter()
    if is_assigned(launch):
        where, switched_on = Filter((*where.conditions, *switched_on.conditions)), Filter()
    return Population(
        unit=metric.unit if metric is not None and metric.unit is not None else launch.unit,
        where=where,
        exposing=() if flag else launch.exposing,
        flag=flag,
        seen=switched_on,
        exposed_from=to_micros(window.start),
        exposed_until=to_micros(window.end),
        by=by,
    )


def reached(launch: Launch) -> Population:
    """Whoever sees the feature, in the segment or not, on whatever day from go-live on."""
    where = population(launch).where.conditions[len(launch.segment.where.conditions) :]
    return replace(population(launch), where=Filter(where), exposed_from=to_micros(launch.live), exposed_until=NEVER)


def everyone_exposed(launch: Launch) -> Population:
    """The cohort with every value of its flag, also those that were handed the feature switched off."""
    return replace(population(launch), where=launch.segment.where, seen=Filter())


def control(launch: Launch, metric: Metric | None = None) -> Population:
    """The declared control: units that pass its filter at their first event (or sight of the flag) after go-live."""
    if launch.control is None:
        raise ValueError(f"launch {launch.id} declares no control")
    flag = launch.segment.exposure.flag
    seen = flag if flag and f"flag.{flag}" in launch.control.keys else None
    return replace(population(launch, metric), where=launch.control, exposing=(), flag=seen, seen=Filter())


def gate_scope(launch: Launch, gate: Gate, threshold: Threshold, at: datetime) -> Scope:
    """What a gate reads for one of its metrics, as known at `at`."""
    metric, entries = launch.metrics[threshold.metric], entry_window(launch, gate, threshold)
    who = population(launch, metric)
    if isinstance(metric, CycleMetric):
        who = replace(who, exposed_from=to_micros(entries.start), exposed_until=to_micros(entries.end))
    window = _calendar_cycle(launch, metric) or entries
    return _scope(launch, who, window.start, window.end, at)


def days_scope(launch: Launch, metric: Metric, days: tuple[int, int], at: datetime, by: str | None = None) -> Scope:
    """What a metric reads for the local days `days`, as known at `at`. A calendar cycle reads the whole cycle."""
    window = _calendar_cycle(launch, metric)
    start = window.start if window else day_start(days[0], launch.live, launch.zone)
    stop = window.end if window else day_end(days[1], launch.live, launch.zone)
    return _scope(launch, population(launch, metric, by), start, stop, at)


def before_scope(launch: Launch, metric: Metric, at: datetime) -> Scope:
    """The declared window before go-live, for the same units."""
    stop = day_start(0, launch.live, launch.zone)
    return _scope(launch, population(launch, metric), stop - launch.before, stop, at)


def control_scope(launch: Launch, metric: Metric, scope: Scope) -> Scope:
    """The same stretch of time, for the declared control."""
    return replace(scope, population=control(launch, metric))


def history_scope(launch: Launch, metric: Metric, at: datetime, by: str | None = None) -> Scope:
    """The days from long before go-live to the one of `at`, for the units of the cohort: what a daily series reads.

    `SeriesOf` cuts it to the days of which anything is known and that are settled.
    """
    first, last = -HISTORY_DAYS, day_n(at, launch.live, launch.zone)
    start, stop = day_start(first, launch.live, launch.zone), day_end(max(first, last), launch.live, launch.zone)
    return _scope(launch, population(launch, metric, by), start, stop, at)


def control_history_scope(launch: Launch, metric: Metric, at: datetime, by: str | None = None) -> Scope:
    """The same days for the declared control, before go-live too: what `history_scope` is compared with."""
    return replace(history_scope(launch, metric, at), population=replace(control(launch, metric), by=by))


def traffic_scope(launch: Launch, at: datetime) -> Scope:
    """The days from the window before go-live to the one of `at`, for the units of the cohort."""
    start = day_start(0, launch.live, launch.zone) - launch.before
    stop = day_end(max(day_n(at, launch.live, launch.zone), 0), launch.live, launch.zone)
    return _scope(launch, population(launch), start, stop, at)


def days_until(launch: Launch, at: datetime) -> tuple[int, int]:
    """The local days from go-live to `at`, the running one included: what a guardrail reads on any day."""
    return (0, max(0, day_n(at, launch.live, launch.zone)))


def properties(launch: Launch) -> frozenset[str]:
    """Every property of the facts that the launch's questions can read, so that sequences hold them from the start.

    The platform of each event's client is always among them: a release that breaks the measurement breaks one platform.
    """
    return _declared(launch) | {client_key(launch)}


def client_key(launch: Launch) -> str:
    """The property that tells the platform of an event: the one that the tracking plan names by `platform_in`, else a
    usual one that a segment or a filter names, else what the clients themselves tell.
    """
    read = _declared(launch)
    named = (tracked.platform_in for tracked in launch.tracking.values() if tracked.platform_in)
    return (*named, *(name for name in PLATFORM_NAMES if name in read), CLIENT)[0]


def _declared(launch: Launch) -> frozenset[str]:
    metrics = launch.metrics.values()
    refs = [ref for metric in metrics for ref in metric.refs] + list(launch.exposing)
    keys = frozenset().union(launch.segment.where.keys, *(ref.where.keys for ref in refs), launch.segments)
    flag = launch.segment.exposure.flag
    means = {metric.of for metric in metrics if isinstance(metric, MeanMetric) and metric.of}
    control = launch.control.keys if launch.control else frozenset[str]()
    users = users_read(metrics)
    return read_for(keys | means | control | users | ({f"flag.{flag}"} if flag else set()), launch.cohorts)


def is_assigned(launch: Launch) -> bool:
    """Whether the flag hands units out to groups: then the first value that a unit sees decides where it belongs.

    Else a flag switches the feature on for more and more units, and each is exposed when it is switched on for it.
    """
    read_by_control = launch.control is not None and f"flag.{launch.segment.exposure.flag}" in launch.control.keys
    return bool(launch.segment.split) or read_by_control


def _calendar_cycle(launch: Launch, metric: Metric) -> CycleWindow | None:
    return first_full_cycle(metric.every, launch.live, launch.zone) if isinstance(metric, CycleMetric) else None


def _scope(launch: Launch, who: Population, start: datetime, stop: datetime, at: datetime) -> Scope:
    first, last = (day_n(each, launch.live, launch.zone) for each in (start, stop - timedelta(microseconds=1)))
    return Scope(
        population=who,
        start=to_micros(start),
        stop=to_micros(stop),
        as_of=to_micros(at),
        settled=to_micros(at - launch.lateness),
        days=_boundaries(first, last, launch.live, launch.zone),
        first_weekday=local_date(day_start(first, launch.live, launch.zone), launch.zone).weekday(),
        zone=launch.timezone,
    )


@lru_cache(maxsize=64)
def _boundaries(first: int, last: int, live: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """The bounds of local days. Several metrics ask for the same 400, each of which takes its time."""
    return day_boundaries(first, last, live, zone)
