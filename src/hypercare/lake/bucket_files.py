"""Bucket files: sorted rows in one memory-mapped file each, named by their checksum."""

import json
import mmap
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import xxhash

from hypercare.lake.coding import TEXT
from hypercare.lake.sorted_rows import TIMES, SortedRows
from hypercare.model.errors import Damaged
from hypercare.model.sequences import Clock, EventIndex

# The first bytes of every file; the digit is the version of the layout.
MAGIC = b"HCSEQ2\n\0"
# Arrays start on a cache line, so that kernels read them aligned.
ALIGNMENT = 64
SUFFIX = ".seq"
INDEXED = ("rows", "keys", "starts")


class BucketFile(msgspec.Struct, frozen=True):
    """One bucket as stored: its file's `name`, `size` in bytes, `checksum` (xxh3, 128 bits, hex) and `rows`."""

    name: str
    size: int
    checksum: str
    rows: int


def write(folder: Path, bucket: int, rows: SortedRows) -> BucketFile:
    """Writes a bucket and says what was written. A file that already stands under its name is replaced."""
    parts = list(_layout(rows))
    digest = xxhash.xxh3_128()
    for part in parts:
        digest.update(part)
    checksum = digest.hexdigest()
    name = f"{bucket:05d}-{checksum}{SUFFIX}"
    scratch = folder / f".{name}.{os.getpid()}"
    with scratch.open("wb") as file:
        file.writelines(parts)
    scratch.replace(folder / name)
    return BucketFile(name, sum(memoryview(part).nbytes for part in parts), checksum, rows.rows)


class Mapped:
    """The bytes of a bucket file in memory, by page, kept until nothing reads them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.status = os.fstat(file.fileno())
            size = self.status.st_size
            self.view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) if size else memoryview(b"")
        self.path = path

    def check(self, stored: BucketFile) -> None:
        """Raises `Damaged` where the bytes are not those that were written."""
        if len(self.view) != stored.size or xxhash.xxh3_128_hexdigest(self.view) != stored.checksum:
            raise Damaged("the bytes differ from those written", where=str(self.path), expected=stored.checksum)

    def rows(self) -> SortedRows:
        """The rows, as views of the mapped bytes."""
        start = len(MAGIC) + 8
        length = int.from_bytes(self.view[len(MAGIC) : start], "little")
        header = json.loads(bytes(self.view[start : start + length]))
        base = _aligned(start + length)
        arrays = {name: self._array(base + at, dtype, count) for name, dtype, at, count in header}
        return _unpacked(arrays)

    def _array(self, at: int, dtype: str, count: int) -> "np.ndarray[Any, Any]":
        return np.frombuffer(self.view, np.dtype(dtype), count, at)


def _layout(rows: SortedRows) -> Iterator[Any]:
    """The parts of a file in order: magic, length of the header, header, then each array, padded."""
    header, parts, at = [], [], 0
    for name, array in _packed(rows).items():
        header.append((name, array.dtype.str, at, len(array)))
        parts += [np.ascontiguousarray(array), bytes(_aligned(array.nbytes) - array.nbytes)]
        at += _aligned(array.nbytes)
    text = json.dumps(header).encode()
    start = len(MAGIC) + 8 + len(text)
    yield MAGIC + len(text).to_bytes(8, "little") + text + bytes(_aligned(start) - start)
    yield from parts


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _packed(rows: SortedRows) -> "dict[str, np.ndarray[Any, Any]]":
    arrays: dict[str, np.ndarray[Any, Any]] = {"offsets": rows.offsets, **rows.times}
    arrays |= {f"codes/{name}": codes for name, codes in rows.codes.items()}
    arrays |= {f"index/{name}": getattr(rows.index, name) for name in INDEXED}
    clock = rows.index.clock
    arrays["index/clock"] = np.array([rows.index.latest, *((clock.origin, clock.bits) if clock else ())], np.int64)
    for name, texts in {"ids": rows.ids, **{f"texts/{name}": texts for name, texts in rows.texts.items()}}.items():
        ends, data = _text_arrays(texts)
        arrays |= {f"{name}/ends": ends, f"{name}/bytes": data}
    return arrays


def _text_arrays(texts: pa.Array) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Texts as ends (k + 1,) and bytes, starting at 0 whatever slice they are."""
    whole = pa.concat_arrays([texts.slice(0, 0), texts]) if texts.offset else texts
    _, ends, data = whole.buffers()
    if not len(whole) or ends is None:
        return np.zeros(1, np.int64), np.zeros(0, np.uint8)
    stops = np.frombuffer(ends, np.int64, len(whole) + 1)
    raw = np.frombuffer(data, np.uint8, int(stops[-1])) if data is not None else np.zeros(0, np.uint8)
    return stops - stops[0], raw[stops[0] :]


def _unpacked(arrays: "dict[str, np.ndarray[Any, Any]]") -> SortedRows:
    names = [name.removeprefix("codes/") for name in arrays if name.startswith("codes/")]
    return SortedRows(
        arrays["offsets"],
        _texts(arrays, "ids"),
        {name: arrays[name] for name in TIMES},
        {name: arrays[f"codes/{name}"] for name in names},
        {name: _texts(arrays, f"texts/{name}") for name in names},
        _index(arrays),
    )


def _index(arrays: "dict[str, np.ndarray[Any, Any]]") -> EventIndex:
    latest, *clock = arrays["index/clock"].tolist()
    return EventIndex(
        **{name: arrays[f"index/{name}"] for name in INDEXED}, latest=latest, clock=Clock(*clock) if clock else None
    )


def _texts(arrays: "dict[str, np.ndarray[Any, Any]]", name: str) -> pa.Array:
    ends, data = arrays[f"{name}/ends"], arrays[f"{name}/bytes"]
    return pa.Array.from_buffers(TEXT, len(ends) - 1, [None, pa.py_buffer(ends), pa.py_buffer(data)])
