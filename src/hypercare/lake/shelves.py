"""Shelves: keyed rows laid out by bucket while a set is built, in memory or in files."""

from pathlib import Path
from typing import IO, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from hypercare.lake.coding import CODED, TEXT, encoded, raw_codes
from hypercare.model.sequences import Ints

# A bucket of this many rows is sorted by one thread within a second, in about 200 MB; of fewer there would be so many
# that a short question spends its time on going from one to the next.
BUCKET_ROWS = 1_000_000
# Two threads still share the work when one bucket takes longer than the others.
FEWEST_BUCKETS = 4
# As many rows as fit into memory beside everything else, at about 200 bytes each.
ROWS_IN_MEMORY = 2_000_000


class Shelves(Protocol):
    """Takes keyed rows in any order and gives them back by bucket, in the order in which they came."""

    def put(self, bucket: int, rows: pa.Table) -> None: ...

    def filled(self) -> frozenset[int]: ...

    def take(self, bucket: int) -> pa.Table | None: ...


class MemoryShelves:
    """Shelves in memory."""

    def __init__(self) -> None:
        self._rows: dict[int, list[pa.Table]] = {}

    def put(self, bucket: int, rows: pa.Table) -> None:
        self._rows.setdefault(bucket, []).append(rows)

    def filled(self) -> frozenset[int]:
        return frozenset(self._rows)

    def take(self, bucket: int) -> pa.Table | None:
        rows = self._rows.pop(bucket, None)
        return pa.concat_tables(rows) if rows else None


class DiskShelves:
    """Shelves in a folder, a file per bucket. `take` ends the writing of its bucket."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, tuple[IO[bytes], pa.ipc.RecordBatchStreamWriter]] = {}

    def put(self, bucket: int, rows: pa.Table) -> None:
        if bucket not in self._open:
            file = self._path(bucket).open("wb")
            self._open[bucket] = (file, pa.ipc.new_stream(file, rows.schema))
        self._open[bucket][1].write_table(rows)

    def filled(self) -> frozenset[int]:
        return frozenset(self._open)

    def take(self, bucket: int) -> pa.Table | None:
        if bucket not in self._open:
            return None
        file, writer = self._open.pop(bucket)
        writer.close()
        file.close()
        with pa.memory_map(str(self._path(bucket))) as source:
            rows = pa.ipc.open_stream(source).read_all()
        self._path(bucket).unlink()
        return rows

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{bucket:05d}.arrows"


def bucket_count(rows: int) -> int:
    """How many buckets so many rows are spread over: a power of two."""
    return max(FEWEST_BUCKETS, 1 << max(0, -(-rows // BUCKET_ROWS) - 1).bit_length())


def spread(rows: pa.Table, buckets: int, shelves: Shelves) -> int:
    """Puts keyed rows on the shelves of their units; gives the number of rows that have no unit, which are left out."""
    units = encoded(rows["unit"])
    codes = raw_codes(units)
    homes = np.append(_homes(units.dictionary, buckets), buckets)[codes]
    order = np.argsort(homes, kind="stable")
    bounds = np.searchsorted(homes[order], np.arange(buckets + 1))
    plain = _plain(rows).take(pa.array(order))
    for bucket in np.flatnonzero(np.diff(bounds)):
        start, stop = int(bounds[bucket]), int(bounds[bucket + 1])
        shelves.put(int(bucket), plain.slice(start, stop - start))
    return len(rows) - int(bounds[-1])


def _homes(units: pa.Array, buckets: int) -> Ints:
    """(u,) the bucket of each unit: the low bits of xxh64 of its name."""
    return np.array([xxhash.xxh64_intdigest(unit.encode()) & (buckets - 1) for unit in units.to_pylist()], np.int64)


def _plain(rows: pa.Table) -> pa.Table:
    """The rows with texts in place of codes (a part must not carry the dictionary of all), columns in one order."""
    names = sorted(rows.column_names)
    return pa.table({name: pc.cast(rows[name], TEXT) if rows[name].type == CODED else rows[name] for name in names})
