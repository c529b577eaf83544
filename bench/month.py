"""How reading stays fast after a month of small commits, compacted and cleaned as the worker does.

Time goes by on the log: with every cleaning its entries are given an older time, by which they are let go. Replaced
data files are removed at once; a worker keeps those of the last two hours beside them.
"""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from bench.report import Report
from hypercare.lake.cleaning import clean
from hypercare.lake.commit import Commits
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import FACTS, SCHEMAS
from hypercare.lake.sequences.sequences import SequenceStore
from hypercare.lake.sql import connect
from hypercare.lake.tables import LOG_FOLDER, Tables
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Unit

DAYS, COMMITS, EVENTS = 30, 400, 50
"""Days, commits a day, events a commit: 600,000 events. A gateway that is never idle makes 86,400 commits a day."""
USERS = 20_000
COMPACT_EVERY = 200
CLEANINGS = 24
FIRST_DAY = 20_000
ROUNDS = 5
NOTHING = timedelta(0)


def run(report: Report, days: int = DAYS, commits: int = COMMITS, events: int = EVENTS) -> None:
    """A month, and then what reading costs."""
    with tempfile.TemporaryDirectory() as name:
        month = _Month(Path(name), commits, events)
        started = time.perf_counter()
        for day in range(days):
            month.live(day)
        report.row("small commits", days * commits)
        report.row("a commit with its share of compaction and cleaning", month.per_commit(started, days) * 1000, "ms")
        month.tell(report)


class _Month:
    def __init__(self, root: Path, commits: int, events: int) -> None:
        self._root, self._commits, self._events = root, commits, events
        self._lake = Commits(Tables(root / "lake"), RealFiles())
        self._lake.prepare()
        self._rng, self._arrival, self._number = np.random.default_rng(7), 0, 0
        self._store = SequenceStore(root / "sequences", self._lake.tables)

    def per_commit(self, started: float, days: int) -> float:
        """Seconds a commit so far."""
        return (time.perf_counter() - started) / (days * self._commits)

    def live(self, day: int) -> None:
        """One day: commits, compactions, cleanings; afterwards all files are a day older."""
        for number in range(self._commits):
            self._commit(day)
            if self._number % COMPACT_EVERY == 0:
                compact(self._lake)
            if number % max(1, self._commits // CLEANINGS) == 0:
                self._age(timedelta(days=1) / CLEANINGS)
                clean(self._lake, pinned=(), keep=NOTHING)

    def tell(self, report: Report) -> None:
        """What there is at the end, and what reading it costs."""
        tables = self._lake.tables
        log = Path(tables.path("events"), LOG_FOLDER)
        report.row("log entries of the table events", len(list(log.glob("*.json"))))
        report.row("data files of its newest version", len(tables.files("events")))
        report.row("data files in its folder", len(list(log.parent.glob("*.parquet"))))
        report.row("to open the table", _least(lambda: tables.files("events")) * 1000, "ms")
        report.row("to open all tables", _least(lambda: [tables.files(table) for table in FACTS]) * 1000, "ms")
        report.row("SQL count of all events", _least(self._count) * 1000, "ms")
        columns = frozenset({"platform"})
        report.row("to build the sequences", _seconds(lambda: self._store.open(Unit(), columns)) * 1000, "ms")
        report.row("to catch up with one commit", _least(lambda: self._caught_up(columns)) * 1000, "ms")

    def _caught_up(self, columns: frozenset[str]) -> float:
        self._commit(DAYS)
        return _seconds(lambda: self._store.open(Unit(), columns))

    def _count(self) -> None:
        with connect(self._lake.tables) as connection:
            connection.execute("SELECT count(*), count(DISTINCT user_key) FROM events").fetchall()

    def _commit(self, day: int) -> None:
        self._number += 1
        users = self._rng.integers(0, USERS, self._events)
        micros = (FIRST_DAY + day) * DAY_US + self._rng.integers(0, DAY_US, self._events)
        for table, rows in (("events", self._rows(users, micros)), ("aliases", self._aliases(users[:1], micros[:1]))):
            self._lake.append(table, rows, transaction=("wal/bench", self._number))

    def _rows(self, users: "np.ndarray[tuple[int], np.dtype[np.int64]]", micros: pa.Array) -> pa.Table:
        keys = self._rng.bytes(16 * len(users))
        return self._table(
            "events",
            len(users),
            micros,
            event=np.array(["opened", "picked", "sent"])[users % 3],
            user_key=[f"user-{user}" for user in users],
            key=[keys[at : at + 16] for at in range(0, len(keys), 16)],
            own_key=[False] * len(users),
            props=[f'{{"platform":"p{user % 3}"}}' for user in users],
        )

    def _aliases(self, users: "np.ndarray[tuple[int], np.dtype[np.int64]]", micros: pa.Array) -> pa.Table:
        keys, names = [f"device-{user}" for user in users], [f"user-{user}" for user in users]
        return self._table("aliases", len(users), micros, kind=["identify"] * len(users), key=keys, user=names)

    def _table(self, table: str, count: int, micros: pa.Array, **columns: object) -> pa.Table:
        times = pa.array(micros).view(pa.timestamp("us", "UTC"))
        columns |= {"source": ["bench"] * count, "ts_event": times, "ts_received": times, "ts_known": times}
        columns["arrival"] = range(self._arrival, self._arrival + count)
        self._arrival += count
        return pa.table(
            {
                field.name: pa.array(columns[field.name], field.type)
                if field.name in columns
                else pa.nulls(count, field.type)
                for field in SCHEMAS[table]
            },
            schema=SCHEMAS[table],
        )

    def _age(self, by: timedelta) -> None:
        """Gives every entry of the logs an older time."""
        for path in (self._root / "lake").glob(f"*/{LOG_FOLDER}/*"):
            status = path.stat()
            os.utime(path, (status.st_atime, status.st_mtime - by.total_seconds()))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _least(work: Callable[[], object]) -> float:
    """The least time of some rounds; what a round returns as a time counts in its place."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        told = work()
        found.append(told if isinstance(told, float) else time.perf_counter() - start)
    return min(found)
