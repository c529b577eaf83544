"""Whether a cycle can be forecast from what is measured: nothing is broken in how its facts come, and no harm goes on.

What is lost, late, told twice or by a wrong clock looks like what units do; and what is harmed today is mended, taken
back or gets worse, which no fact of the past tells.
"""

from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.gates.gate import harms_at
from hypercare.checks.gates.measured import broken_measurement
from hypercare.cycles.day import day_n
from hypercare.model.launch import Gate, GateKind, Launch, Threshold
from hypercare.model.metrics import CycleMetric
from hypercare.model.text import Text


def broken(launch: Launch, metric: CycleMetric, at: datetime, ask: Ask) -> tuple[Text, ...]:
    """That the measurement of a metric's own events is broken as known at `at`, and how; nothing where it is sound."""
    flaws = broken_measurement(launch, _due_now(launch, metric, at), at, ask)
    return (Text("forecast-broken"), *(each.reason for each in flaws)) if flaws else ()


def harmed(launch: Launch, at: datetime, ask: Ask) -> tuple[Text, ...]:
    """That a harm to the launch goes on as known at `at`, and which; nothing where there is none."""
    harms = harms_at(launch, at, ask)
    return (Text("forecast-harm"), *(each.reason for each in harms)) if harms else ()


def _due_now(launch: Launch, metric: CycleMetric, at: datetime) -> Gate:
    """The metric alone, whichever gates ask for it: what is broken for others does not touch it. A gate of the last day
    whose data should be in, so that facts which come too late are told now, not when the cycle is over.
    """
    last = max(0, day_n(at - launch.lateness, launch.live, launch.zone) - 1)
    return Gate(f"cycle/{metric.name}", GateKind.DAY, (Threshold(metric.name, success=0.0),), last)
