"""Questions about behaviour, side by side with embedded ClickHouse (chdb) and DuckDB: the same events, in one run."""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench import behaviour
from bench.asked import COLUMNS, QUESTIONS
from bench.oracles import environment
from bench.report import Report
from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import SCHEMAS
from hypercare.lake.sequences.sequences import SequenceStore
from hypercare.lake.tables import Tables
from hypercare.model.metrics import Unit

SIZES = (5_000_000, 20_000_000)
LARGE = 60_000_000
"""Asked as well where HYPERCARE_BENCH_LARGE is set: loading it three times takes a quarter of an hour."""
WARM_RUNS = 9
RIVAL_RUNS = 5
COLD_RUNS = 3
FRESH = 20_000
"""Events of a commit that is merged into a set that stands."""
MILLION = 1_000_000
BARS = {
    "funnel of 3 steps": 20,
    "funnel of 3 steps, the commonest": 20,
    "funnel of 8 steps": 20,
    "funnel by platform": 20,
    "funnel in strict order": 8,
    "funnel with all options": 8,
    "retention, 12 weeks": 10,
    "cycle": 10,
}
COLD_BAR = "≥ 1.5"
RIVALS = ("chdb", "duckdb")
RIVAL = Path(environment.__file__).with_name("rivals.py")
Answers = Mapping[str, Any]


def run(report: Report) -> None:
    """Asks all questions of sets of several sizes, warm and cold."""
    sizes = (*SIZES, LARGE) if os.environ.get("HYPERCARE_BENCH_LARGE") else SIZES
    warm: dict[int, Answers] = {}
    for events in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
            warm[events] = _sized(report, Path(name), events)
    small, large = sizes[0], sizes[-1]
    for name in QUESTIONS:
        growth = math.log(warm[large][name]["seconds"] / warm[small][name]["seconds"]) / math.log(large / small)
        report.row(f"{name}: growth exponent {small / MILLION:.0f} to {large / MILLION:.0f} M", growth, "", "≤ 1.07")


def _sized(report: Report, folder: Path, events: int) -> Answers:
    label, parquet = f"{events / MILLION:.0f} M", folder / "events.parquet"
    behaviour.write(parquet, events)
    _load(report, folder, parquet, events, label)
    for rival in RIVALS:
        loaded = _rival(rival, folder, parquet, "load")
        report.row(f"{label}: loaded by {rival}", loaded["seconds"], "s")
    ours, theirs = _ours(folder, WARM_RUNS, QUESTIONS), {}
    for rival in RIVALS:
        names = [name for name in QUESTIONS if rival == "chdb" or name in _asked_of_duckdb()]
        theirs[rival] = _rival(rival, folder, parquet, "ask", str(RIVAL_RUNS), *names)
        report.row(f"{label}: peak memory of {rival}", theirs[rival]["memory"] / 2**20, "MiB")
    report.row(f"{label}: peak memory, all questions", ours["memory"] / 2**20, "MiB")
    report.row(f"{label}: opening a set that stands", ours["opening"] * 1000, "ms")
    for name in QUESTIONS:
        _compare(report, label, name, ours, theirs)
    _cold(report, folder, parquet, label)
    _catch_up(report, folder, events, label)
    return ours


def _load(report: Report, folder: Path, parquet: Path, events: int, label: str) -> None:
    lake = Commits(Tables(folder / "lake"), RealFiles())
    lake.prepare()
    began = time.perf_counter()
    for start, rows in _rows(parquet):
        lake.append("events", rows, transaction=("wal/bench", start))
    tables = time.perf_counter()
    SequenceStore(folder / "sequences", lake.tables).open(Unit(), COLUMNS)
    built = time.perf_counter()
    report.row(f"{label}: loaded into the lake", tables - began, "s")
    report.row(f"{label}: sequences built", built - tables, "s")
    report.row(f"{label}: both, per million events", (built - began) / events * MILLION, "s")
    for name in ("lake", "sequences"):
        size = sum(file.stat().st_size for file in (folder / name).rglob("*") if file.is_file())
        report.row(f"{label}: {name} on disk", size / events, "bytes/event")


def _rows(parquet: Path) -> Iterator[tuple[int, pa.Table]]:
    """The events in the order in which they arrived, as the lake keeps them."""
    table = pq.read_table(parquet)
    order = np.argsort(table["d"].to_numpy())
    users = pa.array([f"user-{number:08d}" for number in range(int(table["u"].to_numpy().max()) + 1)])
    for start in range(0, len(order), behaviour.CHUNK):
        yield start, lake_rows(table.take(pa.array(order[start : start + behaviour.CHUNK])), users, start)


