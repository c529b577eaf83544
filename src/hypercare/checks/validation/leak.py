"""Whether the groups of a flag leak into each other: what GATE-LEAK counts, shown also where it is no flaw."""

from dataclasses import dataclass

from hypercare.checks.ask import Ask
from hypercare.checks.gates.leak import contamination, is_leaking
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict


@dataclass(frozen=True)
class LeakFound:
    """Exposed units, those of them that saw more than one value of the flag, and whether those are too many."""

    units: int
    mixed: int
    leaking: bool


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> LeakFound | None:
    """The leak as of the verdict's instant; None where no flag hands units out to groups."""
    seen = contamination(launch, verdict.as_of, ask)
    return None if seen is None else LeakFound(seen.units, seen.mixed, is_leaking(seen))
