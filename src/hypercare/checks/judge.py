"""The verdict of a launch at an instant: its gates, its guardrails, its exit criteria, and what follows from them."""

from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.exit import cycle, feedback, peaks, stability
from hypercare.checks.gates import guardrails
from hypercare.checks.gates.gate import harms_at, in_order, judge_gate
from hypercare.checks.recommendation import Standing, recommend
from hypercare.cycles.day import day_n
from hypercare.cycles.phase import phases
from hypercare.model.launch import Launch
from hypercare.model.verdict import GateVerdict, LaunchVerdict, MetricVerdict


def judge_launch(launch: Launch, as_of: datetime, ask: Ask) -> LaunchVerdict:
    """Judges a launch as of an instant.

    Pure: every fact comes through `ask`, so the same answers give the same verdict.
    """
    gates = tuple(judge_gate(launch, gate, as_of, ask) for gate in in_order(launch))
    harms = harms_at(launch, as_of, ask)
    criteria = (stability.judge(launch), feedback.judge(launch), cycle.judge(launch, as_of), peaks.judge(launch, as_of))
    standing = Standing(launch, as_of, gates, harms, criteria, _deciding(gates))
    return LaunchVerdict(
        launch=launch.id,
        version=launch.digest,
        as_of=as_of,
        day=day_n(as_of, launch.live, launch.zone),
        phases=tuple(sorted(phases(launch, as_of))),
        gates=gates,
        guardrails=tuple(guardrails.judge(launch, guardrail, as_of, ask) for guardrail in launch.guardrails),
        harms=harms,
        criteria=criteria,
        recommendation=recommend(standing),
    )


def _deciding(gates: tuple[GateVerdict, ...]) -> dict[str, tuple[GateVerdict, MetricVerdict]]:
    """The verdict of each primary metric in the last gate that asks for it; gates come in the order of their dates."""
    return {metric.metric: (gate, metric) for gate in gates for metric in gate.metrics if metric.primary}
