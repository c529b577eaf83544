"""A kept Amplitude request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

from collections.abc import Sequence

from hypercare.model.facts import Decoded, Payload
from hypercare.model.instant import SECOND_US
from hypercare.sources.amplitude.events import Reader
from hypercare.sources.amplitude.shapes import ENDPOINTS, EVENT_BYTES, MIN_ID_LENGTH
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import object_of, split

# Amplitude leaves times alone where a client's clock is off by less: such a difference is the way to the server.
SKEW_US = 60 * SECOND_US
Failed = list[tuple[int, Unfit]]


def decode(payload: Payload) -> Decoded:
    """The rows of one request, as it was accepted."""
    try:
        raws = split(payload.body)
    except Unfit as problem:
        whole = Reading(payload)
        whole.reject(payload.body, problem)
        return whole.into
    reading, failed = _read(payload, raws, raws)
    if failed:
        # The client sends what was not refused again, without the rest: both must have the same keys.
        bad = {index for index, _ in failed}
        reading, failed = _read(payload, raws, [raw for index, raw in enumerate(raws) if index not in bad])
    for index, unfit in failed:
        reading.reject(raws[index], unfit)
    return reading.into


def failures(payload: Payload) -> Failed:
    """Which records cannot be used, by index, and why. Raises Unfit where there are no records."""
    raws = split(payload.body)
    return _read(payload, raws, raws)[1]


def _read(payload: Payload, raws: Sequence[bytes], scope: Sequence[bytes]) -> tuple[Reading, Failed]:
    reading = Reading(payload, scope=b",".join(scope), sent=_sent(payload))
    endpoint = ENDPOINTS.get(payload.path)
    reader = Reader(reading, _min_id_length(payload), endpoint.kind if endpoint else None)
    failed: Failed = []
    for index, raw in enumerate(raws):
        try:
            if len(raw) > EVENT_BYTES:
                raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {EVENT_BYTES} bytes")
            reader.add(object_of(raw), raw)
        except Unfit as unfit:
            failed.append((index, unfit))
    return reading, failed


def _sent(payload: Payload) -> int | None:
    """When the client says that it sent, where that shows that its clock is off."""
    text = payload.query.get("sent", "")
    sent = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else payload.received
    return sent if abs(payload.received - sent) >= SKEW_US else None


def _min_id_length(payload: Payload) -> int:
    text = payload.query.get("min_id_length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MIN_ID_LENGTH
