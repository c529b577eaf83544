"""TRACK-UNPLANNED: events arrive that nobody plans."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Arrival, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.names import nearest
from hypercare.checks.tracking.plan_names import OF_CLIENTS, planned_names
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="TRACK-UNPLANNED",
    title="Events arrive that nobody plans",
    looks_for=(
        "names that arrive from a source of the plan, and that no launch plans and no metric reads; one finding names "
        "the most frequent. Names that a client makes up itself (beginning with `$`) are left out"
    ),
    why="an event that was renamed, or one that was forgotten in the plan, is found here before its metric is missed",
    trips="cover_terms_opened arrives 310 times, and stands in no plan",
    passes="every name that arrives is planned, by this launch or another one",
    source="docs/tracking.md",
)
MOST_NAMED = 12


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for all of them, those apart that are nearly a planned name."""
    del as_of
    found = [each for each in unplanned(launch, facts) if nearest(each.event, launch.tracking) is None]
    if not found:
        return
    named = ", ".join(f"{each.event} ({each.events})" for each in found[:MOST_NAMED])
    figures: dict[str, str | int] = {"names": named, "count": len(found), "most": found[0].event}
    since, until = min(each.first_quarter for each in found), max(each.last_at for each in found)
    yield Finding(
        CHECK.id,
        Level.NEWS,
        found[0].event,
        Text("track-unplanned", figures),
        Text("track-unplanned-todo", figures),
        Seen(named, "", sum(each.events for each in found), from_micros(since), from_micros(until)),
    )


def unplanned(launch: Launch, facts: TrackingFacts) -> list[Arrival]:
    """What arrives from the sources of the plan and is planned nowhere, the most frequent first."""
    known = planned_names(launch) | facts.elsewhere
    sources = _sources(launch, facts)
    found = [
        each
        for each in facts.arrivals.values()
        if each.source in sources and each.event not in known and not each.event.startswith(OF_CLIENTS)
    ]
    return sorted(found, key=lambda each: (-each.events, each.event, each.source))


def _sources(launch: Launch, facts: TrackingFacts) -> set[str]:
    """The sources that the plan names; of an event that may come from anywhere, those that it comes from."""
    return {
        source
        for tracked in launch.tracking.values()
        for source in ([tracked.source] if tracked.source else facts.sources_of(tracked.event))
    }
