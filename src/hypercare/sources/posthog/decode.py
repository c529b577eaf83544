"""A kept PostHog request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

import re
from collections.abc import Iterator
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.posthog.events import Place, read_event
from hypercare.sources.posthog.shapes import Opened, Sent, opened
from hypercare.sources.posthog.times import sent_micros
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

V1 = "i/v1/"
"""What the paths of PostHog's newer protocol begin with."""
ENGAGE = "engage"
"""The path on which the oldest clients change people, without naming an event."""
SENT, LIB = "sent", "lib"
"""What a payload's query may say beside its body: when it was sent (as the client wrote it), and which client it is."""
_SENT_AT = re.compile(rb'"sent_at"\s*:\s*(?:"[^"\\]*"|[0-9.]+)')
_TRUE = frozenset((1, "true", "1"))
# Options of an event in the newer protocol, and the property that says the same in the older one.
_OPTIONS = (("disable_skew_correction", "$ignore_sent_at"), ("cookieless_mode", "$cookieless_mode"))


def decode(payload: Payload) -> Decoded:
    """The rows of one request, as it was accepted."""
    reading = Reading(payload)
    try:
        body = opened(payload.body)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
        return reading.into
    for index, wrong, _ in results(body, reading):
        if wrong is not None:
            reading.reject(body.raws[index], wrong)
    return reading.into


def results(body: Opened, reading: Reading) -> Iterator[tuple[int, Unfit | None, bool]]:
    """Reads record after record into `reading`: (index, what is wrong with it, whether it is somebody's)."""
    query = reading.payload.query
    reading.sent = sent_micros(query.get(SENT) if body.head.sent_at is None else body.head.sent_at)
    historical = body.head.historical_migration is True
    plain = Place(historical=historical)
    newer = reading.payload.path.startswith(V1)
    for index, record in enumerate(body.records):
        try:
            if isinstance(record, Unfit):
                raise record
            if newer:
                _restore(record, query.get(LIB, ""))
            elif record.event is None and reading.payload.path == ENGAGE:
                record.event = "$identify"
            place = plain if record.uuid else _place(body, index, reading, historical=historical)
            somebody = read_event(record, reading, place)
        except Unfit as unfit:
            yield index, unfit, False
        else:
            yield index, None, somebody


def _place(body: Opened, index: int, reading: Reading, *, historical: bool) -> Place:
    """The place of a record without a key: its digest must not depend on when it was sent."""
    if reading.scope is None:
        reading.scope = _SENT_AT.sub(b"", body.body)
    return Place(_SENT_AT.sub(b"", body.raws[index]), historical=historical)


def _restore(record: Sent, lib: str) -> None:
    """Puts what the newer protocol says beside the properties back into them, as PostHog does."""
    properties, options = record.properties, record.options
    if properties is None:
        record.properties = properties = {}
    if not isinstance(properties, dict):
        return
    if lib:
        _lib(properties, lib)
    for name, value in (("$session_id", record.session_id), ("$window_id", record.window_id)):
        if isinstance(value, str):
            properties[name] = value
    if options is None or options == {}:
        return
    if not isinstance(options, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "options", "must be an object")
    _options(properties, options)


def _lib(properties: dict[str, Any], lib: str) -> None:
    name, _, version = lib.partition("/")
    properties["$lib"] = name
    if version:
        properties["$lib_version"] = version


def _options(properties: dict[str, Any], options: dict[str, Any]) -> None:
    for option, name in _OPTIONS:
        if _is_true(options.get(option)):
            properties[name] = True
    profile = options.get("process_person_profile")
    if profile is not None:
        properties["$process_person_profile"] = _is_true(profile)
    tour = options.get("product_tour_id")
    if isinstance(tour, str):
        properties["$product_tour_id"] = tour


def _is_true(value: Any) -> bool:
    text = value.strip().lower() if isinstance(value, str) else value
    return isinstance(text, str | int | bool) and text in _TRUE
