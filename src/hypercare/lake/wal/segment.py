"""The format of a segment, the file that the write-ahead log consists of: how it is written and read.

A segment is a sequence of records: a header, payloads, and a seal if its writer ended it in an orderly way. A record
is a head of 16 bytes and a body in MessagePack. The head: marker (3 bytes), kind (1), length of the body (4, little-
endian) and XXH3-64 of the body (8), seeded by the log's name and the head's first half. The name is random, so a client
cannot send bytes that pass for a record when a damaged stretch is searched for the next one.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import xxhash

from hypercare.model.errors import BadInput, Damaged
from hypercare.model.facts import Payload

FORMAT = 1
# 0xF5 occurs in no UTF-8 text, so bodies that are text hold no false starts.
MARKER = b"\xf5HC"
HEADER, PAYLOAD, SEAL = b"H", b"P", b"S"
_HEAD = struct.Struct("<4sIQ")
# As much as the table `quarantine` keeps of a record.
RAW_BYTES = 64 * 1024

_encoder = msgspec.msgpack.Encoder()


class Header(msgspec.Struct, frozen=True):
    """The body of a segment's first record. Its framing stays as it is in every later `format`."""

    format: int
    log: str
    number: int


_headers = msgspec.msgpack.Decoder(Header)
_payloads = msgspec.msgpack.Decoder(Payload)


@dataclass(frozen=True)
class Damage:
    """Bytes of a segment that are no record: `offset` of the first, `length` of all, and the first 64 KiB of them."""

    offset: int
    length: int
    raw: bytes


@dataclass(frozen=True)
class SegmentContents:
    """What a segment holds. `sealed` says that its writer ended it in an orderly way.

    `damage` lies between records, or anywhere in a sealed segment: something answered may be in it. `torn` is what
    follows the last record of an unsealed segment: one being written, or cut short by a crash and so never answered.
    """

    payloads: tuple[Payload, ...]
    sealed: bool
    damage: Damage | None = None
    torn: Damage | None = None


def encode_header(log: str, number: int) -> bytes:
    """The first record of a segment."""
    return _encode(HEADER, _encoder.encode(Header(FORMAT, log, number)), _seed(log))


def encode_payload(log: str, payload: Payload) -> bytes:
    """A payload as a record of a log."""
    return _encode(PAYLOAD, _encoder.encode(payload), _seed(log))


def encode_seal(log: str) -> bytes:
    """The last record of a segment that was ended in an orderly way."""
    return _encode(SEAL, b"", _seed(log))


def read_segment(path: Path) -> SegmentContents:
    """All whole records of a segment, also of one that is still written to.

    After a damaged stretch, reading goes on at the next record whose checksum holds. Raises `BadInput` for the format
    of another version, `Damaged` for a file that carries another segment's header, OSError.
    """
    data, log = path.read_bytes(), path.parent.name
    pieces = list(_pieces(data, _seed(log)))
    for piece in pieces:
        if piece.kind == HEADER:
            _check_header(_headers.decode(piece.body), path)
    sealed = any(piece.kind == SEAL for piece in pieces)
    gaps = [piece for piece in pieces if not piece.kind]
    tail = [gap for gap in gaps if gap is pieces[-1] and not sealed]
    return SegmentContents(
        payloads=tuple(_payloads.decode(piece.body) for piece in pieces if piece.kind == PAYLOAD),
        sealed=sealed,
        damage=_damage(gaps[: len(gaps) - len(tail)]),
        torn=_damage(tail),
    )


@dataclass(frozen=True)
class _Piece:
    """A record, or with an empty `kind` a stretch that is none. `end` is where the next piece starts."""

    kind: bytes
    offset: int
    end: int
    body: memoryview


def _pieces(data: bytes, seed: int) -> Iterator[_Piece]:
    at = 0
    while at < len(data):
        piece = _record_at(data, at, seed) or _gap_at(data, at, seed)
        yield piece
        at = piece.end


def _record_at(data: bytes, at: int, seed: int) -> _Piece | None:
    start = at + _HEAD.size
    if not data.startswith(MARKER, at) or start > len(data):
        return None
    marker, length, checksum = _HEAD.unpack_from(data, at)
    body = memoryview(data)[start : start + length]
    if len(body) < length or _checksum(marker, body, seed) != checksum:
        return None
    return _Piece(marker[-1:], at, start + length, body)


def _gap_at(data: bytes, at: int, seed: int) -> _Piece:
    end = data.find(MARKER, at + 1)
    while end != -1 and not _record_at(data, end, seed):
        end = data.find(MARKER, end + 1)
    end = len(data) if end == -1 else end
    return _Piece(b"", at, end, memoryview(data)[at:end])


def _damage(gaps: Sequence[_Piece]) -> Damage | None:
    if not gaps:
        return None
    length = sum(gap.end - gap.offset for gap in gaps)
    return Damage(gaps[0].offset, length, b"".join(gap.body for gap in gaps)[:RAW_BYTES])


def _encode(kind: bytes, body: bytes, seed: int) -> bytes:
    marker = MARKER + kind
    return _HEAD.pack(marker, len(body), _checksum(marker, body, seed)) + body


def _checksum(marker: bytes, body: bytes | memoryview, seed: int) -> int:
    first_half = int.from_bytes(marker + len(body).to_bytes(4, "little"), "little")
    checksum: int = xxhash.xxh3_64_intdigest(body, seed ^ first_half)
    return checksum


def _seed(log: str) -> int:
    seed: int = xxhash.xxh3_64_intdigest(log.encode())
    return seed


def _check_header(header: Header, path: Path) -> None:
    if header.format != FORMAT:
        raise BadInput(
            f"this segment is written in format {header.format}",
            where=str(path),
            expected=f"format {FORMAT}",
            fix="start the version of Hypercare that wrote it, or a later one",
        )
    if header.number != int(path.stem):
        raise Damaged(
            f"this file holds segment {header.number} of its log",
            where=str(path),
            expected="a name that nobody changed",
            fix="give the file its number back",
        )
