"""A request of the Measurement Protocol into facts."""

import json
from typing import Any

import msgspec

from hypercare.sources.ga4.events import MISSING, Sender
from hypercare.sources.keys import part_key
from hypercare.sources.properties import value_text
from hypercare.sources.reading import Change, Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, object_of, split

EVENT_BYTES = 1024 * 1024
# Of `device`, what people compare launches by; the same names as those of the export.
DEVICE = {
    "category": "device_category",
    "model": "device_model",
    "brand": "device_brand",
    "language": "language",
    "operating_system": "os",
    "operating_system_version": "os_version",
    "browser": "browser",
    "browser_version": "browser_version",
}

_NOTHING = msgspec.Raw(b"null")


class _Body(msgspec.Struct, gc=False):
    """A request. Not read, and so not kept in any row: `user_data`, `user_location`, `ip_override`, `user_agent`."""

    client_id: Any = None
    app_instance_id: Any = None
    user_id: Any = None
    timestamp_micros: Any = None
    user_properties: msgspec.Raw = _NOTHING
    consent: Any = None
    device: Any = None
    events: msgspec.Raw = _NOTHING


_BODY = msgspec.json.Decoder(_Body)


def read(reading: Reading, *, app: bool) -> None:
    """Adds what a request says; `app` that it comes from an app, not a website. What cannot be used is rejected."""
    try:
        body = body_of(reading.payload.body)
        raws = records(body)
        sender = _sender(body, app=app)
        at = reading.instant(body.timestamp_micros, "timestamp_micros")
    except Unfit as unfit:
        reading.reject(reading.payload.body, unfit)
        return
    if body.user_properties != _NOTHING:
        _read_traits(reading, sender, bytes(body.user_properties), at)
    for raw in raws:
        try:
            _read_event(reading, sender, raw, at)
        except Unfit as unfit:
            reading.reject(raw, unfit)


def body_of(body: bytes) -> _Body:
    """The request's fields. Raises Unfit when it is no JSON object."""
    try:
        return _BODY.decode(body)
    except MALFORMED:
        return _tolerated(body)


def _tolerated(body: bytes) -> _Body:
    """A body with NaN in it, as Python's clients write a number that is none: it is read as null."""
    try:
        value = json.loads(body)
        if isinstance(value, dict):
            return _BODY.decode(msgspec.json.encode(value))
    except MALFORMED:
        raise Unfit(Reason.INVALID_JSON, "", "the body is not valid JSON") from None
    raise Unfit(Reason.NOT_AN_OBJECT, "", "the body must be a JSON object")


def records(body: _Body) -> list[bytes]:
    """The events as sent: an array, or one alone, as a client sends that held it back. Raises Unfit for none."""
    raw = bytes(body.events)
    if raw[:1] not in (b"[", b"{"):
        raise Unfit(Reason.EVENT_NAME_INVALID, "events", MISSING)
    found = split(raw)
    if not found:
        raise Unfit(Reason.EVENT_NAME_INVALID, "events", MISSING)
    return found


def _sender(body: _Body, *, app: bool) -> Sender:
    shared: dict[str, Any] = {}
    if isinstance(body.device, dict):
        shared = {name: body.device[field] for field, name in DEVICE.items() if _is_text(body.device.get(field))}
    if isinstance(body.consent, dict):
        shared["consent"] = body.consent
    device, other = (body.app_instance_id, body.client_id) if app else (body.client_id, body.app_instance_id)
    where = "app_instance_id" if app else "client_id"
    return Sender.of(body.user_id, other if device is None else device, shared, where=where)


def _read_event(reading: Reading, sender: Sender, raw: bytes, at: int) -> None:
    if len(raw) > EVENT_BYTES:
        raise Unfit(Reason.EVENT_TOO_LARGE, "events", f"must be at most {EVENT_BYTES} bytes")
    said = object_of(raw)
    own = said.get("timestamp_micros")
    micros = at if own is None else reading.instant(own, "events.timestamp_micros")
    sender.add(reading, said, micros, raw)


def _read_traits(reading: Reading, sender: Sender, raw: bytes, at: int) -> None:
    try:
        given = object_of(raw)
        changes = [(_change(name, value), _told_at(reading, value, at)) for name, value in given.items()]
    except Unfit as unfit:
        reading.reject(raw, Unfit(unfit.reason, unfit.field or "user_properties", unfit.message))
        return
    key = reading.retry_key(raw)
    for part, (change, micros) in enumerate(changes):
        reading.change("user", sender.named, [change], micros, part_key(key, part))
    reading.link("identify", sender.anon, sender.user, at)


def _change(name: str, value: Any) -> Change:
    """A property without a value is none any more."""
    plain = value.get("value") if isinstance(value, dict) else value
    return (name, "unset", "null") if plain is None else (name, "set", value_text(plain, f"user_properties.{name}"))


def _told_at(reading: Reading, value: Any, at: int) -> int:
    own = value.get("timestamp_micros") if isinstance(value, dict) else None
    return at if own is None else reading.instant(own, "user_properties.timestamp_micros")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""
