"""PostHog's exports of events: a batch export's JSON lines and Parquet, and the JSON of its API for events.

A row was known when PostHog took it in (`created_at`), else at its own time. Times are corrected already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.keys import part_key, row_key
from hypercare.sources.posthog.events import Place, read_event
from hypercare.sources.posthog.identity import named, nobody
from hypercare.sources.posthog.shapes import Sent
from hypercare.sources.posthog.times import micros_of_time
from hypercare.sources.properties import properties_text, value_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import object_of, value_of

NAME = "import.posthog"
Row = Mapping[str, Any]
# Sets the keys of what a person's properties were apart from those of what the event itself changed.
_PERSON_PART = 1 << 33
_NULL = "null"
_encode = msgspec.json.Encoder().encode


@dataclass
class Persons:
    """What rows say their person was at the time: a row's properties are many, their changes are few."""

    said: list[tuple[int, bytes, str, dict[str, str]]] = field(default_factory=list)

    def tell(self, reading: Reading) -> None:
        """Adds the changes as traits, in the order of time, whatever that of the rows."""
        known: dict[str, dict[str, str]] = {}
        for micros, key, distinct, properties in sorted(self.said, key=lambda each: each[:2]):
            before = known.setdefault(distinct, {})
            changed = {name: value for name, value in properties.items() if before.get(name, _NULL) != value}
            before |= changed
            reading.change("user", distinct, [(name, "set", value) for name, value in changed.items()], micros, key)


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, persons = Reading(payload, imported=True), Persons()
    for row, line in rows(payload):
        try:
            events = _events(object_of(check_line(line)))
        except Unfit as unfit:
            reading.reject(line, unfit, row)
            continue
        for index, event in enumerate(events):
            try:
                _read(event, row, index, reading, persons)
            except Unfit as unfit:
                reading.reject(line if len(events) == 1 else _encode(event), unfit, row)
    persons.tell(reading)
    return reading.into


def _events(line: dict[str, Any]) -> list[Any]:
    """A line is an event, or a page of the API with all its events."""
    page = line.get("results")
    return page if isinstance(page, list) and "event" not in line else [line]


def _read(event: Any, row: int, index: int, reading: Reading, persons: Persons) -> None:
    if not isinstance(event, dict):
        raise Unfit(Reason.NOT_AN_OBJECT, "", "an event must be a JSON object")
    uuid = event.get("uuid") or event.get("id")
    if index and not uuid:
        raise Unfit(Reason.KEY_INVALID, "id", "is missing")
    if event.get("timestamp") is None:
        raise Unfit(Reason.TIME_MISSING, "timestamp", "is missing")
    properties = _object(event.get("properties"), "properties")
    micros = micros_of_time(event["timestamp"], "timestamp")
    person = _person(event)
    sent = Sent(
        event=event.get("event"),
        distinct_id=event.get("distinct_id"),
        uuid=uuid,
        timestamp=event["timestamp"],
        properties=properties,
        set=_object(event.get("set"), "set"),
        set_once=_object(event.get("set_once"), "set_once"),
    )
    read_event(sent, reading, Place(row=row, processed=_processed(event, micros)))
    distinct = named(event.get("distinct_id"))
    if person and not nobody(distinct):
        key = part_key(row_key(reading.payload.path, row), _PERSON_PART + index)
        persons.said.append((micros, key, distinct, person))


def _processed(event: Row, micros: int) -> int:
    taken_in = event.get("created_at") or event.get("_inserted_at")
    return micros if not taken_in else max(micros, micros_of_time(taken_in, "created_at"))


def _person(event: Row) -> dict[str, str]:
    """The person's properties, as JSON texts."""
    nested = event.get("person")
    properties = event.get("person_properties", nested.get("properties") if isinstance(nested, dict) else None)
    found = _object(properties, "person_properties")
    properties_text(found, "person_properties")
    return {name: value_text(value, "person_properties") for name, value in (found or {}).items()}


def _object(value: Any, where: str) -> Any:
    """An object, which Parquet holds as text; None where there is none."""
    if value is None or value == "":
        return None
    found = value_of(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else value
    if found is not None and not isinstance(found, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, where, "must be an object")
    return found


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether the line names a distinct id beside an event's name and timestamp, or is a page of such events."""
    page = line.get("results")
    if isinstance(page, list) and page and isinstance(page[0], dict):
        line = page[0]
    return all(name in line for name in ("event", "distinct_id", "timestamp"))


EXPORT = Export("posthog", NAME, decode, recognises)
