"""An export that is imported where it came from adds nothing."""

from datetime import UTC, datetime
from pathlib import Path

from hypercare.app.house import House
from hypercare.app.ingest import drain
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data.facts import count_events, export_events
from hypercare.app.usecases.data.imports import import_events
from hypercare.lake.wal.wal import write_import_segment
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TRACKED = b'[{"event": "bulk_opened", "properties": {"time": 1790042400, "distinct_id": "u1"}}]'


def test_a_push_without_a_key_of_its_own_counts_once_after_its_export_came_back(tmp_path: Path) -> None:
    house = House(read_settings({"HYPERCARE_CLOCK": NOW.isoformat()}, data=tmp_path / "data")).create()
    push = Payload("mixpanel", "track", "shop", to_micros(NOW), TRACKED)
    write_import_segment(house.wal / "00000000-0000-7000-8000-000000000001", push, 0, house.files)
    drain(house)
    exported = tmp_path / "export.jsonl"
    exported.write_bytes(b"".join(export_events(house, None, None)))
    done = import_events(house, exported, source="x", decoder=None, again=False, on_progress=lambda _moved: None)
    assert (done.rows, done.duplicates) == (0, 1)
    assert count_events(house, ())["count"] == 1
