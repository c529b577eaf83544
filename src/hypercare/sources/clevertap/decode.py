"""A kept CleverTap upload into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Event, Payload
from hypercare.sources.clevertap.identity import named_in, who
from hypercare.sources.clevertap.profiles import changes
from hypercare.sources.clevertap.shapes import BOUNDS, EVENT_BYTES, KEY_CHARACTERS, RESTRICTED, Record
from hypercare.sources.identifiers import name
from hypercare.sources.instants import check_bounds, micros_of
from hypercare.sources.properties import properties_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, value_of


class _Upload(msgspec.Struct, gc=False):
    d: list[msgspec.Raw]


_UPLOAD = msgspec.json.Decoder(_Upload)
_RECORD = msgspec.json.Decoder(Record)
Failure = tuple[int, Unfit]


def decode(payload: Payload) -> Decoded:
    """The rows of one upload, as it was accepted."""
    reading = Reading(payload)
    try:
        raws = records_of(payload.body)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
        return reading.into
    for index, problem in read_all(raws, reading):
        reading.reject(raws[index], problem)
    return reading.into


def records_of(body: bytes) -> list[bytes]:
    """The records of an upload, verbatim. Raises Unfit where it is not `{"d": [...]}`."""
    try:
        return [bytes(raw) for raw in _UPLOAD.decode(body).d]
    except MALFORMED:
        value_of(body)
        raise Unfit(Reason.INVALID_JSON, "d", "must be a list of records") from None


def read_all(raws: list[bytes], reading: Reading) -> list[Failure]:
    """Adds what the records say to the reading; returns which could not be used, and why."""
    failures = []
    for index, raw in enumerate(raws):
        try:
            _read(raw, reading)
        except Unfit as unfit:
            failures.append((index, unfit))
    return failures


def _read(raw: bytes, reading: Reading) -> None:
    if len(raw) > EVENT_BYTES:
        raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {EVENT_BYTES} bytes")
    record = _record(raw)
    if record.type == "event":
        _event(record, raw, reading)
    elif record.type == "profile":
        _profile(record, raw, reading)
    elif record.type != "token":
        raise Unfit(Reason.KIND_UNKNOWN, "type", "must be event or profile")


def _record(raw: bytes) -> Record:
    try:
        return _RECORD.decode(raw)
    except MALFORMED:
        value_of(raw)
        raise Unfit(Reason.NOT_AN_OBJECT, "", "a record must be a JSON object") from None


def _event(record: Record, raw: bytes, reading: Reading) -> None:
    called = name(record.evtName, "evtName")
    if called in RESTRICTED:
        raise Unfit(Reason.EVENT_RESERVED, "evtName", f"{called} is raised by CleverTap's own clients only")
    user, anon = who(record)
    micros = _instant(record.ts, reading)
    into = reading.into
    into.events.append(
        Event(
            source=reading.source,
            event=called,
            ts_event=micros,
            ts_received=reading.received,
            ts_known=reading.received,
            key=reading.retry_key(raw),
            own_key=False,
            user_key=user,
            anon_key=anon,
            props=_properties(record.evtData),
            lib=record.source if isinstance(record.source, str) and len(record.source) <= KEY_CHARACTERS else None,
        )
    )
    reading.link("identify", anon, user, micros)


def _properties(data: Any) -> str:
    text = properties_text(data, "evtData", BOUNDS)
    if len(text) > KEY_CHARACTERS and len(max(data, key=len)) > KEY_CHARACTERS:
        raise Unfit(Reason.PROPERTY_NAME_TOO_LONG, "evtData", f"has a key of more than {KEY_CHARACTERS} characters")
    return text


def _profile(record: Record, raw: bytes, reading: Reading) -> None:
    user, anon = who(record)
    micros = _instant(record.ts, reading)
    found = changes(record.profileData)
    if user is None:
        user = named_in(record.profileData)
    reading.change("user", user or anon or "", found, micros, reading.retry_key(raw))
    reading.link("identify", anon, user, micros)


def _instant(ts: Any, reading: Reading) -> int:
    """Epoch seconds (milliseconds are understood too); the receipt where there is none."""
    return reading.received if ts is None else check_bounds(micros_of(ts, "ts"), reading.received, "ts")
