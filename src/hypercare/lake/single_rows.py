"""Single rows of data files, found by their number there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hypercare.lake.newest import row_group
from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import Tables

At = tuple[str, int]
"""A data file, and the number of a row in it."""


def rows_at(tables: Tables, table: str, wanted: Iterable[At], columns: Sequence[str]) -> Mapping[At, pa.Table]:
    """Some columns of each row that is wanted, (1,). Reads a group of rows no further than the last that is wanted.

    Raises OSError where a file is gone.
    """
    by_file: dict[str, list[int]] = defaultdict(list)
    for path, row in dict.fromkeys(wanted):
        by_file[path].append(row)
    return {
        (path, row): values for path, rows in by_file.items() for row, values in _of(tables, table, path, rows, columns)
    }


def _of(
    tables: Tables, table: str, path: str, rows: Sequence[int], columns: Sequence[str]
) -> Iterator[tuple[int, pa.Table]]:
    with closing(pq.ParquetFile(open_file(tables, table, path))) as parquet:
        sizes = [parquet.metadata.row_group(number).num_rows for number in range(parquet.num_row_groups)]
        ends = np.cumsum(sizes)
        ordered = np.sort(np.array(rows, np.int64))
        groups = np.searchsorted(ends, ordered, side="right")
        for number in np.unique(groups).tolist():
            inside = ordered[groups == number]
            taken = row_group(table, parquet, number).take(columns, inside - (ends[number] - sizes[number]))
            yield from ((row, taken.slice(at, 1)) for at, row in enumerate(inside.tolist()))
