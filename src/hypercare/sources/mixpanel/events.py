"""One Mixpanel event into facts: an `Event`, or an `Alias` for the events that only say who is who."""

from collections.abc import Callable
from typing import Any

import msgspec

from hypercare.model.facts import Alias, Decoded, Event
from hypercare.sources.keys import vendor_key
from hypercare.sources.mixpanel.shapes import (
    DEVICE,
    INSERT_ID_BYTES,
    ITEMS,
    NAME_CHARACTERS,
    NESTED_LEVELS,
    PLACEHOLDERS,
    PROPERTIES,
    Reading,
    Record,
    identifier,
)
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import check_nested

_encode = msgspec.json.Encoder().encode
Properties = dict[str, Any]


def read_event(record: Record, index: int, reading: Reading, into: Decoded) -> None:
    """Adds what the record at `index` says to `into`. Raises Unfit when it cannot be used; then nothing was added."""
    name, properties = record.event, record.properties
    identity = _IDENTITY.get(name)
    if identity is not None:
        identity(properties, reading, into)
        return
    if not name or len(name) > NAME_CHARACTERS:
        raise Unfit(Reason.EVENT_NAME_INVALID, "event", f"must have 1 to {NAME_CHARACTERS} characters")
    if len(properties) > PROPERTIES:
        raise Unfit(Reason.TOO_MANY_PROPERTIES, "properties", f"must have at most {PROPERTIES} properties")
    take = properties.pop
    take("token", None)
    distinct, time = take("distinct_id", None), take("time", None)
    if time is None and (reading.timed or reading.strict):
        raise Unfit(Reason.TIME_MISSING, "properties.time", "is missing")
    if distinct is None and reading.strict:
        raise Unfit(Reason.ID_MISSING, "properties.distinct_id", "is missing")
    micros = reading.instant(time, "properties.time")
    user, anon = _who(distinct, properties)
    insert_id = _insert_id(take("$insert_id", None), strict=reading.strict)
    known = reading.known(micros, take("mp_processing_time_ms", None) if reading.imported else None)
    groups = _groups(take("$groups", None))
    lib = properties.get("mp_lib")
    flags = _exposure(properties) if name == "$experiment_started" else None
    text = _text(properties)
    if insert_id is None:
        key = reading.key_without_own(index)
    else:
        # Without a time of its own the event has that of its receipt, which a resend does not repeat.
        key = vendor_key(reading.source, name, None if time is None else micros, user or anon or "", insert_id)
    if user and anon:
        alias = Alias(reading.source, "identify", anon, user, micros, reading.received, known)
        reading.link(into, alias)
    into.events.append(
        Event(
            reading.source,
            name,
            micros,
            reading.received,
            known,
            key,
            insert_id is not None and time is not None,
            user,
            anon,
            groups,
            text,
            flags,
            None,
            lib if isinstance(lib, str) else None,
        )
    )


def _who(distinct: Any, properties: Properties) -> tuple[str | None, str | None]:
    """The user and the device of an event, in both of Mixpanel's identity systems."""
    named = identifier(distinct, "properties.distinct_id")
    user = identifier(properties.pop("$user_id", None), "properties.$user_id") if "$user_id" in properties else None
    device = (
        identifier(properties.pop("$device_id", None), "properties.$device_id") if "$device_id" in properties else None
    )
    anon = None if device is None else device if device.startswith(DEVICE) else DEVICE + device
    if named is None or named.startswith(DEVICE):
        return user, anon or named
    # Before login the older system names the device in distinct_id: its alias is then written with that plain id.
    return user or named, anon if user else None


def _insert_id(value: Any, *, strict: bool) -> str | None:
    field = "properties.$insert_id"
    if value is None or (isinstance(value, str) and value.casefold() in PLACEHOLDERS) or value == "":
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
        check_nested(properties, items=ITEMS, depth=NESTED_LEVELS)
    if len(encoded) > NAME_CHARACTERS and len(max(properties, key=len)) > NAME_CHARACTERS:
        raise Unfit(
            Reason.PROPERTY_NAME_TOO_LONG, "properties", f"has a name of more than {NAME_CHARACTERS} characters"
        )
    return encoded.decode()


def _exposure(properties: Properties) -> str | None:
    """The flag that an experiment's start shows: name to variant."""
    name, variant = properties.get("Experiment name"), properties.get("Variant name")
    return _encode({name: variant}).decode() if isinstance(name, str) and isinstance(variant, str) else None


def _identify(properties: Properties, reading: Reading, into: Decoded) -> None:
    known = properties.get("$identified_id", properties.get("$user_id", properties.get("distinct_id")))
    anon = properties.get("$anon_distinct_id", properties.get("$anon_id", properties.get("$device_id")))
    _alias("identify", anon, known, properties, reading, into)


def _create_alias(properties: Properties, reading: Reading, into: Decoded) -> None:
    _alias("alias", properties.get("alias"), properties.get("distinct_id"), properties, reading, into)


def _merge(properties: Properties, reading: Reading, into: Decoded) -> None:
    ids = properties.get("$distinct_ids")
    if not isinstance(ids, list) or len(ids) != 2:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "properties.$distinct_ids", "must hold two ids")
    _alias("merge", ids[1], ids[0], properties, reading, into)


def _alias(kind: str, key: Any, user: Any, properties: Properties, reading: Reading, into: Decoded) -> None:
    found, named = identifier(key, "properties"), identifier(user, "properties")
    if found is None or named is None:
        raise Unfit(Reason.IDENTITY_INCOMPLETE, "properties", "must name two ids")
    micros = reading.instant(properties.get("time"), "properties.time")
    known = reading.known(micros, properties.get("mp_processing_time_ms"))
    reading.link(into, Alias(reading.source, kind, found, named, micros, reading.received, known))


_IDENTITY: dict[str, Callable[[Properties, Reading, Decoded], None]] = {
    "$identify": _identify,
    "$create_alias": _create_alias,
    "$merge": _merge,
}
