"""Judgeable dates: which days a gate reads, and when its last unit has had its whole window."""

from datetime import datetime, timedelta
from typing import assert_never

from hypercare.cycles.business import CycleWindow, first_full_cycle, unit_cycle
from hypercare.cycles.cohort import cohort, cycle_complete
from hypercare.cycles.day import DAY, date_start, day_end, day_n, day_start, local_date
from hypercare.cycles.period import period_after, period_start, whole_period_after
from hypercare.model.errors import BadInput
from hypercare.model.instant import MICROSECOND
from hypercare.model.launch import Gate, GateKind, Launch, Relative, Threshold
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    Cycle,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
)

# Days 0-30 carry the novelty of a launch; comparisons are read from the steady days after it.
LAST_NOVELTY_DAY = 30
# Half a cadence of silence is still no lapse. An account that orders monthly has gaps of up to 45 days; slower ones
# stay open beyond the date and hold the gate by its maturity.
CADENCE_GRACE = 0.5 * timedelta(days=45)
ROLLING_DAYS = {"day": 1, "week": 7, "month": 30}
"""The length of a rolling period."""


def days_read(launch: Launch, gate: Gate, threshold: Threshold) -> tuple[int, int]:
    """The local days that a gate reads for one metric, first and last, both inside.

    Declared `days` win. Gate `cycle end` reads the days of the metric's cycle; of a rolling one, all days on which a
    unit of the cohort is in its cycle. Gate `day N` reads days 0 to N; a relative threshold later than day 30 reads
    days 31 to N.
    Raises BadInput for a `cycle end` without a cycle.
    """
    if threshold.days is not None:
        return threshold.days
    if gate.kind is GateKind.CYCLE_END:
        return _cycle_days(launch, gate, launch.cycle_of(launch.metrics[threshold.metric]))
    last = _gate_day(gate)
    relative = isinstance(threshold.success, Relative) or isinstance(threshold.failure, Relative)
    return (LAST_NOVELTY_DAY + 1 if relative and last > LAST_NOVELTY_DAY else 0, last)


def entry_window(launch: Launch, gate: Gate, threshold: Threshold) -> CycleWindow:
    """When something must begin to be counted by a gate for one metric, [start, end) in UTC.

    What begins is the entry of a funnel, the birth of a unit for retention, its first exposure for a cycle, and for the
    other kinds the event itself. Funnels and events: the days read. Cycles: the cohort, of a rolling one no later than
    the days read. Retention: the days read, as far as the cohort reaches, unless the gate declares its days or they lie
    behind the cohort. Raises BadInput for a `cycle end` without a cycle.
    """
    first, last = days_read(launch, gate, threshold)
    days = CycleWindow(day_start(first, launch.live, launch.zone), day_end(last, launch.live, launch.zone))
    match launch.metrics[threshold.metric]:
        case CycleMetric() as metric:
            units = cohort(launch, metric.every)
            return units if unit_cycle(metric.every) is None else CycleWindow(units.start, min(units.end, days.end))
        case RetentionMetric() as metric:
            units = cohort(launch, launch.cycle_of(metric) if gate.kind is GateKind.CYCLE_END else None)
            declared = threshold.days is not None or days.start >= units.end
            return days if declared else CycleWindow(days.start, min(units.end, days.end))
        case _:
            return days


def earliest(launch: Launch, gate: Gate) -> datetime:
    """The instant (UTC) before which a gate is never judged, however mature its units are.

    Gate `day N`: the end of local day N plus the lateness of the data. Gate `cycle end`: the end of the calendar cycle
    plus lateness; of a rolling cycle, when the cohort is closed and its first unit can be through. Raises BadInput for
    a `cycle end` without a cycle.
    """
    if gate.kind is GateKind.DAY:
        return day_end(_gate_day(gate), launch.live, launch.zone) + launch.lateness
    return max(_cycle_first_over(launch, gate, cycle) for cycle in _cycles(launch, gate)) + launch.lateness


