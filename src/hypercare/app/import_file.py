"""A file that is imported: lines of JSON or a table, packed or not, always cut into the same numbered chunks."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import xxhash

from hypercare.model.errors import BadInput
from hypercare.sources.files.table_lines import first_row, lines
from hypercare.sources.files.tables import GZIP, HEADER_BYTES, PARQUET, TableFile, table_in

CHUNK_BYTES = 4 << 20
"""One segment: large enough that commits are few, small enough that little is done twice after a kill."""
LONGEST_LINE = 2 << 20
"""A line beyond this is cut: its parts are no events and go to quarantine."""
SNIFFED_LINES = 100
READ_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)


@dataclass(frozen=True)
class Chunk:
    """Whole lines of JSON. `first_row` counts from 0; `end` is how far the file was read then, in its own bytes."""

    body: bytes
    first_row: int
    end: int


class _Part(io.RawIOBase):
    """The first bytes of a file: those that gave the import its name, whatever is appended meanwhile."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._file.read(min(len(view), self._left))
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)


@dataclass(frozen=True)
class ImportFile:
    """A file as it was found: `digest` of its `size` bytes."""

    path: Path
    digest: str
    size: int

    @classmethod
    def of(cls, path: Path) -> "ImportFile":
        """The file. Raises `BadInput` for what cannot be read, or cannot be read twice alike."""
        digest, size = xxhash.xxh3_128(), 0
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):
                what = "this is a pipe or a device"
                raise BadInput(what, where=str(path), expected="a file", fix="save it as a file first")
            with path.open("rb") as file:
                while data := file.read(CHUNK_BYTES):
                    digest.update(data)
                    size += len(data)
        except OSError as error:
            raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error
        return cls(path, digest.hexdigest(), size)

    @cached_property
    def is_packed(self) -> bool:
        """Whether the bytes are gzip."""
        with self.path.open("rb") as file:
            return file.read(len(GZIP)) == GZIP

    @cached_property
    def table(self) -> TableFile | None:
        """The table in it; None for lines of JSON. Raises `BadInput` for what is neither."""
        with self._plain() as (file, _):
            head = file.read(HEADER_BYTES)
        if self.is_packed and head.startswith(PARQUET):
            raise BadInput("Parquet is packed once more", where=str(self.path), expected="Parquet", fix="unpack it")
        return table_in(self.path, head)

    def first_lines(self, *, zoned: bool) -> list[bytes]:
        """The first hundred lines, as `chunks` has them."""
        with self._plain() as (file, _):
            return list(islice(self._lines(file, zoned=zoned), SNIFFED_LINES))

    def first_object(self) -> dict[str, object] | None:
        """The first line that is a JSON object; None where no line of the first hundred is one."""
        return next(self._objects(), None)

    def first_keys(self) -> tuple[str, ...]:
        """The keys of the first hundred lines of JSON, as they come: a line leaves out what it has nothing of."""
        return tuple(dict.fromkeys(key for each in self._objects() for key in each))

    def _objects(self) -> Iterator[dict[str, object]]:
        for line in self.first_lines(zoned=True):
            try:
                value = msgspec.json.decode(line.removeprefix(_BOM))
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value

    def chunks(self, size: int, *, zoned: bool) -> Iterator[Chunk]:
        """The rows in chunks of about `size` bytes of JSON lines; `zoned` as for `table_lines.lines`.

        Raises `BadInput` where the file turns out to be damaged.
        """
        with self._plain() as (file, at):
            cut = self._cut_table(file, size, zoned=zoned) if self.table else _cut_lines(file, size)
            row, end = first_row(self.table) if self.table else 0, 0
            for body in cut:
                end = max(end, min(at(), self.size)) if self.table or self.is_packed else end + len(body)
                yield Chunk(body, row, end)
                row += body.count(b"\n")

    def _cut_table(self, file: BinaryIO, size: int, *, zoned: bool) -> Iterator[bytes]:
        gathered: list[bytes] = []
        held = 0
        for line in self._lines(file, zoned=zoned):
            gathered.append(line)
            held += len(line) + 1
            if held >= size:
                yield b"\n".join(gathered) + b"\n"
                gathered, held = [], 0
        if gathered:
            yield b"\n".join(gathered) + b"\n"

    def _lines(self, file: BinaryIO, *, zoned: bool) -> Iterator[bytes]:
        if self.table is not None:
            return lines(self.table, file, zoned=zoned)
        return iter(lambda: file.readline(LONGEST_LINE), b"")

    @contextmanager
    def _plain(self) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
        """The bytes as they were found, unpacked, and how far the file is read."""
        with self.path.open("rb") as file:
            try:
                yield self._unpacked(file), file.tell
            except _DAMAGED as error:
                raise BadInput("the packed file is damaged", where=str(self.path), expected="a whole file") from error

    def _unpacked(self, file: BinaryIO) -> BinaryIO:
        is_parquet = file.read(len(PARQUET)) == PARQUET
        file.seek(0)
        if is_parquet:  # which is read from its end
            return file
        part = io.BufferedReader(_Part(file, self.size), READ_BYTES)
        return cast("BinaryIO", gzip.GzipFile(fileobj=part) if self.is_packed else part)


def _cut_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    while body := whole_lines(file, None, size):
        yield body


def whole_lines(file: BinaryIO, left: int | None, size: int = CHUNK_BYTES) -> bytes:
    """The next few MB of a file, at most `left` bytes, up to the end of a line; empty at its end."""
    body = file.read(size if left is None else min(size, left))
    rest = LONGEST_LINE if left is None else min(LONGEST_LINE, left - len(body))
    return body + file.readline(rest) if body and rest and not body.endswith(b"\n") else body
