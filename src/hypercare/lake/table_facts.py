"""Facts in the lake's files: the tables at fixed versions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler

from hypercare.lake.facts import BATCH_ROWS, TABLES, later
from hypercare.lake.rows import conform
from hypercare.lake.tables import NO_VERSION, DataFile, Tables, data_files


@dataclass(frozen=True)
class TableFacts:
    """The rows of fixed data files, by table. Reading raises OSError where a file is no longer there."""

    tables: Tables
    versions: Mapping[str, int]
    files: Mapping[str, tuple[DataFile, ...]]

    @classmethod
    def newest(cls, tables: Tables, among: Iterable[str] = TABLES) -> "TableFacts":
        """The tables as they are now, each at its newest version."""
        return cls._opened(tables, {table: tables.open(table) for table in among})

    @classmethod
    def at(cls, tables: Tables, versions: Mapping[str, int]) -> "TableFacts":
        """The tables at given versions, -1 for one that had none. Raises deltalake's `DeltaError` where one is gone."""
        opened = {
            table: None if version == NO_VERSION else tables.open(table, version) for table, version in versions.items()
        }
        return cls._opened(tables, opened)

    @classmethod
    def _opened(cls, tables: Tables, opened: Mapping[str, DeltaTable | None]) -> "TableFacts":
        versions = {table: delta.version() if delta else NO_VERSION for table, delta in opened.items()}
        files = {table: data_files(delta, table) if delta else () for table, delta in opened.items()}
        return cls(tables, versions, files)

    def count(self, table: str) -> int:
        return sum(file.rows for file in self.files[table])

    def batches(self, table: str, columns: list[str], *, after: int | None = None) -> Iterator[pa.Table]:
        """As the port says. The many small files of fresh commits are read as few batches."""
        held: list[pa.Table] = []
        for rows in self._pieces(table, columns, after):
            held.append(rows)
            if sum(map(len, held)) >= BATCH_ROWS:
                yield pa.concat_tables(held)
                held = []
        if held:
            yield pa.concat_tables(held)

    def _pieces(self, table: str, columns: list[str], after: int | None) -> Iterator[pa.Table]:
        for file in self.files[table]:
            if after is not None and file.last_arrival <= after:
                continue
            with pq.ParquetFile(open_file(self.tables, table, file.path)) as parquet:
                for batch in parquet.iter_batches(BATCH_ROWS, columns=columns):
                    rows = later(conform(pa.Table.from_batches([batch]), table, columns), after)
                    if len(rows):
                        yield rows


def open_file(tables: Tables, table: str, path: str) -> pa.NativeFile:
    """A data file of a table, open for reading, wherever the table lies."""
    if tables.is_local:
        return pa.memory_map(f"{tables.path(table)}/{path}")
    handler = DeltaStorageHandler(tables.path(table), tables.storage_options)
    return pafs.PyFileSystem(handler).open_input_file(path)
