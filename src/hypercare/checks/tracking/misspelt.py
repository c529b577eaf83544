"""TRACK-NAME: an event arrives whose name is nearly one that is planned."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Arrival, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.names import nearest, slips
from hypercare.checks.tracking.unplanned import unplanned
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="TRACK-NAME",
    title="An event's name is misspelt",
    looks_for=(
        "an event that nobody plans, of a source that the plan names, whose name differs from a planned one in "
        "capitals or separators only, or by one slip in five letters, at most two. It fails where the planned event "
        "does not arrive or where only capitals and separators differ; else it is to be watched"
    ),
    why="the event is there, under a name that no metric reads: the funnel ends one step early, and nobody sees why",
    trips="policy_isued arrives 41 times, and policy_issued never",
    passes="policy_issued and policy_cancelled arrive; the second is planned by another launch",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every such name."""
    del as_of
    for arrival in unplanned(launch, facts):
        meant = nearest(arrival.event, launch.tracking)
        if meant is not None:
            yield _misspelt(arrival, meant, launch, facts)


def _misspelt(arrival: Arrival, meant: str, launch: Launch, facts: TrackingFacts) -> Finding:
    arrives = facts.of(meant, launch.tracking[meant].source) is not None
    same = slips(arrival.event, meant) == 0
    figures: dict[str, str | int] = {
        "name": arrival.event,
        "event": meant,
        "source": arrival.source,
        "events": arrival.events,
    }
    return Finding(
        CHECK.id,
        Level.WATCH if arrives and not same else Level.FAIL,
        arrival.event,
        Text("track-name", figures),
        Text("track-name-todo", figures),
        Seen(arrival.event, meant, arrival.events, from_micros(arrival.first_quarter), from_micros(arrival.last_at)),
    )
