"""What a gate and a guardrail ask, each in one sentence for people who never saw a launch file."""

from datetime import datetime, timedelta
from typing import Final

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.cycles.judgeable import days_read
from hypercare.declare.specs.metrics import SPECS
from hypercare.declare.values.durations import MICROSECOND, UNITS
from hypercare.model.launch import Gate, Guardrail, Launch, Level, Relative, Threshold
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    Cycle,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
)
from hypercare.model.text import Parameter, Text

DIGITS: Final = 10


class Sentences:
    """The sentences of one launch in one language."""

    def __init__(self, launch: Launch, language: str) -> None:
        self._launch, self._language = launch, language

    def gate(self, gate: Gate, threshold: Threshold, judged_at: datetime | None) -> str:
        """When a metric passes its gate, and when that can be judged at the latest, where a calendar reaches so far."""
        metric = self._launch.metrics[threshold.metric]
        level = self._level(metric, threshold.success, at_least=threshold.higher_is_better)
        measure = self._measure(gate, threshold)
        if judged_at is None:
            return self._said("new-launch-passes", measure=measure, level=level)
        return self._said("new-launch-passes-by", measure=measure, level=level, date=judged_at)

    def failing(self, threshold: Threshold) -> str:
        """When a metric fails its gate; what lies between failure and success."""
        metric = self._launch.metrics[threshold.metric]
        if threshold.failure is None:
            return self._said("new-launch-fails-short")
        beyond = self._level(metric, threshold.failure, at_least=threshold.higher_is_better, beyond=True)
        return self._said("new-launch-fails", level=beyond)

    def guardrail(self, guardrail: Guardrail) -> str:
        """When a guardrail is harmed, and when the launch goes back."""
        metric = self._launch.metrics[guardrail.metric]
        limit = self._level(metric, guardrail.limit, at_least=not guardrail.at_most, beyond=True)
        if guardrail.rollback is None:
            return self._said("new-launch-guards", metric=metric.name, level=limit)
        worse = self._level(metric, guardrail.rollback, at_least=not guardrail.at_most, beyond=True)
        return self._said("new-launch-guards-back", metric=metric.name, level=limit, worse=worse)

    def _measure(self, gate: Gate, threshold: Threshold) -> str:
        """What is measured, as a noun."""
        metric = self._launch.metrics[threshold.metric]
        first, last = days_read(self._launch, gate, threshold)
        days: dict[str, Parameter] = {"first": first, "last": last, "segment": self._launch.segment.name}
        match metric:
            case FunnelMetric():
                return self._funnel(metric, days)
            case CycleMetric():
                return self._cycle_goal(metric, days)
            case RetentionMetric():
                return self._retention(metric, threshold.cell or "", days)
            case RatioMetric(numerator=above, denominator=below):
                return self._said("new-launch-measure-ratio", event=above.event, per=below.event, **days)
            case RateMetric():
                return self._rate(metric, days)
            case CountMetric():
                return self._said("new-launch-measure-count", event=metric.event.event, **days)
            case ActivityMetric():
                return self._activity(metric, days)
            case MeanMetric(of=None):
                return self._said("new-launch-measure-events-per-unit", event=metric.event.event, **days)
            case MeanMetric():
                return self._said("new-launch-measure-mean", event=metric.event.event, of=metric.of or "", **days)

    def _funnel(self, metric: FunnelMetric, days: dict[str, Parameter]) -> str:
        steps = [step.ref.event for step in metric.steps]
        within = self._duration(metric.within)
        return self._said("new-launch-measure-funnel", event=steps[0], goal=steps[-1], within=within, **days)

    def _cycle_goal(self, metric: CycleMetric, days: dict[str, Parameter]) -> str:
        every = self._cycle(metric.every)
        event, count = metric.event.event, metric.at_least
        return self._said("new-launch-measure-cycle", event=event, count=count, cycle=every, segment=days["segment"])

    def _retention(self, metric: RetentionMetric, cell: str, days: dict[str, Parameter]) -> str:
        first, _, last = cell.partition("-")
        when = self._said("new-launch-when", by=metric.by, period=metric.period, first=first, last=last or first)
        return self._said("new-launch-measure-retention", event=metric.event.event, when=when, segment=days["segment"])

    def _activity(self, metric: ActivityMetric, days: dict[str, Parameter]) -> str:
        event = "" if metric.event is None else metric.event.event
        which = "any" if metric.event is None else "one"
        return self._said(
            "new-launch-measure-activity", event=event, which=which, per=metric.per, segment=days["segment"]
        )

    def _rate(self, metric: RateMetric, days: dict[str, Parameter]) -> str:
        unit = (metric.unit or self._launch.unit).kind
        return self._said(
            "new-launch-measure-rate-active" if metric.active else "new-launch-measure-rate",
            event=metric.event.event,
            per=formats.count(metric.per, self._language),
            unit=unit.value,
            **days,
        )

    def _level(self, metric: Metric, level: Level, *, at_least: bool, beyond: bool = False) -> str:
        """`at least 42 %`, `below 35 %`: which side a level is about, and what it is compared with."""
        side = ("below" if at_least else "above") if beyond else ("at-least" if at_least else "at-most")
        if isinstance(level, Relative):
            size, base = formats.percent(level.factor, self._language), level.base
        else:
            size, base = self._size(metric, level), "itself"
        return self._said("new-launch-level", side=side, size=size, base=base)

    def _size(self, metric: Metric, level: float) -> str:
        spec = SPECS[metric.kind]
        if spec.is_share or (spec.takes_percent and abs(level) <= 1):
            return formats.percent(level, self._language)
        return formats.Written.of(self._language).figure(f"{level:,.{DIGITS}g}")

    def _duration(self, length: timedelta) -> str:
        micros = length // MICROSECOND
        unit = next((name for name in reversed(UNITS) if micros % UNITS[name] == 0), "ms")
        return self._said("new-launch-duration", count=micros // UNITS[unit], unit=unit)

    def _cycle(self, cycle: Cycle) -> str:
        kind = cycle.kind.value.replace(" ", "-")
        return self._said("new-launch-cycle", kind=kind, days=cycle.days or 0)

    def _said(self, text_id: str, **params: Parameter) -> str:
        return render(Text(text_id, params), self._language, prose=True)
