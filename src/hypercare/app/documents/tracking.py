"""The tracking of a launch as a document: `hypercare/tracking.v1`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.tracking.facts import Payload
from hypercare.checks.tracking.finding import Finding
from hypercare.checks.tracking.measure import expected, shown
from hypercare.checks.tracking.verify import Verified, VerifiedEvent
from hypercare.checks.tracking.volume import band
from hypercare.model.entrance import EntranceState
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

SCHEMA = "hypercare/tracking.v1"
MOST_PROPERTIES = 60
"""Properties of a payload that are shown; how many are left out is told."""


def tracking_document(found: Verified, launch: Launch, integrity: Document | None = None) -> Document:
    """The verification as JSON values. Instants are in the launch's zone.

    `integrity` is what the gates of a live launch found of the measurement (documents/integrity.py), where it is known.
    """
    verified = sum(event.state is EntranceState.PASS for event in found.events)
    return {
        "schema": SCHEMA,
        "launch": found.launch,
        "title": launch.title,
        "timezone": launch.timezone,
        "version": found.version,
        "as_of": _instant(found.as_of, launch),
        "since": _instant(found.since, launch),
        "state": found.state.value,
        "says": text_document(_says(found, verified)),
        "planned": len(found.events),
        "arrived": found.arrived,
        "verified": verified,
        "events": [_event(each, launch) for each in found.events],
        "findings": [finding_document(each, launch) for each in found.others],
        "integrity": integrity,
    }


def _says(found: Verified, verified: int) -> Text:
    planned = len(found.events)
    if not planned:
        return Text("track-says-none")
    if found.state is EntranceState.PASS:
        return Text("track-says-pass", {"planned": planned})
    return Text("track-says-open", {"verified": verified, "planned": planned, "arrived": found.arrived})


def _event(event: VerifiedEvent, launch: Launch) -> Document:
    tracked = event.tracked
    return {
        "event": tracked.event,
        "state": event.state.value,
        "source": tracked.source or None,
        "every_seconds": None if tracked.every is None else tracked.every.total_seconds(),
        "volume": None if tracked.volume is None else f"{band(tracked.volume)} / {tracked.volume.per}",
        "twin": None if tracked.twin is None else {"event": tracked.twin.event, "source": tracked.twin.source},
        "platforms": [
            {"platform": name, "least": versions.least or None} for name, versions in tracked.platforms.items()
        ],
        "events": event.events,
        "last_at": None if event.last_at is None else _instant(event.last_at, launch),
        "properties": _properties(tracked, event.first),
        "first": None if event.first is None else _payload(event.first, tracked, launch),
        "findings": [finding_document(each, launch) for each in event.findings],
    }


def _properties(tracked: TrackedEvent, first: Payload | None) -> list[Document]:
    """The planned properties, each beside the value of the first payload."""
    carried: Mapping[str, Any] = {} if first is None else first.properties
    return [
        {
            "name": name,
            "expected": expected(planned),
            "required": planned.required,
            "found": None if carried.get(name) is None else shown(carried[name]),
        }
        for name, planned in tracked.properties.items()
    ]


def _payload(first: Payload, tracked: TrackedEvent, launch: Launch) -> Document:
    """A real payload: the properties that are planned stand beside the plan, these are the others."""
    others = [name for name in first.properties if name not in tracked.properties]
    return {
        "source": first.source,
        "time": _instant(from_micros(first.at), launch),
        "known": _instant(from_micros(first.known), launch),
        "others": [
            {"name": shown(name)[1:-1], "value": shown(first.properties[name])} for name in others[:MOST_PROPERTIES]
        ],
        "left_out": max(0, len(others) - MOST_PROPERTIES),
    }


def finding_document(found: Finding, launch: Launch) -> Document:
    """One finding as JSON values."""
    return {
        "check": found.check,
        "level": found.level.value,
        "subject": found.subject,
        "field": found.property or None,
        "says": text_document(found.says),
        "todo": text_document(found.todo),
        "seen": {
            "value": found.seen.value,
            "expected": found.seen.expected,
            "sample": found.seen.sample,
            "since": None if found.seen.since is None else _instant(found.seen.since, launch),
            "until": None if found.seen.until is None else _instant(found.seen.until, launch),
            "example": found.seen.example,
        },
    }


def _instant(instant: datetime, launch: Launch) -> str:
    return instant.astimezone(launch.zone).isoformat()
