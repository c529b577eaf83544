"""Amplitude's raw export: a line is `{"event_type", "event_time": "2026-09-22 02:00:00.000000", "$insert_id", ...}`.

A row was known when Amplitude received it (`server_received_time`), else at its own time. Its `user_properties` are
all that was true of the user then: what differs from the user's row before, in one chunk, is a change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.amplitude.events import IDENTITY, Key, Who, event_type, fields_of, insert_id_of, insert_key
from hypercare.sources.amplitude.shapes import MISSING
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.identifiers import identifier
from hypercare.sources.instants import check_bounds, micros_or_iso
from hypercare.sources.properties import properties_text, value_text
from hypercare.sources.reading import Change, Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import object_of

NAME = "import.amplitude"
# A table's export has these as JSON text, the files of the Export API as objects.
_OBJECTS = ("event_properties", "user_properties", "groups")
Line = dict[str, Any]


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    rower = _Rows(Reading(payload, imported=True))
    for row, line in rows(payload):
        try:
            rower.add(object_of(check_line(line)), row)
        except Unfit as unfit:
            rower.reading.reject(line, unfit, row)
    return rower.reading.into


@dataclass
class _Rows:
    """Reads the lines of one chunk. `told` is what was last told of each user, by name, as JSON text."""

    reading: Reading
    told: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, line: Line, row: int) -> None:
        line = line | {name: _object(line.get(name), name) for name in _OBJECTS}
        event = event_type(line)
        who = Who(identifier(line.get("user_id"), "user_id"), identifier(line.get("device_id"), "device_id"))
        if who.named is None:
            raise Unfit(Reason.ID_MISSING, "user_id", MISSING)
        micros = _instant(line, "event_time", self.reading.received)
        if micros is None:
            raise Unfit(Reason.TIME_MISSING, "event_time", MISSING)
        properties_text(line["user_properties"], "user_properties")
        fields = None if event in IDENTITY else fields_of(event, line)
        key = self._key(line, who, row)
        if fields is not None:
            known = self.reading.known(micros, _instant(line, "server_received_time", self.reading.received))
            self.reading.into.events.append(fields.event(self.reading, key, who, micros=micros, known=known))
        changes = self._changes(who.named, line["user_properties"] or {})
        self.reading.change("user", who.named, changes, micros, key.digest)
        self.reading.link("identify", who.device, who.user, micros)

    def _key(self, line: Line, who: Who, row: int) -> Key:
        """The key that the event had when it was pushed; Amplitude's own row id where it had no insert id."""
        own = insert_id_of(line.get("$insert_id"), "$insert_id") or insert_id_of(line.get("uuid"), "uuid")
        digest = self.reading.retry_key(b"", row) if own is None else insert_key(self.reading.source, who.named, own)
        return Key(digest, own=True)

    def _changes(self, who: str, properties: Mapping[str, Any]) -> Iterable[Change]:
        last = self.told.setdefault(who, {})
        for trait, value in properties.items():
            text = value_text(value, "user_properties")
            if last.get(trait) != text:
                last[trait] = text
                yield (trait, "set", text)


def _object(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return object_of(value.encode("utf-8", "surrogatepass"))
    except Unfit:
        raise Unfit(Reason.PROPERTIES_INVALID, name, "must be a JSON object") from None


def _instant(line: Line, name: str, received: int) -> int | None:
    """A time of the export, which is UTC without saying so."""
    value = line.get(name)
    if value is None or value == "":
        return None
    bare = isinstance(value, str) and not value.isdigit() and not value.endswith(("Z", "+00:00"))
    return check_bounds(micros_or_iso(f"{value}+00:00" if bare else value, name), received, name)


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether it names type and time of an event as Amplitude does, which no other shape does."""
    return "event_type" in line and "event_time" in line


EXPORT = Export("amplitude", NAME, decode, recognises)
