"""TRACK-VALUE: a property has a value that is not allowed."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level
from hypercare.checks.tracking.measure import Fault
from hypercare.checks.tracking.rows import level_of, wrong_rows
from hypercare.model.launch import Launch

CHECK = Check(
    id="TRACK-VALUE",
    title="A property has a value that is not allowed",
    looks_for=(
        "among the newest rows of an event that carry a planned property with its type, those whose value is not "
        "among `one of`, or outside `above`, `at_least`, `below`, `at_most`: more than 5 % fail, fewer are to be "
        "watched"
    ),
    why="`Android`, `android` and `ANDROID` are three segments, and each of them is too small to be judged",
    trips="platform: {type: text, one of: [android, ios, web]}, and the app sends Android",
    passes="every row says android, ios or web",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every property with such rows."""
    del as_of
    for wrong in wrong_rows(launch, facts, Fault.VALUE):
        yield wrong.finding(CHECK.id, level_of(wrong, Level.WATCH), "track-value")
