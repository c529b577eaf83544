"""Incidents: what broke, who has it, and how it travelled the levels of support."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: S1 stops the business, S2 hurts many, S3 hurts some, S4 is a nuisance."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class StepKind(StrEnum):
    """What happened to an incident."""

    RAISED = "raised"
    """It came to a level."""
    ACKNOWLEDGED = "acknowledged"
    """Somebody of that level has it."""
    ASSIGNED = "assigned"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    NOTED = "noted"


@dataclass(frozen=True)
class Step:
    """One step: what happened at which level (1 is L1) and when, who told it, and who has the incident from then on."""

    kind: StepKind
    level: int
    at: datetime
    by: str
    recorded_at: datetime
    owner: str = ""
    note: str = ""


@dataclass(frozen=True)
class Incident:
    """One incident of a launch with its steps, in the order of what happened. A drill is a test that says so."""

    id: str
    launch: str
    title: str
    severity: Severity
    is_drill: bool
    at: datetime
    by: str
    recorded_at: datetime
    steps: tuple[Step, ...]
