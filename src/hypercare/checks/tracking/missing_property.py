"""TRACK-PROPERTY: a property that every event must carry is missing."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.measure import Fault
from hypercare.checks.tracking.rows import level_of, wrong_rows
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="TRACK-PROPERTY",
    title="A required property is missing",
    looks_for=(
        "among the newest rows of an event those without a property that is planned and not `required: false`; null "
        "is missing. More than 5 % fail, fewer are news. Where no row could be looked at, that is unknown"
    ),
    why="what an event does not carry, no segment, no filter and no breakdown can see, however long it is collected",
    trips="platform is planned for file_picked, and the iOS app does not send it",
    passes="196 of the newest 200 rows carry platform; the four others come from an app of last year",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every property with such rows, and for every event whose rows could not be looked at."""
    del as_of
    for wrong in wrong_rows(launch, facts, Fault.MISSING):
        yield wrong.finding(CHECK.id, level_of(wrong, Level.NEWS), "track-missing")
    yield from _not_looked_at(launch, facts)


def _not_looked_at(launch: Launch, facts: TrackingFacts) -> Iterator[Finding]:
    for name, tracked in launch.tracking.items():
        arrived = facts.of(name, tracked.source)
        if tracked.properties and arrived is not None and not facts.samples.get(name):
            figures = {"event": name}
            yield Finding(
                CHECK.id,
                Level.UNKNOWN,
                name,
                Text("track-not-sampled", figures),
                Text("track-not-sampled-todo", figures),
                Seen("", "", 0),
                event=name,
            )
