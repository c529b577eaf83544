"""GATE-TRACKING: events that a gate rests on stopped arriving, or never came."""

from collections.abc import Iterable
from datetime import timedelta

from hypercare.analysis.arrival import Arrival, Arrived
from hypercare.checks.check import Check
from hypercare.model.launch import Gate, Launch
from hypercare.model.metrics import FunnelMetric, Metric, RatioMetric
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent
from hypercare.model.verdict import Flaw

CHECK = Check(
    id="GATE-TRACKING",
    title="Tracking is broken",
    looks_for=(
        "a tracked event that a metric of the gate reads, or the event that a metric begins with: never seen while "
        "others arrived; a tracked event silent for more than a day and three times its declared interval"
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


def tracked_events(launch: Launch, gate: Gate, *, due: bool) -> tuple[TrackedEvent, ...]:
    """The declared events that the gate's metrics read; once it is due, also those that they begin with, undeclared."""
    metrics = [launch.metrics[each.metric] for each in gate.thresholds]
    read = {ref.event for metric in metrics for ref in metric.refs}
    begun = [event for metric in metrics for event in _begins_with(metric) if event not in launch.tracking]
    declared = tuple(tracked for tracked in launch.tracking.values() if tracked.event in read)
    return declared + tuple(TrackedEvent(event) for event in dict.fromkeys(begun) if due)


def _begins_with(metric: Metric) -> tuple[str, ...]:
    """The event without which a metric has nobody to count; none where zero events, or later ones, are an answer."""
    match metric:
        case FunnelMetric():
            return (metric.steps[0].ref.event,)
        case RatioMetric():
            return (metric.denominator.event,)
        case _:
            return ()


def find(tracked: Iterable[TrackedEvent], arrived: Arrived, since_live: timedelta) -> tuple[Flaw, ...]:
    """A flaw for each event that never came although others did, or that fell silent for longer than it may."""
    if not arrived.anything:
        return ()
    found = (_flaw(event, arrived.by_event.get(event.event), since_live) for event in tracked)
    return tuple(flaw for flaw in found if flaw is not None)


def _flaw(tracked: TrackedEvent, arrival: Arrival | None, since_live: timedelta) -> Flaw | None:
    patience = max(PATIENCE * tracked.every, SHORTEST) if tracked.every else SHORTEST
    if arrival is None:
        return Flaw(CHECK.id, Text("gate-tracking-never", {"event": tracked.event})) if since_live > patience else None
    if tracked.every is None or timedelta(hours=arrival.silent_hours) <= patience:
        return None
    return Flaw(CHECK.id, Text("gate-tracking-silent", {"event": tracked.event, "hours": arrival.silent_hours}))
