"""One gate: the first word that any of its metrics holds, and what was found beside them."""

from collections.abc import Mapping
from datetime import datetime

from hypercare.analysis.arrival import ArrivalOf
from hypercare.analysis.launch_scope import everyone_exposed
from hypercare.analysis.split import SplitOf
from hypercare.checks.ask import Ask, question
from hypercare.checks.gates import empty, guardrails, leak, sample_ratio, segments, stability, tracking
from hypercare.checks.gates.measured import broken_measurement
from hypercare.checks.gates.metric_verdict import judge_metric, judge_now
from hypercare.cycles.judgeable import earliest, judgeable
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch, Threshold
from hypercare.model.verdict import Flaw, GateVerdict, Harm, MetricVerdict, Word


def judge_gate(launch: Launch, gate: Gate, as_of: datetime, ask: Ask) -> GateVerdict:
    """The gate's verdict as of an instant.

    Once its date has come it speaks from what was known then; `now` shows today.
    """
    flaws = empty.find(gate)
    if flaws:
        return GateVerdict(gate.name, gate.kind, Word.INVALID, judgeable(launch, gate), as_of, False, (), flaws=flaws)
    judged = tuple(judge_metric(launch, gate, threshold, as_of, ask) for threshold in gate.thresholds)
    settled = all(each.settled for each in judged)
    at = max(each.at for each in judged) if settled else as_of
    flaws = broken(launch, gate, at, ask)
    harms = harms_at(launch, at, ask)
    metrics = tuple(each.verdict for each in judged)
    return GateVerdict(
        gate=gate.name,
        kind=gate.kind,
        word=_word(metrics, harms, flaws),
        judgeable=judgeable(launch, gate),
        judged_at=at,
        settled=settled,
        metrics=metrics,
        harms=harms,
        flaws=flaws,
        now=tuple(judge_now(launch, gate, each, as_of, ask) for each in gate.thresholds) if at < as_of else (),
    )


def broken(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """Why the measurement of a gate cannot be trusted, as known at `at`."""
    return (
        *_tracking(launch, gate, at, ask),
        *_split(launch, at, ask),
        *leak.find(leak.contamination(launch, at, ask)),
        *broken_measurement(launch, gate, at, ask),
    )


def harms_at(launch: Launch, at: datetime, ask: Ask) -> tuple[Harm, ...]:
    """The guardrails, limits of technical health and segment values that are credibly harmed, as known at `at`."""
    passed = tuple(
        harm
        for guardrail in launch.guardrails
        for harm in guardrails.harm(guardrail, guardrails.judge(launch, guardrail, at, ask))
    )
    unstable = stability.harm(stability.judge(launch, at, ask))
    return passed + unstable + segments.find(launch, deciding(launch), at, ask)


def deciding(launch: Launch) -> Mapping[str, Threshold]:
    """The threshold that decides each primary metric: that of its last gate."""
    return {
        threshold.metric: threshold
        for gate in in_order(launch)
        for threshold in gate.thresholds
        if threshold.metric in launch.primary
    }


def in_order(launch: Launch) -> tuple[Gate, ...]:
    """The gates by the date on which they can be judged."""
    return tuple(sorted(launch.gates, key=lambda gate: judgeable(launch, gate)))


def _word(metrics: tuple[MetricVerdict, ...], harms: tuple[Harm, ...], flaws: tuple[Flaw, ...]) -> Word:
    words = [each.word for each in metrics]
    words += [Word.HARM] if harms else []
    words += [Word.INVALID] if flaws else []
    return min(words, key=lambda word: word.rank)


def _tracking(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    tracked = tracking.tracked_events(launch, gate, due=at >= earliest(launch, gate))
    start, stop = to_micros(launch.live), to_micros(at)
    if not tracked or stop <= start:
        return ()
    names = tuple(sorted(each.event for each in tracked))
    arrived = ask(question(f"{gate.name}/arrivals", at), ArrivalOf(launch.unit, names, start, stop, stop))
    return tracking.find(tracked, arrived, at - launch.live)


def _split(launch: Launch, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    if not launch.segment.split or launch.segment.exposure.flag is None:
        return ()
    seen = ask(question("split", at), SplitOf(everyone_exposed(launch), to_micros(at)))
    return sample_ratio.find(launch.segment.split, seen)
