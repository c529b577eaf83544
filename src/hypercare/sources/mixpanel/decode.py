"""A kept Mixpanel request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from hypercare.model.facts import Decoded, Payload, Rejected
from hypercare.sources.mixpanel.events import read_event
from hypercare.sources.mixpanel.profiles import read_group, read_profile
from hypercare.sources.mixpanel.shapes import EVENT_BYTES, Reading, Record
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, object_of, without_secrets

_BATCH = msgspec.json.Decoder(list[Record])
_RECORD = msgspec.json.Decoder(Record)
PROFILES = {"engage": read_profile, "groups": read_group}


def decode(payload: Payload) -> Decoded:
    """The rows of one request, as it was accepted."""
    into = Decoded([], [], [], [])
    reading = Reading.of(payload)
    try:
        into.rejected = [_rejected(payload, reading.raws[index], unfit) for index, unfit in read_all(reading, into)]
    except Unfit as unfit:
        into.rejected = [_rejected(payload, payload.body, unfit)]
    return into


def read_all(reading: Reading, into: Decoded) -> list[tuple[int, Unfit]]:
    """Adds what the records say to `into`; returns which could not be used, and why. Raises Unfit for no records."""
    records = None if reading.unknown or reading.payload.path in PROFILES else _batch(reading)
    if records is not None:
        return _collect(records, read_event, reading, into)
    return _collect(reading.raws, read, reading, into)


T = TypeVar("T")


def _collect(
    records: Sequence[T], add: Callable[[T, int, Reading, Decoded], None], reading: Reading, into: Decoded
) -> list[tuple[int, Unfit]]:
    failures = []
    for index, record in enumerate(records):
        try:
            add(record, index, reading, into)
        except Unfit as unfit:
            failures.append((index, unfit))
    return failures


def read(raw: bytes, index: int, reading: Reading, into: Decoded) -> None:
    """Adds what one record says to `into`. Raises Unfit when it cannot be used; then nothing was added."""
    if index in reading.unknown:
        raise Unfit(Reason.TOKEN_UNKNOWN, "properties.token", "is not a token of this installation")
    if len(raw) > EVENT_BYTES:
        raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {EVENT_BYTES} bytes")
    profile = PROFILES.get(reading.payload.path)
    if profile is not None:
        profile(object_of(raw), index, reading, into)
    else:
        read_event(record_of(raw), index, reading, into)


def record_of(raw: bytes) -> Record:
    """The event in one record. Raises Unfit that says what is wrong with it."""
    try:
        return _RECORD.decode(raw)
    except MALFORMED:
        record = object_of(raw)
    if not isinstance(record.get("event"), str):
        raise Unfit(Reason.EVENT_NAME_INVALID, "event", "must be a string")
    if not isinstance(record.get("properties"), dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "properties", "must be an object")
    raise Unfit(Reason.INVALID_JSON, "", "the record is not valid JSON")


def _batch(reading: Reading) -> list[Record] | None:
    """All records read at once, faster than one by one; None when some record needs a closer look."""
    body = reading.payload.body
    if len(body) > EVENT_BYTES or reading.lines:
        return None
    try:
        return _BATCH.decode(body)
    except MALFORMED:
        return None


def _rejected(payload: Payload, raw: bytes, unfit: Unfit) -> Rejected:
    return Rejected(
        source=payload.source,
        decoder=payload.decoder,
        reason=unfit.reason.value,
        field=unfit.field[:255],
        message=unfit.message,
        raw=without_secrets(raw),
        ts_received=payload.received,
    )
