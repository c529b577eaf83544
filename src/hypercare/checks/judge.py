"""The verdict of a launch at an instant: its gates, its guardrails, its exit criteria, and what follows from them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.exit import cycle, feedback, peaks, stability
from hypercare.checks.gates import doubts, guardrails
from hypercare.checks.gates import stability as limits
from hypercare.checks.gates.gate import deciding as thresholds_of
from hypercare.checks.gates.gate import harms_at, in_order, judge_gate
from hypercare.checks.recommendation import Standing, recommend
from hypercare.cycles.day import day_n
from hypercare.cycles.phase import phases
from hypercare.model.launch import Launch
from hypercare.model.outcome_act import OutcomeAct
from hypercare.model.verdict import GateVerdict, LaunchVerdict, deciding


def judge_launch(
    launch: Launch,
    as_of: datetime,
    ask: Ask,
    issued: Mapping[str, GateVerdict],
    *,
    signed_at: datetime | None = None,
    acts: tuple[OutcomeAct, ...] = (),
) -> LaunchVerdict:
    """Judges a launch as of an instant. Pure: every fact comes through `ask`, so equal answers give equal verdicts.

    `issued` holds the gates whose words were issued before: they stand, with what is read today beside them.
    `signed_at` is when the outcome had been signed off, if it was. `acts` are what people had said of the exit.
    """
    gates = tuple(_standing(judge_gate(launch, gate, as_of, ask), issued, as_of) for gate in in_order(launch))
    harms = harms_at(launch, as_of, ask)
    health = limits.judge(launch, as_of, ask)
    criteria = (
        stability.judge(launch, as_of, health),
        feedback.judge(launch, as_of, ask, acts=acts),
        cycle.judge(launch, as_of),
        peaks.judge(launch, as_of, ask, acts),
    )
    guarded = tuple(guardrails.judge(launch, guardrail, as_of, ask) for guardrail in launch.guardrails)
    doubted = doubts.find(launch, guarded, thresholds_of(launch), as_of, ask)
    standing = Standing(launch, as_of, gates, harms, criteria, deciding(gates), doubted)
    return LaunchVerdict(
        launch=launch.id,
        version=launch.digest,
        as_of=as_of,
        day=day_n(as_of, launch.live, launch.zone),
        phases=tuple(sorted(phases(launch, as_of, signed_at=signed_at))),
        gates=gates,
        guardrails=guarded,
        stability=health,
        harms=harms,
        doubts=doubted,
        criteria=criteria,
        recommendation=recommend(standing),
    )


def _standing(found: GateVerdict, issued: Mapping[str, GateVerdict], as_of: datetime) -> GateVerdict:
    """The issued verdict of a gate where there was one by then, else what was found."""
    stands = issued.get(found.gate)
    if stands is None or as_of < stands.judged_at:
        return found
    return replace(stands, now=found.now or found.metrics)