def judgeable(launch: Launch, gate: Gate) -> datetime:
    """The instant (UTC) at which a gate can be judged at the latest: the date that is shown from day 0 on.

    It is the end of the longest window of the last unit that any of its metrics lets in, plus lateness. A maturity of
    95 % may bring the judgement forward, never before `earliest`. Raises BadInput for a `cycle end` without a cycle.
    """
    over = (_last_window_over(launch, gate, threshold) for threshold in gate.thresholds)
    return max([earliest(launch, gate), *(end + launch.lateness for end in over)])


def _last_window_over(launch: Launch, gate: Gate, threshold: Threshold) -> datetime:
    """When the window of the last unit or entry that the gate reads for a metric is over."""
    metric, entered = launch.metrics[threshold.metric], entry_window(launch, gate, threshold).end
    match metric:
        case FunnelMetric():
            return entered + metric.within
        case RetentionMetric():
            return _returns_over(launch, metric, threshold.cell, entered)
        case CycleMetric():
            window = first_full_cycle(metric.every, launch.live, launch.zone)
            return entered + _length(gate, metric.every) if window is None else window.end
        case ActivityMetric():
            closed = min(entered, cohort(launch).end)
            return whole_period_after(closed, metric.per, launch.zone)[1]
        case RatioMetric() | RateMetric() | CountMetric() | MeanMetric():
            return entered
        case _:
            assert_never(metric)


def _returns_over(launch: Launch, metric: RetentionMetric, cell: str | None, entered: datetime) -> datetime:
    """When a unit born just before `entered` is through: at the end of the named cell, else of the latest one."""
    lasts = {f"{first}-{last}": last for first, last in metric.brackets} | {str(number): number for number in metric.at}
    last = lasts[cell] if cell in lasts else max(lasts.values(), default=0)
    if metric.by == "cadence":
        return entered + last * DAY + CADENCE_GRACE
    if metric.calendar_period:
        start = period_start(local_date(entered - MICROSECOND, launch.zone), metric.calendar_period)
        return date_start(period_after(start, metric.calendar_period, last + 1), launch.zone)
    cycle = unit_cycle(metric.every) if metric.every is not None else None
    return entered + (last + 1) * (cycle or ROLLING_DAYS.get(metric.period, 1) * DAY)


def _cycles(launch: Launch, gate: Gate) -> list[Cycle]:
    """The cycles at whose end a gate is asked: those of its metrics, the launch's where it has no metric."""
    return [launch.cycle_of(launch.metrics[each.metric]) for each in gate.thresholds] or [launch.cycle]


def _cycle_first_over(launch: Launch, gate: Gate, cycle: Cycle) -> datetime:
    window = first_full_cycle(cycle, launch.live, launch.zone)
    if window is not None:
        return window.end
    entry = cohort(launch)
    return max(entry.end, entry.start + _length(gate, cycle))


def _cycle_days(launch: Launch, gate: Gate, cycle: Cycle) -> tuple[int, int]:
    end = cycle_complete(launch, cycle)
    if end is None:
        raise _no_cycle(gate)
    window = first_full_cycle(cycle, launch.live, launch.zone) or CycleWindow(launch.live, end)
    first = day_n(window.start, launch.live, launch.zone)
    return (first, day_n(end - MICROSECOND, launch.live, launch.zone))


def _length(gate: Gate, cycle: Cycle) -> timedelta:
    length = unit_cycle(cycle)
    if length is None:
        raise _no_cycle(gate)
    return length


def _gate_day(gate: Gate) -> int:
    if gate.day is None:
        raise BadInput("a day gate without its day", where=f"gate {gate.name}", expected="day N")
    return gate.day


def _no_cycle(gate: Gate) -> BadInput:
    return BadInput(
        "the gate waits for the end of a business cycle, and there is none",
        where=f"gate {gate.name}",
        expected="a calendar month, a calendar quarter, N days from activation or trailing N days",
        fix="declare business_cycle, or ask the gate on a day N",
    )
