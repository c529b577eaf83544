"""How fast sequences are built, caught up with and opened."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import SCHEMAS
from hypercare.lake.sequences.sequences import SequenceStore
from hypercare.lake.tables import Tables
from hypercare.model.metrics import Unit

CHUNK = 500_000
# As many events as a commit holds while the gateway is busy.
FRESH = 5_000
EVENTS_PER_USER = 40
COLUMNS = frozenset({"platform", "rows", "region"})


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report, events: int = 2_000_000) -> None:
    """Builds a set of so many events with three properties, adds one commit, and opens the set again."""
    with tempfile.TemporaryDirectory() as name:
        lake = Commits(Tables(Path(name) / "lake"), RealFiles())
        lake.prepare()
        for i, rows in enumerate(_events(events, events // EVENTS_PER_USER)):
            lake.append("events", rows, transaction=("wal/bench", i))
        store = SequenceStore(Path(name) / "sequences", lake.tables)
        built = _seconds(store)
        report.row("sequences built", events / built, "events/s", None)
        [fresh] = _events(FRESH, events // EVENTS_PER_USER, first=events)
        lake.append("events", fresh, transaction=("wal/bench", events))
        merged = _seconds(store)
        report.row("commit of 5,000 events merged into them", merged * 1000, "ms", None)
        report.row("rows merged", events / merged, "rows/s", None)
        report.row("first open in a process", _seconds(SequenceStore(store.folder, lake.tables)) * 1000, "ms", None)
        report.row("warm open", _seconds(store) * 1000, "ms", None)


def _seconds(store: SequenceStore) -> float:
    start = time.perf_counter()
    store.open(Unit(), COLUMNS)
    return time.perf_counter() - start


def _events(count: int, users: int, *, first: int = 0) -> Iterator[pa.Table]:
    """Events of a year by so many users, with properties as SDKs send them."""
    rng = np.random.default_rng(first)
    for start in range(0, count, CHUNK):
        yield _chunk(rng, min(CHUNK, count - start), users, first + start)


def _chunk(rng: np.random.Generator, count: int, users: int, first: int) -> pa.Table:
    times = pa.array(rng.integers(1_760_000_000, 1_790_000_000, count) * 1_000_000).view(pa.timestamp("us", "UTC"))
    columns = {
        "source": pa.array(["bench"] * count),
        "event": pa.array(np.array(["opened", "picked", "validated", "sent"])[rng.integers(0, 4, count)]),
        "ts_event": times,
        "ts_received": times,
        "ts_known": times,
        "key": pa.array([bytes(16)] * count, pa.binary()),
        "own_key": pa.array(np.zeros(count, bool)),
        "user_key": pa.array([f"user-{user:08d}" for user in rng.integers(0, users, count)]),
        "props": pa.array(_props(rng, count)),
        "arrival": pa.array(np.arange(first, first + count)),
    }
    schema = SCHEMAS["events"]
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in schema], schema=schema)


def _props(rng: np.random.Generator, count: int) -> list[str]:
    platforms, regions, sizes = ("ios", "android", "web"), ("west", "east", "north"), rng.integers(0, 500, count)
    return [
        json.dumps(
            {
                "platform": platforms[size % 3],
                "rows": size,
                "region": regions[size % 2],
                "$os": "Linux",
                "$browser": "Chrome",
                "$lib_version": "2.55.1",
                "$current_url": f"https://example.com/bulk?file={size}",
            },
            separators=(",", ":"),
        )
        for size in sizes.tolist()
    ]
