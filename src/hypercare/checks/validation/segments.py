"""Each gated metric by segment: what it would be with the mix of before, and whether an average hides a reversal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from hypercare.analysis.launch_scope import before_scope, control_scope, gate_scope
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.segments.decomposition import (
    WITHOUT,
    Decomposition,
    Quotients,
    decomposed,
    quotients,
    total,
    weights,
)
from hypercare.analysis.segments.mix import Shares, covered, mix_before, mix_since, shares, standardised
from hypercare.analysis.tally import Measured, TallyReduction
from hypercare.checks.ask import Ask, question
from hypercare.checks.gates.levels import expected_units, midpoint
from hypercare.model.estimate import Answer, Estimate, Interval
from hypercare.model.launch import Gate, Launch, Relative, Threshold
from hypercare.model.metrics import CountMetric, CycleMetric, Metric, RetentionMetric
from hypercare.model.verdict import LaunchVerdict
from hypercare.stats.mover import Part, weighted_interval


@dataclass(frozen=True)
class MixFound:
    """The fixed weights of a property: units by value, and where they are from: `before` go-live, or `since` it where
    nobody of the segment was seen before.
    """

    units: Mapping[str, int]
    source: str

    @property
    def shares(self) -> Shares:
        """Each value's share, exact."""
        return shares(self.units)


@dataclass(frozen=True)
class ValueFound:
    """One value of a segment: what the metric is there, its share of the fixed mix and of what counts now, and whether
    GATE-SEGMENT finds it harmed.
    """

    value: str
    answer: Answer
    share_before: float | None
    share_now: float | None
    harmed: bool


@dataclass(frozen=True)
class Standardised:
    """The metric with the fixed mix, and the part of that mix whose value is known. No interval where one has none."""

    value: float
    interval: Interval | None
    covered: float


@dataclass(frozen=True)
class Effect:
    """What is left of an effect under the fixed mix. `base` is what it is against: `control`, `before`, or `success`,
    the gate's own threshold, where there is nothing to compare with. `parts` decompose it, exactly (none for
    `success`); `overall` and `standardised` are the effect as it is and with the fixed mix.
    """

    base: str
    overall: float
    overall_interval: Interval | None
    standardised: float
    standardised_interval: Interval | None
    parts: Decomposition | None

    @property
    def reversal(self) -> str:
        """`none`, `points` where the two have opposite signs, `credible` where neither interval reaches 0 (Simpson)."""
        if not self.overall * self.standardised < 0:
            return "none"
        intervals = (self.overall_interval, self.standardised_interval)
        sure = all(each is not None and (each.low > 0 or each.high < 0) for each in intervals)
        return "credible" if sure else "points"


@dataclass(frozen=True)
class SegmentsFound:
    """One metric of one gate by one property."""

    gate: str
    metric: str
    cell: str | None
    by: str
    mix: MixFound
    overall: Answer
    values: tuple[ValueFound, ...]
    standardised: Standardised | None
    effect: Effect | None
    mix_shift: bool


@dataclass(frozen=True)
class _Asking:
    """One metric of one gate by one property, to be asked at one instant."""

    launch: Launch
    gate: Gate
    threshold: Threshold
    by: str
    at: datetime
    ask: Ask

    @property
    def metric(self) -> Metric:
        return self.launch.metrics[self.threshold.metric]

    @property
    def subject(self) -> str:
        cell = f"/{self.threshold.cell}" if self.threshold.cell else ""
        return f"segments/{self.gate.name}/{self.metric.name}{cell}/{self.by}"

    @property
    def scope(self) -> Scope:
        return self._valued(gate_scope(self.launch, self.gate, self.threshold, self.at))

    def asked(self, scope: Scope, part: str = "") -> tuple[TallyReduction, Measured]:
        """What the metric reads in a scope."""
        asking = reduction(self.metric, scope, self._judging, self.threshold.cell)
        name = f"{self.subject}/{part}" if part else self.subject
        return asking, self.ask(question(name, self.at), asking)

    def base(self) -> tuple[str, TallyReduction, Measured] | None:
        """What there is to compare with: the control where one is declared, else the same units before go-live."""
        if self.launch.control is not None:
            return "control", *self.asked(self._valued(control_scope(self.launch, self.metric, self.scope)), "control")
        if isinstance(self.metric, CycleMetric | RetentionMetric):
            return None
        return "before", *self.asked(self._valued(before_scope(self.launch, self.metric, self.at)), "before")

    @property
    def _judging(self) -> Judging:
        success = self.threshold.success
        centre = None if isinstance(success, Relative) else midpoint(success, self.threshold.failure)
        return Judging(centre, expected_units=expected_units(self.launch))

    def _valued(self, scope: Scope) -> Scope:
        return replace(scope, population=replace(scope.population, by=self.by))


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> tuple[SegmentsFound, ...]:
    """Each gated metric by each declared property, as known at the verdict's instant; of counts nothing."""
    return tuple(
        _found(_Asking(launch, gate, threshold, by, verdict.as_of, ask), verdict)
        for gate in launch.gates
        for threshold in gate.thresholds
        for by in launch.segments
        if not isinstance(launch.metrics[threshold.metric], CountMetric)
    )


