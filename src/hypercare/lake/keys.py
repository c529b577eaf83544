"""Duplicate keys: which rows were there before. Derived from `events` and `erased`, and rebuilt from them at need."""

import math
import secrets
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xxhash
from numpy.typing import NDArray

from hypercare.lake.files import make_folder
from hypercare.lake.key_runs import (
    KEYED,
    Keys,
    Mask,
    Run,
    RunEntry,
    concat,
    keyed_rows,
    merge,
    open_run,
    sort_order,
    write_run,
)
from hypercare.lake.rows import ARRIVAL, ERASED, SCHEMAS, conform
from hypercare.lake.tables import DataFile, Tables, data_files
from hypercare.model.errors import Damaged
from hypercare.model.ports import Files

# A digest marks a retry for 7 days. Its receipt is kept as a day, so a retry counts up to the end of the seventh day.
DIGEST_DAYS = 7
# Digests stay twice as long, so that logs up to a week behind the newest one are compared with all they must be.
DIGEST_KEPT_DAYS = 2 * DIGEST_DAYS
# Keys in memory before they are written: 24 MB. After a crash so many are read again from the table, in 0.2 s.
FLUSH_KEYS = 1_000_000
# Runs of one size before they are merged: more cost every look-up, fewer cost more copying.
RUNS_PER_LEVEL = 8
_STATE = "state.json"
_TIMES = ("ts_event", "ts_received")

Places = NDArray[np.intp]


class State(msgspec.Struct, frozen=True):
    """What the files hold: the keys of all rows of the table with this id that arrived up to `covered` (-1: none)."""

    table_id: str = ""
    covered: int = -1
    runs: list[RunEntry] = []


class KeyIndex:
    """The keys of all rows of a table, as sorted runs: new ones in memory, older ones in files that are mapped.

    `admit` says which rows are new, before their commit; `record` adds them, after it. A crash in between loses
    nothing: `catch_up` reads what the table has and the index has not, which their arrival numbers tell. 20 million
    keys take 320 MB of files and, apart from the system's cache, no memory.
    """

    def __init__(self, folder: Path, files: Files, table: str = "events") -> None:
        self._folder, self._files, self._table = folder / table, files, table
        self._state = State()
        self._stored: list[Run] = []
        self._recent: list[Run] = []
        self._covered, self._table_id = -1, ""

    def catch_up(self, tables: Tables) -> int:
        """Brings the index to what the table holds, rebuilding it if its files are damaged; how many keys were read.

        Called at start and after every failed load.
        """
        self._load()
        opened = tables.open(self._table)
        files = data_files(opened, self._table) if opened else ()
        table_id = str(opened.metadata().id) if opened else ""
        erased = tables.files(ERASED)
        newest = max((file.last_arrival for file in (*files, *erased)), default=-1)
        if self._state.table_id != table_id or self._covered > newest:
            self._clear()  # this is another table, or it was put back to an earlier state
        self._table_id = table_id
        # Before the others: what is read of them moves the mark below which all is known.
        read = sum(self._read_erased(tables, file) for file in erased if file.last_arrival > self._covered)
        for file in files:
            if file.last_arrival > self._covered:
                read += self._read(Path(tables.path(self._table)) / file.path)
        return read

    def admit(self, keys: Keys) -> Mask:
        """Which rows (n,) are the first with their key: the first in the batch, and not in the index."""
        new = np.flatnonzero(~self._seen(keys))
        mask = np.zeros(len(keys), dtype=np.bool_)
        mask[new[_first_in_batch(keys.take(new))]] = True
        return mask

    def _seen(self, keys: Keys) -> Mask:
        """Which of the keys are in the index."""
        seen = np.zeros(len(keys), dtype=np.bool_)
        order = sort_order(keys)
        ordered = keys.take(order)
        for shelf, start, stop in _spans(ordered.shelf):
            high, low = ordered.high[start:stop], ordered.low[start:stop]
            for other in _shelves_to_ask(shelf):
                for run in self._runs():
                    if other in run.spans:
                        seen[order[start:stop]] |= run.contains(other, high, low)
        return seen

    def record(self, keys: Keys, *, covered: int) -> None:
        """Adds the keys of rows that are durably committed. `covered` is the last arrival number that the table holds.

        Raises OSError when the keys cannot be written; the index must then catch up.
        """
        if len(keys):
            self._recent.append(Run.of(keys.sorted()))
        self._covered = covered
        if sum(map(len, self._recent)) >= FLUSH_KEYS:
            self.flush()
        elif len(self._recent) > RUNS_PER_LEVEL:
            self._recent = [Run.of(concat(list(self._merged(self._recent))))]

    def flush(self) -> None:
        """Writes what is in memory, so that the next start need not read it from the table."""
        if self._covered == self._state.covered:
            return
        make_folder(self._folder, self._files)
        entries, runs = list(self._state.runs), list(self._stored)
        if self._recent:
            self._add_run(entries, runs, self._merged(self._recent))
        while level := _full_level(entries):
            merged = [run for run, entry in zip(runs, entries, strict=True) if entry in level]
            runs = [run for run, entry in zip(runs, entries, strict=True) if entry not in level]
            entries = [entry for entry in entries if entry not in level]
            self._add_run(entries, runs, self._merged(merged))
        self._write_state(State(self._table_id, self._covered, entries))
        self._stored, self._recent = runs, []
        self._remove_strays()

    @property
    def _columns(self) -> list[str]:
        own = ["own_key"] if "own_key" in SCHEMAS[self._table].names else []
        return [KEYED[self._table], *own, *_TIMES, ARRIVAL]

    def _runs(self) -> list[Run]:
        return [*self._stored, *self._recent]

    def _merged(self, runs: list[Run]) -> Iterator[Keys]:
        digest_days = [shelf >> 1 for run in self._runs() for shelf in run.spans if not shelf & 1]
        return merge(runs, oldest_digest_day=max(digest_days, default=0) - DIGEST_KEPT_DAYS)

    def _add_run(self, entries: list[RunEntry], runs: list[Run], chunks: Iterator[Keys]) -> None:
        entry = write_run(self._folder, secrets.token_hex(8), chunks, self._files)
        entries.append(entry)
        runs.append(open_run(self._folder, entry))

    def _write_state(self, state: State) -> None:
        data = msgspec.json.encode(state)
        part = self._folder / f"{_STATE}.part"
        part.unlink(missing_ok=True)
        with self._files.create(part) as file:
            file.write(_checked(data) + data)
            self._files.sync(file)
        self._files.rename(part, self._folder / _STATE)
        self._files.sync_folder(self._folder)
        self._state = state

    def _load(self) -> None:
        try:
            self._state = _read_state(self._folder / _STATE)
            self._stored = [open_run(self._folder, entry) for entry in self._state.runs]
        except Damaged:
            self._state, self._stored = State(), []
        self._recent, self._covered = [], self._state.covered
        self._remove_strays()

    def _clear(self) -> None:
        self._state, self._stored, self._recent, self._covered = State(), [], [], State().covered

    def _remove_strays(self) -> None:
        kept = {_STATE, *(f"{entry.name}.{half}" for entry in self._state.runs for half in ("high", "low"))}
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if path.name not in kept:
                self._files.remove(path)

    def _read_erased(self, tables: Tables, file: DataFile) -> int:
        """Records the keys of erased rows that the index has not; how many."""
        rows = pq.read_table(Path(tables.path(ERASED)) / file.path, partitioning=None)
        own = pc.and_(pc.equal(rows["table"], self._table), pc.is_valid(rows["key"]))
        rows = rows.filter(pc.and_(pc.greater(rows[ARRIVAL], self._covered), own))
        if rows.num_rows:
            self.record(Keys.kept(rows), covered=self._covered)
        return int(rows.num_rows)

    def _read(self, path: Path) -> int:
        """Records the keys of a data file's rows that the index has not; how many."""
        read = 0
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                rows = conform(file.read_row_group(group, columns=self._columns), self._table, self._columns)
                rows = rows.filter(pc.greater(rows[ARRIVAL], self._covered))
                if rows.num_rows:
                    keyed = keyed_rows(self._table, rows)
                    self.record(Keys.kept(keyed), covered=pc.max(rows[ARRIVAL]).as_py())
                    read += keyed.num_rows
        return read


