"""How a gate's facts came: copied, late, lost, by a wrong clock."""

from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.gates import dropped, late, twice, zone
from hypercare.model.launch import Gate, Launch
from hypercare.model.verdict import Flaw


def broken_measurement(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """What is wrong with how the facts came that a gate reads, as known at `at`."""
    return (
        *twice.find(launch, gate, at, ask),
        *late.find(launch, gate, at, ask),
        *dropped.find(launch, gate, at, ask),
        *zone.find(launch, gate, at, ask),
    )
