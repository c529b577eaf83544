"""From decoded events to rows that are synced, without the vendor's decoding: rate and latency of the loader."""

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Protocol

from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.keys import key_indexes
from hypercare.lake.loader import Loader
from hypercare.lake.tables import Tables
from hypercare.lake.wal.wal import write_import_segment
from hypercare.model.facts import Decoded, Event, Payload
from hypercare.model.instant import DAY_US

NOW = datetime(2026, 10, 22, tzinfo=UTC)
NOW_US = int(NOW.timestamp()) * 1_000_000
LARGE = 200_000
DAYS = 90


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report, loads: int = 10, small_loads: int = 1_000) -> None:
    """Loads batches of 200,000 events with own keys over 90 days, then of a single event each."""
    with tempfile.TemporaryDirectory() as name:
        large = _Bench(Path(name))
        rates = [LARGE / large.load(number, _events(LARGE)) for number in range(loads)]
        report.row("events loaded per second, keys and commit", median(rates), "1/s", ">= 280 k")
        report.row("a load of 200,000 events", LARGE / median(rates) * 1000, "ms", None)
    with tempfile.TemporaryDirectory() as name:
        small = _Bench(Path(name))
        times = sorted(small.load(number, _events(1)) for number in range(small_loads))
        report.row("a load of 1 event, median", median(times) * 1000, "ms", None)
        report.row("a load of 1 event, p99", times[int(0.99 * len(times))] * 1000, "ms", None)
        report.row(f"opening the table after {small_loads} commits", small.opening() * 1000, "ms", None)


class _Bench:
    """A lake whose decoder hands out events made before the clock runs."""

    def __init__(self, root: Path) -> None:
        files = RealFiles()
        self._wal, self._tables, self._events = root / "wal", Tables(root / "lake"), Decoded()
        keys, commits = key_indexes(root / "keys", files), Commits(self._tables, files)
        self._loader = Loader(commits, keys, files, self._wal, lambda _: lambda _: self._events)

    def load(self, number: int, events: list[Event]) -> float:
        """Seconds to load one segment that decodes to these events."""
        self._events = Decoded(events=events)
        payload = Payload(decoder="bench", path="", source="bench", received=NOW_US, body=b"")
        write_import_segment(self._wal / "import-bench", payload, number, RealFiles())
        started = time.perf_counter()
        self._loader.load_ready(NOW)
        return time.perf_counter() - started

    def opening(self) -> float:
        """Seconds to open the table and list its files."""
        started = time.perf_counter()
        self._tables.files("events")
        return time.perf_counter() - started


def _events(count: int) -> list[Event]:
    keys = os.urandom(16 * count)
    return [
        Event(
            source="web",
            event=f"event {each % 20}",
            ts_event=NOW_US - each % DAYS * DAY_US,
            ts_received=NOW_US,
            ts_known=NOW_US,
            key=keys[16 * each : 16 * each + 16],
            own_key=True,
            user_key=f"user-{each % 5000}",
            props=f'{{"amount":{each},"city":"Jakarta","rows":{each % 77}}}',
        )
        for each in range(count)
    ]
