"""Health of the lake: backlog and room on the disk."""

import os
from datetime import timedelta
from pathlib import Path

from hypercare.lake.files import RealFiles
from hypercare.lake.health import health
from lake.loading import NOW, Lake


def test_a_lake_without_backlog(tmp_path: Path) -> None:
    found = health(tmp_path, NOW)
    assert (found.backlog_segments, found.backlog_bytes, found.backlog_seconds) == (0, 0, None)
    assert 0 < found.free_bytes <= found.total_bytes
    assert 0 < found.free_bytes <= found.total_bytes


def test_the_backlog_is_as_old_as_its_oldest_segment(tmp_path: Path) -> None:
    lake = Lake(tmp_path, RealFiles())
    written = {number: lake.segment(number, "a").path for number in (1, 2)}
    for number, path in written.items():
        os.utime(path, (NOW.timestamp() + number, NOW.timestamp() + number))
    found = health(tmp_path, NOW + timedelta(seconds=11))
    assert (found.backlog_segments, found.backlog_seconds) == (2, 10.0)
    assert found.backlog_bytes == sum(path.stat().st_size for path in written.values())
    lake.loader.load_ready(NOW)
    assert health(tmp_path, NOW).backlog_segments == 0
