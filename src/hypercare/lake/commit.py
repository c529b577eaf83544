"""Commits: rows into tables, exactly once and durably. `deltalake` never syncs: what it wrote is synced here."""

import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, Schema
from deltalake.transaction import AddAction, CommitProperties, PostCommitHookProperties, RemoveAction, Transaction

from hypercare.lake.data_file import statistics_columns, write_data_file
from hypercare.lake.files import make_folder
from hypercare.lake.rows import KINDS, SCHEMAS
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tail import ACTIONS, entry_path, mend, settle, settle_checkpoint
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.ports import Files

# Opening a table reads the log since its last checkpoint: with up to 100 entries that takes 3 to 11 ms.
CHECKPOINT_EVERY = 100
# Readers open the newest version, and keep what they opened for minutes. Two days of a commit a second are 172,800
# entries, of which every opening reads the names: 250 ms. Two hours take 9 ms.
LOG_RETENTION = "interval 2 hours"
SUFFIX = ".parquet"
# Checkpoints are made, and old entries removed, where that is synced: never behind a commit.
_NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)


class Commits:
    """Writes the tables below a local root. What a method has committed when it returns survives the loss of power.

    One process writes at a time (the data folder's lock); its threads may share a `Commits`. Raises `BadInput` for
    tables in an object store, which are read but not written yet.
    """

    def __init__(self, tables: Tables, files: Files) -> None:
        if not tables.is_local:
            raise BadInput("the lake is written on a local folder only", where=tables.root, expected="a folder")
        self.tables, self._files = tables, files
        # A commit is synced before the next one starts, so that at most the newest can be lost.
        self._committing = threading.Lock()
        # Tables whose newest commit raised, so that nobody knows whether it is there and synced.
        self._unsettled: set[str] = set()
        self._in_flight: set[str] = set()

    def prepare(self) -> tuple[str, ...]:
        """Mends every table after a crash and creates what is missing; the names of log files that were rolled back."""
        removed: list[str] = []
        with self._committing:
            for table in KINDS:
                removed += self._mend(table)
                opened = self.tables.open(table)
                if opened is None:
                    self._create(table)
                else:
                    self._bring_up_to_date(table, opened)
        return tuple(removed)

    def append(self, table: str, rows: pa.Table, *, transaction: tuple[str, int]) -> int:
        """Adds rows in one commit that carries (application, number); the version that holds them.

        Rows that a crash may have left committed are the caller's to skip: see `Tables.transaction_version`.
        """
        with self._new_file(table, [rows], is_new=True) as added:
            return self._commit(table, [added], [Transaction(*transaction)])

    def replace(self, table: str, old: Sequence[DataFile], parts: Iterable[pa.Table]) -> int:
        """Puts one file with the same rows in the place of old files; the version from which on readers see it."""
        with self._new_file(table, parts, is_new=False) as added:
            when = added.modification_time
            gone = [RemoveAction(file.path, data_change=False, deletion_timestamp=when, size=file.size) for file in old]
            return self._commit(table, [*gone, added], [])

    def rewrite(self, table: str, changes: Iterable[tuple[DataFile, Iterable[pa.Table]]]) -> int:
        """Puts for each old file one with other rows in its place, none where no row is left, all in one commit.

        The version from which on readers see it. The old files stay until they are discarded.
        """
        actions: list[AddAction | RemoveAction] = []
        with ExitStack() as held:
            for old, parts in changes:
                rows = _with_rows(parts)
                if rows is not None:
                    actions.append(held.enter_context(self._new_file(table, rows, is_new=True)))
                gone = RemoveAction(old.path, data_change=True, deletion_timestamp=_now_ms(), size=old.size)
                actions.append(gone)
            return self._commit(table, actions, [])

    def checkpoint(self, table: str) -> None:
        """Gathers the log so far in one file, and lets go of entries older than its retention."""
        with self._committing:
            opened = self._open(table)
            self._checkpoint(table, opened)
            opened.cleanup_metadata()
            self._files.sync_folder(entry_path(self._folder(table), 0).parent)

    def unused(self, table: str, *, keep_hours: int) -> list[str]:
        """Files of a table that its newest version does not name, and that were replaced or written so long ago."""
        with self._committing:
            opened = self._open(table)
            # `full` finds files too that a crash left behind before any commit named them.
            names = opened.vacuum(retention_hours=keep_hours, enforce_retention_duration=False, dry_run=True, full=True)
            # It names files that were replaced as long as the log remembers them, even when they are gone.
            present = {path.name for path in self._folder(table).glob(f"*{SUFFIX}")}
            return [name for name in names if name in present and name not in self._in_flight]

    def discard(self, table: str, names: Iterable[str]) -> None:
        """Removes files of a table that no commit names any more."""
        folder = self._folder(table)
        for name in names:
            self._files.remove(folder / name)
        self._files.sync_folder(folder)

    @contextmanager
    def _new_file(self, table: str, parts: Iterable[pa.Table], *, is_new: bool) -> Iterator[AddAction]:
        """A data file that is about to be committed, and so is not unused yet."""
        path = self._folder(table) / f"{uuid.uuid4()}{SUFFIX}"
        self._in_flight.add(path.name)
        try:
            yield write_data_file(table, parts, path, self._files, is_new=is_new)
        finally:
            self._in_flight.discard(path.name)

    def _commit(self, table: str, actions: list[AddAction | RemoveAction], transactions: list[Transaction]) -> int:
        count = len(actions) + len(transactions)
        properties = CommitProperties(custom_metadata={ACTIONS: count}, app_transactions=transactions)
        with self._committing:
            if table in self._unsettled:
                self._mend(table)
            self._unsettled.add(table)
            opened = self._open(table)
            opened.create_write_transaction(
                actions,
                "append",
                opened.schema(),
                commit_properties=properties,
                post_commithook_properties=_NO_HOOKS,
            )
            opened.update_incremental()
            version = opened.version()
            settle([entry_path(self._folder(table), version)], self._files)
            if version % CHECKPOINT_EVERY == 0:
                self._checkpoint(table, opened)
            self._unsettled.discard(table)
        return version

    def _mend(self, table: str) -> tuple[str, ...]:
        removed = mend(self._folder(table), self._files)
        self._unsettled.discard(table)
        return removed

    def _checkpoint(self, table: str, opened: DeltaTable) -> None:
        opened.create_checkpoint()
        settle_checkpoint(self._folder(table), opened.version(), self._files)

    def _create(self, table: str) -> None:
        folder = self._folder(table)
        make_folder(entry_path(folder, 0).parent, self._files)
        configuration: dict[str, str | None] = dict(_settings(table))
        DeltaTable.create(folder, Schema.from_arrow(SCHEMAS[table]), name=table, configuration=configuration)
        settle([entry_path(folder, 0)], self._files)

    def _bring_up_to_date(self, table: str, opened: DeltaTable) -> None:
        """Gives a table that an earlier version made the settings and the columns of this one."""
        if not _settings(table).items() <= opened.metadata().configuration.items():
            opened.alter.set_table_properties(_settings(table))
            settle([entry_path(self._folder(table), opened.version())], self._files)
        known = {field.name for field in opened.schema().fields}
        missing = [field for field in Schema.from_arrow(SCHEMAS[table]).fields if field.name not in known]
        if missing:
            opened.alter.add_columns(missing)
            settle([entry_path(self._folder(table), opened.version())], self._files)

    def _open(self, table: str) -> DeltaTable:
        opened = self.tables.open(table)
        if opened is None:
            raise NotFound(f"the table {table!r} was not created", where=self.tables.root, fix="call prepare() first")
        return opened

    def _folder(self, table: str) -> Path:
        return Path(self.tables.path(table))


def _with_rows(parts: Iterable[pa.Table]) -> Iterator[pa.Table] | None:
    """The parts that hold rows; None where none does."""
    filled = (part for part in parts if part.num_rows)
    first = next(filled, None)
    return None if first is None else chain([first], filled)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _settings(table: str) -> dict[str, str]:
    return {
        "delta.logRetentionDuration": LOG_RETENTION,
        # Else a checkpoint names every file that was replaced within a week.
        "delta.deletedFileRetentionDuration": LOG_RETENTION,
        # The default is the first 32 columns, texts included: they would only make the log grow.
        "delta.dataSkippingStatsColumns": ",".join(statistics_columns(table)),
    }
