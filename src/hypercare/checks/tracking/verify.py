"""The tracking of a launch at an instant: every planned event, and what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from hypercare.checks.tracking.facts import Payload, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, worst_first
from hypercare.checks.tracking.registry import finders
from hypercare.model.entrance import EntranceState, worst
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.tracking import TrackedEvent

STATES = {Level.FAIL: EntranceState.FAIL, Level.UNKNOWN: EntranceState.UNKNOWN}
"""What a finding makes of its event; the other levels leave it verified."""


@dataclass(frozen=True)
class VerifiedEvent:
    """A planned event: how many arrived since counting began, when the last happened, the first of them, what is wrong.

    `findings` are the worst first.
    """

    tracked: TrackedEvent
    events: int
    last_at: datetime | None
    first: Payload | None
    findings: tuple[Finding, ...]

    @property
    def state(self) -> EntranceState:
        """Where it stands: passed where it arrives, and nothing fails or is unknown."""
        return _state(self.findings)


@dataclass(frozen=True)
class Verified:
    """Every planned event in the order of the plan, and the findings that belong to none of them."""

    launch: str
    version: str
    as_of: datetime
    since: datetime
    events: tuple[VerifiedEvent, ...]
    others: tuple[Finding, ...]

    @property
    def state(self) -> EntranceState:
        """The worst of all; unknown where nothing is planned."""
        return worst([*(event.state for event in self.events), *([_state(self.others)] if self.events else [])])

    @property
    def arrived(self) -> int:
        """How many of the planned events have arrived."""
        return sum(event.last_at is not None for event in self.events)


def verify(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Verified:
    """Holds what arrived against the plan. Pure: equal facts give an equal answer."""
    found = [finding for find in finders() for finding in find(launch, as_of, facts)]
    events = tuple(_event(tracked, facts, found) for tracked in launch.tracking.values())
    others = tuple(worst_first([each for each in found if not each.event]))
    return Verified(launch.id, launch.digest, as_of, from_micros(facts.since), events, others)


def _event(tracked: TrackedEvent, facts: TrackingFacts, found: list[Finding]) -> VerifiedEvent:
    arrival = facts.of(tracked.event, tracked.source)
    last = facts.last_before(tracked.event, tracked.source) if arrival is None else arrival.last_at
    return VerifiedEvent(
        tracked=tracked,
        events=0 if arrival is None else arrival.events,
        last_at=None if last is None else from_micros(last),
        first=facts.first.get(tracked.event),
        findings=tuple(worst_first([each for each in found if each.event == tracked.event])),
    )


def _state(findings: tuple[Finding, ...]) -> EntranceState:
    return worst([*(STATES.get(each.level, EntranceState.PASS) for each in findings), EntranceState.PASS])
