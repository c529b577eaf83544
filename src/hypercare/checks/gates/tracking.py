"""GATE-TRACKING: events that a gate rests on stopped arriving, or never came."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from hypercare.analysis.arrival import Arrival
from hypercare.checks.check import Check
from hypercare.model.launch import Gate, Launch, TrackedEvent
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw

CHECK = Check(
    id="GATE-TRACKING",
    title="Tracking is broken",
    looks_for=(
        "a tracked event that a metric of the gate reads: never seen while others arrived, or silent for more "
        "than a day and three times its declared interval"
    ),
    why="a broken tracker looks exactly like a failing feature; mend the measurement before judging the feature",
    trips="upload_submitted declared every 1 hour, last seen on Tuesday, other events still arriving on Thursday",
    passes="an event declared every 1 hour that is quiet at night",
    source="docs/metrics.md, tracking",
)
PATIENCE = 3
"""Silences up to this many declared intervals are ordinary."""
SHORTEST = timedelta(days=1)
"""Nights are quiet: no silence of a day or less speaks of a broken tracker."""


def tracked_events(launch: Launch, gate: Gate) -> tuple[TrackedEvent, ...]:
    """The declared events that the gate's metrics read."""
    read = {ref.event for each in gate.thresholds for ref in launch.metrics[each.metric].refs}
    return tuple(tracked for tracked in launch.tracking.values() if tracked.event in read)


def find(
    tracked: Iterable[TrackedEvent], arrivals: Mapping[str, Arrival | None], since_live: timedelta
) -> tuple[Flaw, ...]:
    """A flaw for each event that never came although others did, or that fell silent for longer than it may."""
    if not any(arrivals.values()):
        return ()
    return tuple(flaw for event in tracked if (flaw := _flaw(event, arrivals.get(event.event), since_live)) is not None)


def _flaw(tracked: TrackedEvent, arrival: Arrival | None, since_live: timedelta) -> Flaw | None:
    patience = max(PATIENCE * tracked.every, SHORTEST) if tracked.every else SHORTEST
    if arrival is None:
        return Flaw(CHECK.id, Text("gate-tracking-never", {"event": tracked.event})) if since_live > patience else None
    if tracked.every is None or timedelta(hours=arrival.silent_hours) <= patience:
        return None
    return Flaw(CHECK.id, Text("gate-tracking-silent", {"event": tracked.event, "hours": arrival.silent_hours}))
