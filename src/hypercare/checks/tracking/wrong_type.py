"""TRACK-TYPE: a property arrives with another type than is planned."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level
from hypercare.checks.tracking.measure import Fault
from hypercare.checks.tracking.rows import level_of, wrong_rows
from hypercare.model.launch import Launch

CHECK = Check(
    id="TRACK-TYPE",
    title="A property has another type",
    looks_for=(
        "among the newest rows of an event that carry a planned property, those whose value is of another type: more "
        "than 5 % fail, fewer are news"
    ),
    why="a sum over texts is no sum: what was sent as `Rp2.500` is found on day 30, and cannot be read back",
    trips='premium is planned as integer, and arrives as "Rp2.500"',
    passes="premium arrives as 2500 (and as 2500.0, which is the same number)",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every property with such rows."""
    del as_of
    for wrong in wrong_rows(launch, facts, Fault.TYPE):
        yield wrong.finding(CHECK.id, level_of(wrong, Level.NEWS), "track-type")
