"""Where an incident stands, and how long its steps took: derived from its steps, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hypercare.model.incident import Incident, Step, StepKind


class Standing(StrEnum):
    """Where an incident stands."""

    RAISED = "raised"
    """It came to its level, and nobody there has it yet."""
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    """It hurts no more, and its cause is still there."""
    RESOLVED = "resolved"


@dataclass(frozen=True)
class Visit:
    """When an incident came to a level, and when somebody there acknowledged it; None while nobody did."""

    level: int
    raised_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""

    @property
    def took(self) -> timedelta | None:
        """From coming there to being acknowledged."""
        return None if self.acknowledged_at is None else self.acknowledged_at - self.raised_at


@dataclass(frozen=True)
class Course:
    """How an incident went: where it stands, at which level, who has it, and its visits in their order.

    `mitigated_at` and `resolved_at` are None where it is not so, or not any more after it was reopened.
    """

    standing: Standing
    level: int
    owner: str
    visits: tuple[Visit, ...]
    opened_at: datetime
    mitigated_at: datetime | None
    resolved_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be resolved."""
        return self.standing is not Standing.RESOLVED

    @property
    def awaits(self) -> Visit | None:
        """The visit that somebody must acknowledge next; None where somebody has it, or it is over."""
        last = self.visits[-1] if self.visits else None
        return last if last is not None and last.acknowledged_at is None and self.is_open else None

    @property
    def time_to_acknowledge(self) -> timedelta | None:
        """From its opening to the first acknowledgement at any level."""
        first = min((each.acknowledged_at for each in self.visits if each.acknowledged_at), default=None)
        return None if first is None else first - self.opened_at

    @property
    def time_to_resolve(self) -> timedelta | None:
        """From its opening to the last time that it was resolved."""
        return None if self.resolved_at is None else self.resolved_at - self.opened_at


def course(incident: Incident) -> Course:
    """The course of an incident, from its steps in their order."""
    steps = incident.steps
    resolved = _standing_since(steps, StepKind.RESOLVED)
    mitigated = _standing_since(steps, StepKind.MITIGATED)
    visits = _visits(steps)
    acknowledged = bool(visits) and visits[-1].acknowledged_at is not None
    standing = (
        Standing.RESOLVED
        if resolved
        else Standing.MITIGATED
        if mitigated
        else Standing.ACKNOWLEDGED
        if acknowledged
        else Standing.RAISED
    )
    owner = next((step.owner for step in reversed(steps) if step.owner), "")
    return Course(standing, visits[-1].level if visits else 1, owner, visits, incident.at, mitigated, resolved)


def _standing_since(steps: Sequence[Step], kind: StepKind) -> datetime | None:
    """When a step of a kind was made that no reopening took back."""
    after = [step for step in steps if step.kind in (kind, StepKind.REOPENED)]
    return after[-1].at if after and after[-1].kind is kind else None


def _visits(steps: Iterable[Step]) -> tuple[Visit, ...]:
    found: list[Visit] = []
    for step in steps:
        if step.kind is StepKind.RAISED:
            found.append(Visit(step.level, step.at))
        elif step.kind is StepKind.ACKNOWLEDGED and found and found[-1].acknowledged_at is None:
            found[-1] = Visit(found[-1].level, found[-1].raised_at, step.at, step.by)
    return tuple(found)


def mean_time(spans: Iterable[timedelta | None]) -> timedelta | None:
    """The mean of the spans that there are; None for none."""
    known = [span for span in spans if span is not None]
    return sum(known, timedelta()) / len(known) if known else None
