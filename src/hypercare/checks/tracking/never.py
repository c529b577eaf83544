"""TRACK-NEVER: a planned event has never arrived, or only from elsewhere."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.names import nearest
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

CHECK = Check(
    id="TRACK-NEVER",
    title="A planned event has never arrived",
    looks_for="an event under `tracking` of which there is none at all, or none from the source after `from`",
    why="an event that is missed on day 30 cannot be had any more; before go-live it is a line of code",
    trips="policy_issued is planned from mixpanel, and nobody ever sent it",
    passes="the test account issued one policy yesterday",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event that is not there."""
    del as_of
    for tracked in launch.tracking.values():
        if facts.of(tracked.event, tracked.source) is None and facts.last_before(tracked.event, tracked.source) is None:
            yield _elsewhere(tracked, facts) or _never(tracked, facts)


def _elsewhere(tracked: TrackedEvent, facts: TrackingFacts) -> Finding | None:
    others = facts.sources_of(tracked.event)
    if not others:
        return None
    figures = {"event": tracked.event, "source": tracked.source, "others": ", ".join(others)}
    return Finding(
        CHECK.id,
        Level.FAIL,
        tracked.event,
        Text("track-elsewhere", figures),
        Text("track-elsewhere-todo", figures),
        Seen(
            ", ".join(others),
            tracked.source,
            sum(facts.arrivals[key].events for key in facts.arrivals if key[1] == tracked.event),
        ),
        event=tracked.event,
    )


def _never(tracked: TrackedEvent, facts: TrackingFacts) -> Finding:
    """Never; with the name that was probably sent instead, where there is one."""
    arrived = sorted({event for source, event in facts.arrivals if tracked.source in ("", source)} - facts.elsewhere)
    near = next((name for name in arrived if nearest(name, [tracked.event])), None)
    figures = {"event": tracked.event, "source": tracked.source, "near": near or ""}
    return Finding(
        CHECK.id,
        Level.FAIL,
        tracked.event,
        Text("track-never", figures),
        Text("track-never-todo-near" if near else "track-never-todo", figures),
        Seen("0", tracked.source or tracked.event, 0),
        event=tracked.event,
    )
