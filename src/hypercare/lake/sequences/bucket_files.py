"""Bucket files: sorted rows in one memory-mapped file each, named by their checksum, and later columns beside them."""

import json
import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import xxhash

from hypercare.lake.coding import TEXT
from hypercare.lake.sequences.sorted_rows import TIMES, SortedRows
from hypercare.model.errors import Damaged
from hypercare.model.sequences import Clock, Codes, EventIndex

# The first bytes of every file; the digit is the version of the layout.
MAGIC = b"HCSEQ2\n\0"
# Arrays start on a cache line, so that kernels read them aligned.
ALIGNMENT = 64
SUFFIX = ".seq"
INDEXED = ("rows", "keys", "starts")


class BucketFile(msgspec.Struct, frozen=True):
    """One bucket as stored: its file's `name`, `size` in bytes, `checksum` (xxh3, 128 bits, hex) and `rows`.

    Files `beside` it hold columns that were asked for after it was written.
    """

    name: str
    size: int
    checksum: str
    rows: int
    beside: "tuple[BucketFile, ...]" = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All files of the bucket."""
        return (self.name, *(each.name for each in self.beside))


def write(folder: Path, bucket: int, rows: SortedRows) -> BucketFile:
    """Writes a bucket and says what was written. A file that already stands under its name is replaced."""
    return _write(folder, bucket, _packed(rows), rows.rows)


def write_columns(folder: Path, bucket: int, rows: SortedRows, names: frozenset[str]) -> BucketFile:
    """Writes some columns of a bucket, for a file beside it."""
    codes = {name: column for name, column in rows.codes.items() if name in names}
    return _write(folder, bucket, _coded(codes, {name: rows.texts[name] for name in codes}), rows.rows)


def stored_rows(folder: Path, stored: BucketFile, mapped: "Callable[[Path, BucketFile], Mapped]") -> SortedRows:
    """The rows of a bucket with the columns beside it; `mapped` opens each of its files.

    Where files hold the same column, the latest of them holds. Raises FileNotFoundError where one is gone.
    """
    rows = mapped(folder / stored.name, stored).rows()
    codes, texts = dict(rows.codes), dict(rows.texts)
    for each in stored.beside:
        added = _columns(mapped(folder / each.name, each).arrays())
        codes, texts = codes | added[0], texts | added[1]
    return replace(rows, codes=codes, texts=texts)


def _write(folder: Path, bucket: int, arrays: "dict[str, np.ndarray[Any, Any]]", rows: int) -> BucketFile:
    parts = list(_layout(arrays))
    digest = xxhash.xxh3_128()
    for part in parts:
        digest.update(part)
    checksum = digest.hexdigest()
    name = f"{bucket:05d}-{checksum}{SUFFIX}"
    scratch = folder / f".{name}.{os.getpid()}"
    with scratch.open("wb") as file:
        file.writelines(parts)
    scratch.replace(folder / name)
    return BucketFile(name, sum(memoryview(part).nbytes for part in parts), checksum, rows)


class Mapped:
    """The bytes of a bucket file in memory, by page, kept until nothing reads them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.status = os.fstat(file.fileno())
            size = self.status.st_size
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else None
        self.view = memoryview(self._map) if self._map is not None else memoryview(b"")
        self.path = path

    def check(self, stored: BucketFile) -> None:
        """Raises `Damaged` where the bytes are not those that were written. What was read for that is let go of: most
        questions need a small part of it.
        """
        if len(self.view) != stored.size or xxhash.xxh3_128_hexdigest(self.view) != stored.checksum:
            raise Damaged("the bytes differ from those written", where=str(self.path), expected=stored.checksum)
        if self._map is not None:
            self._map.madvise(mmap.MADV_DONTNEED)

    def rows(self) -> SortedRows:
        """The rows, as views of the mapped bytes."""
        return _unpacked(self.arrays())

    def arrays(self) -> "dict[str, np.ndarray[Any, Any]]":
        """The arrays by name, as views of the mapped bytes."""
        start = len(MAGIC) + 8
        length = int.from_bytes(self.view[len(MAGIC) : start], "little")
        header = json.loads(bytes(self.view[start : start + length]))
        base = _aligned(start + length)
        return {name: self._array(base + at, dtype, count) for name, dtype, at, count in header}

    def _array(self, at: int, dtype: str, count: int) -> "np.ndarray[Any, Any]":
        return np.frombuffer(self.view, np.dtype(dtype), count, at)


def _layout(arrays: "dict[str, np.ndarray[Any, Any]]") -> Iterator[Any]:
    """The parts of a file in order: magic, length of the header, header, then each array, padded."""
    header, parts, at = [], [], 0
    for name, array in arrays.items():
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
    arrays |= _coded(rows.codes, rows.texts) | _named("ids", rows.ids)
    arrays |= {f"index/{name}": getattr(rows.index, name) for name in INDEXED}
    clock = rows.index.clock
    arrays["index/clock"] = np.array([rows.index.latest, *((clock.origin, clock.bits) if clock else ())], np.int64)
    return arrays


def _coded(codes: Mapping[str, Codes], texts: Mapping[str, pa.Array]) -> "dict[str, np.ndarray[Any, Any]]":
    arrays: dict[str, np.ndarray[Any, Any]] = {f"codes/{name}": column for name, column in codes.items()}
    for name, column in texts.items():
        arrays |= _named(f"texts/{name}", column)
    return arrays


def _named(name: str, texts: pa.Array) -> "dict[str, np.ndarray[Any, Any]]":
    ends, data = _text_arrays(texts)
    return {f"{name}/ends": ends, f"{name}/bytes": data}


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
    codes, texts = _columns(arrays)
    return SortedRows(
        arrays["offsets"],
        _texts(arrays, "ids"),
        {name: arrays[name] for name in TIMES},
        codes,
        texts,
        _index(arrays),
    )


def _columns(arrays: "dict[str, np.ndarray[Any, Any]]") -> tuple[dict[str, Codes], dict[str, pa.Array]]:
    names = [name.removeprefix("codes/") for name in arrays if name.startswith("codes/")]
    return {name: arrays[f"codes/{name}"] for name in names}, {name: _texts(arrays, f"texts/{name}") for name in names}


def _index(arrays: "dict[str, np.ndarray[Any, Any]]") -> EventIndex:
    latest, *clock = arrays["index/clock"].tolist()
    rows, keys, starts = (arrays[f"index/{name}"] for name in INDEXED)
    return EventIndex(rows, keys, starts, latest, Clock(*clock) if clock else None)


def _texts(arrays: "dict[str, np.ndarray[Any, Any]]", name: str) -> pa.Array:
    ends, data = arrays[f"{name}/ends"], arrays[f"{name}/bytes"]
    return pa.Array.from_buffers(TEXT, len(ends) - 1, [None, pa.py_buffer(ends), pa.py_buffer(data)])
