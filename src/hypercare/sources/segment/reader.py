"""Reads messages, one after another: their time, their key, and whom they are about."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from hypercare.model.facts import Decoded
from hypercare.model.instant import to_micros
from hypercare.sources.identifiers import identifier
from hypercare.sources.instants import check_bounds, micros_of
from hypercare.sources.keys import vendor_key
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.segment.shapes import Message, Parts, unsent


@dataclass(frozen=True)
class Told:
    """What every message says: whom it is about, when, and by which key it is known. Times are microseconds UTC."""

    user: str | None
    anon: str | None
    micros: int
    known: int
    key: bytes
    own_key: bool

    @property
    def unit(self) -> str:
        """The id that stands for the one it is about."""
        unit = self.user or self.anon
        assert unit is not None
        return unit


@dataclass
class Reader:
    """Messages of one payload. `parts` is the request in which they came; None for a file.

    A file's messages have times that their vendor corrected already; a request's are corrected here.
    """

    reading: Reading
    parts: Parts | None = None

    def __post_init__(self) -> None:
        self._sent = None if self.parts is None else _sent(self.parts.sent_at)

    @property
    def into(self) -> Decoded:
        """The facts so far."""
        return self.reading.into

    def told(self, message: Message, raw: msgspec.Raw | bytes, row: int = 0) -> Told:
        """Whom a message is about, when it happened, and its key. Raises Unfit where one of them cannot be told."""
        user = identifier(message.user_id, "userId")
        anon = identifier(message.anonymous_id, "anonymousId")
        if user is None and anon is None:
            raise Unfit(Reason.ID_MISSING, "userId", "must have a userId or an anonymousId")
        micros, fixed = self._instant(message)
        key, own = self._key(message, raw, row)
        return Told(user, anon, micros, self._known(message, micros), key, own and fixed)

    def _instant(self, message: Message) -> tuple[int, bool]:
        """When a message happened, and whether the same message sent again would say the same."""
        reading = self.reading
        field = "originalTimestamp" if message.timestamp is None else "timestamp"
        value = message.original_timestamp if message.timestamp is None else message.timestamp
        if value is None and reading.imported:
            raise Unfit(Reason.TIME_MISSING, "timestamp", "is missing")
        if value is None:
            return reading.received, False
        micros = _micros(value, field)
        sent = None if reading.imported else self._sent or _sent(message.sent_at)
        if sent is not None:
            micros += reading.received - sent
        return check_bounds(micros, reading.received, field), sent is None

    def _known(self, message: Message, micros: int) -> int:
        if not self.reading.imported or message.received_at is None:
            return self.reading.known(micros)
        return self.reading.known(micros, _micros(message.received_at, "receivedAt"))

    def _key(self, message: Message, raw: msgspec.Raw | bytes, row: int) -> tuple[bytes, bool]:
        """The key of a message, and whether it is its own. Its time is no part of it: see the decoder."""
        own = message.message_id
        if isinstance(own, str | int) and not isinstance(own, bool) and own != "":
            return vendor_key(self.reading.source, "", None, "", str(own)), True
        if self.parts is not None and self.reading.scope is None:
            self.reading.scope = self.parts.scope
        return self.reading.retry_key(unsent(raw), row), self.reading.imported


def _micros(value: Any, field: str) -> int:
    """Microseconds UTC of ISO 8601, in UTC where it names no offset, or of a number since 1970. Raises Unfit."""
    if not isinstance(value, str) or value.isdigit():
        return micros_of(value, field, micros=True)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unfit(Reason.TIME_INVALID, field, "must be ISO 8601, such as 2026-09-22T02:00:00.000Z") from None
    return to_micros(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _sent(value: Any) -> int | None:
    """When something was sent; None where it does not say so in a way that can be read."""
    try:
        return None if value is None else _micros(value, "sentAt")
    except Unfit:
        return None
