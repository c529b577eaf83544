"""Decoding: payloads to columns. Whatever a decoder does, the log goes on: what it cannot read goes to quarantine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import msgspec
import pyarrow as pa

from hypercare.lake.rows import FIRST_MICRO, LAST_MICRO, to_arrow
from hypercare.lake.wal.segment import RAW_BYTES, Damage
from hypercare.model.facts import Decoded, Payload, Rejected
from hypercare.model.ports import Decoder

Columns = dict[str, pa.Table]
DECODER_FAILED, SEGMENT_DAMAGED = "decoder_failed", "segment_damaged"
# Rows held as objects before they become columns: about 60 MB.
CHUNK_ROWS = 50_000
MESSAGE_CHARACTERS = 1000
# Which list of `Decoded` holds the rows of a table.
_LISTS = {
    "events": "events",
    "aliases": "aliases",
    "traits": "traits",
    "feedback": "feedback",
    "requests": "requests",
    "errors": "errors",
    "sessions": "sessions",
    "quarantine": "rejected",
}
# What making columns raises for a row that is not what its struct declares.
_NOT_AS_DECLARED = (ValueError, TypeError, OverflowError, AttributeError, pa.ArrowException)


@dataclass(frozen=True)
class Attempt:
    """A payload, what its decoder made of it, and how many rows that is over all tables."""

    payload: Payload
    decoded: Decoded
    rows: int


def attempt(payload: Payload, decoders: Callable[[str], Decoder]) -> Attempt:
    """Decodes a payload; where that fails, the whole payload is rejected with the reason `decoder_failed`."""
    try:
        decoded = decoders(payload.decoder)(payload)
        return Attempt(payload, decoded, sum(len(getattr(decoded, name)) for name in _LISTS.values()))
    except Exception as error:  # noqa: BLE001  the edge of the job loop: a decoder's bug must not stop the log
        return _failed(payload, error)


def columns(attempts: Iterable[Attempt], first_arrival: int) -> Iterator[Columns]:
    """The rows of the attempts as columns by table, a chunk at a time, numbered in order from `first_arrival`."""
    chunk: list[Attempt] = []
    rows = 0
    for each in attempts:
        chunk.append(each)
        rows += each.rows
        if rows >= CHUNK_ROWS:
            yield from _convert(chunk, first_arrival)
            first_arrival += rows
            chunk, rows = [], 0
    yield from _convert(chunk, first_arrival)


def damage_rows(damage: Damage, received: int, arrival: int) -> pa.Table:
    """The row of the table `quarantine` for a damaged stretch of a segment."""
    message = f"{damage.length} bytes from offset {damage.offset} are no records"
    return to_arrow("quarantine", [_rejected("", "", SEGMENT_DAMAGED, message, damage.raw, received)], [arrival])


def _convert(chunk: Sequence[Attempt], first_arrival: int) -> Iterator[Columns]:
    """Columns of all attempts; where some row prevents that, of ever smaller parts, until its payload is found."""
    try:
        yield _columns(chunk, first_arrival)
    except _NOT_AS_DECLARED as error:
        if len(chunk) == 1:
            yield _columns([_failed(chunk[0].payload, error)], first_arrival)
            return
        half = len(chunk) // 2
        yield from _convert(chunk[:half], first_arrival)
        yield from _convert(chunk[half:], first_arrival + sum(each.rows for each in chunk[:half]))


def _columns(chunk: Sequence[Attempt], first_arrival: int) -> Columns:
    rows: dict[str, list[msgspec.Struct]] = {table: [] for table in _LISTS}
    arrivals: dict[str, list[int]] = {table: [] for table in _LISTS}
    for each in chunk:
        for table, name in _LISTS.items():
            found = getattr(each.decoded, name)
            rows[table] += found
            arrivals[table] += range(first_arrival, first_arrival + len(found))
            first_arrival += len(found)
    rows["quarantine"] = [_bounded(row) for row in rows["quarantine"]]
    return {table: to_arrow(table, rows[table], arrivals[table]) for table in rows if rows[table]}


def _failed(payload: Payload, error: Exception) -> Attempt:
    message = f"{type(error).__name__}: {error}"
    rejected = _rejected(payload.source, payload.decoder, DECODER_FAILED, message, payload.body, payload.received)
    return Attempt(payload, Decoded(rejected=[rejected]), 1)


def _rejected(source: str, decoder: str, reason: str, message: str, raw: bytes, received: int) -> Rejected:
    return Rejected(
        source=source,
        decoder=decoder,
        reason=reason,
        field="",
        message=message.encode("utf-8", "backslashreplace").decode()[:MESSAGE_CHARACTERS],
        raw=raw[:RAW_BYTES].decode("utf-8", "backslashreplace"),
        ts_received=min(max(received, FIRST_MICRO), LAST_MICRO),
    )


def _bounded(row: msgspec.Struct) -> msgspec.Struct:
    """A rejected record with no more than 64 KiB of text as it came."""
    raw = cast("Rejected", row).raw
    if len(raw) * 4 <= RAW_BYTES or len(raw.encode()) <= RAW_BYTES:  # UTF-8 takes at most 4 bytes for a character
        return row
    return msgspec.structs.replace(row, raw=raw.encode()[:RAW_BYTES].decode("utf-8", "ignore"))
