"""What is known of a launch at one instant, as its charts and documents need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hypercare.cycles.day import day_n, local_date
from hypercare.model.estimate import Answer, Estimate
from hypercare.model.launch import GateKind, Launch, Level, Relative
from hypercare.model.mark import Mark
from hypercare.model.metrics import ActivityMetric, CycleMetric, FunnelMetric, RateMetric, RatioMetric, RetentionMetric
from hypercare.model.text import Text
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict
from hypercare.reports.chart import Against, Threshold


@dataclass(frozen=True)
class Reading:
    """What a metric read at the end of a local day; None where there was not enough to say, or an end is unbounded.

    `ends` is between what a value that is not known yet must end for the units that are counted so far.
    """

    day: int
    value: float | None
    low: float | None
    high: float | None
    scale: str | None
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reached:
    """A step of a funnel with the units that reached it: all so far, and of them those whose window is over."""

    event: str
    units: int
    mature: int
    optional: bool = False


@dataclass(frozen=True)
class Scene:
    """A launch at one instant.

    `answers` are what the metrics read now, `trend` what they read on earlier days, `steps` the funnels; all by metric.
    """

    launch: Launch
    verdict: LaunchVerdict
    answers: Mapping[str, Answer] = field(default_factory=dict)
    trend: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    steps: Mapping[str, tuple[Reached, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    @property
    def today(self) -> int:
        """The launch's day N of the instant."""
        return self.day(self.verdict.as_of)

    def day(self, instant: datetime) -> int:
        """The launch's day N of an instant."""
        return day_n(instant, self.launch.live, self.launch.zone)

    def date_of(self, day: int) -> date:
        """The local date of a day."""
        return local_date(self.launch.live, self.launch.zone) + timedelta(days=day)


@dataclass(frozen=True)
class Judged:
    """What one gate, or where it is None the guardrails, said of a metric."""

    metric: MetricVerdict
    gate: GateVerdict | None

    @property
    def name(self) -> Text:
        """The gate's name for people."""
        if self.gate is None:
            return Text("chart-guardrail")
        return gate_name(self.gate)


def gate_name(gate: GateVerdict) -> Text:
    """The name of a gate for people."""
    if gate.kind is GateKind.CYCLE_END:
        return Text("faces-gate-cycle-end")
    return Text("faces-gate-day", {"day": gate.gate.removeprefix("day ")})


def judged(scene: Scene) -> tuple[Judged, ...]:
    """Every metric of every gate, then the guardrails, in the order in which they were declared."""
    gates = [Judged(metric, gate) for gate in scene.verdict.gates for metric in gate.metrics]
    return (*gates, *(Judged(metric, None) for metric in scene.verdict.guardrails))


def last_judged(scene: Scene, metric: str) -> Judged | None:
    """What the last gate that asks for a metric says of it, else the guardrail on it."""
    found = [each for each in judged(scene) if each.metric.metric == metric]
    return next((each for each in reversed(found) if each.gate), found[-1] if found else None)


def scale_of(scene: Scene, each: Judged) -> str:
    """The scale of a judged metric's numbers, also where it has none yet."""
    if isinstance(each.metric.answer, Estimate):
        return each.metric.answer.scale
    if isinstance(each.metric.success, Relative):
        return "relative"
    return metric_scale(scene, each.metric.metric)


def metric_scale(scene: Scene, metric: str) -> str:
    """The scale of a metric's numbers, from what is read of it, else from its kind."""
    answer = scene.answers.get(metric)
    if isinstance(answer, Estimate):
        return answer.scale
    match scene.launch.metrics.get(metric):
        case FunnelMetric() | CycleMetric() | RetentionMetric() | ActivityMetric():
            return "share"
        case RatioMetric():
            return "ratio"
        case RateMetric():
            return "rate"
        case _:
            return "value"


def thresholds(scene: Scene, each: Judged, scale: str) -> tuple[Threshold, ...]:
    """The thresholds of a judged metric that stand on this scale; relative ones stand on no other."""
    names = (Against.LIMIT, Against.ROLLBACK) if each.gate is None else (Against.SUCCESS, Against.FAILURE)
    levels = zip(names, (each.metric.success, each.metric.failure), strict=True)
    above = _more_is_better(scene, each)
    found = ((against, _on_scale(level, scale)) for against, level in levels)
    return tuple(Threshold(against, value, above=above) for against, value in found if value is not None)


def _on_scale(level: Level | None, scale: str) -> float | None:
    if isinstance(level, Relative):
        return level.factor if scale == "relative" else None
    return None if scale == "relative" else level


def _more_is_better(scene: Scene, each: Judged) -> bool:
    name = each.metric.metric
    if each.gate is None:
        return not any(guardrail.at_most for guardrail in scene.launch.guardrails if guardrail.metric == name)
    declared = [
        threshold.higher_is_better
        for gate in scene.launch.gates
        for threshold in gate.thresholds
        if gate.name == each.gate.gate and threshold.metric == name
    ]
    return declared[0] if declared else True
