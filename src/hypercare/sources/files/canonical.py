"""Hypercare's own JSON lines, one event a line, for import, export and push. `docs/import.md` describes it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.files.fields import Fallback, Line, Origin, name, properties, single_values
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.keys import row_key
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import object_of
from hypercare.sources.rejected_lines import rejected

NAME = "import.canonical"
FIELDS = frozenset(
    ("event", "time", "user", "anon", "groups", "properties", "flags", "key", "digest", "source", "known_at", "lib")
)


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    into = Decoded([], [], [], [])
    origin = Origin(payload.source, payload.received, exact_ids=True)
    for row, line in rows(payload):
        try:
            into.events.append(event_of(object_of(check_line(line)), origin, partial(row_key, payload.path, row)))
        except Unfit as unfit:
            into.rejected.append(rejected(payload, row, line, unfit))
    return into


def event_of(line: Line, origin: Origin, fallback: Fallback) -> Event:
    """The event of one line. Raises Unfit where a field is not what the shape asks for."""
    source = origin.source_of(line)
    called = name(line.get("event"), "event", Reason.EVENT_NAME_INVALID)
    if called is None:
        raise Unfit(Reason.EVENT_NAME_INVALID, "event", "is missing")
    micros = origin.instant(line)
    key, own = origin.key(line, source, fallback)
    return Event(
        source=source,
        event=called,
        ts_event=micros,
        ts_received=origin.received,
        ts_known=origin.known(line, micros),
        key=key,
        own_key=own,
        user_key=origin.who(line, "user"),
        anon_key=origin.who(line, "anon"),
        groups=single_values(line.get("groups"), "groups"),
        props=properties(line, FIELDS),
        flags=single_values(line.get("flags"), "flags"),
        lib=name(line.get("lib"), "lib", Reason.PROPERTIES_INVALID),
    )


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether the time stands beside the event's name, and nothing that another shape would have."""
    return "event" in line and "time" in line


EXPORT = Export("canonical", NAME, decode, recognises)
