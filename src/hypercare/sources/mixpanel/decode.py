"""A kept Mixpanel request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

from typing import Any

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
    unknown = frozenset(map(int, filter(str.isdecimal, payload.query.get("token_unknown", "").split(","))))
    if not unknown and payload.path not in PROFILES and _decode_batch(reading, into):
        return into
    try:
        raws = reading.raws
    except Unfit as unfit:
        into.rejected.append(_rejected(payload, payload.body, unfit))
        return into
    for index, raw in enumerate(raws):
        try:
            if index in unknown:
                raise Unfit(Reason.TOKEN_UNKNOWN, "properties.token", "is not a token of this installation")
            read(raw, index, reading, into)
        except Unfit as unfit:
            into.rejected.append(_rejected(payload, raw, unfit))
    return into


def read(raw: bytes, index: int, reading: Reading, into: Decoded) -> None:
    """Adds what one record says to `into`. Raises Unfit when it cannot be used; then nothing was added."""
    if len(raw) > EVENT_BYTES:
        raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {EVENT_BYTES} bytes")
    profile = PROFILES.get(reading.payload.path)
    if profile is not None:
        profile(object_of(raw), reading, into)
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


def _decode_batch(reading: Reading, into: Decoded) -> bool:
    """Reads the whole body at once, faster than record by record; False when some record needs a closer look."""
    body = reading.payload.body
    if len(body) > EVENT_BYTES or reading.lines:
        return False
    try:
        records = _BATCH.decode(body)
    except MALFORMED:
        return False
    for index, record in enumerate(records):
        try:
            read_event(record, index, reading, into)
        except Unfit as unfit:
            into.rejected.append(_rejected(reading.payload, reading.raws[index], unfit))
    return True


def _rejected(payload: Payload, raw: bytes, unfit: Unfit) -> Rejected:
    values: dict[str, Any] = {"field": unfit.field[:255], "message": unfit.message, "raw": without_secrets(raw)}
    return Rejected(payload.source, payload.decoder, unfit.reason.value, ts_received=payload.received, **values)
