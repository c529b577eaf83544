"""GATE-EMPTY: a gate that measures nothing."""

from hypercare.checks.check import Check
from hypercare.model.launch import Gate
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw

CHECK = Check(
    id="GATE-EMPTY",
    title="A gate without metrics",
    looks_for="a declared gate with no metric in it",
    why="a gate that asks nothing would pass by default",
    trips="day 30: {}",
    passes="day 30: {completion: {success: 42%}}",
    source="Google SRE workbook: an alert that cannot fire is worse than none",
)


def find(gate: Gate) -> tuple[Flaw, ...]:
    """A flaw if the gate is empty."""
    return () if gate.thresholds else (Flaw(CHECK.id, Text("gate-empty", {"gate": gate.name})),)
