"""Whether a cycle can be forecast from what is measured: nothing is broken in how its facts come, and no harm goes on.

What is lost, told twice or by a wrong clock looks like what units do; and what is harmed today is mended, taken back or
gets worse, which no fact of the past tells.
"""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.gates.gate import harms_at
from hypercare.checks.gates.measured import broken_measurement
from hypercare.model.launch import Gate, GateKind, Launch, Threshold
from hypercare.model.metrics import CycleMetric
from hypercare.model.text import Text


def unforeseeable(launch: Launch, metric: CycleMetric, at: datetime, ask: Ask) -> tuple[Text, ...]:
    """Why what a metric's cycle comes to cannot be foreseen from the facts as known at `at`; nothing where it can.

    A heading and what was found, first of the measurement of the metric's own events, then of the harm to the launch.
    """
    return (*_broken(launch, metric, at, ask), *_harmed(launch, at, ask))


def _broken(launch: Launch, metric: CycleMetric, at: datetime, ask: Ask) -> Iterator[Text]:
    flaws = broken_measurement(launch, _of_its_own(metric), at, ask)
    if flaws:
        yield Text("forecast-broken")
        yield from (each.reason for each in flaws)


def _harmed(launch: Launch, at: datetime, ask: Ask) -> Iterator[Text]:
    harms = harms_at(launch, at, ask)
    if harms:
        yield Text("forecast-harm")
        yield from (each.reason for each in harms)


def _of_its_own(metric: CycleMetric) -> Gate:
    """The metric alone, whichever gates ask for it: what is broken for others does not touch it."""
    return Gate(f"cycle/{metric.name}", GateKind.CYCLE_END, (Threshold(metric.name, success=0.0),))
