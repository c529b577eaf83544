"""Runs: sorted sets of 16-byte keys, on shelves. A run lies in memory or, mapped, in two files of 64-bit numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import xxhash
from numpy.typing import NDArray

from hypercare.model.errors import Damaged
from hypercare.model.instant import DAY_US
from hypercare.model.ports import Files

Halves = NDArray[np.uint64]
Shelves = NDArray[np.int64]
Mask = NDArray[np.bool_]

# So many keys at a time are merged in memory: 16 MB, and as much again for sorting.
MERGE_CHUNK_KEYS = 1 << 20
_READ_BYTES = 1 << 24


KEYED: Mapping[str, str] = {
    "events": "key",
    "traits": "retry",
    "feedback": "key",
    "requests": "key",
    "errors": "key",
    "sessions": "key",
}
"""The tables whose rows are told from duplicates, and the column that holds the key; null where a row has none."""


def keyed_rows(table: str, rows: pa.Table) -> pa.Table:
    """The rows that have a key: `key`, `own_key`, `ts_event`, `ts_received` and `arrival`."""
    key = rows[KEYED[table]]
    own = rows["own_key"] if "own_key" in rows.column_names else pa.repeat(False, len(rows))
    columns = {"key": key, "own_key": own, **{name: rows[name] for name in ("ts_event", "ts_received", "arrival")}}
    return pa.table(columns).filter(pc.is_valid(key))


@dataclass(frozen=True)
class Keys:
    """Keys of rows in the order of arrival, as columns of length n: `high` and `low` halves, and the shelf of each.

    A shelf is 2 * day + own: for a source's own key the UTC day of the event, for a digest that of its receipt.
    """

    high: Halves
    low: Halves
    shelf: Shelves

    @classmethod
    def of(cls, rows: pa.Table) -> "Keys":
        """The keys of rows with the columns `key`, `own_key`, `ts_event`, `ts_received`, as `keyed_rows` gives them."""
        halves = _fixed_bytes(rows["key"]).view(">u8").reshape(-1, 2).astype(np.uint64)
        own = _numbers(rows["own_key"].cast(pa.int64()))
        moment = np.where(own == 1, _numbers(rows["ts_event"]), _numbers(rows["ts_received"]))
        return cls(np.ascontiguousarray(halves[:, 0]), np.ascontiguousarray(halves[:, 1]), moment // DAY_US * 2 + own)

    @classmethod
    def kept(cls, rows: pa.Table) -> "Keys":
        """What is recorded of rows: their keys, and a digest by the day of its event too.

        There an export's row finds it, which names the digest as its own key and has no receipt.
        """
        keys = cls.of(rows)
        digests = keys.shelf & 1 == 0
        if not digests.any():
            return keys
        own = _numbers(rows["ts_event"])[digests] // DAY_US * 2 + 1
        return concat([keys, Keys(keys.high[digests], keys.low[digests], own)])

    def take(self, places: NDArray[np.intp] | Mask) -> "Keys":
        """The keys at some places, or where a mask says so."""
        return Keys(self.high[places], self.low[places], self.shelf[places])

    def sorted(self) -> "Keys":
        """The same keys by shelf, then by value."""
        return self.take(sort_order(self))

    def __len__(self) -> int:
        return len(self.high)


def concat(parts: Sequence[Keys]) -> Keys:
    """Keys one after another."""
    if not parts:
        return Keys(np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0, np.int64))
    return Keys(
        np.concatenate([part.high for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.shelf for part in parts]),
    )


def sort_order(keys: Keys) -> NDArray[np.intp]:
    """The places of the keys by shelf, then by value; equal ones in the order of arrival."""
    order = np.argsort(keys.high, kind="stable")
    high = keys.high[order]
    if bool((high[1:] == high[:-1]).any()):  # then the lower halves matter: rare, but for duplicates
        return np.lexsort((keys.low, keys.high, keys.shelf))
    shelf = keys.shelf[order] - (keys.shelf.min() if len(keys) else 0)
    if not shelf.any():
        return order
    # Numbers of 16 bits are sorted by counting, ten times as fast; 2^16 shelves are 89 years.
    narrow = shelf.astype(np.uint16) if shelf.max() < 1 << 16 else shelf
    return order[np.argsort(narrow, kind="stable")]


class RunEntry(msgspec.Struct, frozen=True):
    """What the state says of a run: its name, shelf i in rows `offsets[i]:offsets[i + 1]`, a checksum for each file."""

    name: str
    shelves: list[int]
    offsets: list[int]
    high: int
    low: int


class Run:
    """Keys sorted by shelf and value: shelf i holds `offsets[i]:offsets[i + 1]` of the columns."""

    def __init__(self, high: Halves, low: Halves, shelves: Sequence[int], offsets: Sequence[int]) -> None:
        self.high, self.low = high, low
        self.spans = {shelf: (offsets[at], offsets[at + 1]) for at, shelf in enumerate(shelves)}

    @classmethod
    def of(cls, keys: Keys) -> "Run":
        """A run in memory of keys that are sorted."""
        shelves, starts = np.unique(keys.shelf, return_index=True)
        return cls(keys.high, keys.low, shelves.tolist(), [*starts.tolist(), len(keys)])

    def __len__(self) -> int:
        return len(self.high)

    def contains(self, shelf: int, high: Halves, low: Halves) -> Mask:
        """Which of the keys (n,) lie on a shelf of this run. Fastest when they are sorted."""
        start, stop = self.spans.get(shelf, (0, 0))
        if start == stop:
            return np.zeros(len(high), dtype=np.bool_)
        return _contains(self.high[start:stop], self.low[start:stop], high, low)

    def keys(self, shelf: int) -> Keys:
        """The keys on one shelf."""
        start, stop = self.spans.get(shelf, (0, 0))
        return Keys(self.high[start:stop], self.low[start:stop], np.full(stop - start, shelf, dtype=np.int64))


def _contains(shelf_high: Halves, shelf_low: Halves, high: Halves, low: Halves) -> Mask:
    found = np.zeros(len(high), dtype=np.bool_)
    place = np.searchsorted(shelf_high, high)
    asked = np.flatnonzero(place < len(shelf_high))
    asked = asked[shelf_high[place[asked]] == high[asked]]
    while len(asked):  # as often as keys share their upper half: once, as a rule
        found[asked] |= shelf_low[place[asked]] == low[asked]
        place[asked] += 1
        asked = asked[~found[asked] & (place[asked] < len(shelf_high))]
        asked = asked[shelf_high[place[asked]] == high[asked]]
    return found


def merge(runs: Sequence[Run], oldest_digest_day: int) -> Iterator[Keys]:
    """All keys of some runs in sorted order, in chunks; without digests of days before `oldest_digest_day`."""
    for shelf in sorted({shelf for run in runs for shelf in run.spans}):
        if shelf & 1 or shelf >> 1 >= oldest_digest_day:
            yield from _merge_shelf([run.keys(shelf) for run in runs if shelf in run.spans])


def _merge_shelf(parts: Sequence[Keys]) -> Iterator[Keys]:
    # Keys are digests, so equal steps of their value hold equally many of them.
    chunks = -(-sum(map(len, parts)) // MERGE_CHUNK_KEYS)
    cuts = np.array([(1 << 64) * step // chunks for step in range(1, chunks)], dtype=np.uint64)
    bounds = [[0, *np.searchsorted(part.high, cuts).tolist(), len(part)] for part in parts]
    for chunk in range(chunks):
        pieces = [
            part.take(np.arange(bound[chunk], bound[chunk + 1])) for part, bound in zip(parts, bounds, strict=True)
        ]
        yield concat(pieces).sorted()


def write_run(folder: Path, name: str, chunks: Iterator[Keys], files: Files) -> RunEntry:
    """Writes sorted keys as the files `<name>.high` and `<name>.low`, synced."""
    counts: dict[int, int] = {}
    checksums = xxhash.xxh3_64(), xxhash.xxh3_64()
    with files.create(folder / f"{name}.high") as high, files.create(folder / f"{name}.low") as low:
        for chunk in chunks:
            for file, half, checksum in zip((high, low), (chunk.high, chunk.low), checksums, strict=True):
                data = np.ascontiguousarray(half, dtype="<u8").tobytes()
                file.write(data)
                checksum.update(data)
            for shelf, count in zip(
                *(part.tolist() for part in np.unique(chunk.shelf, return_counts=True)), strict=True
            ):
                counts[shelf] = counts.get(shelf, 0) + count
        files.sync(high)
        files.sync(low)
    files.sync_folder(folder)
    offsets = [0, *np.cumsum(list(counts.values()), dtype=np.int64).tolist()]
    return RunEntry(name, list(counts), offsets, checksums[0].intdigest(), checksums[1].intdigest())


def open_run(folder: Path, entry: RunEntry) -> Run:
    """A run from its files, mapped into memory. Raises `Damaged` if they are missing or not as they were written."""
    high, low = (
        _mapped(folder / f"{entry.name}.{half}", entry.offsets[-1], checksum)
        for half, checksum in (("high", entry.high), ("low", entry.low))
    )
    return Run(high, low, entry.shelves, entry.offsets)


def _mapped(path: Path, count: int, checksum: int) -> Halves:
    if not path.exists() or path.stat().st_size != count * 8 or _checksum(path) != checksum:
        raise Damaged("a run of keys does not read back as it was written", where=str(path))
    return np.memmap(path, dtype="<u8", mode="r") if count else np.empty(0, dtype=np.uint64)


def _checksum(path: Path) -> int:
    checksum = xxhash.xxh3_64()
    with path.open("rb") as file:
        while data := file.read(_READ_BYTES):
            checksum.update(data)
    digest: int = checksum.intdigest()
    return digest


def _numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = column.cast(pa.int64()).to_numpy()
    return numbers


def _fixed_bytes(column: pa.ChunkedArray) -> NDArray[np.uint8]:
    """The bytes of a column of 16-byte values, one after another."""
    fixed = column.cast(pa.binary(16)).combine_chunks()
    fixed = pa.concat_arrays(fixed.chunks) if isinstance(fixed, pa.ChunkedArray) else fixed
    data = np.frombuffer(fixed.buffers()[1], dtype=np.uint8)
    return data[fixed.offset * 16 : (fixed.offset + len(fixed)) * 16]
