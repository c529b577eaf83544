"""What is heard of a launch whose support is ready: everybody read the guide, and a drill went through."""

from datetime import datetime, timedelta

from hypercare.checks.entrance.heard import SupportHeard
from hypercare.checks.entrance.readers import GUIDE, guide_digest, readers
from hypercare.model.entrance import ActKind, EntranceAct
from hypercare.model.incident import Incident, Severity, Step, StepKind
from hypercare.model.launch import Launch


def steps(at: datetime, *minutes: float, acknowledged: int | None = None) -> tuple[Step, ...]:
    """A drill through as many levels as there are minutes; the first so many of them acknowledged it."""
    found, now = [], at
    for level, each in enumerate(minutes, start=1):
        found.append(Step(StepKind.RAISED, level, now, "lestari", now))
        if acknowledged is not None and level > acknowledged:
            break
        now += timedelta(minutes=each)
        found.append(Step(StepKind.ACKNOWLEDGED, level, now, f"l{level}@example.com", now))
    return tuple(found)


def drilled(launch: Launch, at: datetime, *minutes: float, acknowledged: int | None = None) -> Incident:
    """A drill that began at an instant."""
    way = steps(at, *(minutes or (4, 9, 2)), acknowledged=acknowledged)
    return Incident("i-1", launch.id, "Drill", Severity.S3, True, at, "lestari", at, way)


def ready_support(launch: Launch) -> SupportHeard:
    """All that must be heard a week before go-live."""
    at = launch.live - timedelta(days=7)
    acts = tuple(
        EntranceAct(launch.id, GUIDE, ActKind.READ, at, who.email or who.name, at, digest=guide_digest(launch))
        for who in readers(launch)
    )
    return SupportHeard(acts, (drilled(launch, at),))
