"""One payload being read: what its records have in common, and what is made of them so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hypercare.model.facts import Alias, Decoded, Payload, Rejected, Trait
from hypercare.sources.instants import check_bounds, micros_or_iso
from hypercare.sources.keys import RetryKeys, part_key, row_key
from hypercare.sources.reasons import Unfit
from hypercare.sources.records import without_secrets
from hypercare.sources.rejected_lines import rejected as rejected_line

Change = tuple[str, str, str]
"""(trait, operation, value as JSON text)."""


@dataclass
class Reading:
    """A payload, and the facts in it. A vendor's decoder fills it record by record.

    `scope` is what a resent request has in common with the first: the body, without the time of its sending. `sent` is
    when the client says that it sent (microseconds UTC, None where it does not), which tells how wrong its clock is.
    `imported` means a chunk of a file, whose facts were known when they happened.
    """

    payload: Payload
    scope: bytes | None = None
    sent: int | None = None
    imported: bool = False
    into: Decoded = field(default_factory=lambda: Decoded([], [], [], [], []))

    def __post_init__(self) -> None:
        self.source, self.received = self.payload.source, self.payload.received
        self._linked: set[tuple[str, str]] = set()

    @cached_property
    def _retries(self) -> RetryKeys:
        scope = self.payload.body if self.scope is None else self.scope
        return RetryKeys(f"{self.source}\n{self.payload.path}\n".encode() + scope)

    def retry_key(self, raw: bytes, row: int = 0) -> bytes:
        """The key of a record without one of its own. Call it once per record, in their order.

        Of a pushed record it is its digest; of a row of a file its place there, `row` counted from the file's first.
        """
        return row_key(self.payload.path, row) if self.imported else self._retries.key(raw)

    def instant(self, value: Any, where: str) -> int:
        """The time of a record (microseconds UTC): what it says, by the client's clock; its receipt where it says none.

        A client that says when it sent is corrected by how far its clock was off then, as Segment does. Raises Unfit
        outside of 1971 to an hour after the receipt.
        """
        if value is None:
            return self.received
        micros = micros_or_iso(value, where)
        if self.sent is not None:
            micros += self.received - self.sent
        return check_bounds(micros, self.received, where)

    def known(self, micros: int, processed: int | None = None) -> int:
        """When a fact of that time could first be known here: at its receipt; of a file, when it was processed."""
        if not self.imported:
            return self.received
        return micros if processed is None else min(processed, self.received)

    def link(self, kind: str, key: str | None, user: str | None, micros: int) -> None:
        """Says once per payload that `key` is to be read as `user`; nothing where one is missing or both are one."""
        if key is None or user is None or key == user or (key, user) in self._linked:
            return
        self._linked.add((key, user))
        self.into.aliases.append(Alias(self.source, kind, key, user, micros, self.received, self.known(micros)))

    def change(self, holder: str, unit: str, changes: Iterable[Change], micros: int, key: bytes) -> None:
        """Adds changes of what is true of a user (holder "user") or an account; `key` is the record's."""
        known = self.known(micros)
        self.into.traits.extend(
            Trait(self.source, holder, unit, name, op, value, micros, self.received, known, part_key(key, part))
            for part, (name, op, value) in enumerate(changes)
        )

    def reject(self, raw: bytes, unfit: Unfit, row: int | None = None) -> None:
        """Puts a record into quarantine; of a file with its `row`, counted from the file's first."""
        if row is not None:
            self.into.rejected.append(rejected_line(self.payload, row, raw, unfit))
            return
        self.into.rejected.append(
            Rejected(
                source=self.source,
                decoder=self.payload.decoder,
                reason=unfit.reason.value,
                field=unfit.field[:255],
                message=unfit.message,
                raw=without_secrets(raw),
                ts_received=self.received,
            )
        )
