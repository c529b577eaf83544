"""The newest rows of a table, read backwards a row group at a time, so that the past costs nothing."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from hypercare.lake.rows import ARRIVAL, SCHEMAS, conform
from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import DataFile, Tables, known_column
from hypercare.model.cursor import NOTHING

Places = NDArray[np.intp]
BATCH_ROWS = 2_000


@dataclass(frozen=True)
class RowGroup:
    """Some neighbouring rows of an open data file: how many, their first and last arrival numbers.

    `last_known` (microseconds UTC) is when the last of them became known.
    """

    table: str
    rows: int
    first_arrival: int
    last_arrival: int
    last_known: int
    parquet: pq.ParquetFile
    number: int

    def read(self, columns: Sequence[str]) -> pa.Table:
        """Some columns of all rows, in the types of the table's schema: for columns whose values are short."""
        return conform(self.parquet.read_row_group(self.number, columns=list(columns)), self.table, columns)

    def count_after(self, arrival: int) -> int:
        """How many rows arrived after a number."""
        if self.first_arrival > arrival:
            return self.rows
        return int(pc.sum(pc.greater(self.read([ARRIVAL])[ARRIVAL], arrival)).as_py())

    def batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The same in batches: a record may be of 1 MiB, so that a whole group of them does not fit into memory."""
        for batch in self.parquet.iter_batches(BATCH_ROWS, row_groups=[self.number], columns=list(columns)):
            yield conform(pa.Table.from_batches([batch]), self.table, columns)

    def take(self, columns: Sequence[str], places: Places) -> pa.Table:
        """Some columns of the rows at `places` (m,), which ascend."""
        parts, start = [], 0
        for batch in self.batches(columns):
            first, end = np.searchsorted(places, (start, start + batch.num_rows))
            parts.append(batch.take(pa.array(places[first:end] - start)))
            start += batch.num_rows
            if end == len(places):
                break
        return pa.concat_tables(parts)


def backwards(tables: Tables, table: str, files: Sequence[DataFile], *, after: int = NOTHING) -> Iterator[RowGroup]:
    """The row groups of data files, the newest first, back to those that hold a row which arrived after a number.

    A group can be read until the next one is asked for. Raises OSError where a file is gone.
    """
    for file in sorted(files, key=lambda each: each.last_arrival, reverse=True):
        if file.last_arrival <= after:
            return
        with closing(pq.ParquetFile(open_file(tables, table, file.path))) as parquet:
            for number in reversed(range(parquet.num_row_groups)):
                group = row_group(table, parquet, number)
                if group.last_arrival > after:
                    yield group


def row_group(table: str, parquet: pq.ParquetFile, number: int) -> RowGroup:
    """A group of rows of an open data file, by its number."""
    footer = parquet.metadata.row_group(number)
    places = (SCHEMAS[table].get_field_index(name) for name in (ARRIVAL, known_column(table)))
    arrivals, known = (footer.column(place).statistics for place in places)
    return RowGroup(table, footer.num_rows, arrivals.min, arrivals.max, known.max_raw, parquet, number)