def mix_of(launch: Launch, metric: Metric, by: str, at: datetime, ask: Ask) -> MixFound:
    """The fixed weights of a property, as known at `at`."""
    unit = metric.unit or launch.unit
    subject = f"mix/{unit.kind.value}:{unit.key}/{by}"
    before = ask(question(subject, at), mix_before(launch, metric, by, at))
    if before:
        return MixFound(before, "before")
    return MixFound(ask(question(f"{subject}/since", at), mix_since(launch, metric, by, at)), "since")


def _found(asking: _Asking, verdict: LaunchVerdict) -> SegmentsFound:
    mix = mix_of(asking.launch, asking.metric, asking.by, asking.at, asking.ask)
    question_, found = asking.asked(asking.scope)
    parts = quotients(question_, found) or {}
    fixed = _standardised(mix.shares, parts, found)
    harmed = {
        each.reason.params["value"]
        for each in verdict.harms
        if each.kind == "segment"
        and (each.reason.params["segment"], each.reason.params["metric"]) == (asking.by, asking.metric.name)
    }
    now = weights(parts)
    return SegmentsFound(
        gate=asking.gate.name,
        metric=asking.metric.name,
        cell=asking.threshold.cell,
        by=asking.by,
        mix=mix,
        overall=found.answer,
        values=tuple(
            ValueFound(value, answer, _float(mix.shares.get(value)), _float(now.get(value)), value in harmed)
            for value, answer in found.by_value.items()
        ),
        standardised=fixed,
        effect=_effect(asking, parts, found, fixed),
        mix_shift=_is_shifted(asking.threshold, found.answer, fixed),
    )


def _standardised(fixed: Shares, parts: Quotients, found: Measured) -> Standardised | None:
    values = {value: part.value for value, part in parts.items() if value != WITHOUT}
    known = {value: number for value, number in values.items() if number is not None}
    number, part = standardised(fixed, known), covered(fixed, known)
    if number is None:
        return None
    weighed = {value: fixed[value] / part for value in known if value in fixed}
    return Standardised(float(number), _interval(weighed, found.by_value), float(part))


def _interval(
    weighed: Shares, answers: Mapping[str, Answer], base: Mapping[str, Answer] | None = None
) -> Interval | None:
    """The interval of the weighted sum of values, less that of a base; None where a value has none."""
    parts = []
    for value, weight in weighed.items():
        for sign, side in ((1, answers), (-1, base or {})):
            answer = side.get(value)
            if isinstance(answer, Estimate):
                parts.append(Part(sign * float(weight), answer.value, answer.interval))
            elif sign > 0 or base is not None:
                return None
    return weighted_interval(parts) if parts else None


def _effect(asking: _Asking, now: Quotients, found: Measured, fixed: Standardised | None) -> Effect | None:
    based = asking.base()
    if based is not None:
        base, question_, reference = based
        before = quotients(question_, reference) or {}
        parts = decomposed(before, now)
        if parts is not None:
            old = {value: weight for value, weight in weights(before).items() if value in now}
            ends = _difference(found.answer, reference.answer)
            held = None if WITHOUT in old else _interval(old, found.by_value, reference.by_value)
            return Effect(base, float(parts.change), ends, float(parts.rate), held, parts)
    return _against_success(asking.threshold, total(now), found.answer, fixed)


def _against_success(
    threshold: Threshold, overall: Fraction | None, answer: Answer, fixed: Standardised | None
) -> Effect | None:
    if overall is None or fixed is None or isinstance(threshold.success, Relative):
        return None
    success = float(threshold.success)
    ends = answer.interval if isinstance(answer, Estimate) else None
    return Effect(
        "success", float(overall) - success, _moved(ends, success), fixed.value - success,
        _moved(fixed.interval, success), None,
    )  # fmt: skip


def _moved(interval: Interval | None, by: float) -> Interval | None:
    return None if interval is None else replace(interval, low=interval.low - by, high=interval.high - by)


def _difference(now: Answer, before: Answer) -> Interval | None:
    if not (isinstance(now, Estimate) and isinstance(before, Estimate)):
        return None
    return weighted_interval([Part(1.0, now.value, now.interval), Part(-1.0, before.value, before.interval)])


def _is_shifted(threshold: Threshold, answer: Answer, fixed: Standardised | None) -> bool:
    """Whether the metric passes only because of its mix: its interval does, its value under the fixed mix does not."""
    success = threshold.success
    if isinstance(success, Relative) or not isinstance(answer, Estimate) or fixed is None:
        return False
    if threshold.higher_is_better:
        return answer.interval.low >= success > fixed.value
    return answer.interval.high <= success < fixed.value


def _float(share: Fraction | None) -> float | None:
    return None if share is None else float(share)
