"""Keys by which duplicates are recognised: 16-byte digests (XXH3, 128 bits).

Not a cryptographic digest on purpose: it costs 0.1 µs where BLAKE2b costs 0.7 µs, and whoever could craft a collision
holds the source's token and could as well send the colliding key itself.
"""

from collections.abc import Callable

import xxhash

digest: Callable[[bytes], bytes] = xxhash.xxh3_128_digest


def vendor_key(source: str, event: str, micros: int | None, user: str, insert_id: str) -> bytes:
    """The key of a record that carries its vendor's own key. Lengths keep `("ab", "c")` and `("a", "bc")` apart."""
    return digest(
        f"{len(source)},{len(event)},{len(user)},{micros};{source}{event}{user}{insert_id}".encode(
            "utf-8", "surrogatepass"
        )
    )


def row_key(file_digest: str, row: int) -> bytes:
    """The key of a row of an imported file that has no key column: the same file again adds nothing."""
    return digest(f"{file_digest}#{row}".encode("utf-8", "surrogatepass"))


def part_key(key: bytes, part: int) -> bytes:
    """The key of one of the rows that a record becomes."""
    return digest(key + part.to_bytes(8, "big"))


class RetryKeys:
    """Keys for the records of one request that carry none: a resent request yields the same keys.

    The key is the record's digest with its ordinal among equal records, scoped by the digest of the request: twenty
    equal records in one request are twenty, and the same request again is none.
    """

    def __init__(self, scope: bytes) -> None:
        self._scope = digest(scope)
        self._seen: dict[bytes, int] = {}

    def key(self, record: bytes) -> bytes:
        """The key of the next record. Call it once per record, in the order of the request."""
        own = digest(record)
        ordinal = self._seen.get(own, 0)
        self._seen[own] = ordinal + 1
        return digest(self._scope + own + ordinal.to_bytes(8, "big"))
