"""A kept request into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error.

A message's own key is its messageId, without its time: the time is corrected by how far the client's clock was off when
it sent, and a message that is sent again was sent at another time and corrected to another one, perhaps of another day.
An own key counts for the day of its event, so a corrected event is known by the same key for the seven days after its
receipt instead, in which any number of resends, corrected in any way, are the same. A message whose time is not
corrected has the same time whenever it is sent, and its key counts for as long as it is kept.
"""

from collections.abc import Sequence

import msgspec

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.segment.answer import EVENT_BYTES
from hypercare.sources.segment.messages import KINDS
from hypercare.sources.segment.reader import Reader
from hypercare.sources.segment.shapes import BATCH, Message, Parts, message_of


def decode(payload: Payload) -> Decoded:
    """The rows of one request to Segment's endpoints."""
    return decoded(payload, event_bytes=EVENT_BYTES)


def decoded(payload: Payload, *, event_bytes: int) -> Decoded:
    """The rows of one request; messages larger than `event_bytes` go to quarantine."""
    reading = Reading(payload)
    try:
        parts = Parts.of(payload.body, payload.path)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
        return reading.into
    kind = None if payload.path == BATCH else payload.path
    _read(Reader(reading, parts), parts, kind, event_bytes)
    return reading.into


def _read(reader: Reader, parts: Parts, kind: str | None, event_bytes: int) -> None:
    messages: Sequence[Message | None] | None = None if parts.oversized(event_bytes) else parts.messages()
    for raw, message in zip(parts.raws, messages or [None] * len(parts.raws), strict=True):
        try:
            add(message_of(raw, event_bytes) if message is None else message, raw, reader, kind=kind)
        except Unfit as unfit:
            reader.reading.reject(bytes(raw), unfit)


def add(message: Message, raw: msgspec.Raw | bytes, reader: Reader, *, kind: str | None = None, row: int = 0) -> None:
    """Adds what a message says; `kind` goes before its own type. Raises Unfit when it cannot be used."""
    wanted = message.type if kind is None else kind
    read = KINDS.get(wanted) if isinstance(wanted, str) else None
    if read is None:
        raise Unfit(Reason.KIND_UNKNOWN, "type", f"must be one of {', '.join(KINDS)}")
    read(message, reader.told(message, raw, row), reader)
