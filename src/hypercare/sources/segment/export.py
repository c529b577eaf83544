"""Raw messages as Segment and RudderStack leave them in an object store: one a line, in gzip or not.

A line has the shape that clients send, with `receivedAt`, and a `timestamp` that is corrected already. Its key is the
one that the receivers give it, so that a message that was pushed here and is imported too counts once.
"""

from collections.abc import Mapping
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.lines import LINE_BYTES, check_line, rows
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.segment.decode import add
from hypercare.sources.segment.messages import KINDS
from hypercare.sources.segment.reader import Reader
from hypercare.sources.segment.shapes import message_of

NAME = "import.segment"


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reader = Reader(Reading(payload, imported=True))
    for row, line in rows(payload):
        try:
            add(message_of(check_line(line), LINE_BYTES), line, reader, row=row)
        except Unfit as unfit:
            reader.reading.reject(line, unfit, row)
    return reader.into


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether a line is one of the kinds of messages, with the key and a time that both vendors give it."""
    kind = line.get("type")
    timed = "timestamp" in line or "originalTimestamp" in line
    return isinstance(kind, str) and kind in KINDS and "messageId" in line and timed


EXPORT = Export("segment", NAME, decode, recognises)
