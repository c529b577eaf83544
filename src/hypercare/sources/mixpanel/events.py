"""One Mixpanel event into facts: an `Event`, or an `Alias` for the events that only say who is who."""

from typing import Any

import msgspec

from hypercare.model.facts import Alias, Decoded, Event
from hypercare.sources.identifiers import LONGEST, placeholder
from hypercare.sources.keys import vendor_key
from hypercare.sources.mixpanel.identity import IDENTITY, Properties, who
from hypercare.sources.mixpanel.shapes import (
    INSERT_ID_BYTES,
    ITEMS,
    NESTED_LEVELS,
    PROPERTIES,
    Reading,
    Record,
)
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import check_nested

_encode = msgspec.json.Encoder().encode


def read_event(record: Record, index: int, reading: Reading, into: Decoded) -> None:
    """Adds what the record at `index` says to `into`. Raises Unfit when it cannot be used; then nothing was added."""
    ties = IDENTITY.get(record.event)
    if ties is not None:
        ties(record.properties, reading, into)
        return
    _check(record, reading)
    name, properties = record.event, record.properties
    take = properties.pop
    take("token", None)
    time = take("time", None)
    micros = reading.instant(time, "properties.time")
    user, anon = who(take("distinct_id", None), properties)
    insert_id = _insert_id(take("$insert_id", None), strict=reading.strict)
    groups = _groups(take("$groups")) if "$groups" in properties else None
    known = reading.known(micros, take("mp_processing_time_ms", None)) if reading.imported else reading.received
    text = _text(properties)
    lib = properties.get("mp_lib")
    own = reading.imported or (insert_id is not None and time is not None)
    if insert_id is None:
        key = reading.key_without_own(index)
    else:
        # Without a time of its own the event has that of its receipt, which a resend does not repeat.
        key = vendor_key(reading.source, name, micros if own else None, user or anon or "", insert_id)
    event = Event(
        source=reading.source,
        event=name,
        ts_event=micros,
        ts_received=reading.received,
        ts_known=known,
        key=key,
        own_key=own,
        user_key=user,
        anon_key=anon,
        groups=groups,
        props=text,
        flags=_exposure(properties) if name == "$experiment_started" else None,
        lib=lib if isinstance(lib, str) else None,
    )
    into.events.append(event)
    if user and anon:
        reading.link(into, Alias(reading.source, "identify", anon, user, micros, reading.received, known))


def _check(record: Record, reading: Reading) -> None:
    """Raises Unfit for what shows without a look at the values."""
    if not 0 < len(record.event) <= LONGEST:
        raise Unfit(Reason.EVENT_NAME_INVALID, "event", f"must have 1 to {LONGEST} characters")
    if len(record.properties) > PROPERTIES:
        raise Unfit(Reason.TOO_MANY_PROPERTIES, "properties", f"must have at most {PROPERTIES} properties")
    if (reading.timed or reading.strict) and record.properties.get("time") is None:
        raise Unfit(Reason.TIME_MISSING, "properties.time", "is missing")
    if reading.strict and record.properties.get("distinct_id") is None:
        raise Unfit(Reason.ID_MISSING, "properties.distinct_id", "is missing")


def _insert_id(value: Any, *, strict: bool) -> str | None:
    field = "properties.$insert_id"
    if value is None or value == "" or (isinstance(value, str) and placeholder(value)):
        if strict:
            raise Unfit(Reason.INSERT_ID_INVALID, field, "is missing or a placeholder")
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfit(Reason.INSERT_ID_INVALID, field, "must be a string")
    text = value if isinstance(value, str) else f"{value:x}"
    if strict and not (len(text) <= INSERT_ID_BYTES and text.isascii() and text.replace("-", "0").isalnum()):
        raise Unfit(Reason.INSERT_ID_INVALID, field, f"must have at most {INSERT_ID_BYTES} letters, digits or hyphens")
    return text


def _groups(value: Any) -> str | None:
    """The accounts that an event names outright, group key to id."""
    return _text(value) if isinstance(value, dict) and value else None


def _text(properties: Properties) -> str:
    """The properties as JSON text, within the documented bounds."""
    try:
        encoded = _encode(properties)
    except (OverflowError, ValueError, RecursionError):
        raise Unfit(Reason.NUMBER_OUT_OF_RANGE, "properties", "holds a number beyond 64 bits") from None
    # Counting signs costs 0.05 µs and spares almost every event the walk through its values.
    if encoded.count(b"{") + encoded.count(b"[") > 1:
        check_nested(properties, "properties", items=ITEMS, depth=NESTED_LEVELS)
    if len(encoded) > LONGEST and len(max(properties, key=len)) > LONGEST:
        raise Unfit(Reason.PROPERTY_NAME_TOO_LONG, "properties", f"has a name of more than {LONGEST} characters")
    return encoded.decode()


def _exposure(properties: Properties) -> str | None:
    """The flag that an experiment's start shows: name to variant."""
    name, variant = properties.get("Experiment name"), properties.get("Variant name")
    return _encode({name: variant}).decode() if isinstance(name, str) and isinstance(variant, str) else None
