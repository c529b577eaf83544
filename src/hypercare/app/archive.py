"""The archive that a backup is: a tar in one zstd frame, whose first member names, sizes and checksums all others."""

import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import xxhash
import zstandard

from hypercare.model.errors import BadInput, Damaged

FORMAT = 1
MANIFEST = "manifest.json"
# Data files are compressed already; a higher level costs more and gains nothing with them.
LEVEL = 3
CHUNK = 1 << 20
BLOCK = tarfile.BLOCKSIZE
# An archive ends with two blocks of zeros.
END = bytes(2 * BLOCK)
# A member takes some 120 bytes in the manifest, so this is two million files: more than any lake compacted holds.
LARGEST_MANIFEST = 256 << 20
# Older tar formats hold names of so many bytes in a header; longer ones would need members that describe members.
LONGEST_NAME = 100

OnBytes = Callable[[int], None]


class Member(msgspec.Struct, frozen=True):
    """A file of the archive. `xxh3` is the checksum of its bytes (128 bits, hex)."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
    size: Annotated[int, msgspec.Meta(ge=0)]
    xxh3: str


class Contents(msgspec.Struct, frozen=True):
    """What an archive holds: its first member, `manifest.json`.

    `instant` (ISO 8601, UTC) is the point at which everything answered before is in it; `tables` are the versions of
    the lake's tables, `records` and `head` the length and the last hash of the ledger's chain.
    """

    format: int
    code: str
    instant: str
    tables: dict[str, int]
    records: int
    head: str
    members: list[Member]

    @property
    def size(self) -> int:
        """The bytes of all members, as they are outside of the archive."""
        return sum(member.size for member in self.members)


def describe(name: str, path: Path, size: int, moved: OnBytes) -> Member:
    """The member for the first `size` bytes of a file. Raises `Damaged` for a shorter one, OSError."""
    digest = xxhash.xxh3_128()
    with path.open("rb") as file:
        for chunk in _pieces(file, size, name):
            digest.update(chunk)
            moved(len(chunk))
    return Member(name, size, digest.hexdigest())


def write_archive(target: BinaryIO, contents: Contents, paths: Iterable[Path], moved: OnBytes) -> None:
    """Writes an archive; `paths` are where its members stand, in their order. Raises OSError.

    Raises `Damaged` for a file that does not read as it did when it was described.
    """
    compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    manifest = msgspec.json.encode(contents)
    with compressor.stream_writer(target, closefd=False) as stream:
        stream.write(_header(MANIFEST, len(manifest)) + manifest + _padding(len(manifest)))
        for member, path in zip(contents.members, paths, strict=True):
            stream.write(_header(member.name, member.size))
            with path.open("rb") as file:
                for chunk in _checked(_pieces(file, member.size, member.name), member):
                    stream.write(chunk)
                    moved(len(chunk))
            stream.write(_padding(member.size))
        stream.write(END)


class Archive:
    """An archive that is read once, from its start to its end. Nothing it says about itself is taken on trust."""

    def __init__(self, stream: zstandard.ZstdDecompressionReader, where: str) -> None:
        self._stream, self._where = stream, where
        self.contents = self._read_contents()

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["Archive"]:
        """Opens an archive and reads what it holds.

        Raises `BadInput` for a file that cannot be read, is none, or comes from a newer version; `Damaged`.
        """
        try:
            file = path.open("rb")
        except OSError as error:
            raise BadInput(f"the backup cannot be read ({error.strerror})", where=str(path)) from error
        with file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            yield cls(stream, str(path))

    def members(self) -> Iterator[tuple[Member, Iterator[bytes]]]:
        """Each member with its bytes, which must be used up before the next.

        Raises `Damaged`, naming the member, where one is not what the manifest says; no more bytes than it says come.
        """
        for member in self.contents.members:
            self._expect(member.name, member.size)
            yield member, self._located(member)
            self._exactly(len(_padding(member.size)), member.name)
        if self._exactly(len(END), "its end") != END:
            raise self._damaged("something follows the last member", "its end")
        self._some(1, "its end")  # the frame's own checksum is compared when its end is reached

    def _read_contents(self) -> Contents:
        try:
            header = self._header(MANIFEST)
        except Damaged:
            header = None
        if header is None or header.name != MANIFEST:
            raise BadInput(
                "this is no backup, or its start is damaged",
                where=self._where,
                expected="a file that hypercare backup wrote",
            )
        if not header.isreg() or header.size > LARGEST_MANIFEST:
            raise self._damaged("the manifest is not as it was written", MANIFEST)
        data = self._exactly(header.size, MANIFEST)
        self._exactly(len(_padding(header.size)), MANIFEST)
        return self._decoded(data)

    def _decoded(self, data: bytes) -> Contents:
        try:
            written_as = msgspec.json.decode(data, type=_Format).format
            if written_as > FORMAT:
                raise BadInput(
                    f"the backup comes from a newer Hypercare (format {written_as})",
                    where=self._where,
                    expected=f"at most {FORMAT}",
                    fix="install that version: pip install --upgrade hypercare",
                )
            contents = msgspec.json.decode(data, type=Contents)
        except msgspec.DecodeError as error:
            raise self._damaged(f"the manifest is not as it was written ({error})", MANIFEST) from error
        names = [member.name for member in contents.members]
        if len(set(names)) < len(names):
            raise self._damaged("the manifest names a member twice", MANIFEST)
        return contents

    def _expect(self, name: str, size: int) -> None:
        header = self._header(name)
        if not header.isreg():
            raise self._damaged("a member is no plain file", name)
        if (header.name, header.size) != (name, size):
            raise self._damaged(
                f"a member called {header.name!r} of {header.size} bytes stands here", name, f"{size} bytes"
            )

    def _header(self, name: str) -> tarfile.TarInfo:
        """The next header. Headers that describe others are not followed: our names and sizes never need them."""
        try:
            return tarfile.TarInfo.frombuf(self._exactly(BLOCK, name), "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise self._damaged(f"a member's header does not read ({error})", name) from error

    def _located(self, member: Member) -> Iterator[bytes]:
        try:
            yield from _checked(self._chunks(member), member)
        except Damaged as error:
            raise self._damaged(error.what, member.name, error.expected) from error

    def _chunks(self, member: Member) -> Iterator[bytes]:
        left = member.size
        while left:
            chunk = self._some(min(CHUNK, left), member.name)
            if not chunk:
                raise Damaged("the backup is cut short")
            left -= len(chunk)
            yield chunk

    def _exactly(self, size: int, name: str) -> bytes:
        found = bytearray()
        while len(found) < size:
            chunk = self._some(size - len(found), name)
            if not chunk:
                raise self._damaged("the backup is cut short", name)
            found += chunk
        return bytes(found)

    def _some(self, size: int, name: str) -> bytes:
        try:
            return self._stream.read(size)
        except zstandard.ZstdError as error:
            raise self._damaged(f"the backup does not unpack ({error})", name) from error

    def _damaged(self, what: str, name: str, expected: str = "") -> Damaged:
        return Damaged(what, where=f"{self._where}: {name}", expected=expected, fix="use another backup")


class _Format(msgspec.Struct):
    """What of a manifest stays as it is in every later format."""

    format: int


def _pieces(file: BinaryIO, size: int, name: str) -> Iterator[bytes]:
    left = size
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise Damaged(f"the file ends {left} bytes early", where=name, expected=f"{size} bytes")
        left -= len(chunk)
        yield chunk


def _checked(chunks: Iterable[bytes], member: Member) -> Iterator[bytes]:
    """The chunks, and at their end a comparison of their checksum."""
    digest = xxhash.xxh3_128()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != member.xxh3:
        raise Damaged(
            f"the checksum is {digest.hexdigest()}: the bytes changed", where=member.name, expected=member.xxh3
        )


def _header(name: str, size: int) -> bytes:
    if len(name.encode()) > LONGEST_NAME:
        raise BadInput(f"the name takes more than {LONGEST_NAME} bytes", where=name)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    # Of the classic formats the one that holds sizes beyond 8 GiB.
    return member.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)
