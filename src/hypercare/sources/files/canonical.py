"""Hypercare's own JSON lines, one event a line, for import and export. `docs/import.md` describes it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.files.lines import check_line, rejected, rows
from hypercare.sources.instants import check_bounds, micros_or_iso
from hypercare.sources.keys import digest, row_key
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.records import MALFORMED, object_of

NAME = "import.canonical"
FIELDS = frozenset(
    ("event", "time", "user", "anon", "groups", "properties", "flags", "key", "digest", "source", "known_at", "lib")
)
# Event names, ids, keys and source names: longer ones are data in the wrong place.
TEXT_CHARACTERS = 255
DIGEST_HEX = 32

_encode = msgspec.json.Encoder().encode
Line = dict[str, Any]


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    into = Decoded([], [], [], [])
    for row, line in rows(payload):
        try:
            into.events.append(_event(object_of(check_line(line)), row, payload))
        except Unfit as unfit:
            into.rejected.append(rejected(payload, row, line, unfit))
    return into


def _event(line: Line, row: int, payload: Payload) -> Event:
    source = _name(line.get("source"), "source", Reason.SOURCE_INVALID) or payload.source
    name = _name(line.get("event"), "event", Reason.EVENT_NAME_INVALID)
    if name is None:
        raise Unfit(Reason.EVENT_NAME_INVALID, "event", "is missing")
    if line.get("time") is None:
        raise Unfit(Reason.TIME_MISSING, "time", "is missing")
    micros = check_bounds(micros_or_iso(line["time"], "time"), payload.received, "time")
    own = _own_key(line, source)
    return Event(
        source=source,
        event=name,
        ts_event=micros,
        ts_received=payload.received,
        ts_known=_known(line.get("known_at"), micros, payload.received),
        key=row_key(payload.path, row) if own is None else own,
        own_key=True,
        user_key=_identifier(line.get("user"), "user"),
        anon_key=_identifier(line.get("anon"), "anon"),
        groups=_object(line.get("groups"), "groups"),
        props=_properties(line),
        flags=_object(line.get("flags"), "flags"),
        lib=_name(line.get("lib"), "lib", Reason.PROPERTIES_INVALID),
    )


def _known(value: Any, micros: int, received: int) -> int:
    return micros if value is None else check_bounds(micros_or_iso(value, "known_at"), received, "known_at")


def _own_key(line: Line, source: str) -> bytes | None:
    """The digest as an export wrote it, else one of the source's own key; None where the line has neither."""
    written = line.get("digest")
    if written is not None:
        try:
            return _bytes_of(written)
        except ValueError:
            raise Unfit(Reason.KEY_INVALID, "digest", f"must be {DIGEST_HEX} hex digits") from None
    key = _identifier(line.get("key"), "key", Reason.KEY_INVALID)
    return None if key is None else digest(f"{len(source)}:{source}{key}".encode())


def _bytes_of(written: Any) -> bytes:
    if not isinstance(written, str) or len(written) != DIGEST_HEX:
        raise ValueError(written)
    return bytes.fromhex(written)


def _name(value: Any, field: str, reason: Reason) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= TEXT_CHARACTERS:
        raise Unfit(reason, field, f"must be a text of 1 to {TEXT_CHARACTERS} characters")
    return value


def _identifier(value: Any, field: str, reason: Reason = Reason.ID_INVALID) -> str | None:
    """An id as text; None when it is missing or empty. Our shape is explicit: no value is taken for a placeholder."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int) or (isinstance(value, int) and abs(value) >= 2**63):
        raise Unfit(reason, field, "must be a text or a whole number")
    text = str(value)
    if len(text) > TEXT_CHARACTERS:
        raise Unfit(reason, field, f"must have at most {TEXT_CHARACTERS} characters")
    return text


def _object(value: Any, field: str) -> str | None:
    """A JSON object of texts as text, None when it is missing or empty."""
    if value is None or value == {}:
        return None
    if not isinstance(value, dict) or not all(isinstance(item, str | int | bool) for item in value.values()):
        raise Unfit(Reason.PROPERTIES_INVALID, field, "must be an object of names to single values")
    return _text(value, field)


def _properties(line: Line) -> str:
    """The properties; fields that the shape does not know count as properties, behind those that are."""
    value = line.get("properties")
    if value is not None and not isinstance(value, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "properties", "must be an object")
    unknown = {name: line[name] for name in line.keys() - FIELDS} if line.keys() - FIELDS else {}
    return _text(dict(sorted(unknown.items())) | (value or {}), "properties")


def _text(value: Any, field: str) -> str:
    try:
        return _encode(value).decode()
    except MALFORMED:
        raise Unfit(Reason.NUMBER_OUT_OF_RANGE, field, "holds a number beyond 64 bits") from None


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether the time stands beside the event's name, and nothing that another shape would have."""
    return "event" in line and "time" in line


EXPORT = Export("canonical", NAME, decode, recognises)
