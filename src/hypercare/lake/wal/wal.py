"""The folder of the write-ahead log: one folder per log, and in it numbered segments.

A log belongs to one process, which holds a lock on the log's file `owner` for as long as it lives. Which segments may
be loaded follows from names and that lock alone: of a living owner's log all but the highest number, else all.
"""

import os
import re
import secrets
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hypercare.lake.files import make_folder
from hypercare.lake.lock import is_held, take
from hypercare.lake.wal.segment import encode_header, encode_payload, encode_seal
from hypercare.model.facts import Payload
from hypercare.model.ports import Files

OWNER = "owner"
_SEGMENT, _PART, _DAMAGED = ".seg", ".part", ".damaged"
_NAME = re.compile(rf"[0-9]{{12}}{re.escape(_SEGMENT)}")


@dataclass(frozen=True)
class SegmentRef:
    """One segment file. `sealed` says that it grows no more: a later one of its log exists, or its writer is gone."""

    log: str
    number: int
    path: Path
    sealed: bool


def segment_path(folder: Path, number: int) -> Path:
    """Where a log's folder holds the segment with this number (12 digits)."""
    return folder / f"{number:012d}{_SEGMENT}"


def ready_segments(wal: Path) -> list[SegmentRef]:
    """The segments that may be loaded, in the order in which they must be: by log, oldest first, and by number.

    Within a log the numbers rise without a segment left out, so "loaded up to n" is all that a table has to remember.
    """
    return [ref for folder in _log_folders(wal) for ref in _segments_of(folder) if ref.sealed]


def unloaded_segments(wal: Path) -> list[SegmentRef]:
    """The segments that hold anything, growing ones included: once they are gone, all that was answered is loaded."""
    refs = [ref for folder in _log_folders(wal) for ref in _segments_of(folder)]
    return [ref for ref in refs if _size(ref.path)]


def retire(ref: SegmentRef, files: Files) -> None:
    """Removes a segment whose rows are durable in the tables. Not synced: one that comes back is known to be loaded."""
    files.remove(ref.path)


def set_aside(ref: SegmentRef, files: Files) -> Path:
    """Keeps a damaged segment whose readable rows are durable in the tables, under a name that is not loaded again."""
    kept = ref.path.with_suffix(_DAMAGED)
    files.rename(ref.path, kept)
    files.sync_folder(kept.parent)
    return kept


def set_aside_segments(wal: Path) -> list[Path]:
    """The damaged segments that are kept; their readable rows are in the tables."""
    return sorted(wal.glob(f"*/*{_DAMAGED}"))


def remove_drained(wal: Path) -> list[str]:
    """Removes the folders of logs whose process is gone and whose segments are all retired; returns their names."""
    return [folder.name for folder in _log_folders(wal) if _remove_drained(folder)]


def claim_log(wal: Path, *, now_us: int, files: Files) -> tuple[Path, int]:
    """The folder of a new log, and the open descriptor that holds its `owner` lock. Raises OSError.

    The folders above are synced even if they were there: the process that made them may have died before its sync.
    """
    folder = wal / _log_name(now_us)
    owner = _claim(folder, files)
    while owner is None:
        owner = _claim(folder, files)
    files.sync_folder(wal)
    files.sync_folder(wal.parent)
    return folder, owner


def write_import_segment(folder: Path, payload: Payload, number: int, files: Files) -> SegmentRef:
    """Writes one chunk of an imported file as a sealed segment, durable on return; writing it again changes nothing.

    `folder` is `<wal>/import-<digest of the file>`. Raises OSError.
    """
    path, log = segment_path(folder, number), folder.name
    part = path.with_suffix(_PART)
    part.unlink(missing_ok=True)
    file = _create_in(folder, part, files)
    with file:
        file.write(encode_header(log, number) + encode_payload(log, payload) + encode_seal(log))
        files.sync(file)
    files.rename(part, path)
    files.sync_folder(folder)
    files.sync_folder(folder.parent)
    return SegmentRef(log, number, path, sealed=True)


def _claim(folder: Path, files: Files) -> int | None:
    """The lock on a log's `owner`; None if a loader took the folder, still empty, for a drained one and removed it."""
    make_folder(folder, files)
    try:
        owner = take(folder / OWNER, wait=True)
    except FileNotFoundError:
        return None
    if owner is not None and not os.fstat(owner).st_nlink:
        os.close(owner)
        return None
    return owner


def _create_in(folder: Path, path: Path, files: Files) -> BinaryIO:
    while True:
        make_folder(folder, files)
        with suppress(FileNotFoundError):  # a loader removed the folder, drained for the moment
            return files.create(path)


def _log_name(now_us: int) -> str:
    """A random UUID that sorts by time (RFC 9562, version 7)."""
    millis = now_us // 1000 & (1 << 48) - 1
    number = millis << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=number))


def _log_folders(wal: Path) -> list[Path]:
    # Names of gateway logs sort by time, and before "import-".
    return sorted(path for path in wal.iterdir() if path.is_dir()) if wal.is_dir() else []


def _segments_of(folder: Path) -> list[SegmentRef]:
    growing = is_held(folder / OWNER)
    highest = max(_numbers(folder), default=0)
    # Read twice: a name made while a folder is read may be left out and a later one shown. What was there when the
    # first reading ended is complete in the second.
    return [
        SegmentRef(folder.name, number, segment_path(folder, number), sealed=number < highest or not growing)
        for number in sorted(_numbers(folder))
        if number <= highest
    ]


def _numbers(folder: Path) -> Iterable[int]:
    with suppress(FileNotFoundError):
        return [int(path.stem) for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return []


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def _remove_drained(folder: Path) -> bool:
    if any(path.name != OWNER for path in folder.iterdir()):
        return False
    owner = take(folder / OWNER, wait=False)
    if owner is None:
        return False
    try:
        return _remove_folder(folder)
    finally:
        os.close(owner)


def _remove_folder(folder: Path) -> bool:
    (folder / OWNER).unlink()
    try:
        folder.rmdir()
    except OSError:  # a segment appeared in between
        return False
    return True
