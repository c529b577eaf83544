"""Tables: the facts as Delta tables, for reading. A table is opened anew for every question, so never stale."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from hypercare.lake.rows import ARRIVAL, KINDS, conform
from hypercare.model.errors import NotFound

# The version of a table to which nothing was ever written.
NO_VERSION = -1
LOG_FOLDER = "_delta_log"
# Which time of a row the statistics of its data file are about.
_TIME = {table: "ts_event" if "ts_event" in kind.__struct_fields__ else "ts_received" for table, kind in KINDS.items()}


@dataclass(frozen=True)
class DataFile:
    """One Parquet file of a table: `path` within the table's folder, bytes, rows.

    `min_ts` and `max_ts` (microseconds UTC) enclose the event times of its rows, in `quarantine` their receipts;
    `first_arrival` and `last_arrival` their arrival numbers; `last_known` is when the last of them became known.
    """

    path: str
    size: int
    rows: int
    min_ts: int
    max_ts: int
    first_arrival: int
    last_arrival: int
    last_known: int


class Tables:
    """The tables of facts, and the one of `erased` keys, below a root: a folder, or an object store's URL.

    `storage_options` go to `deltalake` as they are (credentials, endpoint). A table that was never written to has
    version -1 and no files.
    """

    def __init__(self, root: str | Path, *, storage_options: Mapping[str, str] | None = None) -> None:
        self.root = _as_root(root)
        self.storage_options = dict(storage_options or {})

    @property
    def is_local(self) -> bool:
        """Whether the root is a folder of this machine."""
        return "://" not in self.root

    def path(self, table: str) -> str:
        """The folder or URL of a table. Raises `NotFound` for a name that is none."""
        if table not in KINDS:
            raise NotFound(f"no table is called {table!r}", expected=", ".join(KINDS))
        return f"{self.root}/{table}"

    def open(self, table: str, version: int | None = None) -> DeltaTable | None:
        """The table at its newest version or at the given one; None if it was never written to.

        Raises deltalake's `DeltaError` if the version's log entries are no longer kept.
        """
        path = self.path(table)
        # Asked first, because deltalake makes the folder of a local table that it does not find.
        if self.is_local and not os.path.isdir(f"{path}/{LOG_FOLDER}"):  # noqa: PTH112  the root is a text
            return None
        try:
            return DeltaTable(path, version=version, storage_options=self.storage_options)
        except TableNotFoundError:
            return None

    def version(self, table: str) -> int:
        """The newest version of a table, from 0; -1 if it was never written to."""
        opened = self.open(table)
        return opened.version() if opened else NO_VERSION

    def transaction_version(self, table: str, app_id: str) -> int | None:
        """The highest number that an application committed to a table; None if it never did."""
        opened = self.open(table)
        return opened.transaction_version(app_id) if opened else None

    def files(self, table: str, version: int | None = None) -> tuple[DataFile, ...]:
        """The data files of a table at a version (the newest by default), in the order of arrival."""
        opened = self.open(table, version)
        return data_files(opened, table) if opened else ()

    def last_arrival(self) -> int:
        """The highest arrival number in any table; -1 if there is no row."""
        return max((file.last_arrival for table in KINDS for file in self.files(table)), default=-1)

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """All rows of a local table, or some of its columns, in the order of arrival."""
        files = [self.path(table) + "/" + file.path for file in self.files(table)]
        wanted = None if columns is None else [*columns, ARRIVAL]
        parts = [conform(pq.ParquetFile(path).read(columns=wanted), table, wanted) for path in files]
        return pa.concat_tables(parts).sort_by(ARRIVAL) if parts else pa.table({})


def known_column(table: str) -> str:
    """Which time of a row says when it became known."""
    return "ts_known" if "ts_known" in KINDS[table].__struct_fields__ else "ts_received"


def time_column(table: str) -> str:
    """Which time of a row tells its age: the event's, of quarantined records the receipt."""
    return _TIME[table]


def data_files(opened: DeltaTable, table: str) -> tuple[DataFile, ...]:
    """The data files of an opened table, in the order of arrival."""
    actions = pa.table(opened.get_add_actions(flatten=True))
    names = ["path", "size_bytes", "num_records"]
    names += [f"{end}.{column}" for column in (_TIME[table], ARRIVAL) for end in ("min", "max")]
    names.append(f"max.{known_column(table)}")
    if not actions.num_rows:
        return ()
    columns = [_plain(actions[name]) for name in names]
    return tuple(sorted((DataFile(*row) for row in zip(*columns, strict=True)), key=lambda file: file.first_arrival))


def _plain(column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_pylist()
    return values


def _as_root(root: str | Path) -> str:
    parts = urlsplit(str(root))
    if parts.scheme == "file":
        return unquote(parts.path).rstrip("/")
    return str(root).rstrip("/")
