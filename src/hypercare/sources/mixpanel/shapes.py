"""The shapes of Mixpanel's records, their documented limits, and one reading of a payload."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from hypercare.model.facts import Alias, Decoded, Payload
from hypercare.sources.instants import check_bounds, micros_of
from hypercare.sources.keys import RetryKeys, row_key
from hypercare.sources.records import split

# Documented limits. Strings are not cut to 255 characters as Mixpanel does: what came is kept.
RECORDS_PER_REQUEST = 2000
EVENT_BYTES = 1024 * 1024
PROPERTIES = 255
ITEMS = 255
NESTED_LEVELS = 3
INSERT_ID_BYTES = 36
DEVICE = "$device:"


class Record(msgspec.Struct, gc=False):
    """One event as sent."""

    event: str
    properties: dict[str, Any]


@dataclass
class Reading:
    """One payload being read: its records' common facts, and the keys of records that have none.

    `lines` says that records are lines instead of a JSON array, `unknown` which of them bore no valid token.
    `strict` asks of every event what `/import?strict=1` asks; `timed` requires a time; `imported` means a file, whose
    facts were known when Mixpanel processed them.
    """

    payload: Payload
    strict: bool = False
    timed: bool = False
    imported: bool = False

    def __post_init__(self) -> None:
        self.source, self.received = self.payload.source, self.payload.received
        self.lines = self.payload.query.get("lines") == "1"
        self.unknown = _indexes(self.payload.query.get("token_unknown", ""))
        self._linked: set[tuple[str, str]] = set()

    @classmethod
    def of(cls, payload: Payload) -> "Reading":
        """How a pushed payload is to be read."""
        strict = payload.query.get("strict") == "1"
        return cls(payload, strict=strict, timed=payload.path == "import")

    @cached_property
    def raws(self) -> list[bytes]:
        """The records, verbatim. Raises Unfit when the body has no records."""
        return split(self.payload.body, lines=self.lines)

    @cached_property
    def _retries(self) -> RetryKeys:
        return RetryKeys(f"{self.source}\n{self.payload.path}\n".encode() + self.payload.body)

    def key_without_own(self, index: int) -> bytes:
        """The key of a record without a key of its own: a row of a file by its place, else by its digest."""
        if self.imported:
            return row_key(self.payload.path, self.payload.first_row + index)
        return self._retries.key(self.raws[index])

    def known(self, micros: int, processed: Any) -> int:
        """When a fact could first be known here, microseconds UTC."""
        if not self.imported:
            return self.received
        if processed is None:
            return micros
        field = "properties.mp_processing_time_ms"
        return check_bounds(micros_of(processed, field), self.received, field)

    def instant(self, value: Any, field: str) -> int:
        """The time of a record: what it says, else its receipt. Raises Unfit outside 1971 to an hour after receipt."""
        return self.received if value is None else check_bounds(micros_of(value, field), self.received, field)

    def link(self, into: Decoded, alias: Alias) -> None:
        """Adds an alias once per payload: every event of a known user on a known device carries the same one."""
        pair = (alias.key, alias.user)
        if pair not in self._linked and alias.key != alias.user:
            self._linked.add(pair)
            into.aliases.append(alias)


def _indexes(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split(",") if part.isascii() and part.isdigit())