def key_indexes(folder: Path, files: Files) -> dict[str, KeyIndex]:
    """The index of every table that has keys."""
    return {table: KeyIndex(folder, files, table) for table in KEYED}


def _first_in_batch(keys: Keys) -> Places:
    """The places of the first rows with their key. A digest is met again on days nearby."""
    high = np.sort(keys.high)
    if not (high[1:] == high[:-1]).any():
        return np.arange(len(keys))
    group = np.where(keys.shelf & 1, keys.shelf, -1)
    order = np.lexsort((keys.low, keys.high, group))
    ordered, group = keys.take(order), group[order]
    new = (group[1:] != group[:-1]) | (ordered.high[1:] != ordered.high[:-1]) | (ordered.low[1:] != ordered.low[:-1])
    return order[_first_in_groups(np.concatenate([[0], np.cumsum(new)]), ordered.shelf >> 1)]


def _first_in_groups(group: Places, day: NDArray[np.int64]) -> Places:
    """Of each group the first row, and every later one that comes beyond the window of those taken before it."""
    taken, rest = [], np.arange(len(group))
    while len(rest):
        is_first = np.concatenate([[True], group[rest][1:] != group[rest][:-1]])
        first = rest[is_first]
        taken.append(first)
        first_day = day[first][np.cumsum(is_first) - 1]
        rest = rest[np.abs(day[rest] - first_day) > DIGEST_DAYS]
    return np.concatenate(taken)


def _spans(shelf: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Each shelf in a sorted column, and the rows start:stop that it holds."""
    shelves, starts = np.unique(shelf, return_index=True)
    stops = np.append(starts, len(shelf))[1:]
    return zip(shelves.tolist(), starts.tolist(), stops.tolist(), strict=True)


def _shelves_to_ask(shelf: int) -> range:
    """An own key's shelf alone; for a digest the days around: before, and after in case the clock was put back."""
    reach = 0 if shelf & 1 else 2 * DIGEST_DAYS
    return range(shelf - reach, shelf + reach + 1, 2)


def _full_level(entries: list[RunEntry]) -> list[RunEntry]:
    """The runs of one size of which there are too many; empty if there are none."""
    levels: dict[int, list[RunEntry]] = {}
    for entry in entries:
        levels.setdefault(int(math.log(max(entry.offsets[-1] / FLUSH_KEYS, 1), RUNS_PER_LEVEL)), []).append(entry)
    return next((level for level in levels.values() if len(level) > RUNS_PER_LEVEL), [])


def _checked(data: bytes) -> bytes:
    return f"{xxhash.xxh3_64_hexdigest(data)}\n".encode()


def _read_state(path: Path) -> State:
    try:
        checksum, data = path.read_bytes().split(b"\n", 1)
        if checksum + b"\n" == _checked(data):
            return msgspec.json.decode(data, type=State)
    except (FileNotFoundError, ValueError):
        return State()
    return State()
