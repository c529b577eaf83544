"""The shape of a request: one message, or a batch of them, each a JSON object."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, object_of

BATCH = "batch"
# What may be mended: Segment's limit of a request. So many bytes cost 0.1 s at most, during which nobody is answered.
MENDED_BYTES = 500 * 1024
# A string always matches, ended or not: otherwise every quote of a body without an end would be tried anew.
_STRING_OR_WORD = re.compile(rb'"(?:[^"\\]|\\.)*+"?|-?Infinity|NaN', re.DOTALL)
_HALF = re.compile(rb"\\(?:u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|(u[dD][89a-fA-F]\w\w)|.)", re.DOTALL)
_SENT = re.compile(rb'"sentAt"\s*:\s*"[^"\\]*"')


class Message(msgspec.Struct, gc=False, rename="camel"):
    """One message as sent, or as a line of an export. Any field may be of any type."""

    type: Any = None
    event: Any = None
    user_id: Any = None
    anonymous_id: Any = None
    previous_id: Any = None
    group_id: Any = None
    message_id: Any = None
    name: Any = None
    category: Any = None
    channel: Any = None
    properties: Any = None
    traits: Any = None
    context: Any = None
    timestamp: Any = None
    original_timestamp: Any = None
    sent_at: Any = None
    received_at: Any = None


class _Whole(msgspec.Struct, gc=False, rename="camel"):
    """A batch before its messages are looked at."""

    batch: list[msgspec.Raw]
    sent_at: Any = None
    write_key: Any = None


class _Key(msgspec.Struct, gc=False, rename="camel"):
    """What is read of a single message before it is kept."""

    sent_at: Any = None
    write_key: Any = None


class _Messages(msgspec.Struct, gc=False):
    batch: list[Message]


_WHOLE = msgspec.json.Decoder(_Whole)
_KEY = msgspec.json.Decoder(_Key)
_MESSAGES = msgspec.json.Decoder(_Messages)
_MESSAGE = msgspec.json.Decoder(Message)


@dataclass(frozen=True)
class Parts:
    """A request taken apart: the messages as they came, when it says it was sent, and the write key in its body."""

    body: bytes
    raws: list[msgspec.Raw]
    sent_at: Any
    write_key: str
    batch: bool

    @classmethod
    def of(cls, body: bytes, kind: str) -> "Parts":
        """The parts of a body that came to the endpoint of that kind. Raises Unfit where it has not its shape."""
        try:
            if kind == BATCH:
                whole = _WHOLE.decode(body)
                return cls(body, whole.batch, whole.sent_at, _text(whole.write_key), batch=True)
            key = _KEY.decode(body)
            return cls(body, [msgspec.Raw(body)], key.sent_at, _text(key.write_key), batch=False)
        except MALFORMED:
            raise Unfit(Reason.INVALID_JSON, "", "the body is not JSON of the endpoint's shape") from None

    def oversized(self, event_bytes: int) -> int:
        """How many messages are larger than that."""
        if len(self.body) <= event_bytes:
            return 0
        return sum(_size(raw) > event_bytes for raw in self.raws)

    def messages(self) -> list[Message] | None:
        """All messages read at once, faster than one by one; None where one of them needs a closer look."""
        try:
            return _MESSAGES.decode(self.body).batch if self.batch else [_MESSAGE.decode(self.body)]
        except MALFORMED:
            return None

    @cached_property
    def scope(self) -> bytes:
        """What a resent request has in common with the first: all but when it was sent."""
        return b",".join(map(unsent, self.raws))


def message_of(raw: msgspec.Raw | bytes, event_bytes: int) -> Message:
    """One message. Raises Unfit that says what is wrong with it."""
    if _size(raw) > event_bytes:
        raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {event_bytes} bytes")
    try:
        return _MESSAGE.decode(raw)
    except MALFORMED:
        object_of(bytes(raw))
    raise Unfit(Reason.INVALID_JSON, "", "the record is not valid JSON")


def unsent(raw: msgspec.Raw | bytes) -> bytes:
    """A message without the time of its sending, which a resend does not repeat."""
    return _SENT.sub(b"", bytes(raw))


def mended(body: bytes) -> bytes:
    """The body with what clients write that is not JSON put right, and everything else as it was.

    Half an emoji, which a text cut by its length ends with, becomes U+FFFD; NaN and infinity, as Python writes them,
    become null, as JavaScript writes them. A body of more than 500 KB is left alone.
    """
    if len(body) > MENDED_BYTES:
        return body
    return _STRING_OR_WORD.sub(_mended, body)


def _mended(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[:1] != b'"':
        return b"null"
    return _HALF.sub(lambda half: b"\\ufffd" if half[1] else half[0], text) if b"\\u" in text else text


def _size(raw: msgspec.Raw | bytes) -> int:
    return memoryview(raw).nbytes


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
