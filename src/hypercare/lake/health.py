"""Health of the lake: what waits to be loaded, and how much room there is."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hypercare.lake.wal.wal import SegmentRef, unloaded_segments
from hypercare.model.instant import SECOND_US, to_micros


@dataclass(frozen=True)
class LakeHealth:
    """How the lake is. `backlog_seconds` is the age of the oldest segment not loaded yet; None if there is none."""

    free_bytes: int
    total_bytes: int
    backlog_segments: int
    backlog_bytes: int
    backlog_seconds: float | None


def health(data: Path, now: datetime) -> LakeHealth:
    """The health of the lake in a data folder. `now` is aware. Raises OSError if the folder is not there."""
    disk = shutil.disk_usage(data)
    found = [status for ref in unloaded_segments(data / "wal") if (status := _status(ref))]
    oldest = min((modified for _, modified in found), default=None)
    return LakeHealth(
        free_bytes=disk.free,
        total_bytes=disk.total,
        backlog_segments=len(found),
        backlog_bytes=sum(size for size, _ in found),
        backlog_seconds=None if oldest is None else (to_micros(now) - oldest) / SECOND_US,
    )


def _status(ref: SegmentRef) -> tuple[int, int] | None:
    """Bytes and time of the last write (microseconds UTC) of a segment; None if it was just retired."""
    with suppress(FileNotFoundError):
        status = ref.path.stat()
        return status.st_size, status.st_mtime_ns // 1000
    return None
