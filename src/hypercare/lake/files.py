"""The real file layer: the calls that durability depends on, as the operating system offers them."""

import errno
import io
import os
from pathlib import Path
from typing import BinaryIO

from hypercare.model.ports import Files

# No room is left on the disk, or for this user, or in this file.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

# Where the system has it, fdatasync: it spares the write of the modification time, which nobody here reads.
_sync_data = getattr(os, "fdatasync", os.fsync)


class WholeFile(io.FileIO):
    """An unbuffered file whose `write` writes all of the bytes or raises OSError.

    Unbuffered, because a buffered file keeps what could not be written and tries again when it is closed: after an
    error nobody could say what is on the disk.
    """

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]  # fewer kinds of buffer
        """Writes all of `data`, however many calls that takes, and returns its length."""
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[super().write(rest) :]
        return memoryview(data).nbytes


class RealFiles:
    """The port `Files` on the real file system. Every call is durable when it returns, where its name says sync."""

    def create(self, path: Path) -> BinaryIO:
        """A new file to write. Raises FileExistsError if there is one."""
        return WholeFile(path, "xb")

    def append(self, path: Path) -> BinaryIO:
        """A file to write at its end; made if there is none."""
        return WholeFile(path, "ab")

    def sync(self, file: BinaryIO) -> None:
        """Brings what was written to an open file to the disk. After an OSError the file's content is unknown."""
        file.flush()
        _sync_data(file.fileno())

    def sync_path(self, path: Path) -> None:
        """Brings a file that somebody else wrote and closed to the disk."""
        self._sync_opened(path, os.O_RDONLY)

    def sync_folder(self, path: Path) -> None:
        """Brings a folder's entries to the disk: new, renamed and removed names."""
        self._sync_opened(path, os.O_RDONLY | os.O_DIRECTORY)

    def rename(self, source: Path, target: Path) -> None:
        """Gives a file another name at once, replacing what had it. Durable after `sync_folder`."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Removes a file. Durable after `sync_folder`."""
        path.unlink()

    def _sync_opened(self, path: Path, flags: int) -> None:
        descriptor = os.open(path, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path, files: Files) -> None:
    """Makes a folder and its missing parents, each durably entered in its own parent."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(exist_ok=True)
        files.sync_folder(place.parent)
