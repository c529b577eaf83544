"""The loader: from the write-ahead log into the tables, each segment exactly once however often the loader dies."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from deltalake.exceptions import DeltaError

from hypercare.lake.batch import Batch
from hypercare.lake.commit import Commits
from hypercare.lake.key_runs import KEYED, Keys, keyed_rows
from hypercare.lake.keys import KeyIndex
from hypercare.lake.report import LoadReport
from hypercare.lake.rows import ARRIVAL, KINDS
from hypercare.lake.wal.wal import SegmentRef, ready_segments, remove_drained, retire, set_aside
from hypercare.model.errors import Unreachable
from hypercare.model.instant import SECOND_US, to_micros
from hypercare.model.ports import Decoder, Files

# Segments of one log share a commit up to so many rows: some 100 MB of memory, and 0.7 s of one core.
BATCH_ROWS = 200_000
_DECORATION = re.compile(r"\x1b\[[0-9;]*m|↳")


class Loader:
    """Loads sealed segments. Exactly once: a table's commit names the highest segment whose rows it holds.

    A segment leaves the log only when its rows are synced in every table. What a crash leaves half done is finished by
    the next load: tables that have a segment's rows already skip them, which the commit's transaction tells.
    """

    def __init__(
        self,
        commits: Commits,
        keys: Mapping[str, KeyIndex],
        files: Files,
        wal_folder: Path,
        decoders: Callable[[str], Decoder],
    ) -> None:
        self._commits, self._tables, self._keys, self._files = commits, commits.tables, keys, files
        self._wal, self._decoders = wal_folder, decoders
        self._totals = LoadReport()
        self._is_prepared = False
        self._next_arrival = 0
        self._loaded: dict[tuple[str, str], int] = {}

    @property
    def totals(self) -> LoadReport:
        """Everything loaded since this loader was made."""
        return self._totals

    def load_ready(self, now: datetime) -> LoadReport:
        """Loads all segments that are ready. `now` (aware) only measures the lag.

        Raises `Unreachable` when the disk is full or does not answer: segments not loaded stay in the log.
        """
        try:
            return self._load_ready(to_micros(now))
        except (OSError, DeltaError) as error:
            raise Unreachable(
                f"loading stopped: {_in_one_line(error)}",
                where=self._tables.root,
                expected="a disk with room that can be written",
                fix="make room or mend the disk; loading goes on by itself, nothing is lost",
            ) from error

    def close(self) -> None:
        """Writes what the key index holds in memory, so that the next start is fast."""
        if self._is_prepared:
            for keys in self._keys.values():
                keys.flush()

    def _load_ready(self, now_us: int) -> LoadReport:
        total = LoadReport()
        refs = ready_segments(self._wal)
        if refs or not self._is_prepared:
            self._prepare()
        for batch in self._batches(refs, now_us):
            report = self._load(batch, now_us)
            total += report
            self._totals += report
        if refs:
            remove_drained(self._wal)
        return total

    def _prepare(self) -> None:
        """Brings tables and keys to one state, at start and after a load that failed."""
        if self._is_prepared:
            return
        self._loaded.clear()
        self._commits.prepare()
        for keys in self._keys.values():
            keys.catch_up(self._tables)
        self._next_arrival = self._tables.last_arrival() + 1
        self._is_prepared = True

    def _batches(self, refs: list[SegmentRef], now_us: int) -> Iterator[Batch]:
        """The segments read and decoded, some of one log at a time."""
        batch: Batch | None = None
        for ref in refs:
            if batch and (batch.log != ref.log or batch.rows >= BATCH_ROWS):
                yield batch
                batch = None
            batch = batch or Batch(ref.log, self._decoders, self._next_arrival)
            batch.add(ref, now_us)
        if batch:
            yield batch

    def _load(self, batch: Batch, now_us: int) -> LoadReport:
        started = time.perf_counter()
        self._is_prepared = False
        committed = {table: self._commit(batch, table) for table in KINDS}
        for ref in batch.whole:
            retire(ref, self._files)
        for ref in batch.damaged:
            set_aside(ref, self._files)
        self._is_prepared = True
        return self._report(batch, committed, now_us, time.perf_counter() - started)

    def _commit(self, batch: Batch, table: str) -> "_Committed":
        """Commits the batch's rows of one table that the table does not have yet."""
        rows = batch.rows_of(table, after=self._loaded_up_to(table, batch.application))
        self._next_arrival = batch.next_arrival
        if rows is None:
            return _Committed()
        if table in KEYED:
            return self._commit_new(batch, table, rows)
        self._append(batch, table, rows)
        return _Committed(rows.num_rows, reasons=_reasons(rows))

    def _commit_new(self, batch: Batch, table: str, rows: pa.Table) -> "_Committed":
        """Commits the rows that are no duplicates; rows without a key are none."""
        keys, keyed = self._keys[table], pc.is_valid(rows[KEYED[table]]).to_numpy()
        new = np.ones(len(rows), np.bool_)
        new[keyed] = keys.admit(Keys.of(keyed_rows(table, rows)))
        admitted = rows if new.all() else rows.filter(pa.array(new))
        if admitted.num_rows:
            self._append(batch, table, admitted)
            # Only now: a key that the index knew of a row that a crash then took back would lose that row.
            keys.record(Keys.kept(keyed_rows(table, admitted)), covered=admitted[ARRIVAL][-1].as_py())
        return _Committed(admitted.num_rows, rows.num_rows - admitted.num_rows)

    def _append(self, batch: Batch, table: str, rows: pa.Table) -> None:
        self._commits.append(table, rows, transaction=(batch.application, batch.last))
        self._loaded[table, batch.application] = batch.last

    def _loaded_up_to(self, table: str, application: str) -> int:
        """The highest segment number whose rows a table holds; -1 for a new log."""
        if (table, application) not in self._loaded:
            number = self._tables.transaction_version(table, application)
            self._loaded[table, application] = -1 if number is None else number
        return self._loaded[table, application]

    def _report(self, batch: Batch, committed: dict[str, "_Committed"], now_us: int, seconds: float) -> LoadReport:
        return LoadReport(
            segments=len(batch.whole) + len(batch.damaged),
            payloads=batch.payloads,
            rows={table: done.rows for table, done in committed.items() if done.rows},
            duplicates=sum(done.duplicates for done in committed.values()),
            rejected=committed["quarantine"].reasons,
            seconds=seconds,
            lag_seconds=None if batch.oldest is None else (now_us - batch.oldest) / SECOND_US,
        )


@dataclass(frozen=True)
class _Committed:
    rows: int = 0
    duplicates: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


def _in_one_line(error: Exception) -> str:
    """The message without the colours and line breaks that `deltalake` puts into its own."""
    return " ".join(_DECORATION.sub("", str(error)).split())


def _reasons(rows: pa.Table) -> dict[str, int]:
    return dict(Counter(rows["reason"].to_pylist())) if "reason" in rows.column_names else {}
