"""Where in a request Amplitude's records are: a JSON body with `events`, or a form with them as JSON."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from hypercare.sources.instants import micros_or_iso
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Request
from hypercare.sources.records import MALFORMED, split

EVENT_BYTES = 1024 * 1024
MIN_ID_LENGTH = 5
"""Characters that Amplitude asks of a user's or device's id, unless `options.min_id_length` says otherwise."""

MISSING = "is missing"
"""What is said of a field that a record must have and has not: Amplitude tells those from fields with a wrong value."""


@dataclass(frozen=True)
class Endpoint:
    """One of Amplitude's paths: the limits of a request there, and where its records stand.

    `form` names the field of a form that holds them, None where the body is JSON with `events`. `kind` is the event
    type that its records have, None where each names its own.
    """

    request_bytes: int
    records: int
    form: str | None = None
    kind: str | None = None


# Amplitude takes 20 MB at /batch, where the gateway stops at 10 MiB; it names no number of events there. Ours bounds
# the time for which one request keeps all others waiting: 10,000 events take 0.2 s.
_MIB = 1024 * 1024
ENDPOINTS = {
    "2/httpapi": Endpoint(_MIB, 2_000),
    "batch": Endpoint(10 * _MIB, 10_000),
    "httpapi": Endpoint(_MIB, 2_000, form="event"),
    "identify": Endpoint(_MIB, 2_000, form="identification", kind="$identify"),
    "groupidentify": Endpoint(_MIB, 2_000, form="identification", kind="$groupidentify"),
}
_FORM_FIELDS = 20
# Reading what is not quite JSON takes 0.16 s a MiB, and whoever sends it is not known yet.
_TOLERATED_BYTES = _MIB


class _Body(msgspec.Struct, gc=False):
    """A request to `/2/httpapi` or `/batch`. Whatever type a field has, a wrong one must not spoil the events."""

    events: list[msgspec.Raw] | None = None
    api_key: Any = None
    options: Any = None
    client_upload_time: Any = None


_BODY = msgspec.json.Decoder(_Body)
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Call:
    """A request taken apart: whose it is, its records as sent, and what must be known to read them.

    `sent` is when the client says that it sent (microseconds UTC), None where it does not.
    """

    secret: str
    raws: list[bytes]
    min_id_length: int = MIN_ID_LENGTH
    sent: int | None = None


@dataclass
class Unreadable(Exception):
    """A request that cannot be taken apart: why, in Amplitude's words, and the field that it misses."""

    reason: Reason | RequestProblem
    error: str
    missing: str | None = field(default=None)


def call_of(request: Request, endpoint: Endpoint) -> Call:
    """The request taken apart. Raises Unreadable."""
    return _of_json(request.body, endpoint) if endpoint.form is None else _of_form(request, endpoint.form)


def _of_json(body: bytes, endpoint: Endpoint) -> Call:
    if not body.strip():
        raise Unreadable(RequestProblem.BODY_EMPTY, "Missing request body")
    found = _body_of(body)
    if not found.events:
        raise Unreadable(RequestProblem.BODY_EMPTY, "Request missing required field", "events")
    return Call(
        secret=found.api_key if isinstance(found.api_key, str) else "",
        # One more than may be: the others need no copy to be too many.
        raws=[bytes(raw) for raw in found.events[: endpoint.records + 1]],
        min_id_length=_min_id_length(found.options),
        sent=_sent(found.client_upload_time),
    )


def _body_of(body: bytes) -> _Body:
    try:
        return _BODY.decode(body)
    except MALFORMED:
        if len(body) > _TOLERATED_BYTES:
            raise Unreadable(Reason.INVALID_JSON, "Invalid JSON request body") from None
        return _tolerated(body)


def _tolerated(body: bytes) -> _Body:
    """A body that is not quite JSON: the Python client writes NaN and lone surrogates as Python does.

    An event with the one keeps null in its place; an event with the other is told from those without.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable(Reason.INVALID_JSON, "Invalid JSON request body") from None
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(events, list | None):
        raise Unreadable(Reason.INVALID_JSON, "Invalid JSON request body")
    named = {name: value.get(name) for name in ("api_key", "options", "client_upload_time")}
    return _Body([msgspec.Raw(_written(event)) for event in events or ()], **named)


def _written(event: Any) -> bytes:
    try:
        return _encode(event)
    except MALFORMED:
        return json.dumps(event).encode()


def _of_form(request: Request, name: str) -> Call:
    fields = dict(request.query)
    try:
        posted = request.body.decode("utf-8", "surrogateescape")
        fields |= dict(parse_qsl(posted, errors="surrogateescape", max_num_fields=_FORM_FIELDS))
    except ValueError:
        raise Unreadable(Reason.INVALID_JSON, "invalid_form") from None
    text = fields.get(name, "").encode("utf-8", "surrogateescape")
    if not text.strip():
        raise Unreadable(RequestProblem.BODY_EMPTY, f"missing_{name}", name)
    try:
        raws = split(text)
    except Unfit as problem:
        raise Unreadable(problem.reason, f"invalid_{name}") from None
    if not raws:
        raise Unreadable(RequestProblem.BODY_EMPTY, f"missing_{name}", name)
    return Call(fields.get("api_key", ""), raws)


def _min_id_length(options: Any) -> int:
    wanted = options.get("min_id_length") if isinstance(options, dict) else None
    return wanted if type(wanted) is int and 0 < wanted <= 255 else MIN_ID_LENGTH


def _sent(value: Any) -> int | None:
    if value is None:
        return None
    try:
        return micros_or_iso(value, "client_upload_time")
    except Unfit:
        return None
