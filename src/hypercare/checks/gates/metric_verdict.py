"""One metric in one gate: the instant it is judged at, and its word."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypercare.analysis.launch_scope import gate_scope
from hypercare.analysis.scope import Judging
from hypercare.checks.ask import Ask
from hypercare.checks.gates.compared import compared
from hypercare.checks.gates.levels import Found, Reading, expected_units, measured, midpoint, number
from hypercare.checks.gates.maturity import is_mature, maturity
from hypercare.checks.gates.needed import needed
from hypercare.checks.gates.with_mix import MIX_SHIFT, with_mix
from hypercare.cycles.judgeable import days_read, earliest, judgeable
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.launch import Gate, GateKind, Launch, Relative, Threshold
from hypercare.model.metrics import ActivityMetric, CycleKind, FunnelMetric, RetentionMetric
from hypercare.model.text import Text
from hypercare.model.verdict import MetricVerdict, Word

LOOK = timedelta(days=1)
"""Between the gate's own day and its judgeable date, maturity is looked at once a day."""
CALENDAR = (CycleKind.CALENDAR_MONTH, CycleKind.CALENDAR_QUARTER)


@dataclass(frozen=True)
class Judged:
    """A metric's verdict, and the instant whose knowledge it speaks from. `settled`: its date had come."""

    verdict: MetricVerdict
    at: datetime
    settled: bool


def judge_metric(launch: Launch, gate: Gate, threshold: Threshold, as_of: datetime, ask: Ask) -> Judged:
    """The verdict of a metric at `as_of`: at its judgeable date if that has come, else too early."""
    for at in _looks(launch, gate, as_of):
        found = read(launch, gate, threshold, at, ask)
        if at >= judgeable(launch, gate) or is_mature(launch.metrics[threshold.metric], found.answer):
            return Judged(_decided(launch, gate, threshold, found), at, settled=True)
    found = read(launch, gate, threshold, as_of, ask)
    return Judged(_too_early(launch, gate, threshold, found), as_of, settled=False)


def judge_now(launch: Launch, gate: Gate, threshold: Threshold, as_of: datetime, ask: Ask) -> MetricVerdict:
    """What a settled metric would say with everything known at `as_of`: shown beside its word, never instead."""
    return _decided(launch, gate, threshold, read(launch, gate, threshold, as_of, ask))


def read(launch: Launch, gate: Gate, threshold: Threshold, at: datetime, ask: Ask) -> Found:
    """What the metric reads in this gate, as known at `at`."""
    subject = f"{gate.name}/{threshold.metric}" + (f"/{threshold.cell}" if threshold.cell else "")
    scope = gate_scope(launch, gate, threshold, at)
    reading = Reading(launch, launch.metrics[threshold.metric], scope, at, ask, subject, threshold.cell)
    centre = midpoint(threshold.success, threshold.failure)
    if isinstance(threshold.success, Relative):
        return compared(reading, threshold.success.base, centre, days_read(launch, gate, threshold))
    exact = _judged_once(launch, gate, threshold) and at >= earliest(launch, gate)
    return measured(reading, Judging(centre, exact=exact, expected_units=expected_units(launch)))


def _looks(launch: Launch, gate: Gate, as_of: datetime) -> list[datetime]:
    """When, up to `as_of`, the metric may be judged: daily from the gate's own day to its judgeable date."""
    at, last = earliest(launch, gate), judgeable(launch, gate)
    looks = []
    while at < last and at <= as_of:
        looks.append(at)
        at += LOOK
    return [*looks, last] if last <= as_of else looks


def _judged_once(launch: Launch, gate: Gate, threshold: Threshold) -> bool:
    """Whether all that is counted is complete at one instant, the end of a calendar cycle.

    The windows of funnels and retention end one by one.
    """
    metric = launch.metrics[threshold.metric]
    one_by_one = isinstance(metric, FunnelMetric | RetentionMetric | ActivityMetric)
    return gate.kind is GateKind.CYCLE_END and launch.cycle_of(metric).kind in CALENDAR and not one_by_one


def _decided(launch: Launch, gate: Gate, threshold: Threshold, found: Found) -> MetricVerdict:
    answer = found.answer
    if isinstance(answer, Insufficient):
        return _verdict(launch, gate, threshold, found, Word.INCONCLUSIVE, "no_data", (answer.reason,))
    if found.uncontrolled is not None:
        reasons = (found.uncontrolled, *found.notes)
        return _verdict(launch, gate, threshold, found, Word.INCONCLUSIVE, "uncontrolled", reasons)
    ruled = with_mix(threshold, answer, found.fixed_mix)
    ruling = ruled.ruling
    if ruling.code == MIX_SHIFT:
        reasons = (*ruled.notes, *found.notes)
        more = None if ruled.open_at is None else needed(found, ruled.open_at, ruled.by)
        shown = replace(found, answer=ruled.answer)
        return _verdict(launch, gate, threshold, shown, ruling.word, ruling.code, reasons, more)
    reason = Text(f"gate-{ruling.code.replace('_', '-')}", {"metric": threshold.metric})
    more = needed(found, number(threshold.success), ruled.by) if ruling.word is Word.INCONCLUSIVE else None
    shown, reasons = replace(found, answer=ruled.answer), (reason, *ruled.notes, *found.notes)
    return _verdict(launch, gate, threshold, shown, ruling.word, ruling.code, reasons, more)


def _too_early(launch: Launch, gate: Gate, threshold: Threshold, found: Found) -> MetricVerdict:
    reasons = [Text("gate-too-early", {"date": judgeable(launch, gate).astimezone(launch.zone)})]
    if isinstance(found.answer, Estimate) and not found.answer.interval.always_valid:
        reasons.append(Text("gate-one-look"))
    if found.uncontrolled is not None:
        reasons += [found.uncontrolled, *found.notes]
    elif isinstance(found.answer, Estimate):
        found = replace(found, answer=with_mix(threshold, found.answer, found.fixed_mix).answer)
    return _verdict(launch, gate, threshold, found, Word.TOO_EARLY, "too_early", tuple(reasons))


def _verdict(launch: Launch, gate: Gate, threshold: Threshold, found: Found, word: Word, code: str,
             reasons: tuple[Text, ...], more: Text | None = None) -> MetricVerdict:  # fmt: skip
    return MetricVerdict(
        metric=threshold.metric,
        word=word,
        code=code,
        reasons=reasons,
        answer=found.answer,
        success=threshold.success,
        failure=threshold.failure,
        primary=threshold.metric in launch.primary,
        maturity=maturity(launch.metrics[threshold.metric], found.answer),
        days=days_read(launch, gate, threshold),
        needed=more,
    )
