"""The blocking half of the log: writes records to numbered segments and says the truth about what is on the disk."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from hypercare.lake.wal.segment import encode_header, encode_seal
from hypercare.lake.wal.wal import segment_path
from hypercare.model.ports import Files


class SegmentWriter:
    """Writes the segments of one log, blocking, for one caller at a time.

    After an error a segment is never written to again, because nobody knows what of it is on the disk: after a failed
    fsync the system may have dropped the bytes and report success the next time (Rebello et al., USENIX ATC 2020). What
    had been synced stays readable, and the next write starts another segment.
    """

    def __init__(self, folder: Path, files: Files) -> None:
        self._folder, self._files = folder, files
        self._file: BinaryIO | None = None
        self._number = 0
        self.size = 0

    @property
    def withheld(self) -> bool:
        """Whether there are records that the loader may not take yet, for want of a later segment."""
        return self.size > 0 or (self._file is None and self._number > 0)

    def write(self, records: Sequence[bytes]) -> None:
        """Appends records durably. Raises OSError: then none of them may be called kept, though some may be."""
        try:
            file = self._file or self._start()
            header = [] if self.size else [encode_header(self._folder.name, self._number)]
            data = b"".join((*header, *records))
            file.write(data)
            self._files.sync(file)
        except BaseException:
            self._leave()
            raise
        self.size += len(data)

    def rotate(self) -> None:
        """Ends the segment and starts the next, which is what lets the loader take the one before. Raises OSError."""
        self._seal()
        self._start()

    def close(self) -> None:
        """Ends the log. What was written stays; nothing is raised, because everything answered is durable already."""
        if self._file is None or self.size:
            self._seal()
            return
        self._leave()
        with suppress(OSError):
            self._files.remove(segment_path(self._folder, self._number))

    def _seal(self) -> None:
        # Not synced, and an error is no loss: a reader holds an unsealed segment for complete up to its last record.
        try:
            if self._file is not None and self.size:
                with suppress(OSError):
                    self._file.write(encode_seal(self._folder.name))
        finally:
            self._leave()

    def _start(self) -> BinaryIO:
        # A number is never used twice: the loader may have recorded the one that failed as loaded.
        self._number += 1
        path = segment_path(self._folder, self._number)
        file = self._files.create(path)
        try:
            self._files.sync_folder(self._folder)
        except BaseException:
            _close(file)
            with suppress(OSError):
                self._files.remove(path)
            raise
        self._file = file
        return file

    def _leave(self) -> None:
        if self._file is not None:
            _close(self._file)
        self._file, self.size = None, 0


def _close(file: BinaryIO) -> None:
    with suppress(OSError):  # it was synced, or will not be trusted
        file.close()