def lake_rows(events: pa.Table, users: pa.Array, first: int) -> pa.Table:
    """Events in the lake's columns."""
    count = len(events)
    times = events["t"].combine_chunks().view(pa.timestamp("us", "UTC"))
    props = pa.array([json.dumps({"platform": name}, separators=(",", ":")) for name in behaviour.PLATFORMS])
    columns = {
        "source": pa.array(["bench"] * count),
        "event": pa.array(behaviour.NAMES).take(events["e"]),
        "ts_event": times,
        "ts_received": times,
        "ts_known": times,
        "key": pa.array([bytes(16)] * count, pa.binary()),
        "own_key": pa.array(np.zeros(count, bool)),
        "user_key": users.take(events["u"]),
        "props": props.take(events["p"]),
        "arrival": pa.array(np.arange(first, first + count)),
    }
    schema = SCHEMAS["events"]
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in schema], schema=schema)


def _compare(report: Report, label: str, name: str, ours: Answers, theirs: Mapping[str, Answers]) -> None:
    seconds = ours[name]["seconds"]
    report.row(f"{label}: {name}", seconds * 1000, "ms")
    for rival, found in theirs.items():
        if name not in found:
            continue
        bar = f"≥ {BARS[name]}" if rival == "chdb" and name in BARS else None
        report.row(f"{label}: {name}: {rival}", found[name]["seconds"] * 1000, "ms")
        report.row(f"{label}: {name}: times faster than {rival}", found[name]["seconds"] / seconds, "", bar)
        _agree(name, ours[name]["answer"], found[name]["answer"])


def _agree(name: str, ours: Any, theirs: list[list[Any]]) -> None:
    """Raises AssertionError where both should give the same numbers and do not."""
    numbers = [[int(each) for each in row] for row in theirs if not isinstance(row[0], str) or row[0].isdigit()]
    if name in ("funnel of 3 steps", "funnel of 3 steps, the commonest", "funnel of 8 steps"):
        reached = [sum(row[1] for row in ours[at:]) for at in range(len(ours))]
        assert numbers in (ours, [[at + 1, units] for at, units in enumerate(reached)]), (name, ours, numbers)
    elif name == "retention, 12 weeks":
        assert ours == [row for row in numbers if row[1]], name
    elif name == "cycle":
        assert ours[0][0] == numbers[0][1], (name, ours, numbers)
    elif name == "active by month":
        assert ours == [int(row[1]) for row in theirs], (name, ours, theirs)


def _cold(report: Report, folder: Path, parquet: Path, label: str) -> None:
    """From nothing to the answer: a process starts, opens what stands, and asks one question."""
    for name in ("funnel of 3 steps", "retention, 12 weeks", "cycle"):
        ours = min(_timed(_ours, folder, 1, [name]) for _ in range(COLD_RUNS))
        theirs = min(_timed(_rival, "chdb", folder, parquet, "ask", "1", name) for _ in range(COLD_RUNS))
        report.row(f"{label}: {name}: cold", ours, "s")
        report.row(f"{label}: {name}: cold, chdb", theirs, "s")
        report.row(f"{label}: {name}: cold, times faster than chdb", theirs / ours, "", COLD_BAR)


def _catch_up(report: Report, folder: Path, events: int, label: str) -> None:
    """One more commit, and the set that takes it in."""
    lake = Commits(Tables(folder / "lake"), RealFiles())
    rng = np.random.default_rng(events)
    users = pa.array([f"user-{number:08d}" for number in rng.integers(0, events // behaviour.EVENTS_PER_USER, FRESH)])
    fresh = pa.table(
        {
            "u": np.arange(FRESH, dtype=np.uint32),
            "t": behaviour.MONDAY + rng.integers(0, behaviour.WEEKS * 7 * 24, FRESH) * behaviour.HOUR_US,
            "e": rng.integers(0, len(behaviour.NAMES), FRESH).astype(np.uint8),
            "p": rng.integers(0, len(behaviour.PLATFORMS), FRESH).astype(np.uint8),
        }
    )
    lake.append("events", lake_rows(fresh, users, events), transaction=("wal/bench", events))
    began = time.perf_counter()
    SequenceStore(folder / "sequences", lake.tables).open(Unit(), COLUMNS)
    report.row(f"{label}: a commit of {FRESH:,} events merged into the set", time.perf_counter() - began, "s")


def _ours(folder: Path, runs: int, names: Iterable[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.asked", str(folder), str(runs), *names]
    found: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found


def _rival(rival: str, folder: Path, parquet: Path, verb: str, *rest: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(environment.run(RIVAL, [rival, folder / rival, parquet, verb, *rest]))
    return found


def _asked_of_duckdb() -> frozenset[str]:
    return frozenset({"funnel of 3 steps", "retention, 12 weeks", "cycle", "active by month"})


def _timed(asked: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    asked(*given)
    return time.perf_counter() - began
